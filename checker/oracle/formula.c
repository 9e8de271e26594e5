/* SPDX-License-Identifier: MIT */
#include "oracle/formula.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Extra bits of a first guess: 6 for the segment (the overestimation of g over a ball costs
 * few), 16 for the rounding of f. */
enum { GUARD_SEGMENT = 6, GUARD_PRECISION = 16, ROUNDS = 24, LIPSCHITZ_PRECISION = 64 };

/* Centres are at most 2^MOST_EXPONENT and at least its inverse in size. */
enum { MOST_EXPONENT = 16384 };

/* Beyond this the slope is hopelessly small. */
static const double most_extra = 1e6;

/* ---------- the width of balls ---------- */

static const double none = 1e18;

static double magnitude_log(const mag_t m)
{
    if (mag_is_zero(m))
        return -none;
    if (mag_is_inf(m))
        return none;
    return fmpz_get_d(MAG_EXPREF(m)) + log2((double)MAG_MAN(m)) - MAG_BITS;
}

/* log2 of the smallest absolute value in the ball; -none if it contains 0. */
static double least_log(const arb_t ball)
{
    mag_t m;
    mag_init(m);
    arb_get_mag_lower(m, ball);
    double log = magnitude_log(m);
    mag_clear(m);
    return log;
}

static double most_log(const arb_t ball)
{
    mag_t m;
    mag_init(m);
    arb_get_mag(m, ball);
    double log = magnitude_log(m);
    mag_clear(m);
    return log;
}

/* log2 of radius over the smallest absolute value; `none` if 0 is inside. */
static double relative_width(const arb_t ball)
{
    if (!arb_is_finite(ball))
        return none;
    if (arb_is_exact(ball))
        return arf_is_zero(arb_midref(ball)) ? none : -none;
    double least = least_log(ball);
    return least <= -none ? none : magnitude_log(arb_radref(ball)) - least;
}

static double agreement_of(const arb_t a, const arb_t b)
{
    arb_t gap;
    arb_init(gap);
    arb_sub(gap, a, b, 64);
    double least = least_log(a), bits;
    if (least <= -none)
        bits = 0;
    else if (arb_is_zero(gap))
        bits = HUGE_VAL;
    else
        bits = least - (arb_overlaps(a, b) ? most_log(gap) : least_log(gap));
    arb_clear(gap);
    return bits;
}

void certificate_init(struct certificate *c)
{
    memset(c, 0, sizeof *c);
    arf_init(c->centre);
    arb_init(c->slope);
    arb_init(c->claim);
}

void certificate_clear(struct certificate *c)
{
    arf_clear(c->centre);
    arb_clear(c->slope);
    arb_clear(c->claim);
}

/* ---------- one segment after the other ---------- */

struct hunt {
    const struct formula *formula;
    const struct formula_demand *demand;
    struct certificate *found;
    slong first;    /* exponent of the first half-width */
    slong exponent; /* of the centre; meaningless when it is 0 */
    bool centred_at_zero;
    int stage; /* how often the segment was shrunk without knowing by how much */
    bool f_finite, slope_finite;
    arb_t place;
};

enum step {
    STEP_DECIDED,
    STEP_SHRINK,    /* the segment, and see */
    STEP_AGAIN,     /* half and precision have been set */
    STEP_PRECISION, /* `grow` more bits */
    STEP_NO_MEMORY
};

static bool secant_slope(struct hunt *h, slong precision)
{
    struct certificate *c = h->found;
    arf_t half;
    arf_init(half);
    arf_one(half);
    arf_mul_2exp_si(half, half, c->half);
    mag_zero(arb_radref(h->place));
    arf_add(arb_midref(h->place), c->centre, half, ARF_PREC_EXACT, ARF_RND_DOWN);
    arb_srcptr value = h->formula->value(h->formula->context, h->place, precision, false);
    if (value)
        arb_set(c->slope, value);
    arf_sub(arb_midref(h->place), c->centre, half, ARF_PREC_EXACT, ARF_RND_DOWN);
    if (value)
        value = h->formula->value(h->formula->context, h->place, precision, false);
    if (value) {
        arb_sub(c->slope, c->slope, value, precision);
        arb_mul_2exp_si(c->slope, c->slope,
                        -c->half - 1); /* by 2h, a power of two: exact */
    }
    arf_clear(half);
    return value != NULL;
}

static bool decided(struct hunt *h)
{
    struct certificate *c = h->found;
    double goal = -(double)(h->demand->bits + 1);
    if (!arb_overlaps(c->slope, c->claim))
        c->outcome = FORMULA_REFUTED;
    else if (arb_is_zero(c->slope) && arb_is_zero(c->claim))
        c->outcome = FORMULA_AGREES_ZERO;
    else if (relative_width(c->claim) <= goal && relative_width(c->slope) <= goal)
        c->outcome = FORMULA_AGREES;
    else
        return false;
    c->agreement = agreement_of(c->slope, c->claim);
    return true;
}

/* The claim's ball is too wide: because of the precision, or because of the segment? */
static enum step narrow_claim(struct hunt *h, slong *grow)
{
    struct certificate *c = h->found;
    slong bits = h->demand->bits;
    double width = relative_width(c->claim);
    arb_set_arf(h->place, c->centre);
    arb_srcptr at_centre = h->formula->claim(h->formula->context, h->place, c->precision);
    if (!at_centre)
        return STEP_NO_MEMORY;
    double rounding = relative_width(at_centre);
    if (rounding > -(double)(bits + 3) && !arb_is_exact(at_centre)) {
        *grow = rounding >= none ? c->precision : (slong)rounding + bits + 5;
        return STEP_PRECISION;
    }
    if (width > 0)
        return STEP_SHRINK;
    /* the width is linear in h: one jump suffices */
    slong jump = (slong)ceil(width) + bits + 2;
    c->half -= jump;
    *grow = jump;
    return STEP_AGAIN;
}

/* The slope's ball is too wide: the bits that are missing follow from the claim's size. */
static enum step narrow_slope(struct hunt *h, slong *grow)
{
    struct certificate *c = h->found;
    double size = least_log(c->claim);
    double need = c->precision;
    if (size > -none)
        need = magnitude_log(arb_radref(c->slope)) - size + (double)h->demand->bits + 4;
    if (need > most_extra) {
        c->outcome = FORMULA_TINY;
        return STEP_DECIDED;
    }
    if (need > (double)*grow)
        *grow = (slong)need;
    if (*grow < 8)
        *grow = 8;
    return STEP_PRECISION;
}

static enum step look(struct hunt *h, slong *grow)
{
    struct certificate *c = h->found;
    double goal = -(double)(h->demand->bits + 1);
    arb_set_arf(h->place, c->centre);
    mag_one(arb_radref(h->place));
    mag_mul_2exp_si(arb_radref(h->place), arb_radref(h->place), c->half);

    arb_srcptr ball =
        h->formula->value(h->formula->context, h->place, LIPSCHITZ_PRECISION, true);
    if (!ball)
        return STEP_NO_MEMORY;
    h->f_finite = arb_is_finite(ball);
    h->slope_finite = true;
    if (!h->f_finite)
        return STEP_SHRINK;
    ball = h->formula->claim(h->formula->context, h->place, c->precision);
    if (!ball)
        return STEP_NO_MEMORY;
    arb_set(c->claim, ball);
    h->f_finite = arb_is_finite(ball);
    if (!h->f_finite)
        return STEP_SHRINK;
    if (!secant_slope(h, c->precision))
        return STEP_NO_MEMORY;
    h->slope_finite = arb_is_finite(c->slope);
    if (!h->slope_finite) {
        *grow = c->precision;
        return STEP_PRECISION;
    }
    if (decided(h))
        return STEP_DECIDED;

    enum step step = STEP_AGAIN;
    if (relative_width(c->claim) > goal && !arb_is_zero(c->claim))
        step = narrow_claim(h, grow);
    if ((step == STEP_AGAIN && *grow == 0) || step == STEP_PRECISION)
        if (relative_width(c->slope) > goal)
            return narrow_slope(h, grow);
    return step;
}

/* Tries ever smaller segments in a few strides. False when they are used up. */
static bool shrink(struct hunt *h, slong *grow)
{
    slong old = h->found->half, bits = h->demand->bits;
    while (++h->stage <= 4) {
        slong next;
        if (h->stage == 1)
            next = -(bits + GUARD_SEGMENT);
        else if (h->stage == 2 && h->centred_at_zero)
            continue;
        else if (h->stage == 2)
            next = h->exponent - (bits + GUARD_SEGMENT);
        else
            next = h->first - (h->stage - 2) * (bits + 8);
        if (next < old) {
            h->found->half = next;
            *grow += old - next;
            return true;
        }
    }
    return false;
}

static void hunt(const struct formula *formula, const struct formula_demand *demand,
                 slong half, struct certificate *found)
{
    struct hunt h = {.formula = formula, .demand = demand, .found = found, .first = half};
    h.centred_at_zero = arf_is_zero(found->centre);
    h.exponent = h.centred_at_zero ? 0 : ARF_EXP(found->centre);
    slong top = h.exponent > 0 ? h.exponent : 0;
    arb_init(h.place);
    found->outcome = FORMULA_WIDE;
    found->half = half;
    found->precision = demand->bits + GUARD_PRECISION + (top - half);
    for (int round = 0; round < ROUNDS; round++) {
        if (found->precision > demand->most_precision)
            found->precision = demand->most_precision;
        slong grow = 0;
        enum step step = look(&h, &grow);
        if (step == STEP_DECIDED)
            break;
        if (step == STEP_NO_MEMORY) {
            found->outcome = FORMULA_NO_MEMORY;
            break;
        }
        if (step == STEP_SHRINK && !shrink(&h, &grow)) {
            found->outcome = h.f_finite ? FORMULA_WIDE : FORMULA_NOT_FINITE;
            break;
        }
        if (grow > 0 && found->precision >= demand->most_precision) {
            found->outcome = !h.slope_finite             ? FORMULA_NOT_FINITE
                             : arb_is_zero(found->claim) ? FORMULA_ZERO_BOUND
                                                         : FORMULA_TINY;
            break;
        }
        found->precision += grow > 0 ? grow : step == STEP_SHRINK ? 0 : 32;
    }
    arb_clear(h.place);
}

/* log2 of the claim's change from x - 2^half to x + 2^half: the most it can be where half
 * is the larger of two distances, the least where it is the smaller one. */
static double change_log(const struct formula *formula, const arf_t x, slong half,
                         slong precision, bool most)
{
    double log = -none;
    arb_t place, change;
    arf_t distance;
    arb_init(place);
    arb_init(change);
    arf_init(distance);
    arf_set_si_2exp_si(distance, 1, half);
    arf_add(arb_midref(place), x, distance, ARF_PREC_EXACT, ARF_RND_DOWN);
    arb_srcptr value = formula->claim(formula->context, place, precision);
    if (value) {
        arb_set(change, value);
        arf_sub(arb_midref(place), x, distance, ARF_PREC_EXACT, ARF_RND_DOWN);
        value = formula->claim(formula->context, place, precision);
    }
    if (value) {
        arb_sub(change, change, value, precision);
        log = most ? most_log(change) : least_log(change);
    }
    arb_clear(place);
    arb_clear(change);
    arf_clear(distance);
    return log;
}

/* Whether the claim jumps at x, which it does where f has a kink. What is continuous there
 * changes the less, the nearer one looks. */
static bool claim_jumps(const struct formula *formula, const arf_t x, slong half,
                        slong precision)
{
    enum { NEARER = 20 };
    double near = change_log(formula, x, half - NEARER, precision, false);
    return near > -none && near + 1 > change_log(formula, x, half, precision, true);
}

/* Whether f and its claim have values at x itself: x may then join two pieces of f, which
 * can't be told from a jump. */
static bool is_joint(const struct formula *formula, const arf_t x)
{
    arb_t place;
    arb_init(place);
    arb_set_arf(place, x);
    arb_srcptr value = formula->value(formula->context, place, LIPSCHITZ_PRECISION, false);
    bool joint = value && arb_is_finite(value);
    value = joint ? formula->claim(formula->context, place, LIPSCHITZ_PRECISION) : NULL;
    joint = value && arb_is_finite(value);
    arb_clear(place);
    return joint;
}

void formula_judge(const struct formula *formula, const arf_t x,
                   const struct formula_demand *demand, struct certificate *found)
{
    arf_set(found->centre, x);
    found->jumps = false;
    if (!arf_is_finite(x) || arf_cmpabs_2exp_si(x, MOST_EXPONENT) > 0 ||
        (!arf_is_zero(x) && arf_cmpabs_2exp_si(x, -MOST_EXPONENT) < 0)) {
        found->outcome = FORMULA_NOT_FINITE; /* exact sums with x would fill the memory */
        return;
    }
    slong top = arf_is_zero(x) || ARF_EXP(x) < 0 ? 0 : ARF_EXP(x);
    slong half = top - (demand->bits + GUARD_SEGMENT);
    hunt(formula, demand, half, found);
    enum formula_outcome there = found->outcome;
    if (there != FORMULA_WIDE && !(there == FORMULA_NOT_FINITE && is_joint(formula, x)))
        return;

    /* A kink, or an isolated zero of the derivative, exactly at x: judge both sides. */
    slong precision = found->precision;
    bool agree = true;
    for (int side = -1; side <= 1; side += 2) {
        arf_set_si_2exp_si(found->centre, side, half);
        arf_add(found->centre, found->centre, x, ARF_PREC_EXACT, ARF_RND_DOWN);
        hunt(formula, demand, half - (demand->bits + GUARD_SEGMENT), found);
        if (found->outcome == FORMULA_REFUTED || found->outcome == FORMULA_NO_MEMORY)
            return;
        agree = agree &&
                (found->outcome == FORMULA_AGREES || found->outcome == FORMULA_AGREES_ZERO);
    }
    found->outcome = agree && there == FORMULA_WIDE ? FORMULA_AGREES_BESIDE : there;
    found->jumps = agree && claim_jumps(formula, x, half, precision);
}

/* ---------- identities ---------- */

void formula_judge_pair(const struct formula_pair *pair,
                        const struct formula_demand *demand, struct certificate *found)
{
    double goal = -(double)(demand->bits + 1);
    found->precision = 2 * demand->bits;
    for (;;) {
        arb_srcptr side = pair->value(pair->context, 0, found->precision);
        if (side)
            arb_set(found->slope, side);
        side = side ? pair->value(pair->context, 1, found->precision) : NULL;
        if (!side) {
            found->outcome = FORMULA_NO_MEMORY;
            return;
        }
        arb_set(found->claim, side);
        bool finite = arb_is_finite(found->slope) && arb_is_finite(found->claim);
        if (finite && !arb_overlaps(found->slope, found->claim)) {
            found->outcome = FORMULA_REFUTED;
            found->agreement = agreement_of(found->slope, found->claim);
            return;
        }
        if (finite && arb_is_zero(found->slope) && arb_is_zero(found->claim)) {
            found->outcome = FORMULA_AGREES_ZERO;
            return;
        }
        if (finite && relative_width(found->slope) <= goal &&
            relative_width(found->claim) <= goal) {
            found->outcome = FORMULA_AGREES;
            found->agreement = agreement_of(found->slope, found->claim);
            return;
        }
        if (found->precision >= demand->most_precision) {
            bool zero = arb_is_zero(found->slope) || arb_is_zero(found->claim);
            found->outcome = !finite ? FORMULA_NOT_FINITE
                             : zero  ? FORMULA_ZERO_BOUND
                                     : FORMULA_TINY;
            return;
        }
        found->precision *= 2;
        if (found->precision > demand->most_precision)
            found->precision = demand->most_precision;
    }
}
