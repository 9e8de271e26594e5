/* SPDX-License-Identifier: MIT
 *
 * scaled_relu: five times the positive part.
 *
 *   f(x)  = 5 max(x, 0)
 *   f'(x) = 5 for x > 0, 0 for x < 0
 *
 *   One kink, at 0: no derivative there, and the value given, 0, is a convention.
 */
#define POINTWISE_KINKS .kink = {0}, .kinks = 1
#define POINTWISE_REACH 0.97
#include "kernel.h"

static real value(real x) { return x > 0 ? 5 * x : 0; }
static real slope(real x) { return x > 0 ? 5 : 0; }

POINTWISE(scaled_relu, value, slope, .formula = "5 max(x, 0)");
