/* SPDX-License-Identifier: MIT */
#include "oracle/sweep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool sweep_create(struct sweep *sweep, const struct secant_function *f)
{
    size_t outputs = f->outputs ? f->outputs : 1, inputs = f->inputs ? f->inputs : 1;
    *sweep = (struct sweep){.f = f};
    sweep->row = malloc((ORACLE_LEVELS + 1) * outputs * sizeof *sweep->row);
    sweep->step = malloc(ORACLE_LEVELS * inputs * sizeof *sweep->step);
    sweep->scale = malloc(inputs * sizeof *sweep->scale);
    sweep->h = malloc(inputs * sizeof *sweep->h);
    sweep->rounds = calloc(outputs, sizeof *sweep->rounds);
    sweep->settled = malloc(outputs * sizeof *sweep->settled);
    if (sweep->row && sweep->step && sweep->scale && sweep->h && sweep->rounds &&
        sweep->settled)
        return true;
    sweep_destroy(sweep);
    return false;
}

void sweep_destroy(struct sweep *sweep)
{
    free(sweep->row);
    free(sweep->step);
    free(sweep->scale);
    free(sweep->h);
    free(sweep->rounds);
    free(sweep->settled);
    *sweep = (struct sweep){0};
}

/* A power of two: the one above max(1, |x|), or above |x| when tiny. */
static double scale_of(double x, bool tiny)
{
    int exponent;
    if (x == 0)
        return 1;
    frexp(x, &exponent);
    if (tiny)
        return ldexp(1, exponent + 1);
    return exponent > 0 ? ldexp(1, exponent) : 1;
}

void sweep_forget(struct sweep *sweep)
{
    for (size_t k = 0; k < sweep->f->outputs; k++)
        sweep->rounds[k] = sweep->f->bits <= 24;
}

static double theta_of(const struct sweep *sweep, size_t coordinate, enum grid grid)
{
    if (grid == FIRST_GRID)
        return ORACLE_THETA;
    size_t first = sweep->f->diagonal ? coordinate : 0;
    size_t end = sweep->f->diagonal ? coordinate + 1 : sweep->f->outputs;
    for (size_t k = first; k < end; k++)
        if (sweep->rounds[k])
            return ORACLE_THETA_SECOND_SHORT;
    return ORACLE_THETA_SECOND;
}

void sweep_start(struct sweep *sweep, const double *x, size_t coordinate, enum grid grid,
                 bool tiny)
{
    sweep->x = x;
    sweep->coordinate = coordinate;
    sweep->levels = 0;
    size_t first = sweep->f->diagonal ? 0 : coordinate;
    size_t end = sweep->f->diagonal ? sweep->f->inputs : coordinate + 1;
    for (size_t j = first; j < end; j++) {
        sweep->scale[j] = scale_of(x[j], tiny);
        double h = 2 * theta_of(sweep, j, grid) * sweep->scale[j];
        for (int i = 0; i < ORACLE_LEVELS; i++, h *= 0.25)
            sweep->step[j * ORACLE_LEVELS + (size_t)i] = h;
    }
    for (size_t k = 0; k < sweep->f->outputs; k++)
        sweep->settled[k] = 0;
}

/* Steps below float's resolution of x say nothing when x is rounded to float. */
static int useful_levels(const struct sweep *sweep, size_t track)
{
    int levels = sweep->levels;
    size_t j = sweep_input(sweep, track);
    if (sweep->rounds[track])
        while (levels > 7 && sweep->step[j * ORACLE_LEVELS + (size_t)levels - 1] <
                                 0x1p-21 * fabs(sweep->x[j]))
            levels--;
    return levels;
}

int sweep_quick_levels(const struct sweep *sweep, size_t track)
{
    int levels = useful_levels(sweep, track), settled = sweep->settled[track];
    return settled && settled < levels ? settled : levels;
}

static bool all_settled(const struct sweep *sweep, int level)
{
    bool all = true;
    for (size_t k = 0; k < sweep->f->outputs; k++) {
        if (!sweep->settled[k] && ladder_settled(sweep->row + k, sweep->f->outputs, level))
            sweep->settled[k] = level + 1;
        all = all && sweep->settled[k];
    }
    return all;
}

bool sweep_climb(struct sweep *sweep, int levels, bool quick)
{
    const struct secant_function *f = sweep->f;
    size_t first = f->diagonal ? 0 : sweep->coordinate;
    size_t end = f->diagonal ? f->inputs : sweep->coordinate + 1;
    while (sweep->levels < levels) {
        int i = sweep->levels;
        for (size_t j = first; j < end; j++)
            sweep->h[j] = sweep->step[j * ORACLE_LEVELS + (size_t)i];
        if (!f->secant(f->context, sweep->x, sweep->coordinate, sweep->h,
                       sweep->row + (size_t)i * f->outputs))
            return false;
        sweep->calls += 2;
        sweep->levels++;
        if (quick && i >= ORACLE_QUICK && all_settled(sweep, i))
            break;
    }
    return true;
}

bool sweep_detect_rounding(struct sweep *sweep)
{
    const struct secant_function *f = sweep->f;
    if (f->bits <= 24)
        return true;
    size_t first = f->diagonal ? 0 : sweep->coordinate;
    size_t end = f->diagonal ? f->inputs : sweep->coordinate + 1;
    for (size_t j = first; j < end; j++)
        sweep->h[j] = 0x1p-27 * fabs(sweep->x[j]);
    struct secant_row *row = sweep->row +
                             ORACLE_LEVELS * f->outputs; /* behind the levels */
    bool measured = f->secant(f->context, sweep->x, sweep->coordinate, sweep->h, row);
    sweep->calls += 2;
    for (size_t k = 0; measured && k < f->outputs; k++)
        sweep->rounds[k] = sweep->x[sweep_input(sweep, k)] != 0 && row[k].finite &&
                           row[k].least == HUGE_VAL;
    return measured;
}

void sweep_ladder(const struct sweep *sweep, size_t track, int levels, double value,
                  double terms, double reference, struct ladder *ladder)
{
    size_t j = sweep_input(sweep, track);
    int useful = useful_levels(sweep, track);
    struct surroundings around = {
        .value = value,
        .terms = terms,
        .reference = reference,
        .x = sweep->x[j],
        .bits = sweep->f->bits,
        .rounds_input = sweep->rounds[track],
    };
    ladder_build(ladder, sweep->row + track, sweep->f->outputs,
                 sweep->step + j * ORACLE_LEVELS, levels < useful ? levels : useful,
                 &around);
}
