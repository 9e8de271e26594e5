/* SPDX-License-Identifier: MIT
 *
 * Given an argument, the tests run under the locale of the environment, whose decimal point
 * must be that argument.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "number/format.h"

static double from_bits(uint64_t bits)
{
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

static uint64_t bits_of(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

static void reads_back(double number, const char *text)
{
    double back = 0;
    assert_int_equal(secant_parse_number(text, strlen(text), &back), strlen(text));
    if (isnan(number))
        assert_true(isnan(back));
    else if (bits_of(back) != bits_of(number))
        fail_msg("%a reads back as %a from \"%s\"", number, back, text);
}

static void round_trip(double number)
{
    char text[SECANT_NUMBER_SIZE];
    reads_back(number, secant_format_shortest(number, text));
    reads_back(number, secant_format_hex(number, text));
    reads_back(number, secant_format_rounded(number, 17, text));
    assert_null(strchr(text, ','));
}

static const double special[] = {0.0,
                                 -0.0,
                                 1,
                                 -1,
                                 0.1,
                                 1.0 / 3,
                                 1e22,
                                 1e23,
                                 123456789,
                                 DBL_MAX,
                                 DBL_MIN,
                                 -DBL_MAX,
                                 0x1p-1074,
                                 -0x1p-1074,
                                 0x1.8p-1073,
                                 DBL_EPSILON,
                                 HUGE_VAL,
                                 -HUGE_VAL,
                                 0x0.fffffffffffffp-1022,
                                 9007199254740993.0,
                                 5e-324,
                                 2.2250738585072011e-308};

static void special_numbers_round_trip(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        round_trip(special[i]);
    round_trip((double)NAN);
}

static void any_bits_round_trip(void **state)
{
    (void)state;
    uint64_t bits = 1; /* a Weyl sequence through a mixer: every exponent, every sign */
    for (int i = 0; i < 100000; i++) {
        bits += 0x9e3779b97f4a7c15;
        uint64_t mixed = (bits ^ bits >> 31) * 0xbf58476d1ce4e5b9;
        round_trip(from_bits(mixed ^ mixed >> 29));
    }
}

static void subnormals_round_trip(void **state)
{
    (void)state;
    for (uint64_t bits = 1; bits < UINT64_C(1) << 52; bits = bits * 3 + 1)
        round_trip(from_bits(bits));
}

struct row {
    double number;
    const char *text;
};

static void shortest_is_the_shortest(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {0.1, "0.1"},
        {-0.0, "-0"},
        {3, "3"},
        {1e22, "1e22"},
        {3e-10, "3e-10"},
        {1e-5, "1e-5"},
        {100, "100"},
        {1e100, "1e100"},
        {5e-324, "5e-324"},
        {HUGE_VAL, "inf"},
        {-HUGE_VAL, "-inf"},
        {1.0 / 3, "0.3333333333333333"},
        {DBL_MAX, "1.7976931348623157e308"},
    };
    char text[SECANT_NUMBER_SIZE];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(secant_format_shortest(rows[i].number, text), rows[i].text);
    assert_string_equal(secant_format_shortest((double)NAN, text), "nan");
    assert_string_equal(secant_format_shortest(-(double)NAN, text), "nan");
}

static void hex_has_its_prefix(void **state)
{
    (void)state;
    char text[SECANT_NUMBER_SIZE];
    assert_string_equal(secant_format_hex(3, text), "0x1.8p+1");
    assert_string_equal(secant_format_hex(-0.0, text), "-0x0p+0");
    assert_string_equal(secant_format_hex(-0.75, text), "-0x1.8p-1");
    assert_string_equal(secant_format_hex(-HUGE_VAL, text), "-inf");
}

static void rounded_and_fixed(void **state)
{
    (void)state;
    char text[SECANT_NUMBER_SIZE];
    assert_string_equal(secant_format_rounded(3.14e-10, 1, text), "3e-10");
    assert_string_equal(secant_format_rounded(123456, 2, text), "1.2e5");
    assert_string_equal(secant_format_scientific(0.004, 1, text), "4e-3");
    assert_string_equal(secant_format_scientific(9.96, 2, text), "1.0e1");
    assert_string_equal(secant_format_scientific(-HUGE_VAL, 2, text), "-inf");
    assert_string_equal(secant_format_rounded(2, 3, text), "2");
    assert_string_equal(secant_format_rounded((double)NAN, 3, text), "nan");
    assert_string_equal(secant_format_fixed(0.0004, 3, text), "0.000");
    assert_string_equal(secant_format_fixed(1e21, 1, text), "1000000000000000000000.0");
    assert_int_equal(strlen(secant_format_fixed(-DBL_MAX, 40, text)), 1 + 309 + 1 + 40);
}

static void reading_stops_where_the_number_ends(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length;
        double number;
    } rows[] = {
        {"1.5x", 3, 1.5},
        {"1e", 1, 1},
        {"2.", 2, 2},
        {".5", 2, 0.5},
        {"0x", 1, 0},
        {"0x1.8p1", 7, 3},
        {"0X.8", 4, 0.5},
        {"-0xAp-1", 7, -5},
        {"1,5", 1, 1},
        {"1e400", 5, HUGE_VAL},
        {"-1e400", 6, -HUGE_VAL},
        {"1e-400", 6, 0},
        {"-1e-400", 7, -0.0},
        {"0x1p5000", 8, HUGE_VAL},
        {"0x1p-5000", 9, 0},
        {"inf", 3, HUGE_VAL},
        {"infinity", 8, HUGE_VAL},
        {"-infinity", 9, -HUGE_VAL},
        {"-inf", 4, -HUGE_VAL},
        {"infinit", 3, HUGE_VAL},
        {"1e99999999999999999999", 22, HUGE_VAL},
        {"1e-99999999999999999999", 23, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double number = 77;
        size_t length = secant_parse_number(rows[i].text, strlen(rows[i].text), &number);
        if (length != rows[i].length || bits_of(number) != bits_of(rows[i].number))
            fail_msg("\"%s\": %zu characters, %a", rows[i].text, length, number);
    }
    double number = 0;
    assert_int_equal(secant_parse_number("nan", 3, &number), 3);
    assert_true(isnan(number));
    assert_int_equal(secant_parse_number("12345", 2, &number), 2);
    assert_true(number == 12);
}

static void long_digits_out_of_range_are_judged_by_their_size(void **state)
{
    (void)state;
    char text[1024] = "0.";
    memset(text + 2, '0', 500);
    memcpy(text + 502, "1e900", 6); /* 10^399 */
    double number = 0;
    assert_int_equal(secant_parse_number(text, strlen(text), &number), strlen(text));
    assert_true(isinf(number));
    memset(text, '9', 500);
    memcpy(text + 500, "e-900", 6); /* 10^-400 */
    assert_int_equal(secant_parse_number(text, strlen(text), &number), strlen(text));
    assert_true(number == 0);
}

static void what_is_no_number_is_not_read(void **state)
{
    (void)state;
    static const char *const rows[] = {"",   "-",   "+1",  " 1",   "x",   ".",   "-.",
                                       "e5", "NaN", "INF", "-nan", "--1", "-+1", "p1"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double number = 77;
        assert_int_equal(secant_parse_number(rows[i], strlen(rows[i]), &number), 0);
        assert_true(number == 77);
    }
}

int main(int count, char **argument)
{
    setlocale(LC_ALL, "");
    if (count > 1 && strcmp(localeconv()->decimal_point, argument[1]) != 0) {
        fprintf(stderr, "the decimal point is \"%s\"\n", localeconv()->decimal_point);
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(special_numbers_round_trip),
        cmocka_unit_test(any_bits_round_trip),
        cmocka_unit_test(subnormals_round_trip),
        cmocka_unit_test(shortest_is_the_shortest),
        cmocka_unit_test(hex_has_its_prefix),
        cmocka_unit_test(rounded_and_fixed),
        cmocka_unit_test(reading_stops_where_the_number_ends),
        cmocka_unit_test(long_digits_out_of_range_are_judged_by_their_size),
        cmocka_unit_test(what_is_no_number_is_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
