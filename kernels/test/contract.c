/* SPDX-License-Identifier: MIT
 *
 * The contract of kernel.h, tested for the one kernel that the command line names, in the
 * precision that this program was built for.
 *
 * Whether a derivative is right is the checker's business; a secant of one fixed step only
 * shows here that the two functions belong together. Of a deliberate mistake the program
 * only asks that it is one.
 */
#include "trial.h"

#include <float.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { POINTS = 12 };

static const struct secant_kernel *kernel;
static const struct secant_signature *signature;

static bool all_finite(const real *x, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isfinite(x[i]))
            return false;
    return true;
}

static bool answer_is_finite(const struct answer *a, size_t outputs)
{
    bool finite = all_finite(a->out, outputs);
    for (int k = 0; k < a->varying; k++)
        finite = finite && all_finite(a->d[k], a->slopes[k]);
    return finite;
}

static void is_finite_at(enum regime regime)
{
    for (long turn = 0; turn < POINTS; turn++) {
        struct point p = draw(signature, regime, turn);
        struct answer a = ask(kernel, &p);
        assert_true(answer_is_finite(&a, p.outputs));
        drop_answer(&a);
        drop_point(&p);
    }
}

static void describes_itself(void **state)
{
    (void)state;
    assert_non_null(kernel->formula);
    assert_non_null(signature->output);
    assert_true(signature->reach > 0 && signature->reach <= 1);
    assert_true(!kernel->base == !kernel->mistake);
}

static void writes_every_element_and_none_beyond(void **state)
{
    (void)state;
    is_finite_at(MILD);
    for (long turn = 0; turn < POINTS; turn++) {
        struct point p = draw(signature, MILD, turn);
        struct answer a = ask(kernel, &p);
        assert_true(a.varying > 0);
        assert_true(same(a.out[p.outputs], MARK));
        for (int k = 0; k < a.varying; k++)
            assert_true(same(a.d[k][a.slopes[k]], MARK));
        drop_answer(&a);
        drop_point(&p);
    }
}

static bool inputs_differ(const struct point *p, const struct point *q)
{
    for (int k = 0; k < p->inputs; k++)
        for (size_t i = 0; i <= secant_elements(p->in[k].shape); i++)
            if (!same(((real *)p->in[k].data)[i], ((real *)q->in[k].data)[i]))
                return true;
    return false;
}

static void leaves_its_inputs_alone(void **state)
{
    (void)state;
    for (long turn = 0; turn < POINTS; turn++) {
        struct point p = draw(signature, turn % 2 ? MILD : EXTREME, turn);
        struct point copy = draw(signature, turn % 2 ? MILD : EXTREME, turn);
        struct answer a = ask(kernel, &p);
        assert_false(inputs_differ(&p, &copy));
        drop_answer(&a);
        drop_point(&copy);
        drop_point(&p);
    }
}

static void repeats_itself(void **state)
{
    (void)state;
    for (long turn = 0; turn < POINTS; turn++) {
        struct point p = draw(signature, turn % 2 ? MILD : EXTREME, turn);
        struct answer a = ask(kernel, &p), b = ask(kernel, &p);
        for (size_t i = 0; i < p.outputs; i++)
            assert_true(same(a.out[i], b.out[i]));
        for (int k = 0; k < a.varying; k++)
            for (size_t i = 0; i < a.slopes[k]; i++)
                assert_true(same(a.d[k][i], b.d[k][i]));
        drop_answer(&b);
        drop_answer(&a);
        drop_point(&p);
    }
}

static void stays_finite_where_the_result_is(void **state)
{
    (void)state;
    if (kernel->base) /* naive ones promise nothing */
        return;
    is_finite_at(EXTREME);
    is_finite_at(FAR);
}

/* The claimed slope of output i along element j of the varying input k. */
static real claimed(const struct answer *a, int k, size_t i, size_t j, size_t elements)
{
    switch (signature->structure) {
    case SECANT_DIAGONAL: return i == j ? a->d[k][j] : 0;
    case SECANT_JACOBIAN: return a->d[k][i * elements + j];
    case SECANT_GRADIENT:
    case SECANT_BACKWARD: break;
    }
    return a->d[k][j];
}

/* Backward kernels answer for one number, the sum of upstream .* output. */
static void weigh(const struct point *p, real *out)
{
    if (signature->structure != SECANT_BACKWARD)
        return;
    const real *upstream = p->in[p->inputs - 1].data;
    real sum = 0;
    for (size_t i = 0; i < p->outputs; i++)
        sum += upstream[i] * out[i];
    out[0] = sum;
}

static void agrees_along(const struct point *p, const struct answer *a, int k, int input,
                         size_t j)
{
    real *x = (real *)p->in[input].data + j, middle = *x;
    real step = ldexp((real)1, BY_TYPE(-8, -17, -20));
    real *y[3];
    for (int side = 0; side < 3; side++) {
        *x = middle + (real)(side - 1) * step;
        y[side] = numbers(p->outputs);
        value(kernel, p, y[side]);
        weigh(p, y[side]);
    }
    *x = middle;

    /* a few roundings of the sums inside the values */
    real ulps = 8 * ldexp((real)1, -BY_TYPE(FLT_MANT_DIG, DBL_MANT_DIG, LDBL_MANT_DIG));
    size_t rows = signature->structure == SECANT_BACKWARD ? 1 : p->outputs;
    for (size_t i = 0; i < rows; i++) {
        real slope = (y[2][i] - y[0][i]) / (2 * step);
        real bend = fabs((y[2][i] - y[1][i]) - (y[1][i] - y[0][i])) / step;
        real claim = claimed(a, k, i, j, secant_elements(p->in[input].shape));
        real rounding = ulps * fmax(fabs(y[0][i]), fabs(y[2][i])) / step;
        if (!(fabs(claim - slope) <= (1 + fabs(slope)) / 100 + bend + rounding))
            fail_msg("output %zu by element %zu of %s: %Lg, secant %Lg", i, j,
                     signature->input[input].name, (long double)claim, (long double)slope);
    }
    for (int side = 0; side < 3; side++)
        free(y[side]);
}

static void derivative_belongs_to_value(void **state)
{
    (void)state;
    for (long turn = 0; turn < POINTS; turn++) {
        struct point p = draw(signature, MILD, turn);
        struct answer a = ask(kernel, &p);
        for (int input = 0, k = 0; input < p.inputs; input++) {
            if (!signature->input[input].varies)
                continue;
            for (size_t j = 0; j < secant_elements(p.in[input].shape); j++)
                agrees_along(&p, &a, k, input, j);
            k++;
        }
        drop_answer(&a);
        drop_point(&p);
    }
}

static bool is_lost(const real *x, const real *right, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(fabs(x[i] - right[i]) <= fabs(right[i]) / 1000))
            return true;
    return false;
}

static real breaking_number(void)
{
    return (real)BY_TYPE(kernel->breaks_float, kernel->breaks_double,
                         kernel->breaks_extended);
}

static void breaks_where_it_says_and_its_base_does_not(void **state)
{
    (void)state;
    if (breaking_number() == 0)
        return;
    struct point p = draw(signature, BREAKING, 0);
    for (int k = 0; k < p.inputs; k++) {
        size_t count = signature->input[k].kind == SECANT_REAL /* the others stay 0 */
                           ? 1
                           : secant_elements(p.in[k].shape);
        for (size_t i = 0; signature->input[k].varies && i < count; i++)
            ((real *)p.in[k].data)[i] = breaking_number();
    }
    struct answer right = ask(base(kernel), &p), naive = ask(kernel, &p);
    assert_true(answer_is_finite(&right, p.outputs));
    bool lost = is_lost(naive.out, right.out, p.outputs);
    for (int k = 0; k < right.varying; k++)
        lost = lost || is_lost(naive.d[k], right.d[k], right.slopes[k]);
    assert_true(lost);
    drop_answer(&naive);
    drop_answer(&right);
    drop_point(&p);
}

static bool mistake_shows_at(enum regime regime, long turn)
{
    struct point p = draw(signature, regime, turn), q = draw(signature, regime, turn);
    struct answer wrong = ask(kernel, &p), right = ask(base(kernel), &q);
    real grain = ldexp((real)32, -BY_TYPE(FLT_MANT_DIG, DBL_MANT_DIG, LDBL_MANT_DIG));
    bool shows = inputs_differ(&p, &q);
    for (int k = 0; k < right.varying; k++)
        for (size_t i = 0; i < right.slopes[k]; i++) {
            real gap = fabs(wrong.d[k][i] - right.d[k][i]);
            shows = shows || !(gap <= grain * (1 + fabs(right.d[k][i])));
        }
    drop_answer(&right);
    drop_answer(&wrong);
    drop_point(&q);
    drop_point(&p);
    return shows;
}

static void is_wrong_where_it_is_expected_to_be(void **state)
{
    (void)state;
    if (BY_TYPE(kernel->expect_float, kernel->expect_double, kernel->expect_extended) ==
        SECANT_EXPECT_RIGHT)
        return;
    for (long turn = 0; turn < POINTS; turn++)
        if (mistake_shows_at(MILD, turn) || mistake_shows_at(EXTREME, turn))
            return;
    fail_msg("%s differs nowhere from %s", kernel->name, base(kernel)->name);
}

static const struct secant_kernel *find(const struct secant_kernel *const *entry,
                                        const char *name)
{
    while (*entry && strcmp((*entry)->name, name) != 0)
        entry++;
    return *entry;
}

int main(int argc, char **argv)
{
    const char *name = argc == 2 ? argv[1] : "";
    const struct secant_kernel *mistake = find(PRECISE(secant_mistakes), name);
    kernel = mistake ? mistake : find(PRECISE(secant_kernels), name);
    if (!kernel) {
        fprintf(stderr, "usage: %s KERNEL\n", argv[0]);
        return EXIT_FAILURE;
    }
    signature = &base(kernel)->signature;

    const struct CMUnitTest of_a_mistake[] = {
        cmocka_unit_test(is_wrong_where_it_is_expected_to_be),
    };
    const struct CMUnitTest of_a_kernel[] = {
        cmocka_unit_test(describes_itself),
        cmocka_unit_test(writes_every_element_and_none_beyond),
        cmocka_unit_test(leaves_its_inputs_alone),
        cmocka_unit_test(repeats_itself),
        cmocka_unit_test(stays_finite_where_the_result_is),
        cmocka_unit_test(derivative_belongs_to_value),
        cmocka_unit_test(breaks_where_it_says_and_its_base_does_not),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return mistake ? cmocka_run_group_tests_name(name, of_a_mistake, NULL, NULL)
                   : cmocka_run_group_tests_name(name, of_a_kernel, NULL, NULL);
}
