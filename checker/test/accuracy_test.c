/* SPDX-License-Identifier: MIT
 *
 * The kernel that the command line names against its formula, in every precision: the
 * largest errors of a fixed sample stay below a stated bound. A deliberate mistake must be
 * far beyond any bound.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "kernel.h"
#include "sample/given.h"
#include "sample/point.h"
#include "sample/random.h"
#include "subject/accuracy.h"

enum { POINTS = 40, STEPS = 24, SEED = 20 };

/* The largest error, as a multiple of what half a unit in every input makes, plus one unit:
 * of the value and of the derivative. Where a kernel is not listed, both are `usual`. */
struct bound {
    const char *kernel;
    double value, slope;
};

static const struct bound usual = {NULL, 4, 8};

static const struct bound bounds[] = {
    {"gelu", 82, 82},                        /* where Phi is subnormal */
    {"network_sigmoid_sigmoid_bce", 4, 30},  /* factors that are subnormal in float */
    {"network_softplus_softmax_bce", 4, 30}, /* likewise */
    {"network_tanh_softmax_ce", 4, 30},      /* factors that are subnormal in float */
};

/* What these do wrong is how they behave: their numbers are right. */
static const char *const conduct[] = {"wrong/accumulated", "wrong/input_changed"};

enum { FAR = 1000 };

static const char *name;

static struct bound bound_of(const char *kernel)
{
    for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++)
        if (strcmp(bounds[i].kernel, kernel) == 0)
            return bounds[i];
    return usual;
}

static const struct secant_kernel *find(enum secant_precision precision)
{
    const struct secant_kernel *const *table[] = {secant_kernel_table(precision),
                                                  secant_mistake_table(precision)};
    for (int t = 0; t < 2; t++)
        for (size_t i = 0; table[t][i]; i++)
            if (strcmp(table[t][i]->name, name) == 0)
                return table[t][i];
    fail_msg("there is no kernel %s", name);
    return NULL;
}

/* Points as they are drawn, short numbers; every other one with all bits of its type, and
 * every fourth climbed from. */
static void sample(struct accuracy_meter *m, int points, struct accuracy *a)
{
    struct secant_random random;
    secant_random_start(&random, SEED, secant_random_stream(name));
    for (long i = 0; i < points; i++) {
        struct secant_point *point =
            secant_point_draw(m->subject.signature, name, SEED, i, m->subject.bits);
        assert_non_null(point);
        if (i % 2)
            accuracy_roughen(m, point, &random);
        bool good = i % 4 == 3 ? accuracy_climb(m, point, &random, i % 8 == 3, STEPS, a)
                               : accuracy_measure(m, point, a);
        if (!good)
            fail_msg("%s", m->exact.problem);
        secant_point_destroy(point);
    }
}

static void show_point(const struct accuracy_meter *m, const struct accuracy_output *o)
{
    char *text = o->fault && o->point ? secant_point_write(m->subject.signature, o->point)
                                      : NULL;
    if (text)
        printf("#   at %s\n", text);
    free(text);
}

static void show(const char *precision, const char *what, const struct accuracy_output *o)
{
    const struct secant_accuracy *l = &o->largest;
    printf("# %s %s %s: %.4g ulp, %s, excess %.4g, %ld entries, %ld undecided %s\n", name,
           precision, what, l->ulps, l->regime ? l->regime : "-", o->excess, l->entries,
           l->undecided, o->sentence);
}

static void errors_stay_below_their_bound(void **state)
{
    (void)state;
    struct bound bound = bound_of(name);
    double value = 0, slope = 0;
    for (int p = 0; p < SECANT_PRECISIONS; p++) {
        struct accuracy_meter m;
        struct accuracy a = {0};
        enum secant_precision precision = (enum secant_precision)p;
        const struct secant_kernel *kernel = find(precision);
        if (!accuracy_open(&m, kernel, precision))
            fail_msg("%s", m.exact.problem);
        m.thorough = true;
        sample(&m, POINTS, &a);
        show(secant_precision_name(precision), "value", &a.value);
        assert_true(a.value.largest.entries > a.value.largest.undecided);
        value = fmax(value, a.value.excess);
        show_point(&m, &a.value);
        assert_false(a.value.fault);
        for (int k = 0; a.slope[k].largest.entries; k++) {
            show(secant_precision_name(precision), "derivative", &a.slope[k]);
            assert_true(a.slope[k].largest.entries > a.slope[k].largest.undecided);
            slope = fmax(slope, a.slope[k].excess);
            show_point(&m, &a.slope[k]);
            assert_false(a.slope[k].fault);
        }
        accuracy_clear(&a);
        accuracy_close(&m);
    }
    assert_true(value <= bound.value);
    assert_true(slope <= bound.slope);
}

static void a_mistake_is_far_from_the_formula(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof conduct / sizeof conduct[0]; i++)
        if (strcmp(conduct[i], name) == 0)
            return;
    for (int p = 0; p < SECANT_PRECISIONS; p++) {
        struct accuracy_meter m;
        struct accuracy a = {0};
        enum secant_precision precision = (enum secant_precision)p;
        const struct secant_kernel *kernel = find(precision);
        if (!secant_kernel_expected_wrong(kernel, precision))
            continue; /* below what this precision shows */
        if (!accuracy_open(&m, kernel, precision))
            fail_msg("%s", m.exact.problem);
        m.thorough = true;
        double furthest = 0;
        sample(&m, POINTS / 2, &a);
        for (int k = 0; a.slope[k].largest.entries; k++) {
            show(secant_precision_name(precision), "derivative", &a.slope[k]);
            furthest = fmax(furthest, a.slope[k].excess);
        }
        assert_true(furthest >= FAR);
        accuracy_clear(&a);
        accuracy_close(&m);
    }
}

static void no_kernel_lacks_its_formula(void **state)
{
    (void)state;
    const struct secant_kernel *const *table = secant_kernel_table(SECANT_DOUBLE);
    for (size_t i = 0; table[i]; i++) {
        struct accuracy_meter m;
        if (!accuracy_open(&m, table[i], SECANT_DOUBLE))
            fail_msg("%s: %s", table[i]->name, m.exact.problem);
        accuracy_close(&m);
    }
}

int main(int count, char **argument)
{
    const struct CMUnitTest of_all[] = {cmocka_unit_test(no_kernel_lacks_its_formula)};
    const struct CMUnitTest of_kernel[] = {cmocka_unit_test(errors_stay_below_their_bound)};
    const struct CMUnitTest of_mistake[] = {
        cmocka_unit_test(a_mistake_is_far_from_the_formula)};
    if (count < 2)
        return cmocka_run_group_tests(of_all, NULL, NULL);
    name = argument[1];
    return strncmp(name, "wrong/", 6) == 0 ? cmocka_run_group_tests(of_mistake, NULL, NULL)
                                           : cmocka_run_group_tests(of_kernel, NULL, NULL);
}
