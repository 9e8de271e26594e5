/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: x (1 - x); the derivative is written in the output, and given the
 * input.
 */
#include "wrong.h"

static real slope(real x) { return x * (1 - x); }

WRONG_SLOPE(sigmoid_of_input, sigmoid, slope,
            "s (1 - s) is evaluated at the input instead of at the output.",
            EVERY_PRECISION);
