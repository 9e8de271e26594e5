/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: exp(x) - 1 for x < 0, the value in the place of the slope.
 */
#include "wrong.h"

static real slope(real x) { return x > 0 ? 1 : expm1(x); }

WRONG_SLOPE(elu_left, elu, slope,
            "For x < 0 the value exp(x) - 1 stands for the slope exp(x).", EVERY_PRECISION);
