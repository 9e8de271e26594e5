/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: s; the second term of the product rule, x s (1 - s), is lost.
 */
#include "wrong.h"

static real slope(real x) { return 1 / (1 + exp(-x)); }

WRONG_SLOPE(silu_second_term_lost, silu, slope,
            "The second term of the product rule, x s (1 - s), is missing.",
            EVERY_PRECISION);
