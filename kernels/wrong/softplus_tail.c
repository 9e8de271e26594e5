/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: 9/10 for x > 30 instead of 1.
 */
#include "wrong.h"

static real slope(real x) { return x > 30 ? (real)9 / 10 : 1 / (1 + exp(-x)); }

WRONG_SLOPE(softplus_tail, softplus, slope, "Wrong in the right tail only: 0.9 for x > 30.",
            EVERY_PRECISION);
