/* SPDX-License-Identifier: MIT */
#include "verdict/pooled.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Entries, and points that they come from: the standard error is measured among points, and
 * from fewer than this many it may come out an eighth of what it is. */
enum { ENOUGH = 50, ENOUGH_POINTS = 16 };

/* How many standard errors, and which relative error a rounded claim may have in common:
 * constants of the formula are rounded too. */
static const double errors = 8, common_double = 0x1p-38, common_float = 0x1p-18;

bool pool_add(struct pool *pool, long point, double claim, double slope, double bar)
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
        long *points = realloc(pool->point, room * sizeof *points);
        if (!points)
            return false;
        pool->point = points;
        pool->room = room;
    }
    pool->point[pool->count] = point;
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

    /* Entries of one point share the rounding of what they are computed from, so the spread
     * is taken of whole points (cluster-robust: Liang and Zeger 1986). */
    double off = 0;
    int points = 0;
    for (size_t i = 0; i < n; i++) {
        off += fmin(pool->weight[i], cap) * (pool->relative[i] - finding.factor);
        if (i + 1 < n && pool->point[i + 1] == pool->point[i])
            continue;
        squares += off * off;
        off = 0;
        points++;
    }
    if (points < ENOUGH_POINTS)
        return finding;
    finding.error = sqrt(squares) / weights;
    finding.mistake = fabs(finding.factor) > errors * finding.error &&
                      fabs(finding.factor) > (bits <= 24 ? common_float : common_double);
    return finding;
}

void pool_finish(struct pool *pool)
{
    free(pool->relative);
    free(pool->weight);
    free(pool->point);
    *pool = (struct pool){0};
}
