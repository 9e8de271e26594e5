/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: Phi(x); the second term of the product rule, x phi(x), is lost.
 */
#include "wrong.h"

static real slope(real x)
{
    real root = sqrt((real)2);
    return erfc(-x / root) / 2;
}

WRONG_SLOPE(gelu_second_term_lost, gelu, slope,
            "The second term of the product rule, x phi(x), is missing.", EVERY_PRECISION);
