/* SPDX-License-Identifier: MIT
 *
 * A claim at one point: its sizes, whole numbers and inputs fixed, every entry ready to be
 * judged by the formula oracle.
 */
#ifndef SECANT_SCENE_H
#define SECANT_SCENE_H

#include "language/language.h"
#include "oracle/formula.h"
#include "sample/random.h"

enum { SCENE_MOST_SYMBOLS = SYMBOL_MOST };

/* The sizes and whole numbers of a point, by the case's own numbering. */
struct scene_numbers {
    long size[SYMBOL_MOST_SIZES];
    long whole[SCENE_MOST_SYMBOLS];
};

struct scene {
    const struct language_reading *reading;
    struct language_instance *instance;
    struct workspace workspace;
    struct scene_numbers numbers;
    double *x; /* by slot */
    long index;
    int regime;
    struct language_problem problem; /* why there is no instance */
};

enum scene_outcome {
    SCENE_HOLDS,
    SCENE_FAILS,
    SCENE_OPEN,    /* not decided; `reason` */
    SCENE_SKIPPED, /* its condition is not met here */
    SCENE_LATE,    /* the limit was reached */
    SCENE_NO_MEMORY
};

/* What was found of one entry. */
struct scene_finding {
    enum scene_outcome outcome;
    const char *reason;
    const char *caveat; /* NULL: none */
    bool by_secant;     /* the certificate is one of secants, not of two values */
    int moved;          /* operation that was moved; -1: none */
};

/* Draws sizes, whole numbers and inputs of point `index`. False without memory; an instance
 * that can't be made (an index out of range) is left NULL, with its problem. The limit
 * holds for the scene's life; once it is reached, nothing is judged any more. */
bool scene_draw(struct scene *scene, const struct language_reading *reading,
                const struct language_limit *limit, uint64_t seed, long index);

/* The same with given sizes and whole numbers; inputs are drawn. */
bool scene_draw_at(struct scene *scene, const struct language_reading *reading,
                   const struct scene_numbers *numbers, const struct language_limit *limit,
                   uint64_t seed, long index);

/* Brings classes back into 1..classes after sizes have been changed. */
void scene_clamp(const struct language_case *subject, struct scene_numbers *numbers);

/* After x has been changed by hand. */
void scene_load(struct scene *scene);

void scene_clear(struct scene *scene);

/* Whether the point meets the case's assumptions. */
bool scene_is_admitted(struct scene *scene);

struct scene_finding scene_judge(struct scene *scene, const struct language_entry *entry,
                                 const struct formula_demand *demand,
                                 struct certificate *certificate);

#endif
