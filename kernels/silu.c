/* SPDX-License-Identifier: MIT
 *
 * silu: x times its sigmoid, also called swish.
 *
 *   f(x)  = x / (1 + exp(-x))
 *   f'(x) = s + x s (1 - s),  s = sigmoid(x)
 *         = (1 + t + x t) / (1 + t)^2  for x > 0,  t = exp(-|x|)
 *         = t (1 + t + x) / (1 + t)^2  for x <= 0
 *
 *   f(x) -> x exp(x) for x -> -inf, f(x) -> x for x -> inf; no kinks. f' is 0 near -1.28.
 *
 * Far out t nears the subnormal numbers before x t does, so x is multiplied in between two
 * halves of the exponent.
 *
 * The naive form divides by 1 + exp(-x), which overflows on the left.
 */
#include "kernel.h"

static real value(real x)
{
    if (x < -60) { /* 1 + t is 1 */
        real root = exp(x / 2);
        return root > 0 ? x * root * root : 0;
    }
    real tail = exp(-fabs(x));
    return x > 0 ? x / (1 + tail) : x * tail / (1 + tail);
}

static real slope(real x)
{
    if (x < -60) {
        real root = exp(x / 2);
        return root > 0 ? (1 + x) * root * root : 0;
    }
    real tail = exp(-fabs(x)), square = (1 + tail) * (1 + tail);
    return x > 0 ? (1 + tail + x * tail) / square : tail * (1 + tail + x) / square;
}

POINTWISE(silu, value, slope, .formula = "x / (1 + exp(-x))");

static real naive_value(real x) { return x / (1 + exp(-x)); }

static real naive_slope(real x)
{
    real s = 1 / (1 + exp(-x));
    return s + x * s * (1 - s);
}

POINTWISE_NAIVE(
    silu_naive, silu, naive_value, naive_slope, .formula = "x / (1 + exp(-x))",
    .mistake = "exp(-x) overflows for very negative x: value and slope become 0",
    .breaks_float = -89, .breaks_double = -710, .breaks_extended = -11357);
