/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: 1 - t instead of 1 - t^2.
 */
#include "wrong.h"

static real slope(real x) { return 1 - tanh(x); }

WRONG_SLOPE(tanh_square_lost, tanh, slope,
            "The square is missing: 1 - t instead of 1 - t^2.", EVERY_PRECISION);
