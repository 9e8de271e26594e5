/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: the slope of relu; the factor 5 of the outer function is lost.
 */
#include "wrong.h"

static real slope(real x) { return x > 0; }

WRONG_SLOPE(scaled_relu_factor_lost, scaled_relu, slope, "The factor 5 is missing.",
            EVERY_PRECISION);
