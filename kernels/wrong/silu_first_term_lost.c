/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: x s (1 - s); the first term of the product rule, s, is lost.
 */
#include "wrong.h"

static real slope(real x)
{
    real s = 1 / (1 + exp(-x));
    return x * s * (1 - s);
}

WRONG_SLOPE(silu_first_term_lost, silu, slope,
            "The first term of the product rule, s, is missing.", EVERY_PRECISION);
