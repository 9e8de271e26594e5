/* SPDX-License-Identifier: MIT
 *
 * libsecant through its public header alone.
 */
#include "secant.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------- functions to be checked */

enum { N = 4 };
static const double here[N] = {1, -2, 0.5, 3};

/* f(x) = sum_i (i + 1) x_i^2 */
static double squares(const double *x, void *context)
{
    (void)context;
    double sum = 0;
    for (int i = 0; i < N; i++)
        sum += (i + 1) * x[i] * x[i];
    return sum;
}

static void squares_gradient(const double *x, double *g, void *context)
{
    (void)context;
    for (int i = 0; i < N; i++)
        g[i] = 2 * (i + 1) * x[i];
}

static void without_two(const double *x, double *g, void *context)
{
    (void)context;
    for (int i = 0; i < N; i++)
        g[i] = (i + 1) * x[i];
}

static void last_forgotten(const double *x, double *g, void *context)
{
    (void)context;
    for (int i = 0; i + 1 < N; i++)
        g[i] = 2 * (i + 1) * x[i];
}

static void added(const double *x, double *g, void *context)
{
    (void)context;
    for (int i = 0; i < N; i++)
        g[i] += 2 * (i + 1) * x[i];
}

static void infinite(const double *x, double *g, void *context)
{
    squares_gradient(x, g, context);
    g[2] = HUGE_VAL;
}

static void off_by_little(const double *x, double *g, void *context)
{
    squares_gradient(x, g, context);
    g[1] *= 1 + 1e-6;
}

static void changes_its_input(const double *x, double *g, void *context)
{
    squares_gradient(x, g, context);
    union {
        const double *shown;
        double *open;
    } x0 = {x};
    x0.open[0] = 17;
}

static void counts_its_calls(const double *x, double *g, void *context)
{
    int *calls = context;
    squares_gradient(x, g, NULL);
    g[3] += ++*calls;
}

static double changes_its_own_input(const double *x, void *context)
{
    double sum = squares(x, context);
    union {
        const double *shown;
        double *open;
    } x0 = {x};
    x0.open[1] = 0;
    return sum;
}

static double rises_with_every_call(const double *x, void *context)
{
    int *calls = context;
    return squares(x, NULL) + ++*calls;
}

static double never_a_number(const double *x, void *context)
{
    (void)x;
    (void)context;
    return (double)NAN;
}

/* Not defined below 0. */
static double root(const double *x, void *context)
{
    (void)context;
    return sqrt(x[0]);
}

static void root_gradient(const double *x, double *g, void *context)
{
    (void)context;
    g[0] = 1 / (2 * sqrt(x[0]));
}

static void cubes(const double *x, double *y, void *context)
{
    (void)context;
    for (int i = 0; i < N; i++)
        y[i] = x[i] * x[i] * x[i];
}

static void cubes_slope(const double *x, double *d, void *context)
{
    (void)context;
    for (int i = 0; i < N; i++)
        d[i] = 3 * x[i] * x[i];
}

static void cubes_slope_wrong_left(const double *x, double *d, void *context)
{
    (void)context;
    for (int i = 0; i < N; i++)
        d[i] = 3 * x[i] * fabs(x[i]);
}

/* y_k = sum_i sin((k + 1) x_i), 3 by 4 */
static void waves(const double *x, double *y, void *context)
{
    (void)context;
    for (int k = 0; k < 3; k++) {
        y[k] = 0;
        for (int i = 0; i < N; i++)
            y[k] += sin((k + 1) * x[i]);
    }
}

static void waves_jacobian(const double *x, double *d, void *context)
{
    (void)context;
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < N; i++)
            d[k * N + i] = (k + 1) * cos((k + 1) * x[i]);
}

static void waves_one_wrong(const double *x, double *d, void *context)
{
    waves_jacobian(x, d, context);
    d[1 * N + 2] = -d[1 * N + 2];
}

/* ---------- the tests */

static enum secant_verdict check(double (*f)(const double *, void *),
                                 void (*g)(const double *, double *, void *), void *context,
                                 struct secant_outcome *outcome)
{
    return secant_check(f, g, context, N, here, NULL, outcome);
}

static bool says(const struct secant_outcome *outcome, const char *words)
{
    return strstr(outcome->message, words) != NULL;
}

static void a_right_gradient_is_right(void **state)
{
    (void)state;
    struct secant_outcome o;
    assert_int_equal(check(squares, squares_gradient, NULL, &o), SECANT_RIGHT);
    assert_int_equal(o.verdict, SECANT_RIGHT);
    assert_int_equal(o.points, 16);
    assert_int_equal(o.right + o.undecided, 16 * N);
    assert_true(o.wrong == 0 && o.power < 1e-6 && !o.counterexample);
    assert_true(says(&o, "right") && says(&o, "would have been caught"));
    assert_int_equal(o.message[strlen(o.message) - 1], '\n');
    secant_outcome_finish(&o);
}

static void a_missing_factor_is_wrong_with_its_entry(void **state)
{
    (void)state;
    struct secant_outcome o;
    assert_int_equal(check(squares, without_two, NULL, &o), SECANT_WRONG);
    assert_true(o.wrong > 0 && o.has_worst && o.output == 0 && o.input < N);
    assert_non_null(o.counterexample);
    double x = o.counterexample[o.input], factor = (double)o.input + 1;
    assert_true(o.claimed == factor * x);
    assert_true(fabs(o.measured - 2 * factor * x) <= o.bar);
    assert_true(says(&o, "wrong") && says(&o, "gradient[") && says(&o, "at x = {"));
    secant_outcome_finish(&o);
}

static void every_mistake_is_wrong(void **state)
{
    (void)state;
    static void (*const mistake[])(const double *, double *, void *) = {
        without_two, last_forgotten, added, infinite, off_by_little, changes_its_input};
    for (size_t i = 0; i < sizeof mistake / sizeof mistake[0]; i++) {
        struct secant_outcome o;
        if (check(squares, mistake[i], NULL, &o) != SECANT_WRONG)
            fail_msg("mistake %zu: %s", i, o.message);
        secant_outcome_finish(&o);
    }
}

static void conduct_is_named(void **state)
{
    (void)state;
    int calls = 0;
    struct secant_outcome o;
    assert_int_equal(check(squares, changes_its_input, NULL, &o), SECANT_WRONG);
    assert_true(says(&o, "The derivative changes its input."));
    secant_outcome_finish(&o);
    assert_int_equal(check(squares, counts_its_calls, &calls, &o), SECANT_WRONG);
    assert_true(says(&o, "It gives another answer when it is called again."));
    secant_outcome_finish(&o);
    assert_int_equal(check(changes_its_own_input, squares_gradient, NULL, &o),
                     SECANT_WRONG);
    assert_true(says(&o, "The function changes its input."));
    secant_outcome_finish(&o);
    assert_int_equal(check(rises_with_every_call, squares_gradient, &calls, &o),
                     SECANT_WRONG);
    assert_true(says(&o, "The function gives another value when it is called again."));
    secant_outcome_finish(&o);
    assert_int_equal(check(squares, last_forgotten, NULL, &o), SECANT_WRONG);
    assert_true(says(&o, "It adds to element 4 of its output, or never writes it."));
    secant_outcome_finish(&o);
    assert_int_equal(check(squares, added, NULL, &o), SECANT_WRONG);
    assert_true(says(&o, "It adds to element 1 of its output, or never writes it."));
    secant_outcome_finish(&o);
}

static void a_function_without_a_value_is_undecided(void **state)
{
    (void)state;
    struct secant_outcome o;
    assert_int_equal(check(never_a_number, squares_gradient, NULL, &o), SECANT_UNDECIDED);
    assert_true(o.right == 0 && o.wrong == 0 && says(&o, "not finite"));
    secant_outcome_finish(&o);
}

static void points_keep_their_sign(void **state)
{
    (void)state;
    const double near_zero = 1e-3;
    struct secant_options options = {.spread = 1, .points = 64};
    struct secant_outcome o;
    assert_int_equal(secant_check(root, root_gradient, NULL, 1, &near_zero, &options, &o),
                     SECANT_RIGHT);
    secant_outcome_finish(&o);
}

static void elementwise_functions_are_judged(void **state)
{
    (void)state;
    struct secant_outcome o;
    assert_int_equal(secant_check_elementwise(cubes, cubes_slope, NULL, N, here, NULL, &o),
                     SECANT_RIGHT);
    secant_outcome_finish(&o);
    assert_int_equal(
        secant_check_elementwise(cubes, cubes_slope_wrong_left, NULL, N, here, NULL, &o),
        SECANT_WRONG);
    assert_true(o.input == 1 && says(&o, "slope[1]"));
    secant_outcome_finish(&o);
}

static void jacobians_are_judged(void **state)
{
    (void)state;
    struct secant_outcome o;
    assert_int_equal(
        secant_check_jacobian(waves, waves_jacobian, NULL, N, 3, here, NULL, &o),
        SECANT_RIGHT);
    assert_int_equal(o.right + o.undecided, 16 * 3 * N);
    secant_outcome_finish(&o);
    assert_int_equal(
        secant_check_jacobian(waves, waves_one_wrong, NULL, N, 3, here, NULL, &o),
        SECANT_WRONG);
    assert_true(o.output == 1 && o.input == 2 && says(&o, "jacobian[1][2]"));
    secant_outcome_finish(&o);
}

static void right_takes_three_points(void **state)
{
    (void)state;
    for (long points = 1; points <= 3; points++) {
        struct secant_options options = {.points = points};
        enum secant_verdict verdict =
            secant_check(squares, squares_gradient, NULL, N, here, &options, NULL);
        assert_int_equal(verdict, points < 3 ? SECANT_UNDECIDED : SECANT_RIGHT);
    }
}

static double always_one(const double *x, void *context)
{
    (void)x;
    (void)context;
    return 1;
}

static void writes_nothing(const double *x, double *y, void *context)
{
    (void)x;
    (void)y;
    (void)context;
}

static void nothing_to_check_is_never_right(void **state)
{
    (void)state;
    struct secant_outcome o;
    assert_int_equal(secant_check(always_one, writes_nothing, NULL, 0, NULL, NULL, &o),
                     SECANT_UNDECIDED);
    assert_true(says(&o, "nothing was checked") && !o.has_worst);
    secant_outcome_finish(&o);
    assert_int_equal(
        secant_check_elementwise(writes_nothing, writes_nothing, NULL, 0, NULL, NULL, NULL),
        SECANT_UNDECIDED);
    assert_int_equal(
        secant_check_jacobian(writes_nothing, writes_nothing, NULL, N, 0, here, NULL, NULL),
        SECANT_UNDECIDED);
}

static void senseless_arguments_are_errors(void **state)
{
    (void)state;
    const double not_finite[N] = {1, (double)NAN, 0, 0};
    struct secant_options negative = {.points = -1}, wide = {.spread = HUGE_VAL};
    struct secant_outcome o;
    assert_int_equal(secant_check(NULL, squares_gradient, NULL, N, here, NULL, &o),
                     SECANT_ERROR);
    secant_outcome_finish(&o);
    assert_int_equal(secant_check(squares, NULL, NULL, N, here, NULL, &o), SECANT_ERROR);
    assert_int_equal(secant_check(squares, squares_gradient, NULL, N, NULL, NULL, &o),
                     SECANT_ERROR);
    assert_int_equal(secant_check(squares, squares_gradient, NULL, N, not_finite, NULL, &o),
                     SECANT_ERROR);
    assert_true(says(&o, "x is not finite"));
    assert_int_equal(secant_check(squares, squares_gradient, NULL, N, here, &negative, &o),
                     SECANT_ERROR);
    assert_int_equal(secant_check(squares, squares_gradient, NULL, N, here, &wide, &o),
                     SECANT_ERROR);
    assert_int_equal(
        secant_check_jacobian(waves, waves_jacobian, NULL, N, SIZE_MAX / 2, here, NULL, &o),
        SECANT_ERROR);
    assert_true(says(&o, "out of memory"));
    secant_outcome_finish(&o);
    secant_outcome_finish(&o);
    secant_outcome_finish(NULL);
}

static void same_outcome(const struct secant_outcome *a, const struct secant_outcome *b)
{
    assert_string_equal(a->message, b->message);
    assert_true(a->right == b->right && a->power == b->power && a->bar == b->bar);
}

static void the_same_arguments_give_the_same_outcome(void **state)
{
    (void)state;
    struct secant_outcome a, b;
    struct secant_options seeded = {.seed = 1};
    check(squares, without_two, NULL, &a);
    check(squares, without_two, NULL, &b);
    same_outcome(&a, &b);
    secant_outcome_finish(&b);
    secant_check(squares, squares_gradient, NULL, N, here, &seeded, &b);
    secant_outcome_finish(&a);
    secant_outcome_finish(&b);
}

static void the_locale_does_not_matter(void **state)
{
    (void)state;
    struct secant_outcome plain, comma;
    check(squares, without_two, NULL, &plain);
    const char *locale = setlocale(LC_ALL, "");
    check(squares, without_two, NULL, &comma);
    if (getenv("COMMA"))
        assert_string_equal(localeconv()->decimal_point, ",");
    assert_non_null(locale);
    same_outcome(&plain, &comma);
    setlocale(LC_ALL, "C");
    secant_outcome_finish(&plain);
    secant_outcome_finish(&comma);
}

static void *check_often(void *argument)
{
    struct secant_outcome *o = argument;
    for (int i = 0; i < 20; i++) {
        secant_outcome_finish(o);
        secant_check_jacobian(waves, waves_one_wrong, NULL, N, 3, here, NULL, o);
    }
    return NULL;
}

static void threads_do_not_disturb_each_other(void **state)
{
    (void)state;
    enum { THREADS = 4 };
    pthread_t thread[THREADS];
    struct secant_outcome o[THREADS] = {{.verdict = SECANT_ERROR}};
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&thread[i], NULL, check_often, &o[i]), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(thread[i], NULL);
    for (int i = 1; i < THREADS; i++)
        same_outcome(&o[0], &o[i]);
    for (int i = 0; i < THREADS; i++)
        secant_outcome_finish(&o[i]);
}

static void long_names_and_points_are_cut(void **state)
{
    (void)state;
    static char name[5000];
    memset(name, 'n', sizeof name - 1);
    struct secant_options options = {.name = name};
    struct secant_outcome o;
    secant_check(squares, without_two, NULL, N, here, &options, &o);
    assert_true(strlen(o.message) < 1024 && says(&o, "wrong") && says(&o, "gradient["));
    secant_outcome_finish(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_right_gradient_is_right),
        cmocka_unit_test(a_missing_factor_is_wrong_with_its_entry),
        cmocka_unit_test(every_mistake_is_wrong),
        cmocka_unit_test(conduct_is_named),
        cmocka_unit_test(a_function_without_a_value_is_undecided),
        cmocka_unit_test(points_keep_their_sign),
        cmocka_unit_test(elementwise_functions_are_judged),
        cmocka_unit_test(jacobians_are_judged),
        cmocka_unit_test(right_takes_three_points),
        cmocka_unit_test(nothing_to_check_is_never_right),
        cmocka_unit_test(senseless_arguments_are_errors),
        cmocka_unit_test(the_same_arguments_give_the_same_outcome),
        cmocka_unit_test(the_locale_does_not_matter),
        cmocka_unit_test(threads_do_not_disturb_each_other),
        cmocka_unit_test(long_names_and_points_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
