/* SPDX-License-Identifier: MIT
 *
 * The black-box oracle and the comparison: each guard has a function that would be called
 * wrong, or a bar that would be too narrow, without it.
 */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "verdict/examine.h"
#include "verdict/pooled.h"

#define DIFFERENCE_TYPE  double
#define DIFFERENCE(name) difference_##name
#include "oracle/difference.h"

/* ---------- functions of one number, called in double */

struct callable {
    double (*value)(double x);
    double (*slope)(double x); /* the claim */
    double middle;
};

static bool value(void *context, const double *x, double *y, double *terms)
{
    struct callable *c = context;
    y[0] = c->middle = c->value(x[0]);
    if (terms)
        terms[0] = fabs(y[0]);
    return true;
}

static bool claim(void *context, const double *x, double *slope)
{
    const struct callable *c = context;
    slope[0] = c->slope(x[0]);
    return true;
}

static bool secant(void *context, const double *x, size_t j, const double *h,
                   struct secant_row *row)
{
    const struct callable *c = context;
    double low = x[j] - h[j], high = x[j] + h[j];
    difference_row(c->value(low), c->middle, c->value(high), low, high, h[j], row);
    return true;
}

static struct secant_function function_of(struct callable *callable)
{
    return (struct secant_function){.context = callable,
                                    .inputs = 1,
                                    .outputs = 1,
                                    .bits = DBL_MANT_DIG,
                                    .value = value,
                                    .claim = claim,
                                    .secant = secant};
}

static struct finding judged(struct callable callable, double x, double reference,
                             double largest)
{
    struct secant_function f = function_of(&callable);
    struct examiner e;
    struct finding finding = {.verdict = SECANT_ERROR};
    double claimed = callable.slope(x);
    assert_true(examiner_create(&e, &f));
    e.reference = reference;
    e.largest = largest;
    assert_true(examine(&e, &x, &claimed, 0, 1, &finding));
    examiner_destroy(&e);
    return finding;
}

/* The full first grid around x. */
static void measure(struct callable callable, double x, double reference,
                    struct ladder *ladder)
{
    struct secant_function f = function_of(&callable);
    struct sweep sweep;
    assert_true(sweep_create(&sweep, &f));
    double y, terms;
    value(&callable, &x, &y, &terms);
    sweep_forget(&sweep);
    sweep_start(&sweep, &x, 0, FIRST_GRID, false);
    assert_true(sweep_climb(&sweep, ORACLE_LEVELS, false));
    assert_true(sweep_detect_rounding(&sweep));
    sweep_ladder(&sweep, 0, ORACLE_LEVELS, y, terms, reference, ladder);
    sweep_destroy(&sweep);
}

/* How many of these points have a true slope beyond ten bars of the estimate. */
static int escapes(struct callable callable, double from, double to, double reference)
{
    enum { POINTS = 4000 };
    int count = 0;
    for (int i = 0; i < POINTS; i++) {
        double x = from + (to - from) * i / POINTS;
        struct ladder ladder;
        measure(callable, x, reference, &ladder);
        if (ladder.best < 0)
            continue;
        const struct rung *best = &ladder.rung[ladder.best];
        count += fabs(callable.slope(x) - best->slope) > ORACLE_WRONG * best->bar;
    }
    return count;
}

/* ---------- the functions */

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }
static double naive_softplus(double x) { return log(1 + exp(x)); }
static double one(double x) { return x == x ? 1 : 0; }
static double zero(double x) { return 0 * x; }
static double three(double x) { return 3 + 0 * x; }
static double not_a_number(double x) { return x == x ? (double)NAN : 0; }
static double relu(double x) { return x > 0 ? x : 0; }
static double relu_slope(double x) { return x > 0; }

static const double k = 0.79788456080286535588;

static double gelu_tanh(double x)
{
    return x / 2 * (1 + tanh(k * (x + 0.044715 * x * x * x)));
}

static double gelu_tanh_slope(double x)
{
    double u = k * (x + 0.044715 * x * x * x), t = exp(-2 * fabs(u));
    return sigmoid(2 * u) +
           x / 2 * 4 * t / ((1 + t) * (1 + t)) * k * (1 + 3 * 0.044715 * x * x);
}

static double cosine(double x) { return (1 - cos(x)) / (x * x); }
static double cosine_slope(double x) { return -x / 12 * (1 - x * x / 15); }

static double rounded_sine(double x) { return sin((double)(float)x); }

/* Steeper at the multiples of 13 * 2^-45, where every point of the first grid lies. */
static double steep_on_the_grid(double x)
{
    return 1.0 / 3 + (fmod(x * 0x1p45, 13) == 0 ? 2 * x : x);
}

/* Right everywhere but at the one point. */
static double special_at_zero(double x) { return x == 0 ? 5 : cos(x); }

/* x with a sawtooth of height 1e-8 on it, whose kinks lie at whole multiples of 2^-20; the
 * slope on the right of a kink. */
static double ragged(double x)
{
    double t = x * 0x1p20, whole = floor(t);
    return x + 1e-8 * (fmod(whole, 2) == 0 ? t - whole : 1 - (t - whole));
}

static double ragged_slope(double x)
{
    double whole = floor(x * 0x1p20);
    return 1 + (fmod(whole, 2) == 0 ? 1e-8 * 0x1p20 : -1e-8 * 0x1p20);
}

/* Steps of 2^-18, as of a table that is looked up. */
static double stepped(double x) { return floor(x * 0x1p18) * 0x1p-18; }

static double scatter(double x)
{
    uint64_t u;
    memcpy(&u, &x, sizeof u);
    u ^= u >> 33;
    u *= 0xff51afd7ed558ccd;
    u ^= u >> 33;
    u *= 0xc4ceb9fe1a85ec53;
    u ^= u >> 33;
    return (double)(u >> 11) * 0x1p-53;
}

/* ln sum_j exp z_j - z_1 with noise of 1e-9 of itself, as found by bench/false-alarms. */
static const double logits[8] = {0x1.9d6baf3ffb818p+2,  0x1.dfd162c89e7a5p+4,
                                 -0x1.afaeea277a5b8p+0, -0x1.477e9f681308p-3,
                                 -0x1.69bddc514c738p+2, -0x1.b8ec87bc3d08ep+1,
                                 0x1.820093915b7d4p-1,  0x1.1c8cd804282b6p+2};

static double total(double x)
{
    double sum = 0;
    for (int i = 0; i < 8; i++)
        sum += exp((i == 2 ? x : logits[i]) - logits[1]);
    return logits[1] + log(sum);
}

static double noisy_cross_entropy(double x)
{
    double y = total(x) - logits[1];
    return y * (1 + 1e-9 * (2 * scatter(y * 0.7310585 + scatter(x)) - 1));
}

static double cross_entropy_slope(double x) { return exp(x - total(x)); }

/* ---------- verdicts */

static void verdicts_are_as_expected(void **state)
{
    (void)state;
    static const struct {
        const char *guard;
        struct callable callable;
        double x, reference, largest;
        enum secant_verdict verdict;
    } rows[] = {
        {"a right derivative", {sin, cos, 0}, 0.7, 1, 1, SECANT_RIGHT},
        {"a wrong one", {sin, sin, 0}, 0.7, 1, 1, SECANT_WRONG},
        {"unanimity",
         {cosine, cosine_slope, 0},
         0x1.a6c5adcbe077ep-20,
         0x1.fc216ad580c8fp-2,
         0.27,
         SECANT_UNDECIDED},
        {"hidden values",
         {noisy_cross_entropy, cross_entropy_slope, 0},
         -0x1.afaeea277a5b8p+0,
         0x1.3d92e45216184p+4,
         1,
         SECANT_UNDECIDED},
        {"a second grid", {steep_on_the_grid, one, 0}, 0, 1, 1, SECANT_UNDECIDED},
        {"a point beside", {sin, special_at_zero, 0}, 0, 1, 1, SECANT_UNDECIDED},
        {"tiny arguments", {relu, relu_slope, 0}, 1e-300, 1, 1, SECANT_RIGHT},
        {"at a kink", {relu, relu_slope, 0}, 0, 1, 1, SECANT_UNDECIDED},
        {"nan for a slope", {sin, not_a_number, 0}, 0.7, 1, 1, SECANT_WRONG},
        {"nan for a constant", {three, not_a_number, 0}, 0.7, 3, 1, SECANT_WRONG},
        {"a constant", {three, zero, 0}, 0.7, 3, 1, SECANT_RIGHT},
        {"a slope for a constant", {three, one, 0}, 0.7, 3, 1, SECANT_WRONG},
        {"a value that is not finite", {log, one, 0}, -1, 1, 1, SECANT_UNDECIDED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct finding found =
            judged(rows[i].callable, rows[i].x, rows[i].reference, rows[i].largest);
        if (found.verdict != rows[i].verdict)
            fail_msg("%s: expected %s, found %s (%s)", rows[i].guard,
                     secant_verdict_name(rows[i].verdict),
                     secant_verdict_name(found.verdict), found.reason);
    }
}

static double almost_zero(double x) { return x == x ? 1e-20 : 0; }

static void a_slope_too_small_to_move_a_constant_is_undecided(void **state)
{
    (void)state;
    struct callable callable = {three, almost_zero, 0};
    assert_int_equal(judged(callable, 0.7, 3, 1).verdict, SECANT_UNDECIDED);
}

static void a_sharp_judge_hears_larger_steps_within_one_bar(void **state)
{
    (void)state;
    struct ladder ladder = {
        .rung = {{.slope = 1.3, .bar = 0.1, .truncation = 0.1, .step = 1, .level = 0},
                 {.slope = 1, .bar = 0.01, .truncation = 0.01, .step = 0.25, .level = 1}},
        .rungs = 2,
        .best = 1};
    struct strictness strict = {false, 0}, sharp = {true, 0};
    assert_int_equal(compare(&ladder, 1.5, &strict).verdict, SECANT_UNDECIDED);
    assert_int_equal(compare(&ladder, 1.5, &sharp).verdict, SECANT_WRONG);
    assert_int_equal(compare(&ladder, 1.35, &sharp).verdict, SECANT_UNDECIDED);
}

static void kinks_below_the_step_excuse_a_slope(void **state)
{
    (void)state;
    struct ladder ladder;
    struct callable callable = {ragged, ragged_slope, 0};
    struct strictness strictness = {false, 0};
    measure(callable, 0.5, 1, &ladder);
    assert_true(fabs(ragged_slope(0.5) - ladder.rung[ladder.best].slope) >
                ORACLE_WRONG * ladder.rung[ladder.best].bar);
    assert_int_equal(compare(&ladder, ragged_slope(0.5), &strictness).verdict,
                     SECANT_UNDECIDED);
}

/* ---------- bars */

static void a_hidden_quantum_widens_the_bar(void **state)
{
    (void)state;
    struct callable callable = {naive_softplus, sigmoid, 0};
    assert_int_equal(escapes(callable, -20, -15, 0), 0);
}

static void the_reference_widens_the_bar(void **state)
{
    (void)state;
    struct callable callable = {gelu_tanh, gelu_tanh_slope, 0};
    assert_int_equal(escapes(callable, -8, -6, 1), 0);
}

static void a_kink_nearer_than_the_step_widens_the_bar(void **state)
{
    (void)state;
    struct callable callable = {relu, relu_slope, 0};
    assert_int_equal(escapes(callable, 1e-14, 1e-13, 0), 0);
}

static void code_that_rounds_its_input_is_recognised(void **state)
{
    (void)state;
    struct callable callable = {rounded_sine, cos, 0};
    struct secant_function f = function_of(&callable);
    struct sweep sweep;
    double x = 0x1.4p-1, y;
    assert_true(sweep_create(&sweep, &f));
    value(&callable, &x, &y, NULL);
    sweep_forget(&sweep);
    sweep_start(&sweep, &x, 0, FIRST_GRID, false);
    assert_true(sweep_detect_rounding(&sweep));
    assert_true(sweep.rounds[0]);
    callable.value = sin;
    value(&callable, &x, &y, NULL);
    assert_true(sweep_detect_rounding(&sweep));
    assert_false(sweep.rounds[0]);
    sweep_destroy(&sweep);
}

/* A claim of zero where nothing deeper may move the value, and one of short values. */
static void looked_at_to_full_depth(struct callable callable, double x)
{
    struct secant_function f = function_of(&callable);
    struct examiner e;
    struct finding finding;
    double claimed = callable.slope(x);
    assert_true(examiner_create(&e, &f));
    e.reference = e.largest = 1;
    assert_true(examine(&e, &x, &claimed, 0, 1, &finding));
    assert_int_equal(finding.verdict, SECANT_RIGHT);
    assert_int_equal(e.sweep.levels, ORACLE_LEVELS);
    examiner_destroy(&e);
}

static double valley(double x) { return exp(x - 1) - (x - 1); }

static void a_claim_of_zero_is_looked_at_to_full_depth(void **state)
{
    (void)state;
    looked_at_to_full_depth((struct callable){valley, zero, 0}, 1);
}

static void short_values_are_looked_at_to_full_depth(void **state)
{
    (void)state;
    looked_at_to_full_depth((struct callable){stepped, one, 0}, 0.7);
}

/* ---------- entries together */

enum { MANY = 1000 };

/* Claims with a common relative error, slopes with errors of a tenth of their bars. */
static struct pool_finding pooled(double common, long points, long entries)
{
    struct pool pool = {0};
    for (long i = 0; i < entries; i++) {
        double x = 1 + scatter((double)i), off = 2 * scatter((double)i + 0.5) - 1;
        assert_true(pool_add(&pool, i * points / MANY, x * (1 + common),
                             x * (1 + 1e-7 * off), x * 1e-6));
    }
    struct pool_finding finding = pool_judge(&pool, DBL_MANT_DIG);
    pool_finish(&pool);
    return finding;
}

static void a_common_error_below_every_bar_is_found(void **state)
{
    (void)state;
    struct pool_finding finding = pooled(1e-7, MANY, MANY);
    assert_true(finding.mistake);
    assert_true(fabs(finding.factor - 1e-7) < 1e-8);
}

static void right_entries_together_are_not_flagged(void **state)
{
    (void)state;
    assert_false(pooled(0, MANY, MANY).mistake);
    assert_false(pooled(0, 40, MANY).mistake);
}

static void a_few_points_do_not_make_a_crowd(void **state)
{
    (void)state;
    assert_true(pooled(1e-7, 40, MANY).mistake);
    assert_false(pooled(1e-7, 5, MANY).mistake);
    assert_false(pooled(1e-7, MANY, 40).mistake);
}

/* The error of a point is common to its entries, and independent of the other points'. */
static void entries_of_one_point_count_as_one(void **state)
{
    (void)state;
    for (int seed = 0; seed < 40; seed++) {
        struct pool pool = {0};
        for (long i = 0; i < MANY; i++) {
            long group = i / 50;
            double off = 2 * scatter(seed + (double)group / 64 + 0.01) - 1;
            assert_true(pool_add(&pool, group, 1 + 1e-7 * off, 1, 1e-6));
        }
        assert_false(pool_judge(&pool, DBL_MANT_DIG).mistake);
        pool_finish(&pool);
    }
}

static void a_few_entries_with_tiny_bars_do_not_decide(void **state)
{
    (void)state;
    struct pool pool = {0};
    for (long i = 0; i < MANY; i++) {
        double off = 2 * scatter((double)i) - 1;
        assert_true(
            pool_add(&pool, i, 1 + (i == 0 ? 1e-8 : 1e-7 * off), 1, i == 0 ? 1e-12 : 1e-6));
    }
    assert_true(fabs(pool_judge(&pool, DBL_MANT_DIG).factor - 1e-8) > 1e-10);
    pool_finish(&pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_are_as_expected),
        cmocka_unit_test(a_slope_too_small_to_move_a_constant_is_undecided),
        cmocka_unit_test(a_sharp_judge_hears_larger_steps_within_one_bar),
        cmocka_unit_test(kinks_below_the_step_excuse_a_slope),
        cmocka_unit_test(a_hidden_quantum_widens_the_bar),
        cmocka_unit_test(the_reference_widens_the_bar),
        cmocka_unit_test(a_kink_nearer_than_the_step_widens_the_bar),
        cmocka_unit_test(code_that_rounds_its_input_is_recognised),
        cmocka_unit_test(a_claim_of_zero_is_looked_at_to_full_depth),
        cmocka_unit_test(short_values_are_looked_at_to_full_depth),
        cmocka_unit_test(a_common_error_below_every_bar_is_found),
        cmocka_unit_test(right_entries_together_are_not_flagged),
        cmocka_unit_test(a_few_points_do_not_make_a_crowd),
        cmocka_unit_test(entries_of_one_point_count_as_one),
        cmocka_unit_test(a_few_entries_with_tiny_bars_do_not_decide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
