/* SPDX-License-Identifier: MIT
 *
 * log_sigmoid: the logarithm of the sigmoid, -softplus(-x).
 *
 *   f(x)  = ln(1 / (1 + exp(-x))) = min(x, 0) - log1p(exp(-|x|))
 *   f'(x) = 1 / (1 + exp(x)) = sigmoid(-x)
 *
 *   f(x) -> x for x -> -inf, f(x) -> -exp(-x) for x -> inf; no kinks.
 *
 * The naive form takes the logarithm of the naive sigmoid s, and 1 - s.
 */
#include "kernel.h"

static real value(real x)
{
    real tail = log1p(exp(-fabs(x)));
    return x > 0 ? -tail : x - tail;
}

static real slope(real x)
{
    real tail = exp(-fabs(x));
    return x > 0 ? tail / (1 + tail) : 1 / (1 + tail);
}

POINTWISE(log_sigmoid, value, slope, .formula = "ln(1 / (1 + exp(-x)))");

static real naive_value(real x) { return log(1 / (1 + exp(-x))); }
static real naive_slope(real x) { return 1 - 1 / (1 + exp(-x)); }

POINTWISE_NAIVE(
    log_sigmoid_naive, log_sigmoid, naive_value, naive_slope,
    .formula = "ln(1 / (1 + exp(-x)))",
    .mistake = "the sigmoid rounds to 1 for large x: value and slope become 0; for very "
               "negative x it becomes 0 and the value -inf",
    .breaks_float = 20, .breaks_double = 40, .breaks_extended = 50);
