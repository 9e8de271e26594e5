/* SPDX-License-Identifier: MIT */
#include "oracle/formula.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>

/* A function and its claimed derivative; `error` scales the claim by 1 + 2^error. */
typedef void (*ball_function)(arb_t result, const arb_t x, slong precision, bool lipschitz);

struct subject {
    ball_function f, g;
    slong error; /* 0: none */
    arb_t result;
};

static arb_srcptr value(void *context, const arb_t place, slong precision, bool lipschitz)
{
    struct subject *s = context;
    s->f(s->result, place, precision, lipschitz);
    return s->result;
}

static arb_srcptr claim(void *context, const arb_t place, slong precision)
{
    struct subject *s = context;
    s->g(s->result, place, precision, false);
    if (s->error) {
        arb_t excess;
        arb_init(excess);
        arb_mul_2exp_si(excess, s->result, s->error);
        arb_add(s->result, s->result, excess, precision);
        arb_clear(excess);
    }
    return s->result;
}

struct answer {
    enum formula_outcome outcome;
    double agreement;
    slong precision;
    bool jumps;
};

static struct answer ask(ball_function f, ball_function g, double x, slong error,
                         struct formula_demand demand)
{
    struct subject s = {.f = f, .g = g, .error = error};
    struct formula formula = {&s, value, claim};
    struct certificate c;
    arf_t centre;
    arf_init(centre);
    arb_init(s.result);
    certificate_init(&c);
    arf_set_d(centre, x);
    formula_judge(&formula, centre, &demand, &c);
    struct answer answer = {c.outcome, c.agreement, c.precision, c.jumps};
    certificate_clear(&c);
    arb_clear(s.result);
    arf_clear(centre);
    return answer;
}

static const struct formula_demand usual = {60, 4096};

static enum formula_outcome outcome(ball_function f, ball_function g, double x)
{
    return ask(f, g, x, 0, usual).outcome;
}

/* ---------- functions */

#define FUNCTION(name) static void name(arb_t r, const arb_t x, slong p, bool lipschitz)

FUNCTION(zero)
{
    (void)x, (void)p, (void)lipschitz;
    arb_zero(r);
}

FUNCTION(one)
{
    (void)x, (void)p, (void)lipschitz;
    arb_one(r);
}

FUNCTION(half)
{
    (void)x, (void)p, (void)lipschitz;
    arb_set_d(r, 0.5);
}

FUNCTION(square)
{
    (void)lipschitz;
    arb_sqr(r, x, p);
}

FUNCTION(identity)
{
    (void)p, (void)lipschitz;
    arb_set(r, x);
}

FUNCTION(twice)
{
    (void)p, (void)lipschitz;
    arb_mul_2exp_si(r, x, 1);
}

FUNCTION(twice_size)
{
    (void)p, (void)lipschitz;
    arb_abs(r, x);
    arb_mul_2exp_si(r, r, 1);
}

FUNCTION(x_size_x)
{
    arb_t size;
    (void)lipschitz;
    arb_init(size);
    arb_abs(size, x);
    arb_mul(r, x, size, p);
    arb_clear(size);
}

FUNCTION(relu)
{
    arb_t nothing;
    (void)lipschitz;
    arb_init(nothing);
    arb_max(r, x, nothing, p);
    arb_clear(nothing);
}

/* 0, 1, or the ball between; at 0 whatever `at_zero` says. */
static void relu_slope(arb_t r, const arb_t x, int at_zero)
{
    if (arb_is_positive(x))
        arb_one(r);
    else if (arb_is_negative(x))
        arb_zero(r);
    else if (arb_is_zero(x))
        arb_set_si(r, at_zero);
    else
        secant_ball_unsure(r);
}

FUNCTION(relu_slope_0)
{
    (void)p, (void)lipschitz;
    relu_slope(r, x, 0);
}

FUNCTION(relu_slope_1)
{
    (void)p, (void)lipschitz;
    relu_slope(r, x, 1);
}

FUNCTION(relu_slope_turned)
{
    (void)lipschitz;
    relu_slope(r, x, 0);
    arb_sub_ui(r, r, 1, p);
    arb_neg(r, r);
}

FUNCTION(whole)
{
    arb_floor(r, x, p);
    if (lipschitz && (!arb_is_exact(r) || arb_contains_int(x)))
        arb_indeterminate(r);
}

FUNCTION(root)
{
    if (lipschitz && !arb_is_positive(x))
        arb_indeterminate(r);
    else
        arb_sqrt(r, x, p);
}

FUNCTION(root_slope)
{
    (void)lipschitz;
    arb_rsqrt(r, x, p);
    arb_mul_2exp_si(r, r, -1);
}

FUNCTION(tangent)
{
    (void)lipschitz;
    arb_tanh(r, x, p);
}

FUNCTION(tangent_slope)
{
    (void)lipschitz;
    arb_cosh(r, x, p);
    arb_sqr(r, r, p);
    arb_inv(r, r, p);
}

FUNCTION(exponential)
{
    (void)lipschitz;
    arb_exp(r, x, p);
}

/* 0, computed with rounding. */
FUNCTION(rounded_zero)
{
    arb_t other;
    (void)lipschitz;
    arb_init(other);
    arb_exp(r, x, p);
    arb_neg(other, x);
    arb_exp(other, other, p);
    arb_mul(r, r, other, p);
    arb_sub_ui(r, r, 1, p);
    arb_clear(other);
}

/* Its width does not shrink with the segment. */
FUNCTION(one_or_so)
{
    (void)p, (void)lipschitz;
    arb_one(r);
    if (!arb_is_exact(x))
        mag_one(arb_radref(r));
}

FUNCTION(cosine)
{
    (void)lipschitz;
    arb_cos(r, x, p);
}

FUNCTION(sine)
{
    (void)lipschitz;
    arb_sin(r, x, p);
}

/* ---------- outcomes */

static void what_is_right_agrees(void **state)
{
    (void)state;
    static const double x[] = {0, 1, -1, 0.3, 1e-9, -37.25, 12345.678};
    for (size_t k = 0; k < sizeof x / sizeof x[0]; k++) {
        assert_int_equal(outcome(exponential, exponential, x[k]), FORMULA_AGREES);
        assert_int_equal(outcome(sine, cosine, x[k]), FORMULA_AGREES);
    }
    assert_true(ask(sine, cosine, 1, 0, usual).agreement >= 60);
}

static void two_exact_zeros_agree(void **state)
{
    (void)state;
    assert_int_equal(outcome(one, zero, 3), FORMULA_AGREES_ZERO);
    assert_int_equal(outcome(whole, zero, 2 + 0x1p-51), FORMULA_AGREES_ZERO);
}

static void an_isolated_zero_agrees_beside(void **state)
{
    (void)state;
    struct answer answer = ask(square, twice, 0, 0, usual);
    assert_int_equal(answer.outcome, FORMULA_AGREES_BESIDE);
    assert_false(answer.jumps);
    answer = ask(x_size_x, twice_size, 0, 0, usual);
    assert_int_equal(answer.outcome, FORMULA_AGREES_BESIDE);
    assert_false(answer.jumps);
}

static void a_wrong_claim_at_an_isolated_zero_is_refuted(void **state)
{
    (void)state;
    assert_int_equal(outcome(square, identity, 0), FORMULA_REFUTED);
    assert_int_equal(outcome(square, twice_size, 0), FORMULA_REFUTED);
    assert_int_equal(outcome(x_size_x, twice, 0), FORMULA_REFUTED);
}

static void the_value_at_a_kink_is_a_convention(void **state)
{
    (void)state;
    struct answer answer = ask(relu, relu_slope_0, 0, 0, usual);
    assert_int_equal(answer.outcome, FORMULA_AGREES_BESIDE);
    assert_true(answer.jumps);
    answer = ask(relu, relu_slope_1, 0, 0, usual);
    assert_int_equal(answer.outcome, FORMULA_AGREES_BESIDE);
    assert_true(answer.jumps);
}

static void a_wrong_claim_at_a_kink_is_refuted(void **state)
{
    (void)state;
    assert_int_equal(outcome(relu, relu_slope_turned, 0), FORMULA_REFUTED);
    assert_int_equal(outcome(relu, one, 0), FORMULA_REFUTED);
    assert_int_equal(outcome(relu, zero, 0), FORMULA_REFUTED);
}

/* 1/2 is the mean of 0 and 1: at the kink itself no secant can tell. */
static void the_mean_of_both_slopes_is_refuted_beside_the_kink(void **state)
{
    (void)state;
    assert_int_equal(outcome(relu, half, 0), FORMULA_AGREES);
    assert_int_equal(outcome(relu, half, 0x1p-40), FORMULA_REFUTED);
}

static void a_jump_and_a_border_are_not_finite(void **state)
{
    (void)state;
    assert_int_equal(outcome(whole, zero, 2), FORMULA_NOT_FINITE);
    assert_int_equal(outcome(root, root_slope, 0), FORMULA_NOT_FINITE);
    assert_int_equal(outcome(root, root_slope, -1), FORMULA_NOT_FINITE);
    assert_int_equal(outcome(root, root_slope, 0x1p-300), FORMULA_AGREES);
}

static void a_claim_that_stays_wide_decides_nothing(void **state)
{
    (void)state;
    assert_int_equal(outcome(identity, one_or_so, 1), FORMULA_WIDE);
}

static void a_tail_agrees_with_more_precision(void **state)
{
    (void)state;
    struct answer answer = ask(tangent, tangent_slope, 400, 0, usual);
    assert_int_equal(answer.outcome, FORMULA_AGREES);
    assert_true(answer.precision > 1000);
    assert_int_equal(outcome(tangent, tangent_slope, -400), FORMULA_AGREES);
    assert_int_equal(ask(tangent, tangent_slope, 400, -50, usual).outcome, FORMULA_REFUTED);
}

static void a_slope_beyond_the_precision_is_tiny(void **state)
{
    (void)state;
    assert_int_equal(outcome(tangent, tangent_slope, 4000), FORMULA_TINY);
    assert_int_equal(
        ask(tangent, tangent_slope, 4000, 0, (struct formula_demand){60, 65536}).outcome,
        FORMULA_AGREES);
}

static void zero_against_a_rounded_zero_is_a_bound(void **state)
{
    (void)state;
    assert_int_equal(outcome(rounded_zero, zero, 1), FORMULA_ZERO_BOUND);
}

static void small_mistakes_are_refuted_to_the_bits_asked_for(void **state)
{
    (void)state;
    static const struct formula_demand sharp = {80, 4096};
    static const double x[] = {0.5, -2, 7};
    for (size_t k = 0; k < sizeof x / sizeof x[0]; k++) {
        for (slong error = -2; error >= -50; error -= 8)
            assert_int_equal(ask(tangent, tangent_slope, x[k], error, usual).outcome,
                             FORMULA_REFUTED);
        assert_int_equal(ask(tangent, tangent_slope, x[k], -50, usual).outcome,
                         FORMULA_REFUTED);
        assert_int_equal(ask(tangent, tangent_slope, x[k], -70, usual).outcome,
                         FORMULA_AGREES);
        assert_int_equal(ask(tangent, tangent_slope, x[k], -70, sharp).outcome,
                         FORMULA_REFUTED);
    }
    assert_int_equal(lround(ask(sine, cosine, 1, -50, usual).agreement), 50);
}

static void huge_and_tiny_centres_are_judged(void **state)
{
    (void)state;
    static const double x[] = {1e300, -1e300, 0x1p1000, 1e-300, -1e-300, 0x1p-1074};
    for (size_t k = 0; k < sizeof x / sizeof x[0]; k++) {
        assert_int_equal(outcome(square, twice, x[k]), FORMULA_AGREES);
        assert_int_equal(outcome(square, identity, x[k]), FORMULA_REFUTED);
        assert_int_equal(outcome(relu, relu_slope_0, x[k]),
                         x[k] > 0 ? FORMULA_AGREES : FORMULA_AGREES_ZERO);
    }
    assert_int_equal(outcome(square, twice, HUGE_VAL), FORMULA_NOT_FINITE);
    assert_int_equal(outcome(square, twice, (double)NAN), FORMULA_NOT_FINITE);
}

/* ---------- pairs */

struct sides {
    arb_t result;
    int kind;
};

/* Kinds: 0 sin^2 + cos^2 = 1; 1 the same = 1 + 2^-70; 2 0 = 0; 3 sqrt(-1) = 1; 4 a rounded
 * zero = 0. */
static arb_srcptr side_value(void *context, int side, slong p)
{
    struct sides *s = context;
    arb_t x, y;
    arb_init(x);
    arb_init(y);
    arb_set_d(x, 0.7);
    if (s->kind == 3)
        arb_set_si(x, -1), arb_sqrt(s->result, x, p);
    else
        arb_zero(s->result);
    if (s->kind == 0 || s->kind == 1 || s->kind == 4) {
        arb_sin_cos(y, x, x, p);
        arb_sqr(x, x, p);
        arb_sqr(y, y, p);
        arb_add(s->result, x, y, p);
        if (s->kind == 4)
            arb_sub_ui(s->result, s->result, 1, p);
    }
    if (side == 1) {
        arb_set_si(s->result, s->kind != 2 && s->kind != 4);
        arb_set_d(y, 0x1p-70);
        if (s->kind == 1)
            arb_add(s->result, s->result, y, p);
    }
    arb_clear(x);
    arb_clear(y);
    return s->result;
}

static enum formula_outcome outcome_of_pair(int kind, slong bits)
{
    struct sides s = {.kind = kind};
    struct formula_pair pair = {&s, side_value};
    struct formula_demand demand = {bits, 4096};
    struct certificate c;
    arb_init(s.result);
    certificate_init(&c);
    formula_judge_pair(&pair, &demand, &c);
    enum formula_outcome found = c.outcome;
    certificate_clear(&c);
    arb_clear(s.result);
    return found;
}

static void identities_have_the_same_outcomes(void **state)
{
    (void)state;
    assert_int_equal(outcome_of_pair(0, 60), FORMULA_AGREES);
    assert_int_equal(outcome_of_pair(1, 20), FORMULA_AGREES);
    assert_int_equal(outcome_of_pair(1, 80), FORMULA_REFUTED);
    assert_int_equal(outcome_of_pair(2, 60), FORMULA_AGREES_ZERO);
    assert_int_equal(outcome_of_pair(3, 60), FORMULA_NOT_FINITE);
    assert_int_equal(outcome_of_pair(4, 60), FORMULA_ZERO_BOUND);
}

/* ---------- threads and order */

enum { QUESTIONS = 12 };

static struct answer question(int k)
{
    static const double x[QUESTIONS] = {0, 0, 0,  1,     400,    4000,
                                        2, 1, -3, 1e300, 1e-300, 0.5};
    static const struct {
        ball_function f, g;
    } pair[QUESTIONS] = {
        {relu, relu_slope_0}, {square, twice},          {square, identity},
        {sine, cosine},       {tangent, tangent_slope}, {tangent, tangent_slope},
        {whole, zero},        {rounded_zero, zero},     {identity, one_or_so},
        {square, twice},      {square, twice},          {exponential, exponential}};
    return ask(pair[k].f, pair[k].g, x[k], 0, usual);
}

static void *ask_backwards(void *place)
{
    struct answer *answer = place;
    for (int k = QUESTIONS - 1; k >= 0; k--)
        answer[k] = question(k);
    flint_cleanup();
    return NULL;
}

static void no_outcome_depends_on_thread_or_order(void **state)
{
    (void)state;
    enum { THREADS = 4 };
    struct answer there[THREADS][QUESTIONS];
    pthread_t thread[THREADS];
    for (int t = 0; t < THREADS; t++)
        assert_int_equal(pthread_create(&thread[t], NULL, ask_backwards, there[t]), 0);
    for (int t = 0; t < THREADS; t++)
        pthread_join(thread[t], NULL);
    for (int k = 0; k < QUESTIONS; k++) {
        struct answer here = question(k);
        for (int t = 0; t < THREADS; t++) {
            assert_int_equal(there[t][k].outcome, here.outcome);
            assert_int_equal(there[t][k].precision, here.precision);
            assert_true(there[t][k].agreement == here.agreement);
        }
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_right_agrees),
        cmocka_unit_test(two_exact_zeros_agree),
        cmocka_unit_test(an_isolated_zero_agrees_beside),
        cmocka_unit_test(a_wrong_claim_at_an_isolated_zero_is_refuted),
        cmocka_unit_test(the_value_at_a_kink_is_a_convention),
        cmocka_unit_test(a_wrong_claim_at_a_kink_is_refuted),
        cmocka_unit_test(the_mean_of_both_slopes_is_refuted_beside_the_kink),
        cmocka_unit_test(a_jump_and_a_border_are_not_finite),
        cmocka_unit_test(a_claim_that_stays_wide_decides_nothing),
        cmocka_unit_test(a_tail_agrees_with_more_precision),
        cmocka_unit_test(a_slope_beyond_the_precision_is_tiny),
        cmocka_unit_test(zero_against_a_rounded_zero_is_a_bound),
        cmocka_unit_test(small_mistakes_are_refuted_to_the_bits_asked_for),
        cmocka_unit_test(huge_and_tiny_centres_are_judged),
        cmocka_unit_test(identities_have_the_same_outcomes),
        cmocka_unit_test(no_outcome_depends_on_thread_or_order),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    flint_cleanup();
    return failed;
}
