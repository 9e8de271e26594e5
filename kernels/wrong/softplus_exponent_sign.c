/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: 1 / (1 + exp(x)); the exponent has lost its minus.
 */
#include "wrong.h"

static real slope(real x) { return 1 / (1 + exp(x)); }

WRONG_SLOPE(softplus_exponent_sign, softplus, slope,
            "The exponent has the wrong sign: sigmoid(-x) instead of sigmoid(x).",
            EVERY_PRECISION);
