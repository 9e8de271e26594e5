/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: sigmoid(x) instead of sigmoid(-x).
 */
#include "wrong.h"

static real slope(real x) { return 1 / (1 + exp(-x)); }

WRONG_SLOPE(log_sigmoid_side, log_sigmoid, slope, "sigmoid(x) stands for 1 - sigmoid(x).",
            EVERY_PRECISION);
