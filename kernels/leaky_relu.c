/* SPDX-License-Identifier: MIT
 *
 * leaky_relu: a relu that leaks one part in a hundred on the left.
 *
 *   f(x)  = x for x > 0, x / 100 for x <= 0
 *   f'(x) = 1 for x > 0, 1 / 100 for x < 0
 *
 *   One kink, at 0: no derivative there, and the value given, 1 / 100, is a convention.
 */
#define POINTWISE_KINKS .kink = {0}, .kinks = 1
#include "kernel.h"

static real value(real x) { return x > 0 ? x : x / 100; }
static real slope(real x) { return x > 0 ? 1 : (real)1 / 100; }

POINTWISE(leaky_relu, value, slope, .formula = "x if x > 0 else x / 100");
