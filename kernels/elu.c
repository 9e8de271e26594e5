/* SPDX-License-Identifier: MIT
 *
 * elu: the exponential linear unit with alpha = 1.
 *
 *   f(x)  = x for x > 0, exp(x) - 1 for x <= 0
 *   f'(x) = 1 for x > 0, exp(x) for x <= 0
 *
 *   f(x) -> -1 for x -> -inf. The two pieces meet at 0 with the same slope, 1: no kink,
 * only the second derivative jumps.
 *
 * The naive form writes exp(x) - 1 instead of expm1(x).
 */
#include "kernel.h"

static real value(real x) { return x > 0 ? x : expm1(x); }
static real slope(real x) { return x > 0 ? 1 : exp(x); }

POINTWISE(elu, value, slope, .formula = "x if x > 0 else exp(x) - 1");

static real naive_value(real x) { return x > 0 ? x : exp(x) - 1; }

POINTWISE_NAIVE(elu_naive, elu, naive_value, slope, .formula = "x if x > 0 else exp(x) - 1",
                .mistake = "exp(x) rounds to 1 just below 0: the value becomes 0",
                .breaks_float = -1e-9, .breaks_double = -1e-17, .breaks_extended = -1e-21);
