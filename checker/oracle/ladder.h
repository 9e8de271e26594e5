/* SPDX-License-Identifier: MIT
 *
 * The black-box oracle's estimate for one output along one coordinate: secants of many
 * steps, extrapolated, each with a bar computed from measured noise, measured truncation
 * and measured kinks. Nothing here knows of a claim.
 */
#ifndef SECANT_LADDER_H
#define SECANT_LADDER_H

#include "function.h"
#include "oracle/constants.h"

/* One estimate. */
struct rung {
    double slope;      /* extrapolated slope */
    double bar;        /* bound on its error */
    double truncation; /* the part of it that the extrapolation left */
    double step;
    int level, column;
};

/* What was measured at one level. */
struct rest {
    double noise; /* without the floors that are assumed, not measured */
    double below; /* the largest that was measured deeper down */
    double jump;  /* of the one-sided slopes */
};

struct ladder {
    struct rest rest[ORACLE_LEVELS];
    struct rung rung[ORACLE_LEVELS * ORACLE_COLUMNS]; /* by level, larger steps first */
    int rungs;
    int best;        /* index of the rung to trust; -1 if there is none */
    double steepest; /* largest |secant slope| of the grid */
    double largest;  /* largest |value| of the grid */
    double hidden;   /* rounding of values too large to be counted in the bars */
    int bits;        /* significant bits that its values use */
    bool flat;       /* every value of the grid is the same */
};

/* What is known about the function besides the rows. */
struct surroundings {
    double value;     /* f(x) */
    double terms;     /* size of the terms that f(x) is added up from */
    double reference; /* upper quartile of |f| over the points of the regime */
    double x;
    int bits;          /* of the function's type */
    bool rounds_input; /* the code rounds x to float */
};

/* Fills in the ladder from `levels` rows (row[i * stride] for level i) with steps h[i]. */
void ladder_build(struct ladder *ladder, const struct secant_row *row, size_t stride,
                  const double *h, int levels, const struct surroundings *around);

/* A rung's bar without the floors that are assumed, not measured. */
static inline double ladder_optimistic(const struct ladder *ladder, const struct rung *rung)
{
    const struct rest *rest = &ladder->rest[rung->level];
    return rung->truncation + (4 * rest->noise / rung->step + rest->jump);
}

/* The part of the one-sided slopes' jump that stands above the noise. */
static inline double ladder_kink(const struct ladder *ladder, const struct rung *rung)
{
    const struct rest *rest = &ladder->rest[rung->level];
    return rest->jump - 2 * ORACLE_NOISE * rest->below / rung->step;
}

/* Whether rows 0..level already show the noise growing again, so that a quick look may
 * stop: the last three differences only grew, or two neighbouring secants agree exactly. */
bool ladder_settled(const struct secant_row *row, size_t stride, int level);

#endif
