/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: 1 on both sides; the case x < 0 is forgotten.
 */
#include "wrong.h"

static real slope(real x)
{
    (void)x;
    return 1;
}

WRONG_SLOPE(relu_left, relu, slope, "Wrong for x < 0 only, where the slope is 0.",
            EVERY_PRECISION);
