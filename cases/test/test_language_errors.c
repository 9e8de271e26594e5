/* SPDX-License-Identifier: MIT
 *
 * Bad input: where, and why.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "point.h"

static void a_bad_claim_says_where(void **state)
{
    static const struct {
        const char *text;
        int column;
        const char *part; /* of the message */
    } rows[] = {
        {"x + = 2", 5, "expected an expression, found `=`"},
        {"x + 1", 6, "expected a relation"},
        {"(x + 1 = 2", 8, "expected `)`"},
        {"[x, 1 = 2", 7, "`]`"},
        {"sin = 2", 5, "expected the argument of sin, found `=`"},
        {"x ? 2", 3, "`?` is not part of the answer language"},
        {"", 1, "found the end"},
        {"sofmax(x) = 1", 1, "is `softmax` meant?"},
        {"xy = 1", 1, "a product is written `x y`"},
        {"1/2x = 1", 4, "(1/2) x or 1/(2 x)"},
        {"α + = 2", 5, "expected an expression"},
        {"dy/dx = 1", 1, "define it"},
        {"x if x > 0 = 2", 15, "`else`"},
        {"x = 1 expect maybe", 14, "right, transposed"},
        {"x = 1 layout sideways", 14, "numerator"},
        {"x = 1 2 3", 7, "expected an operator"},
        {"|x = 1", 4, "`|`"},
        {"sum_{k=1 x = 1", 12, "`}`"},
        {"d/dq^ x = 1", 5, "expected an expression"},
        {"s + t = 1 where s : vector K, t : vector m", 1, "these cannot be added"},
        {"x_7 = 1 where x : vector 3", 1, "out of range"},
        {"A x = x where A : matrix m n, x : vector n", 7, "A*x is m x 1 and x is n x 1"},
        {"grad x = 1", 1, "grad_x"},
        {"sin(x, 2) = 1", 1, "sin takes 1 argument, not 2"},
        {"E_j[x_j] = 1 where x : vector n", 1, "over which weights"},
        {"x = 1e99999", 5, "beyond"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct point p;
        bool ok = point_init(&p, rows[i].text, LAYOUT_NUMERATOR);
        if (p.problem.kind != PROBLEM_NONE && p.file)
            problem_place(&p.problem, p.file->text);
        if (ok || p.problem.column != rows[i].column ||
            !strstr(p.problem.message, rows[i].part))
            print_error("%s: column %d: %s\n", rows[i].text, p.problem.column,
                        p.problem.message);
        assert_false(ok);
        assert_non_null(strstr(p.problem.message, rows[i].part));
        assert_int_equal(p.problem.column, rows[i].column);
        point_finish(&p);
    }
}

static void a_bad_line_does_not_stop_the_file(void **state)
{
    static const char text[] = "case one \"First\"\n"
                               "  x : vector n; y : vektor n\n"
                               "  z = x +\n"
                               "  claim x = x +* 1\n"
                               "  claim [a.1] 2 x = x + x\n"
                               "  q = unknown\n"
                               "  x : scalar\n"
                               "case two   # a comment\n"
                               "  layout parameter\n"
                               "  t : scalar\n"
                               "  claim d/dt t^2\n"
                               "    = 2 t\n"
                               "    = t + t   expect right\n";
    (void)state;
    struct language_file *f = language_open("file", text);
    assert_int_equal(f->subjects, 2);
    assert_string_equal(f->subject[0].title, "First");
    assert_int_equal(f->subject[0].claims, 2);
    assert_int_equal(f->subject[0].claim[0].problem.line, 4);
    assert_int_equal(f->subject[0].claim[0].problem.column, 16);
    assert_string_equal(f->subject[0].claim[1].id, "a.1");
    assert_int_equal(f->subject[0].claim[1].problem.kind, PROBLEM_NONE);
    assert_int_equal(f->subject[1].claims, 1);
    assert_int_equal(f->subject[1].claim[0].problem.kind, PROBLEM_NONE);
    assert_int_equal(f->subject[1].claim[0].line, 11);
    assert_int_equal(f->subject[1].claim[0].layout, LAYOUT_PARAMETER);
    static const int line[][2] = {{2, 21}, {3, 10}, {6, 7}, {7, 3}};
    assert_int_equal(f->problems, 4);
    for (int i = 0; i < 4; i++) {
        if (f->problem[i].line != line[i][0] || f->problem[i].column != line[i][1])
            print_error("%d:%d %s\n", f->problem[i].line, f->problem[i].column,
                        f->problem[i].message);
        assert_int_equal(f->problem[i].line, line[i][0]);
        assert_int_equal(f->problem[i].column, line[i][1]);
    }
    language_close(f);
}

static void limits_are_errors_not_crashes(void **state)
{
    enum { DEEP = 20000 };
    (void)state;
    char *text = calloc(DEEP + 20, 1);
    assert_non_null(text);
    static const char *const pieces[] = {"(",  "-",  "sin ", "[",     "|",
                                         "x^", "f(", "1[",   "sum_k "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        text[0] = '\0';
        size_t length = strlen(pieces[i]);
        for (size_t at = 0; at + length < DEEP; at += length)
            memcpy(text + at, pieces[i], length + 1);
        struct point p;
        assert_false(point_init(&p, text, LAYOUT_NUMERATOR));
        assert_int_not_equal(p.problem.kind, PROBLEM_NONE);
        point_finish(&p);
    }
    struct point p;
    assert_false(point_init(&p,
                            "f(f(f(f(f(f(x)))))) = 1 where g(t) = t t, "
                            "f(t) = g(g(g(g(g(g(g(g(t)))))))) + sum_{i=1..99999} i",
                            LAYOUT_NUMERATOR) &&
                 p.instance->program.ops > PROGRAM_MOST_OPS);
    point_finish(&p);
    assert_false(
        point_init(&p, "sum_{i=1..9000, j=1..9000} 1/(i + j + x) = 1", LAYOUT_NUMERATOR));
    assert_int_equal(p.problem.kind, PROBLEM_TOO_LARGE);
    point_finish(&p);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bad_claim_says_where),
        cmocka_unit_test(a_bad_line_does_not_stop_the_file),
        cmocka_unit_test(limits_are_errors_not_crashes),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
