/* SPDX-License-Identifier: MIT
 *
 * gelu: x times the probability that a standard normal number lies below it.
 *
 *   f(x)  = x Phi(x),  Phi(x) = erfc(-x / sqrt(2)) / 2     no 1 + erf: the left tail keeps
 *   f'(x) = Phi(x) + x phi(x),  phi(x) = exp(-x^2 / 2) / sqrt(2 pi)     its digits
 *
 *   f(x) -> -phi(x) for x -> -inf, f(x) -> x for x -> inf; no kinks. f' is 0 near -0.75.
 *
 * In the tail a rounding error of x^2 or x / sqrt(2) is magnified by x^2. Both are found
 * with fma and put back to first order. Where Phi(x) is subnormal, x Phi(x) has up to |x| /
 * 2 times its error: 7 units in the last place in float, 20 in double, 80 in long double.
 *
 * The naive form is x / 2 (1 + erf(x / sqrt(2))).
 */
#include "kernel.h"

#define ROOT_2      1.41421356237309504880168872420969808L
#define ROOT_2_HIGH 0x1.6a09e6p0 /* its first 24 bits, and what is left */
#define ROOT_2_REST 0.0000000242032342089579387242096980785696719L
#define PEAK        0.39894228040143267793994605993438187L /* 1 / sqrt(2 pi) */

/* x, or where phi(x) is 0 in every precision, a number with a finite square. */
static real nearer(real x) { return x > 200 ? 200 : x < -200 ? -200 : x; }

/* phi(x) */
static real density(real x)
{
    real square = x * x, lost = fma(x, x, -square);
    return (real)PEAK * exp(-square / 2) * (1 - lost / 2);
}

/* Phi(x): at the rounded u exactly Phi(-sqrt(2) u), and the gap to x along the density. */
static real distribution(real x)
{
    real u = -x / (real)ROOT_2;
    real gap = fma((real)ROOT_2_HIGH, u, x) + (real)ROOT_2_REST * u;
    return erfc(u) / 2 + gap * density(x);
}

static real value(real x) { return x * distribution(nearer(x)); }

static real slope(real x)
{
    x = nearer(x);
    return distribution(x) + x * density(x);
}

POINTWISE(gelu, value, slope, .formula = "x/2 (1 + erf(x / sqrt(2)))");

static real naive_value(real x) { return x / 2 * (1 + erf(x / (real)ROOT_2)); }

static real naive_slope(real x)
{
    return (1 + erf(x / (real)ROOT_2)) / 2 + x * (real)PEAK * exp(-x * x / 2);
}

POINTWISE_NAIVE(gelu_naive, gelu, naive_value, naive_slope,
                .formula = "x/2 (1 + erf(x / sqrt(2)))",
                .mistake = "erf rounds to -1 on the left: the value becomes 0",
                .breaks_float = -6, .breaks_double = -9, .breaks_extended = -12);
