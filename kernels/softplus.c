/* SPDX-License-Identifier: MIT
 *
 * softplus: a smooth max(x, 0).
 *
 *   f(x)  = log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|))     neither tail overflows
 *   f'(x) = 1 / (1 + exp(-x)) = sigmoid(x)
 *
 *   f(x) -> exp(x) for x -> -inf, f(x) -> x for x -> inf; no kinks.
 *
 * The naive form is the one on paper, log(1 + exp(x)) with exp(x) / (1 + exp(x)): exp(x)
 * overflows on the right, and 1 + exp(x) rounds to 1 on the left.
 */
#include "kernel.h"

static real value(real x)
{
    real tail = log1p(exp(-fabs(x)));
    return x > 0 ? x + tail : tail;
}

static real slope(real x)
{
    real tail = exp(-fabs(x)); /* at most 1 */
    return x > 0 ? 1 / (1 + tail) : tail / (1 + tail);
}

POINTWISE(softplus, value, slope, .formula = "ln(1 + exp(x))");

static real naive_value(real x) { return log(1 + exp(x)); }
static real naive_slope(real x) { return exp(x) / (1 + exp(x)); }

POINTWISE_NAIVE(
    softplus_naive, softplus, naive_value, naive_slope, .formula = "ln(1 + exp(x))",
    .mistake = "exp(x) overflows for large x: the value becomes inf, the slope nan",
    .breaks_float = 90, .breaks_double = 720, .breaks_extended = 11400);
