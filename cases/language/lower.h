/* SPDX-License-Identifier: MIT
 *
 * From a reading to a program: between the files that do it.
 */
#ifndef SECANT_LOWER_H
#define SECANT_LOWER_H

#include "language.h"

struct lowering {
    struct language_instance *i;
    const struct language_reading *r;
    struct program *p;
    const long *whole;
    struct language_problem *problem;
    int **known;    /* per node: its operations, where they do not depend on an index */
    int **symbol;   /* per symbol: its operations */
    long *count;    /* per symbol: how many */
    long *index;    /* the values of the indices here */
    int limit_slot; /* -1: none yet */
    struct cut {
        int node, from, to;
    } cut[256];
    int cuts;
    int depth;
};

/* The operations of a node, row-major; NULL with a problem. They live as long as the
 * instance. */
int *lower(struct lowering *l, int node);
int *lower_room(struct lowering *l, long count);
long lower_count(const struct lowering *l, const struct read_shape *shape);
long lower_dim(const struct lowering *l, int dim);
bool lower_fail(struct lowering *l, enum problem_kind kind, int node, const char *format,
                ...) __attribute__((format(printf, 4, 5)));

/* Whether the operation is a whole number, also behind a name. */
bool lower_is_integer(const struct lowering *l, int op, long *value);

/* ---- by file ---- */

int *lower_input(struct lowering *l, int node);
int *lower_defined(struct lowering *l, int node);
int *lower_drawn(struct lowering *l, int node);
int *lower_approach(struct lowering *l, int node);
int *lower_entry(struct lowering *l, int node);
int *lower_slope(struct lowering *l, int node);
int *lower_prime(struct lowering *l, int node);
int *lower_cut(struct lowering *l, int node);
int *lower_big(struct lowering *l, int node);
int *lower_build(struct lowering *l, int node);
int *lower_product(struct lowering *l, int node);
int *lower_matrix(struct lowering *l, int node); /* det, inv, power */
int *lower_signal(struct lowering *l, int node);
int *lower_total(struct lowering *l, int node);

#endif
