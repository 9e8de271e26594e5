/* SPDX-License-Identifier: MIT
 *
 * The one place that decides: a claim against a ladder of measured slopes.
 */
#ifndef SECANT_COMPARE_H
#define SECANT_COMPARE_H

#include "oracle/ladder.h"
#include "result.h"

/* What was decided of one element, and on what it rests. */
struct finding {
    enum secant_verdict verdict; /* right, wrong or undecided */
    double slope, bar, step;
    const char *reason; /* never NULL */

    /* From a step four times as small: less exact, but what is left of the truncation is
     * nothing beside its noise, so that many of them may be averaged. Bar 0: there is none.
     */
    double centred, centred_bar;
};

/* How a claim is to be judged. */
struct strictness {
    bool sharp;       /* larger steps may object within one bar only, instead of ten */
    double claim_bar; /* what the claim itself may have lost to rounding */
};

/* The rounding allowed to a claim in a type of `bits` significant bits, when the largest
 * claim of the run is `largest`. */
double claim_rounding(double claim, double largest, int bits);

/* Wrong needs every scale to agree: see docs/verdicts.md for each guard. */
struct finding compare(const struct ladder *ladder, double claim,
                       const struct strictness *strictness);

/* The verdict on a function that is constant on the whole grid. */
struct finding compare_constant(const struct ladder *ladder, double claim, double scale,
                                double reference, int bits);

#endif
