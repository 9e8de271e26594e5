/* SPDX-License-Identifier: MIT
 *
 * Every function of the table: its derivative against secants, its behaviour on balls.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "point.h"

/* Secants are compared inside point_differences: the claim itself is d/dx f = f'. */
static void every_derivative_agrees_with_its_secants(void **state)
{
    (void)state;
    for (const struct language_function *f = language_functions; f->name; f++) {
        if (f->kind == FUNCTION_SPECIAL || f->most != 1)
            continue;
        char text[200];
        bool above = !strcmp(f->name, "acosh");
        bool unit = strchr("al", f->name[0]) && !above; /* asin, acos, atanh, ln, logit */
        const char *argument = above ? "1 + x" : "x";
        snprintf(text, sizeof text, "d/dx %s(%s) = %s'(%s) where x : %s scalar", f->name,
                 argument, f->name, argument, unit || above ? "probability" : "positive");
        const char *verdict = point_verdict(text, LAYOUT_NUMERATOR);
        if (strcmp(verdict, "right") != 0)
            print_error("%s: %s\n", text, verdict);
        assert_string_equal(verdict, "right");
        if (unit || above || !strcmp(f->name, "sqrt"))
            continue;
        snprintf(text, sizeof text, "d2/dx2 %s(x) = %s''(x) where x : positive scalar",
                 f->name, f->name);
        if (strcmp(f->name, "tgamma") != 0 && strcmp(f->name, "lgamma") != 0)
            assert_string_equal(point_verdict(text, LAYOUT_NUMERATOR), "right");
    }
}

/* The value of `f(x)` over the ball of radius 1/4 around `centre`. */
static void over(const char *f, double centre, bool lipschitz, arb_t value)
{
    char text[100];
    struct point p;
    arb_t ball;
    arb_init(ball);
    snprintf(text, sizeof text, "%s = 12345 x", f);
    assert_true(point_init(&p, text, LAYOUT_NUMERATOR));
    arb_set_d(ball, centre);
    mag_set_d(arb_radref(ball), 0.25);
    int x = program_op(&p.instance->program, OP_INPUT, 0, -1, -1);
    arb_set(value, workspace_value(&p.workspace, p.instance->entry[0].left, x, ball, 64,
                                   lipschitz));
    arb_clear(ball);
    point_finish(&p);
}

static void on_a_jump_only_the_hull_is_known(void **state)
{
    static const struct {
        const char *text;
        double centre;
        bool plain, lipschitz; /* finite? */
    } rows[] = {
        {"step(x)", 0, true, false},
        {"step(x)", 1, true, true},
        {"sign(x)", 0, true, false},
        {"floor(x)", 2, true, false},
        {"floor(x)", 2.5, true, true},
        {"max(0, x)", 0, true, true},
        {"|x|", 0, true, true},
        {"relu(x)", 0, true, true},
        {"sqrt(x)", 0.125, false, false},
        {"sqrt(x)", 1, true, true},
        {"ln(x)", 0.125, false, false},
        {"1/x", 0, false, false},
        {"x if x > 0 else 0", 0, true, false},
        {"x if x > 0 else 0", 1, true, true},
        {"1[x > 0]", 0, true, false},
        {"1[x > 0]", -1, true, true},
        {"relu'(x)", 0, true, false},
        {"asin(x)", 0.5, true, true},
        {"asin(x)", 0.75, false, false},
        {"x^2", 0, true, true},
        {"x^-1", 0, false, false},
        {"x^0.5", 0.125, false, false},
        {"exp(x)", 0, true, true},
        {"argmax([x, 0])", 0, true, false},
    };
    (void)state;
    arb_t value;
    arb_init(value);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        over(rows[i].text, rows[i].centre, false, value);
        if ((arb_is_finite(value) != 0) != rows[i].plain)
            print_error("%s at %g\n", rows[i].text, rows[i].centre);
        assert_int_equal(arb_is_finite(value) != 0, rows[i].plain);
        over(rows[i].text, rows[i].centre, true, value);
        if ((arb_is_finite(value) != 0) != rows[i].lipschitz)
            print_error("%s at %g, lipschitz\n", rows[i].text, rows[i].centre);
        assert_int_equal(arb_is_finite(value) != 0, rows[i].lipschitz);
    }
    over("x if x > 0 else 5", 0, false, value);
    assert_true(arb_contains_si(value, 5) && arb_contains_si(value, 0));
    arb_clear(value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_derivative_agrees_with_its_secants),
        cmocka_unit_test(on_a_jump_only_the_hull_is_known),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
