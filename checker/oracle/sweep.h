/* SPDX-License-Identifier: MIT
 *
 * A sweep measures a function around x on a grid of steps along one coordinate, or along
 * all of them at once where output k depends on input k only: two evaluations a step serve
 * every output. Each output's rows make a track.
 */
#ifndef SECANT_SWEEP_H
#define SECANT_SWEEP_H

#include "oracle/ladder.h"

/* Room for the sweeps of one function, one after the other. */
struct sweep {
    const struct secant_function *f;
    const double *x;
    size_t coordinate;      /* unused when the function is diagonal */
    int levels;             /* measured so far */
    struct secant_row *row; /* ORACLE_LEVELS + 1 x outputs */
    double *step;           /* inputs x ORACLE_LEVELS: step[j * ORACLE_LEVELS + i] */
    double *scale;          /* inputs */
    double *h;              /* inputs: the steps of the level at hand */
    bool *rounds;           /* outputs: the code rounds this track's input to float */
    int *settled;           /* outputs: levels after which a quick look may stop; 0: none */
    long calls;             /* evaluations of the function */
};

bool sweep_create(struct sweep *sweep, const struct secant_function *f);
void sweep_destroy(struct sweep *sweep);

/* The second grid shares no step with the first, and none of its exact cases. */
enum grid { FIRST_GRID, SECOND_GRID };

/* Starts a grid through x. With `tiny`, steps are on the scale of |x| instead of
 * max(1, |x|). What is known about rounded inputs is forgotten by sweep_forget only. */
void sweep_start(struct sweep *sweep, const double *x, size_t coordinate, enum grid grid,
                 bool tiny);
void sweep_forget(struct sweep *sweep);

/* Measures further levels, up to `levels`; with `quick` only until every track has settled.
 * False if the function failed. */
bool sweep_climb(struct sweep *sweep, int levels, bool quick);

/* Levels after which this track alone may be judged by a quick look. */
int sweep_quick_levels(const struct sweep *sweep, size_t track);

/* The coordinate that moves in a track. */
static inline size_t sweep_input(const struct sweep *sweep, size_t track)
{
    return sweep->f->diagonal ? track : sweep->coordinate;
}

/* Finds out which tracks do not see a change of x below float's last place. */
bool sweep_detect_rounding(struct sweep *sweep);

void sweep_ladder(const struct sweep *sweep, size_t track, int levels, double value,
                  double terms, double reference, struct ladder *ladder);

#endif
