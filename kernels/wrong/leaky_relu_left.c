/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: the slope of relu; the leak for x < 0 is forgotten.
 */
#include "wrong.h"

static real slope(real x) { return x > 0; }

WRONG_SLOPE(leaky_relu_left, leaky_relu, slope,
            "Wrong for x < 0 only, where the slope is 1/100.", EVERY_PRECISION);
