/* SPDX-License-Identifier: MIT
 *
 * gelu_tanh: the approximation of gelu by tanh.
 *
 *   f(x)  = x/2 (1 + tanh(w/2)) = x sigmoid(w),  w = 2 sqrt(2 / pi) (x + 0.044715 x^3)
 *   f'(x) = s + x w' s (1 - s),  s = sigmoid(w), w' = 2 sqrt(2 / pi) (1 + 0.134145 x^2)
 *         = (1 + t + x w' t) / (1 + t)^2  for x > 0,  t = exp(-|w|)
 *         = t (1 + t + x w') / (1 + t)^2  for x <= 0
 *
 *   f(x) -> x exp(w) for x -> -inf, f(x) -> x for x -> inf; no kinks. f' is 0 near -0.75.
 *   In the left tail the rounding error of w is magnified by |w|.
 *
 * D. Hendrycks and K. Gimpel, Gaussian Error Linear Units, arXiv:1606.08415, section 2.
 *
 * The naive form adds 1 and tanh as they stand.
 */
#include "kernel.h"

#define STEEPNESS 1.59576912160573071175978423973752748L /* 2 sqrt(2 / pi) */
#define CUBIC     ((real)44715 / 1000000)

/* x, or where exp(-|w|) is 0 in every precision, a number with a finite cube. */
static real nearer(real x) { return x > 60 ? 60 : x < -60 ? -60 : x; }

static real inner(real x) { return (real)STEEPNESS * x * (1 + CUBIC * x * x); }
static real inner_slope(real x) { return (real)STEEPNESS * (1 + 3 * CUBIC * x * x); }

static real value(real x)
{
    real tail = exp(-fabs(inner(nearer(x))));
    return x > 0 ? x / (1 + tail) : x * tail / (1 + tail);
}

static real slope(real x)
{
    x = nearer(x);
    real tail = exp(-fabs(inner(x))), square = (1 + tail) * (1 + tail);
    real steep = x * inner_slope(x);
    return x > 0 ? (1 + tail + steep * tail) / square : tail * (1 + tail + steep) / square;
}

POINTWISE(gelu_tanh, value, slope,
          .formula = "x/2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))");

static real naive_value(real x) { return x / 2 * (1 + tanh(inner(x) / 2)); }

static real naive_slope(real x)
{
    real t = tanh(inner(x) / 2);
    return (1 + t) / 2 + x / 4 * (1 - t * t) * inner_slope(x);
}

POINTWISE_NAIVE(gelu_tanh_naive, gelu_tanh, naive_value, naive_slope,
                .formula = "x/2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))",
                .mistake = "tanh rounds to -1 on the left: the value becomes 0",
                .breaks_float = -6, .breaks_double = -9, .breaks_extended = -12);
