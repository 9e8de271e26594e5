/* SPDX-License-Identifier: MIT
 *
 * The rules of reading, one test each; rows of text and what must come of it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "point.h"

struct row {
    const char *text;
    const char *verdict;
};

static void judge(const struct row *row, enum language_layout layout)
{
    for (; row->text; row++) {
        const char *verdict = point_verdict(row->text, layout);
        if (strcmp(verdict, row->verdict) != 0)
            print_error("%s: %s, not %s\n", row->text, verdict, row->verdict);
        assert_string_equal(verdict, row->verdict);
    }
}

static void numbers_and_operators_have_their_values(void **state)
{
    static const struct {
        const char *text;
        double value;
    } rows[] = {
        {"-2^2", -4},
        {"2^3^2", 512},
        {"2^-1", 0.5},
        {"-(-3)", 3},
        {"6/2/3", 1},
        {"6/(2*3)", 1},
        {"1 - 2 - 3", -4},
        {"2 pi", 6.283185307179586},
        {"e^2", 7.38905609893065},
        {"|-3| |2|", 6},
        {"||[3, 4]||", 5},
        {"√4", 2},
        {"3²", 9},
        {"2·3 − 1", 5},
        {"0x1.8p+1", 3},
        {"1.5e-1", 0.15},
        {"sin^2 1 + cos^2 1", 1},
        {"ln 2e", 1.6931471805599454},
        {"sum_{i=1}^4 i^2", 30},
        {"sum_{i=1}^3 i + 1", 7},
        {"prod_{i=1..4} i", 24},
        {"max_{i=1..4} (i - 2)^2", 4},
        {"mean_{i=1..4} i", 2.5},
        {"sum_{i=1..3, j=1..3, i<j} 1", 3},
        {"sum_{i=1..3} sum_{j=1..i} j", 10},
        {"1[2 < 3] + 1[2 = 3]", 1},
        {"1 if 2 > 3 else 4 if 2 = 2 else 5", 4},
        {"[1, 2, 3][1,2]", 2},
        {"(1, 2, 3)'_3", 3},
        {"[1, 2; 3, 4][2,1]", 3},
        {"det([1, 2; 3, 4])", -2},
        {"trace([1, 2; 3, 4] [1, 2; 3, 4])", 29},
        {"([1, 2; 3, 4]^2)[1,1]", 7},
        {"([1, 2; 3, 4]^-1)[1,2]", 1},
        {"[1, 2] [3; 4]", 11},
        {"floor((128 + 2*3 - 8)/2) + 1", 64},
        {"conv_out(32, 3, 1, 1)", 32},
        {"argmax([1, 5, 2])", 2},
        {"mod(7, 3)", 1},
        {"norm([1; 2; 2])", 3},
        {"log10(1000)", 3},
        {"E_{j~[1/4; 3/4]}[j]", 1.75},
        {"sum(conv_full([1, 2], [3, 4]) .* [1, 0, 100])", 803},
        {"relu(-1) + relu(2)", 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[200];
        snprintf(text, sizeof text, "%s = 12345", rows[i].text);
        struct point p;
        arb_t value;
        arb_init(value);
        bool ok = point_init(&p, text, LAYOUT_NUMERATOR);
        if (!ok)
            print_error("%s: %s\n", rows[i].text, p.problem.message);
        assert_true(ok);
        point_side(&p, 0, 0, value);
        double found = arf_get_d(arb_midref(value), ARF_RND_NEAR);
        if (fabs(found - rows[i].value) > 1e-12)
            print_error("%s: %.17g, not %.17g\n", rows[i].text, found, rows[i].value);
        assert_true(fabs(found - rows[i].value) <= 1e-12);
        arb_clear(value);
        point_finish(&p);
    }
}

static void a_claim_is_judged_end_to_end(void **state)
{
    (void)state;
    judge(
        (const struct row[]){
            {"d/dx ln(1+exp(x)) = 1/(1+exp(-x))", "right"},
            {"d/dx ln(1+exp(x)) = 1/(1+exp(x))", "wrong"},
            {"d/dx x^2y = 2x y", "right"},
            {"dy/dx = 2x where y = x^2", "right"},
            {"d y/d x = 2x where y = x^2", "right"},
            {"d(y)/d(x) = 2x where y = x^2", "right"},
            {"∂y/∂x = 2x where y = x²", "right"},
            {"d2y/dx2 = 6x where y = x^3", "right"},
            {"d^2y/dx^2 = 6x where y = x^3", "right"},
            {"d2/dx2 x^3 = 6x", "right"},
            {"d2y/(dx dz) = 1 where y = x z", "right"},
            {"tanh'(x) = 1 - tanh(x)^2", "right"},
            {"sin''(x) = -sin(x)", "right"},
            {"f'(2x) = 4x where f(t) = t^2", "right"},
            {"df/dx = 2 A^T A x where A : matrix m n, x : vector n, f = norm(A x)^2, "
             "layout parameter",
             "right"},
            {NULL, NULL}},
        LAYOUTS);
}

static void a_prime_is_a_derivative_or_a_transpose(void **state)
{
    (void)state;
    judge((const struct row[]){{"f'(x) = 3x^2 where f(t) = t^3", "right"},
                               {"x' x = norm(x)^2 where x : vector n", "right"},
                               {"x' = 1", "syntax"},
                               {NULL, NULL}},
          LAYOUTS);
}

static void d_is_an_operator_in_its_pattern_only(void **state)
{
    (void)state;
    judge((const struct row[]){{"dh + d = d + dh where d : scalar, dh : scalar", "right"},
                               {"dy/dx = 3 where dy : scalar, dx : scalar", "wrong"},
                               {"d/dx d x^2 = 2 d x where d : scalar", "right"},
                               {NULL, NULL}},
          LAYOUTS);
}

static void layouts_lay_derivatives(void **state)
{
    (void)state;
    static const char gradient[] = "dl/dx = 2 x where x : vector n, l = norm(x)^2";
    static const char row[] = "dl/dx = 2 x' where x : vector n, l = norm(x)^2";
    static const char jacobian[] = "df/dx = A where A : matrix m n, x : vector n, f = A x";
    static const char by_matrix[] = "dl/dA = 2 A x x' where A : matrix m n, x : vector n, "
                                    "l = norm(A x)^2";
    static const struct {
        const char *text, *verdict[4];
    } rows[] = {{gradient, {"shape", "right", "right", "shape"}},
                {row, {"right", "shape", "shape", "right"}},
                {jacobian, {"right", "shape", "right", "right"}},
                {by_matrix, {"shape", "right", "right", "right"}}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int layout = 0; layout < 4; layout++)
            judge(
                (const struct row[]){{rows[i].text, rows[i].verdict[layout]}, {NULL, NULL}},
                (enum language_layout)layout);
}

static void subscripts_bind_to_the_name(void **state)
{
    (void)state;
    for (int layout = 0; layout < 4; layout++)
        judge(
            (const struct row[]){
                {"ds[i]/dz[j] = s[i] (delta(i,j) - s[j]) where z : vector K, s = "
                 "softmax(z)",
                 "right"},
                {"d(s_i)/d(z_j) = -s_i s_j for i != j where z : vector K, s = softmax(z)",
                 "right"},
                {"d(s_i)/d(z_i) = s_i (delta(i,j) - s_j) where z : vector K, s = "
                 "softmax(z)",
                 "wrong"},
                {"dL/dW[k,j] = x_j where W : matrix K n, x : vector n, L = sum(W x)",
                 "right"},
                {NULL, NULL}},
            (enum language_layout)layout);
}

static void tensors_have_the_outputs_indices_first(void **state)
{
    (void)state;
    judge(
        (const struct row[]){
            {"(dz/dW)[k,i,j] = delta(k,i) x_j where W : matrix K n, x : vector n, z = W x",
             "right"},
            {"shape dz/dW = (K, K, n) where W : matrix K n, x : vector n, z = W x",
             "right"},
            {"(dF/dW)[a,b,c,p] = X[a,p] 1[b = c] where X : matrix n d, W : matrix k d, "
             "F = X W'",
             "right"},
            {"(dF/dW)[a,b,c,p] = X[a,p] 1[a = c] where X : matrix n d, W : matrix k d, "
             "F = X W'",
             "wrong"},
            {"dl/dW = dl/dz * dz/dW where W : matrix K n, x : vector n, z = W x, "
             "l = norm(z)^2",
             "right"},
            {NULL, NULL}},
        LAYOUT_NUMERATOR);
}

static void a_name_before_brackets_is_called_or_multiplied(void **state)
{
    (void)state;
    judge((const struct row[]){{"f(x + 1) = x + 2 where f(t) = t + 1", "right"},
                               {"a(x + 1) = a x + a", "right"},
                               {"foo(x) = 1", "name"},
                               {"tahn(x) = 1", "name"},
                               {NULL, NULL}},
          LAYOUTS);
}

static void two_readings_are_an_error(void **state)
{
    (void)state;
    judge((const struct row[]){{"1/2x = x", "ambiguous"},
                               {"e^-2x = 1", "ambiguous"},
                               {"e^2x = 1", "ambiguous"},
                               {"sin^-1 x = 1", "ambiguous"},
                               {"(1/2) x = x/2", "right"},
                               {"e^(-2x) = 1/e^(2x)", "right"},
                               {"e^-x = 1/e^x", "right"},
                               {"x^2y = y x^2", "right"},
                               {"sin 2x = 2 sin x cos x", "right"},
                               {NULL, NULL}},
          LAYOUTS);
}

static void arrays_never_broadcast(void **state)
{
    (void)state;
    judge(
        (const struct row[]){{"1 - s = -(s - 1) where s : vector K", "right"},
                             {"s + t = t + s where s : vector K, t : vector m", "shape"},
                             {"s t = t s where s : vector K, t : vector K", "shape"},
                             {"s .* t = t .* s where s : vector K, t : vector K", "right"},
                             {"s / t = 1 where s : vector K, t : vector K", "shape"},
                             {"s' + s = s where s : vector K", "shape"},
                             {"s^2 = s .* s where s : vector K", "right"},
                             {"ds/ds = 1 where s : vector K", "right"},
                             {"ds/ds = I where s : vector K", "right"},
                             {"ds/ds = I_K where s : vector K", "right"},
                             {"ds/dt = 0 where s : vector K, t : vector m", "right"},
                             {NULL, NULL}},
        LAYOUTS);
}

static void indices_run_over_their_axes(void **state)
{
    (void)state;
    judge(
        (const struct row[]){
            {"sum_k W[i,k] x_k = (W x)_i where W : matrix m k, x : vector k", "right"},
            {"y_i = sum_{j=1}^m W[i,j] x_j where W : matrix m n, x : vector n, y = W x",
             "index"},
            {"x_9 = x_9 + 1 where x : vector 3", "index"},
            {"sum_q 1 = 3", "index"},
            {"sum_{j != i} x_j = sum(x) - x_i where x : vector n", "right"},
            {"x_y = sum_k 1[k = y] x_k where x : vector n, y : class n", "right"},
            {"[x_1, ..., x_n] = x' where x : vector n", "right"},
            {"[x_i^2]_i = (x.^2)' where x : vector n", "right"},
            {"[x_i y_j]_{i,j} = x y' where x : vector n, y : vector m", "right"},
            {"A[i,:] x = (A x)_i where A : matrix m n, x : vector n", "right"},
            {"A[:,j]' = (A')[j,:] where A : matrix m n", "right"},
            {NULL, NULL}},
        LAYOUTS);
}

static void printed_numbers_are_right_to_their_digits(void **state)
{
    (void)state;
    judge((const struct row[]){{"exp(3) = 20.0855", "right"},
                               {"exp(3) = 20.0856", "wrong"},
                               {"exp(3) ~ 20", "right"},
                               {"exp(3) = 20", "wrong"},
                               {"exp(3) + 0 = 20.0855 + 0", "wrong"},
                               {"-ln(0.1) = 1", "wrong"},
                               {"0.1 - 1 = -0.9", "right"},
                               {"[exp(1), exp(3)] ~ [2.718, 20.0855]", "right"},
                               {NULL, NULL}},
          LAYOUTS);
}

static void chains_and_parts_and_conditions(void **state)
{
    (void)state;
    judge((const struct row[]){{"(x+1)^2 = (x+1)(x+1) = x^2 + 2x + 1", "right"},
                               {"(x+1)^2 = (x+1)(x+1) = x^2 + 2x", "wrong"},
                               {"0 < exp(x) and -1 <= sin(x) <= 1", "right"},
                               {"relu(x) = x for x > 0 where x : positive", "right"},
                               {"relu(x) + relu(-x) = |x|", "right"},
                               {"lim_{k->inf} 1/(1 + exp(-k)) = 1", "right"},
                               {"lim_{h->0-} (relu(h) - relu(0))/h = 0", "right"},
                               {"lim_{h->0+} (relu(h) - relu(0))/h = 1", "right"},
                               {"dy/dx = dy/dx where y = x^2", "empty"},
                               {"dy/dx = 2 dy/dx - dy/dx where y = x^2", "empty"},
                               {NULL, NULL}},
          LAYOUTS);
}

static void a_derivative_cuts_the_intermediate(void **state)
{
    static const char text[] = "case cut\n"
                               "x, y : scalar\n"
                               "u = x y; v = u + x; f = u v\n"
                               "claim df/du = v + u\n"
                               "claim df/du = v\n"
                               "claim df/dv = u\n"
                               "claim df/dx = df/du du/dx + df/dv dv/dx - u y\n"
                               "claim df/dx = y v + u (y + 1)\n"
                               "claim df/du = x y + v\n";
    static const int differences[] = {0, 1, 0, 0, 0, 0};
    (void)state;
    for (int i = 0; i < 6; i++) {
        struct point p;
        int compared;
        assert_true(point_init_case(&p, text, i, LAYOUT_NUMERATOR));
        assert_int_equal(point_differences(&p, &compared), differences[i]);
        assert_int_equal(compared, 1);
        point_finish(&p);
    }
}

static void a_tree_prints_as_text_that_reads_the_same(void **state)
{
    static const char *const rows[] = {
        "-x^2 + (-x)^2 = 2^3^2 - (2^3)^2",
        "(a - b) - (c - a) = a - (b - c)",
        "a/(b c) = (a/b)/c",
        "a if b > 0 else c if a < b and not b = c or a != 1 else 0 = 1",
        "sum_{i=1..3, j=1..3, i<j} (i + j) = sum_{k=1}^4 -k",
        "x' A x = A[1,2] + x_1 where A : matrix n n, x : vector n",
        "d2f/(dx dy) + d(f)/dx = df/dx where f = x y",
        "lim_{x->-inf} exp(x) = 0",
        "lim_{x->0+} 1/x = inf",
        "[a, b; c, a][1,2] .* b ./ c .^ 2 = |a|",
        "[x_i^2]_i = [x_1^2, ..., x_n^2] where x : vector n",
        "f'(x) + f''(x) = 0 where f(t) = t",
        "1[a < b] (a + b) = -(a + b) (-c)",
        "E_{j~x}[x_j] = grad_x (x_1) where x : vector n",
        "exists a < b and c = a",
        "2^-x - (-2)^x = -2^x",
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct language_file *file = language_open_claim("claim", rows[i]);
        const struct language_case *c = &file->subject[0];
        char once[400];
        if (c->claim[0].problem.kind != PROBLEM_NONE)
            print_error("%s: %s\n", rows[i], c->claim[0].problem.message);
        assert_int_equal(c->claim[0].problem.kind, PROBLEM_NONE);
        tree_print(&c->tree, c->claim[0].root, once, sizeof once);
        struct arena arena = {NULL, false};
        struct tree tree;
        struct language_claim again;
        assert_true(tree_init(&tree, &arena));
        bool ok = language_parse_claim(c, once, NULL, &tree, &again);
        if (!ok || !tree_same(&c->tree, c->claim[0].root, &tree, again.root))
            print_error("%s: printed as %s; %s\n", rows[i], once, again.problem.message);
        assert_true(ok);
        assert_true(tree_same(&c->tree, c->claim[0].root, &tree, again.root));
        arena_finish(&arena);
        language_close(file);
    }
}

static void a_reading_is_bracketed_with_shapes(void **state)
{
    struct point p;
    char text[300];
    (void)state;
    assert_true(point_init(&p,
                           "df/dx = 2 x' A' A where A : matrix m n, x : vector n, "
                           "f = norm(A x)^2",
                           LAYOUT_NUMERATOR));
    read_show(p.reading, p.reading->pair[0].right, text, sizeof text);
    assert_string_equal(text, "(((2 * x{n x 1}'{1 x n}) * A{m x n}'{n x m}){1 x m} * "
                              "A{m x n}){1 x n}");
    read_show(p.reading, p.reading->pair[0].left, text, sizeof text);
    assert_string_equal(text, "d(f)/d(x{n x 1}){n x 1}'{1 x n}");
    point_finish(&p);
}

static void an_answer_completes_a_question(void **state)
{
    struct language_file *file = language_open(
        "q", "case q\nx : vector n\nL = norm(x)^2\nquestion [a] dL/dx  layout parameter\n");
    const struct language_case *c = &file->subject[0];
    struct arena arena = {NULL, false};
    struct tree tree;
    struct language_claim answer;
    (void)state;
    assert_int_equal(file->problems, 0);
    assert_true(c->claim[0].question);
    assert_true(tree_init(&tree, &arena));
    assert_true(language_parse_claim(c, "2 x", &c->claim[0], &tree, &answer));
    struct language_reading *r =
        language_read_tree(c, &tree, answer.root, answer.condition, answer.layout);
    assert_int_equal(r->problem.kind, PROBLEM_NONE);
    assert_int_equal(r->pairs, 1);
    language_forget(r);
    assert_false(language_parse_claim(c, "2 x)", &c->claim[0], &tree, &answer));
    assert_int_equal(answer.problem.column, 4);
    arena_finish(&arena);
    language_close(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_operators_have_their_values),
        cmocka_unit_test(a_claim_is_judged_end_to_end),
        cmocka_unit_test(a_prime_is_a_derivative_or_a_transpose),
        cmocka_unit_test(d_is_an_operator_in_its_pattern_only),
        cmocka_unit_test(layouts_lay_derivatives),
        cmocka_unit_test(subscripts_bind_to_the_name),
        cmocka_unit_test(tensors_have_the_outputs_indices_first),
        cmocka_unit_test(a_name_before_brackets_is_called_or_multiplied),
        cmocka_unit_test(two_readings_are_an_error),
        cmocka_unit_test(arrays_never_broadcast),
        cmocka_unit_test(indices_run_over_their_axes),
        cmocka_unit_test(printed_numbers_are_right_to_their_digits),
        cmocka_unit_test(chains_and_parts_and_conditions),
        cmocka_unit_test(a_derivative_cuts_the_intermediate),
        cmocka_unit_test(a_tree_prints_as_text_that_reads_the_same),
        cmocka_unit_test(a_reading_is_bracketed_with_shapes),
        cmocka_unit_test(an_answer_completes_a_question),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
