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
 *
 * In the left tail a rounding error of w would be magnified by |w|: w is computed with what
 * its roundings lose, which is put back to first order. Far out t nears the subnormal
 * numbers before x t does, so x is multiplied in between two halves of the exponent.
 *
 * D. Hendrycks and K. Gimpel, Gaussian Error Linear Units, arXiv:1606.08415, section 2.
 *
 * The naive form adds 1 and tanh as they stand.
 */
#include "kernel.h"

#define STEEPNESS  1.59576912160573071175978423973752748L    /* 2 sqrt(2 / pi) */
#define STEEP_HIGH 0x1.988452p0                              /* its first 24 bits ... */
#define STEEP_REST 7.38686091297285342397375274739034345e-8L /* and what is left */
#define CUBIC      ((real)44715 / 1000000)
#define CUBIC_REST (fma(-CUBIC, (real)1000000, (real)44715) / 1000000)

/* x, or where exp(-|w|) is 0 in every precision, a number with a finite cube. */
static real nearer(real x) { return x > 60 ? 60 : x < -60 ? -60 : x; }

static real inner(real x) { return (real)STEEPNESS * x * (1 + CUBIC * x * x); }
static real inner_slope(real x) { return (real)STEEPNESS * (1 + 3 * CUBIC * x * x); }

/* exp(-part |w|); each `lost` is what the line before it rounded away. */
static real decay(real x, real part)
{
    x = fabs(x);
    real square = x * x, square_lost = fma(x, x, -square);
    real bend = CUBIC * square;
    real bend_lost = fma(CUBIC, square, -bend) + CUBIC * square_lost + CUBIC_REST * square;
    real sum = 1 + bend, added = sum - 1;
    real sum_lost = (1 - (sum - added)) + (bend - added) + bend_lost;
    real cube = x * sum, cube_lost = fma(x, sum, -cube) + x * sum_lost;
    real high = (real)STEEP_HIGH * cube;
    real rest = fma((real)STEEP_HIGH, cube, -high) + (real)STEEP_HIGH * cube_lost +
                (real)STEEP_REST * cube;
    real w = high + rest, w_lost = rest - (w - high);
    real power = exp(-part * w);
    return power - power * (part * w_lost);
}

static real value(real x)
{
    real near = nearer(x);
    if (x < -8) { /* 1 + t is 1 */
        real root = decay(near, (real)0.5);
        return near * root * root;
    }
    real tail = decay(near, 1);
    return x > 0 ? x / (1 + tail) : x * tail / (1 + tail);
}

static real slope(real x)
{
    x = nearer(x);
    real steep = x * inner_slope(x);
    if (x < -8) {
        real root = decay(x, (real)0.5);
        return (1 + steep) * root * root;
    }
    real tail = decay(x, 1), square = (1 + tail) * (1 + tail);
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
