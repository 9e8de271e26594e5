/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: 2 (1 - t^2).
 */
#include "wrong.h"

static real slope(real x)
{
    real t = tanh(x);
    return 2 * (1 - t * t);
}

WRONG_SLOPE(tanh_factor_two, tanh, slope, "A factor of 2 too large.", EVERY_PRECISION);
