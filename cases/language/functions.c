/* SPDX-License-Identifier: MIT */
#include "functions.h"

#include <ctype.h>
#include <string.h>

#define ELEMENT(name, op, doc)                                                             \
    {                                                                                      \
        name, FUNCTION_ELEMENT, op, SPECIAL_NONE, 1, 1, {0}, NULL, doc                     \
    }
#define PAIR(name, op, doc)                                                                \
    {                                                                                      \
        name, FUNCTION_PAIR, op, SPECIAL_NONE, 2, 2, {0}, NULL, doc                        \
    }
#define FORMULA(name, count, p, q, r, s, formula, doc)                                     \
    {                                                                                      \
        name, FUNCTION_FORMULA, OP_KINDS, SPECIAL_NONE, count, count, {p, q, r, s},        \
            formula, doc                                                                   \
    }
#define SPECIAL(name, special, least, most, doc)                                           \
    {                                                                                      \
        name, FUNCTION_SPECIAL, OP_KINDS, special, least, most, {0}, NULL, doc             \
    }

const struct language_function language_functions[] = {
    ELEMENT("abs", OP_ABS, "absolute value, |x|"),
    ELEMENT("acos", OP_ACOS, "inverse cosine"),
    ELEMENT("acosh", OP_ACOSH, "inverse hyperbolic cosine"),
    ELEMENT("arccos", OP_ACOS, "inverse cosine"),
    ELEMENT("arcsin", OP_ASIN, "inverse sine"),
    ELEMENT("arctan", OP_ATAN, "inverse tangent"),
    SPECIAL("argmax", SPECIAL_ARGMAX, 1, 1, "the place of the largest entry, from 1"),
    ELEMENT("asin", OP_ASIN, "inverse sine"),
    ELEMENT("asinh", OP_ASINH, "inverse hyperbolic sine"),
    ELEMENT("atan", OP_ATAN, "inverse tangent"),
    ELEMENT("atanh", OP_ATANH, "inverse hyperbolic tangent"),
    ELEMENT("ceil", OP_CEIL, "the next whole number, upwards"),
    SPECIAL("cols", SPECIAL_COLS, 1, 1, "number of columns"),
    FORMULA("conv_out", 4, "i", "k", "s", "p", "floor((i + 2*p - k)/s) + 1",
            "output size of a convolution: input, kernel, stride, padding"),
    SPECIAL("conv_full", SPECIAL_CONV_FULL, 2, 2, "convolution, kernel flipped, n + k - 1"),
    SPECIAL("conv_same", SPECIAL_CONV_SAME, 2, 2, "convolution, kernel flipped, n"),
    SPECIAL("conv_valid", SPECIAL_CONV_VALID, 2, 2,
            "convolution, kernel flipped, n - k + 1"),
    SPECIAL("corr_full", SPECIAL_CORR_FULL, 2, 2, "cross-correlation, n + k - 1"),
    SPECIAL("corr_same", SPECIAL_CORR_SAME, 2, 2, "cross-correlation, n"),
    SPECIAL("corr_valid", SPECIAL_CORR_VALID, 2, 2, "cross-correlation, n - k + 1"),
    ELEMENT("cos", OP_COS, "cosine"),
    ELEMENT("cosh", OP_COSH, "hyperbolic cosine"),
    SPECIAL("delta", SPECIAL_DELTA, 2, 2, "Kronecker: 1 where the two are equal"),
    SPECIAL("det", SPECIAL_DET, 1, 1, "determinant"),
    SPECIAL("diag", SPECIAL_DIAG, 1, 1, "matrix with this diagonal; diagonal of a matrix"),
    FORMULA("dot", 2, "u", "v", NULL, NULL, "sum(u .* v)", "inner product"),
    FORMULA("elu", 1, "x", NULL, NULL, NULL, "max(0, x) + min(0, exp(x) - 1)",
            "exponential linear unit"),
    SPECIAL("entries", SPECIAL_ENTRIES, 1, 1, "how many entries an array has"),
    ELEMENT("erf", OP_ERF, "error function"),
    ELEMENT("erfc", OP_ERFC, "1 - erf(x)"),
    ELEMENT("exp", OP_EXP, "exponential"),
    ELEMENT("expm1", OP_EXPM1, "exp(x) - 1"),
    ELEMENT("floor", OP_FLOOR, "the next whole number, downwards"),
    SPECIAL("eye", SPECIAL_IDENTITY, 1, 1, "identity matrix, also I(n) and I_n"),
    FORMULA("gelu", 1, "x", NULL, NULL, NULL, "(x/2) .* (1 + erf(x/sqrt(2)))",
            "x times the normal distribution function"),
    FORMULA("gelu_tanh", 1, "x", NULL, NULL, NULL,
            "(x/2) .* (1 + tanh(sqrt(2/pi) * (x + 0.044715 * x.^3)))", "GELU's tanh form"),
    FORMULA("hard_tanh", 1, "x", NULL, NULL, NULL, "max(-1, min(1, x))",
            "cut off at -1 and 1"),
    ELEMENT("heaviside", OP_STEP, "1 above 0, else 0"),
    SPECIAL("inv", SPECIAL_INV, 1, 1, "inverse of a matrix"),
    FORMULA("leaky_relu", 1, "x", NULL, NULL, NULL, "max(x, x/100)", "slope 1/100 below 0"),
    ELEMENT("lgamma", OP_LGAMMA, "ln |gamma(x)|"),
    ELEMENT("ln", OP_LOG, "natural logarithm"),
    ELEMENT("log", OP_LOG, "natural logarithm"),
    ELEMENT("log1p", OP_LOG1P, "ln(1 + x)"),
    FORMULA("log10", 1, "x", NULL, NULL, NULL, "ln(x)/ln(10)", "logarithm to base 10"),
    FORMULA("log2", 1, "x", NULL, NULL, NULL, "ln(x)/ln(2)", "logarithm to base 2"),
    FORMULA("log_softmax", 1, "z", NULL, NULL, NULL, "z - ln(sum(exp(z)))",
            "ln softmax(z)"),
    FORMULA("logit", 1, "x", NULL, NULL, NULL, "ln(x) - ln(1 - x)", "inverse of sigmoid"),
    FORMULA("logsumexp", 1, "z", NULL, NULL, NULL, "ln(sum(exp(z)))",
            "ln of the sum of exp"),
    SPECIAL("max", SPECIAL_MAX, 1, 8, "largest entry, or largest of several"),
    SPECIAL("mean", SPECIAL_MEAN, 1, 1, "mean of the entries"),
    SPECIAL("min", SPECIAL_MIN, 1, 8, "smallest entry, or smallest of several"),
    FORMULA("mish", 1, "x", NULL, NULL, NULL, "x .* tanh(softplus(x))",
            "x tanh(softplus(x))"),
    FORMULA("mod", 2, "a", "b", NULL, NULL, "a - b*floor(a/b)", "remainder"),
    FORMULA("norm", 1, "v", NULL, NULL, NULL, "sqrt(sum(v .* v))",
            "Euclidean, or Frobenius"),
    SPECIAL("onehot", SPECIAL_ONEHOT, 2, 2, "onehot(k, n): the k-th unit vector"),
    SPECIAL("ones", SPECIAL_ONES, 1, 5, "ones(n), ones(m, n)"),
    FORMULA("outer", 2, "u", "v", NULL, NULL, "u * v'", "outer product"),
    FORMULA("pool_out", 3, "i", "k", "s", NULL, "floor((i - k)/s) + 1",
            "output size of a pooling: input, window, stride"),
    SPECIAL("prod", SPECIAL_PROD, 1, 1, "product of the entries"),
    FORMULA("relu", 1, "x", NULL, NULL, NULL, "max(0, x)", "rectifier, max(0, x)"),
    SPECIAL("rows", SPECIAL_ROWS, 1, 1, "number of rows"),
    FORMULA("selu", 1, "x", NULL, NULL, NULL,
            "1.0507009873554805 * (max(0, x) + 1.6732632423543772 * min(0, exp(x) - 1))",
            "scaled exponential linear unit"),
    ELEMENT("sigmoid", OP_SIGMOID, "1/(1 + exp(-x))"),
    ELEMENT("sign", OP_SIGN, "-1, 0 or 1"),
    FORMULA("silu", 1, "x", NULL, NULL, NULL, "x .* sigmoid(x)", "x sigmoid(x), swish"),
    ELEMENT("sin", OP_SIN, "sine"),
    ELEMENT("sinh", OP_SINH, "hyperbolic sine"),
    FORMULA("softmax", 1, "z", NULL, NULL, NULL, "exp(z)/sum(exp(z))",
            "exp(z) over its sum, of a vector or a row"),
    ELEMENT("softplus", OP_SOFTPLUS, "ln(1 + exp(x))"),
    FORMULA("softsign", 1, "x", NULL, NULL, NULL, "x ./ (1 + abs(x))", "x/(1 + |x|)"),
    ELEMENT("sqrt", OP_SQRT, "square root"),
    ELEMENT("step", OP_STEP, "1 above 0, else 0"),
    SPECIAL("sum", SPECIAL_SUM, 1, 1, "sum of the entries"),
    FORMULA("swish", 1, "x", NULL, NULL, NULL, "x .* sigmoid(x)", "x sigmoid(x), silu"),
    ELEMENT("tan", OP_TAN, "tangent"),
    ELEMENT("tgamma", OP_GAMMA, "gamma function"),
    ELEMENT("tanh", OP_TANH, "hyperbolic tangent"),
    SPECIAL("trace", SPECIAL_TRACE, 1, 1, "sum of a matrix's diagonal"),
    SPECIAL("zeros", SPECIAL_ZEROS, 1, 5, "zeros(n), zeros(m, n)"),
    {0},
};

/* Greek letters that stand for a function where nothing else has the name. */
static const struct {
    const char *name, *means;
} aliases[] = {{"sigma", "sigmoid"}};

const struct language_function *function_find(const char *name)
{
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcmp(name, aliases[i].name) == 0)
            name = aliases[i].means;
    for (const struct language_function *f = language_functions; f->name; f++)
        if (strcmp(f->name, name) == 0)
            return f;
    return NULL;
}

/* One letter more, less or other; or the case of letters. */
static bool close_to(const char *a, const char *b)
{
    size_t same = 0, tail = 0, m = strlen(a), n = strlen(b);
    while (a[same] && tolower((unsigned char)a[same]) == tolower((unsigned char)b[same]))
        same++;
    while (tail < m - same && tail < n - same && a[m - 1 - tail] == b[n - 1 - tail])
        tail++;
    return m > 2 && n > 2 && m - same - tail <= 1 && n - same - tail <= 1;
}

const char *function_near(const char *name)
{
    for (const struct language_function *f = language_functions; f->name; f++)
        if (close_to(name, f->name))
            return f->name;
    return NULL;
}
