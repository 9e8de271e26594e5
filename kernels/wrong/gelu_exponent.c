/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: exp(-x^2) in the density in the place of exp(-x^2 / 2).
 */
#include "wrong.h"

static real slope(real x)
{
    real root = sqrt((real)2), peak = (real)0.39894228040143267793994605993438187L;
    return erfc(-x / root) / 2 + x * peak * exp(-x * x);
}

WRONG_SLOPE(gelu_exponent, gelu, slope,
            "The density has exp(-x^2) instead of exp(-x^2 / 2).", EVERY_PRECISION);
