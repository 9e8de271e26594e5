/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: 1 + 0.044715 x^2 as the inner slope; x^3 has lost its 3.
 */
#include "wrong.h"

static real slope(real x)
{
    real a = (real)0.79788456080286535587989211986876373L, b = (real)44715 / 1000000;
    if (fabs(x) > 60)
        return x > 0;
    real t = tanh(a * (x + b * x * x * x));
    return (1 + t) / 2 + x / 2 * (1 - t * t) * a * (1 + b * x * x);
}

WRONG_SLOPE(gelu_tanh_cube, gelu_tanh, slope,
            "The inner slope is 1 + 0.044715 x^2: the 3 of (x^3)' = 3 x^2 is missing.",
            EVERY_PRECISION);
