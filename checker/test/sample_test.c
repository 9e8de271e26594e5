/* SPDX-License-Identifier: MIT
 *
 * The random numbers and the points drawn with them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "sample/point.h"
#include "sample/random.h"

enum { POINTS = 400 };

/* One input of every kind. */
static const struct secant_signature every_kind = {
    .output = "y",
    .output_shape = "a b",
    .structure = SECANT_BACKWARD,
    .size = {{"a", 2, 6}, {"b", 2, 6}, {"c", 2, 6}, {"s", 1, 3}},
    .input = {{"x", "a b", SECANT_REAL, true, NULL},
              {"q", "c", SECANT_POSITIVE, true, NULL},
              {"p", "a", SECANT_PROBABILITY, true, NULL},
              {"t", "b", SECANT_TARGET, false, NULL},
              {"k", "a", SECANT_CLASS, false, "c"},
              {"d", "a c", SECANT_DISTRIBUTION, false, NULL},
              {"g", "a b", SECANT_UPSTREAM, false, NULL}},
    .kink = {0, 0.5},
    .kinks = 2,
    .reach = 1,
};

static struct secant_point *draw(long index, int bits)
{
    struct secant_point *point =
        secant_point_draw(&every_kind, "every kind", 42, index, bits);
    assert_non_null(point);
    return point;
}

/* Calls `check` for every number of input `input` over many points of every type. */
static void for_each_number(int input,
                            void (*check)(const struct secant_point *point, double x))
{
    static const int types[] = {24, 53, 64};
    for (size_t t = 0; t < sizeof types / sizeof types[0]; t++)
        for (long i = 0; i < POINTS; i++) {
            struct secant_point *point = draw(i, types[t]);
            const double *x = point->in[input].data;
            for (size_t k = 0; k < secant_elements(point->in[input].shape); k++)
                check(point, x[k]);
            secant_point_destroy(point);
        }
}

/* ---------- random numbers */

static void pcg64_gives_its_published_numbers(void **state)
{
    (void)state;
    static const uint64_t published[] = {0x86b1da1d72062b68, 0x1304aa46c9853d39,
                                         0xa3670e9e0dd50358, 0xf9090e529a7dae00,
                                         0xc85b9fd837996f2c, 0x606121f8e3919196};
    struct secant_random random;
    secant_random_start(&random, 42, 54);
    for (size_t i = 0; i < sizeof published / sizeof published[0]; i++)
        assert_int_equal(secant_random_bits(&random), published[i]);
}

static void a_skip_is_that_many_draws(void **state)
{
    (void)state;
    struct secant_random once, twice;
    secant_random_start(&once, 7, 1);
    secant_random_start(&twice, 7, 1);
    secant_random_skip(&once, 5);
    secant_random_skip(&twice, 2);
    secant_random_skip(&twice, 3);
    for (int i = 0; i < 8; i++)
        assert_int_equal(secant_random_bits(&once), secant_random_bits(&twice));
}

static void integers_fill_their_range_and_stay_in_it(void **state)
{
    (void)state;
    int seen[7] = {0};
    struct secant_random random;
    secant_random_start(&random, 1, 2);
    for (int i = 0; i < 7000; i++) {
        long x = secant_random_integer(&random, -3, 3);
        assert_in_range(x + 3, 0, 6);
        seen[x + 3]++;
    }
    for (int i = 0; i < 7; i++)
        assert_in_range(seen[i], 850, 1150);
    assert_int_equal(secant_random_integer(&random, 5, 5), 5);
}

static void uniform_and_normal_draws_are_what_they_say(void **state)
{
    (void)state;
    enum { DRAWS = 20000 };
    double sum = 0, squares = 0;
    struct secant_random random;
    secant_random_start(&random, 3, 4);
    for (int i = 0; i < DRAWS; i++) {
        double u = secant_random_uniform(&random, 8);
        assert_true(u >= 0 && u < 1 && u * 256 == floor(u * 256));
        double x = secant_random_normal(&random);
        assert_true(fabs(x) <= 6 && x * 4096 == floor(x * 4096));
        sum += x;
        squares += x * x;
    }
    assert_true(fabs(sum / DRAWS) < 0.03);
    assert_true(fabs(squares / DRAWS - 1) < 0.05);
}

static void streams_follow_the_name(void **state)
{
    (void)state;
    assert_int_equal(secant_random_stream(""), 0xcbf29ce484222325);
    assert_int_equal(secant_random_stream("a"), 0xaf63dc4c8601ec8c); /* FNV-1a, published */
    assert_true(secant_random_stream("relu") != secant_random_stream("relu6"));
}

/* ---------- points */

static void same_point(const struct secant_point *a, const struct secant_point *b)
{
    assert_memory_equal(a->size, b->size, sizeof a->size);
    assert_string_equal(a->regime, b->regime);
    for (int k = 0; k < SECANT_MAX_INPUTS && every_kind.input[k].name; k++) {
        size_t count = secant_elements(a->in[k].shape);
        assert_int_equal(count, secant_elements(b->in[k].shape));
        if (count)
            assert_memory_equal(a->in[k].data, b->in[k].data, count * sizeof(double));
    }
}

static void a_point_is_the_same_alone_and_after_others(void **state)
{
    (void)state;
    struct secant_point *later[POINTS];
    for (long i = POINTS - 1; i >= 0; i--)
        later[i] = draw(i, 53);
    for (long i = 0; i < POINTS; i += 7) {
        struct secant_point *alone = draw(i, 53);
        same_point(alone, later[i]);
        secant_point_destroy(alone);
    }
    for (long i = 0; i < POINTS; i++)
        secant_point_destroy(later[i]);
}

static void points_differ_by_index_by_seed_and_by_name(void **state)
{
    (void)state;
    static const struct secant_signature s = {
        .size = {{"n", 8, 8}}, .input = {{"x", "n", SECANT_REAL, true, NULL}}, .reach = 1};
    struct secant_point *one = secant_point_draw(&s, "a", 42, 4, 53);
    struct secant_point *others[] = {secant_point_draw(&s, "a", 42, 5, 53),
                                     secant_point_draw(&s, "a", 43, 4, 53),
                                     secant_point_draw(&s, "b", 42, 4, 53)};
    for (int i = 0; i < 3; i++) {
        assert_memory_not_equal(one->in[0].data, others[i]->in[0].data, 8 * sizeof(double));
        secant_point_destroy(others[i]);
    }
    secant_point_destroy(one);
}

static void is_short(const struct secant_point *point, double x)
{
    (void)point;
    int exponent;
    double mantissa = ldexp(frexp(x, &exponent), 20);
    if (!isfinite(x) || mantissa != floor(mantissa))
        fail_msg("%s point %ld: %a has more than 20 bits", point->regime, point->index, x);
}

static void numbers_have_twenty_bits_at_most(void **state)
{
    (void)state;
    for (int k = 0; every_kind.input[k].name; k++)
        for_each_number(k, is_short);
}

static void float_points_are_exact_in_float(void **state)
{
    (void)state;
    for (long i = 0; i < POINTS; i++) {
        struct secant_point *point = draw(i, 24);
        for (int k = 0; every_kind.input[k].name; k++) {
            const double *x = point->in[k].data;
            for (size_t e = 0; e < secant_elements(point->in[k].shape); e++)
                assert_true((double)(float)x[e] == x[e]);
        }
        secant_point_destroy(point);
    }
}

static void is_positive(const struct secant_point *point, double x)
{
    (void)point;
    assert_true(x > 0);
}
static void is_probability(const struct secant_point *point, double x)
{
    (void)point;
    assert_true(x > 0 && x < 1);
}
static void is_target(const struct secant_point *point, double x)
{
    (void)point;
    assert_true(x >= 0 && x <= 1);
}
static void is_class(const struct secant_point *point, double x)
{
    assert_true(x >= 0 && x < (double)point->size[2] && x == floor(x));
}

static void kinds_stay_in_their_ranges(void **state)
{
    (void)state;
    for_each_number(1, is_positive);
    for_each_number(2, is_probability);
    for_each_number(3, is_target);
    for_each_number(4, is_class);
}

static void distributions_sum_to_exactly_one(void **state)
{
    (void)state;
    for (long i = 0; i < POINTS; i++) {
        struct secant_point *point = draw(i, 53);
        const double *row = point->in[5].data;
        size_t rows = point->in[5].shape.dim[0], columns = point->in[5].shape.dim[1];
        for (size_t r = 0; r < rows; r++, row += columns) {
            double sum = 0;
            for (size_t c = 0; c < columns; c++) {
                assert_true(row[c] >= 0);
                sum += row[c];
            }
            assert_true(sum == 1);
        }
        secant_point_destroy(point);
    }
}

static void sizes_are_distinct_in_range_and_sometimes_one(void **state)
{
    (void)state;
    bool some_one = false;
    for (long i = 0; i < POINTS; i++) {
        struct secant_point *point = draw(i, 53);
        const long *size = point->size;
        bool degenerate = strcmp(point->regime, "degenerate") == 0;
        for (int s = 0; s < 3; s++) {
            assert_in_range(size[s], degenerate ? 1 : 2, 6);
            some_one = some_one || size[s] == 1;
        }
        if (!degenerate)
            assert_true(size[0] != size[1] && size[1] != size[2] && size[0] != size[2]);
        secant_point_destroy(point);
    }
    assert_true(some_one);
}

static void equal_sizes_serve_where_no_others_exist(void **state)
{
    (void)state;
    static const struct secant_signature narrow = {.size = {{"a", 2, 2}, {"b", 2, 2}}};
    struct secant_point *point = secant_point_draw(&narrow, "narrow", 42, 0, 53);
    assert_non_null(point);
    assert_true(point->size[0] == 2 && point->size[1] == 2);
    secant_point_destroy(point);
}

static bool never(long *size)
{
    (void)size;
    return false;
}

static void no_point_where_no_sizes_fit(void **state)
{
    (void)state;
    static const struct secant_signature odd = {.size = {{"a", 2, 9}}, .derive = never};
    assert_null(secant_point_draw(&odd, "odd", 42, 0, 53));
    assert_false(secant_point_sizes_fit(&odd, "odd", 42, 0));
    assert_true(secant_point_sizes_fit(&every_kind, "every kind", 42, 0));
}

static void every_regime_is_drawn(void **state)
{
    (void)state;
    for (size_t r = 0; secant_regimes[r]; r++) {
        bool seen = false;
        for (long i = 0; i < POINTS && !seen; i++) {
            struct secant_point *point = draw(i, 53);
            seen = strcmp(point->regime, secant_regimes[r]) == 0;
            secant_point_destroy(point);
        }
        if (!seen)
            fail_msg("no point of regime %s", secant_regimes[r]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pcg64_gives_its_published_numbers),
        cmocka_unit_test(a_skip_is_that_many_draws),
        cmocka_unit_test(integers_fill_their_range_and_stay_in_it),
        cmocka_unit_test(uniform_and_normal_draws_are_what_they_say),
        cmocka_unit_test(streams_follow_the_name),
        cmocka_unit_test(a_point_is_the_same_alone_and_after_others),
        cmocka_unit_test(points_differ_by_index_by_seed_and_by_name),
        cmocka_unit_test(numbers_have_twenty_bits_at_most),
        cmocka_unit_test(float_points_are_exact_in_float),
        cmocka_unit_test(kinds_stay_in_their_ranges),
        cmocka_unit_test(distributions_sum_to_exactly_one),
        cmocka_unit_test(sizes_are_distinct_in_range_and_sometimes_one),
        cmocka_unit_test(equal_sizes_serve_where_no_others_exist),
        cmocka_unit_test(no_point_where_no_sizes_fit),
        cmocka_unit_test(every_regime_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
