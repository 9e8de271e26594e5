/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: 1 - x^2; the derivative is written in the output, and given the
 * input.
 */
#include "wrong.h"

static real slope(real x) { return 1 - x * x; }

WRONG_SLOPE(tanh_of_input, tanh, slope,
            "1 - t^2 is evaluated at the input instead of at the output.", EVERY_PRECISION);
