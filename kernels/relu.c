/* SPDX-License-Identifier: MIT
 *
 * relu: the positive part.
 *
 *   f(x)  = max(x, 0)
 *   f'(x) = 1 for x > 0, 0 for x < 0
 *
 *   One kink, at 0: no derivative there, and the value given, 0, is a convention.
 */
#define POINTWISE_KINKS .kink = {0}, .kinks = 1
#include "kernel.h"

static real value(real x) { return x > 0 ? x : 0; }
static real slope(real x) { return x > 0; }

POINTWISE(relu, value, slope, .formula = "max(x, 0)");
