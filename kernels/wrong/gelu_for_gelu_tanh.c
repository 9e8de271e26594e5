/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: the slope of the exact gelu; the two differ by less than 1e-3.
 */
#include "wrong.h"

static real slope(real x)
{
    real root = sqrt((real)2), peak = (real)0.39894228040143267793994605993438187L;
    return erfc(-x / root) / 2 + x * peak * exp(-x * x / 2);
}

WRONG_SLOPE(gelu_for_gelu_tanh, gelu_tanh, slope,
            "The slope of the exact gelu, not of its approximation by tanh.",
            EVERY_PRECISION);
