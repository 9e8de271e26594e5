/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: 1 - s; the factor s is lost.
 */
#include "wrong.h"

static real slope(real x) { return 1 / (1 + exp(x)); }

WRONG_SLOPE(sigmoid_factor_lost, sigmoid, slope, "The factor s of s (1 - s) is missing.",
            EVERY_PRECISION);
