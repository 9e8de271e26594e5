/* SPDX-License-Identifier: MIT */
#include "verdict/pooled.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ENOUGH = 50 };

/* How many standard errors, and which relative error a rounded claim may have in common:
 * constants of the formula are rounded too. */
static const double errors = 8, common_double = 0x1p-38, common_float = 0x1p-18;

bool pool_add(struct pool *pool, double claim, double slope, double bar)
{
    if (pool->count == pool->room) {
        size_t room = pool->room ? 2 * pool->room : 256;
        double *relative = realloc(pool->relative, room * sizeof *relative);
        if (!relative)
            return false;
        pool->relative = relative;
        double *weight = realloc(pool->weight, room * sizeof *weight);
        if (!weight)
            return false;
        pool->weight = weight;
        pool->room = room;
    }
    pool->relative[pool->count] = (claim - slope) / slope;
    pool->weight[pool->count] = (slope / bar) * (slope / bar);
    pool->count++;
    return true;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct pool_finding pool_judge(struct pool *pool, int bits)
{
    struct pool_finding finding = {0};
    size_t n = pool->count;
    if (n < ENOUGH)
        return finding;

    /* Weights are capped at their median: a few entries with tiny bars must not decide. */
    double *sorted = malloc(n * sizeof *sorted);
    if (!sorted)
        return finding;
    memcpy(sorted, pool->weight, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, ascending);
    double cap = sorted[n / 2];
    free(sorted);

    double sum = 0, weights = 0, squares = 0;
    for (size_t i = 0; i < n; i++) {
        double w = fmin(pool->weight[i], cap);
        sum += w * pool->relative[i];
        weights += w;
    }
    finding.factor = sum / weights;
    for (size_t i = 0; i < n; i++) {
        double w = fmin(pool->weight[i], cap);
        double off = pool->relative[i] - finding.factor;
        squares += w * w * off * off;
    }
    finding.error = sqrt(squares) / weights;
    finding.mistake = fabs(finding.factor) > errors * finding.error &&
                      fabs(finding.factor) > (bits <= 24 ? common_float : common_double);
    return finding;
}

void pool_finish(struct pool *pool)
{
    free(pool->relative);
    free(pool->weight);
    *pool = (struct pool){0};
}
