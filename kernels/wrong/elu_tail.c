/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: 0 for x < -8, where exp(x) is still 3e-4.
 */
#include "wrong.h"

static real slope(real x) { return x > 0 ? 1 : x < -8 ? 0 : exp(x); }

WRONG_SLOPE(elu_tail, elu, slope,
            "Wrong in the left tail only, x < -8, where exp(x) is cut off to 0.",
            NOT_IN_FLOAT);
