/* SPDX-License-Identifier: MIT
 *
 * tanh: the hyperbolic tangent.
 *
 *   f(x)  = (exp(x) - exp(-x)) / (exp(x) + exp(-x))     the C library's
 *   f'(x) = 1 - f(x)^2 = 4 t / (1 + t)^2,  t = exp(-2 |x|)     even, and no 1 - f(x)^2
 *
 *   f(x) -> +-(1 - 2 exp(-2 |x|)) for x -> +-inf; no kinks.
 *
 * The naive form takes the quotient as it is and 1 - f(x)^2.
 */
#include "kernel.h"

static real value(real x) { return tanh(x); }

static real slope(real x)
{
    real tail = exp(-2 * fabs(x));
    return 4 * tail / ((1 + tail) * (1 + tail));
}

POINTWISE(tanh, value, slope, .formula = "(exp(x) - exp(-x)) / (exp(x) + exp(-x))");

static real naive_value(real x) { return (exp(x) - exp(-x)) / (exp(x) + exp(-x)); }

static real naive_slope(real x)
{
    real t = naive_value(x);
    return 1 - t * t;
}

POINTWISE_NAIVE(tanh_naive, tanh, naive_value, naive_slope,
                .formula = "(exp(x) - exp(-x)) / (exp(x) + exp(-x))",
                .mistake = "1 - t^2 becomes 0 where t rounds to 1; then inf / inf is nan",
                .breaks_float = 10, .breaks_double = 20, .breaks_extended = 25);
