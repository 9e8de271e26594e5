/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: s (s - 1); the two factors' difference is turned round.
 */
#include "wrong.h"

static real slope(real x)
{
    real s = 1 / (1 + exp(-x));
    return s * (s - 1);
}

WRONG_SLOPE(sigmoid_sign, sigmoid, slope,
            "The sign is wrong: s (s - 1) instead of s (1 - s).", EVERY_PRECISION);
