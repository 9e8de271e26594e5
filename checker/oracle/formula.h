/* SPDX-License-Identifier: MIT
 *
 * The formula oracle: a theorem instead of a tolerance.
 *
 * If f is Lipschitz on the segment [x-h, x+h] of one coordinate and g is its derivative
 * almost everywhere there, the secant slope (f(x+h) - f(x-h)) / 2h is the mean of g over
 * the segment. So when the ball of the slope and the ball of g over the whole segment are
 * disjoint, g is not the derivative of f. When both are narrower than 2^-(bits+1)
 * relatively and meet, they agree to `bits` bits. Nothing here is a tolerance, and kinks
 * can't cause a false alarm: the value at a single point plays no part in a mean.
 */
#ifndef SECANT_FORMULA_H
#define SECANT_FORMULA_H

#include "number/ball.h"

/* What can be asked of a formula and a claim while one coordinate is moved to a ball. */
struct formula {
    void *context;

    /* f there. Lipschitz mode: not finite unless f is Lipschitz on the whole ball. The
     * result is borrowed until the next call; NULL without memory. */
    arb_srcptr (*value)(void *context, const arb_t place, slong precision, bool lipschitz);

    /* The claimed derivative there. */
    arb_srcptr (*claim)(void *context, const arb_t place, slong precision);
};

enum formula_outcome {
    FORMULA_AGREES,        /* to the bits asked for */
    FORMULA_AGREES_ZERO,   /* both are exactly zero */
    FORMULA_AGREES_BESIDE, /* on both sides of a kink, or of an isolated zero */
    FORMULA_REFUTED,       /* proved */
    FORMULA_WIDE,          /* no segment is small enough to decide */
    FORMULA_TINY,          /* the slope is too small against f for the largest precision */
    FORMULA_ZERO_BOUND,    /* 0 is claimed, and the slope is 0 within a bound */
    FORMULA_NOT_FINITE,    /* outside the domain, or at a jump */
    FORMULA_NO_MEMORY
};

/* On what an outcome rests. */
struct certificate {
    enum formula_outcome outcome;
    arf_t centre;       /* of the segment */
    slong half;         /* its half-width is 2^half */
    slong precision;    /* of the arithmetic, in bits */
    arb_t slope, claim; /* the two balls */
    double agreement;   /* bits: log2 |slope| / |slope - claim|; HUGE_VAL when equal */
    bool jumps;         /* agrees beside a point at which the claim jumps: a kink of f */
};

void certificate_init(struct certificate *certificate);
void certificate_clear(struct certificate *certificate);

/* What is asked of the oracle. */
struct formula_demand {
    slong bits;           /* agreement that counts as right, 60 */
    slong most_precision; /* of the arithmetic, 4096 */
};

/* Judges the claim that the derivative of f along one coordinate at x is g. */
void formula_judge(const struct formula *formula, const arf_t x,
                   const struct formula_demand *demand, struct certificate *certificate);

/* Two formulas that should have the same value at one point. */
struct formula_pair {
    void *context;
    /* Side 0 or 1 at that precision, borrowed until the next call of either. */
    arb_srcptr (*value)(void *context, int side, slong precision);
};

/* Judges an identity; slope and claim of the certificate hold the left and the right ball.
 */
void formula_judge_pair(const struct formula_pair *pair,
                        const struct formula_demand *demand,
                        struct certificate *certificate);

#endif
