/* SPDX-License-Identifier: MIT
 *
 * The pooled statistic: many entries together show a common relative mistake far below the
 * bar of any one of them.
 */
#ifndef SECANT_POOLED_H
#define SECANT_POOLED_H

#include <stdbool.h>
#include <stddef.h>

struct pool {
    double *relative, *weight;
    long *point;
    size_t count, room;
};

struct pool_finding {
    double factor; /* common relative error of the claims */
    double error;  /* its standard error */
    bool mistake;  /* it is far beyond its error, and beyond rounding */
};

/* Adds an entry whose slope is resolved, seen at this point; those of one point follow each
 * other. False without memory. */
bool pool_add(struct pool *pool, long point, double claim, double slope, double bar);

/* `bits`: of the function's type. */
struct pool_finding pool_judge(struct pool *pool, int bits);

void pool_finish(struct pool *pool);

#endif
