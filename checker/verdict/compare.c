/* SPDX-License-Identifier: MIT */
#include "verdict/compare.h"

#include <math.h>

double claim_rounding(double claim, double largest, int bits)
{
    double ulp = ldexp(1, -(bits < 53 ? bits : 53));
    double ulps = bits <= 24 ? CLAIM_ULPS_FLOAT : CLAIM_ULPS_DOUBLE;
    return ulps * ulp * fabs(claim) + CLAIM_ULPS_RUN * ulp * largest;
}

/* Guard: unanimity. Another scale contradicts the best rung and supports the claim. Smaller
 * steps may support it within ten bars; larger ones too, or within one bar when sharp. */
static bool scales_disagree(const struct ladder *ladder, double claim,
                            const struct strictness *strictness)
{
    const struct rung *best = &ladder->rung[ladder->best];
    for (int i = 0; i < ladder->rungs; i++) {
        const struct rung *r = &ladder->rung[i];
        double optimistic = ladder_optimistic(ladder, r);
        if (!(fabs(r->slope - best->slope) > optimistic + best->bar))
            continue;
        double support = ORACLE_WRONG * optimistic;
        if (strictness->sharp && r->level <= best->level)
            support = r->bar;
        if (fabs(claim - r->slope) <= support + ORACLE_WRONG * strictness->claim_bar)
            return true;
    }
    return false;
}

/* Guard: kinks inside the chosen step. A jump at a smaller scale, clearly above the noise
 * there, that could account for the difference. */
static bool kinks_inside(const struct ladder *ladder, double distance, double bar)
{
    int level = ladder->rung[ladder->best].level;
    for (int i = 0; i < ladder->rungs; i++) {
        const struct rung *r = &ladder->rung[i];
        if (r->level <= level)
            continue;
        double kink = ladder_kink(ladder, r);
        if (kink > 0 && distance <= ORACLE_WRONG * bar + 2 * kink)
            return true;
    }
    return false;
}

/* The best rung balances truncation and noise; truncation has the same sign everywhere on a
 * convex function, and an average of such rungs is off by it. One level below, in the same
 * column, the noise is four times as large and the truncation at least 256 times smaller.
 */
static void centre(const struct ladder *ladder, struct finding *finding)
{
    const struct rung *best = &ladder->rung[ladder->best];
    for (int i = ladder->best + 1; i < ladder->rungs; i++) {
        const struct rung *r = &ladder->rung[i];
        if (r->level != best->level + 1 || r->column != best->column)
            continue;
        finding->centred = r->slope;
        finding->centred_bar = r->bar;
        return;
    }
}

struct finding compare(const struct ladder *ladder, double claim,
                       const struct strictness *strictness)
{
    struct finding finding = {
        SECANT_UNDECIDED, 0, HUGE_VAL, 0, "no step gives an estimate", 0, 0};
    if (ladder->best < 0)
        return finding;
    const struct rung *best = &ladder->rung[ladder->best];
    double bar = best->bar + strictness->claim_bar;
    double distance = fabs(claim - best->slope);
    finding.slope = best->slope;
    finding.bar = bar;
    finding.step = best->step;
    centre(ladder, &finding);

    if (distance <= bar) {
        double scale = fmax(fabs(best->slope), fabs(claim));
        if (claim == 0) /* zero is resolved when the grid saw slopes far above the bar */
            scale = ladder->steepest;
        bool resolved = bar <= ORACLE_RESOLVED * scale;
        finding.verdict = resolved ? SECANT_RIGHT : SECANT_UNDECIDED;
        finding.reason = resolved ? "agrees" : "the slope is below what this type can see";
        return finding;
    }

    /* Guard: hidden values, without the limit that right puts on them. ln sum exp z - z_c
     * is 1e-10 everywhere on a grid, yet moves in steps of one ulp of z_c, and noise of its
     * own size hides the stairs: to call a claim wrong the reference counts as it is. */
    double hidden = ORACLE_NOISE * ladder->hidden / best->step;
    if (!(distance > ORACLE_WRONG * bar))
        finding.reason = "between one and ten error bars";
    else if (!(distance > ORACLE_WRONG * (bar + hidden)))
        finding.reason = "rounding of larger values inside may hide the slope";
    else if (scales_disagree(ladder, claim, strictness))
        finding.reason = "small and large steps disagree";
    else if (kinks_inside(ladder, distance, bar))
        finding.reason = "a kink inside the step";
    else {
        finding.verdict = SECANT_WRONG;
        finding.reason = "differs";
    }
    return finding;
}

struct finding compare_constant(const struct ladder *ladder, double claim, double scale,
                                double reference, int bits)
{
    double fraction = bits <= 24 ? ORACLE_CONSTANT_FLOAT : ORACLE_CONSTANT_DOUBLE;
    struct finding finding = {SECANT_UNDECIDED,         0, 0, scale,
                              "constant at every step", 0, 0};
    if (claim == 0)
        finding.verdict = SECANT_RIGHT;
    else if (fabs(claim) * scale > fraction * fmax(ladder->largest, reference))
        finding.verdict = SECANT_WRONG;
    return finding;
}
