/* SPDX-License-Identifier: MIT */
#include "oracle/ladder.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Per level; -1 and beyond the last level count as "nothing". */
struct levels {
    int count;
    const double *h;
    double slope[ORACLE_LEVELS];
    double size[ORACLE_LEVELS];
    double jump[ORACLE_LEVELS];  /* one-sided jump that does not vanish with h */
    double noise[ORACLE_LEVELS]; /* |D_(i-1) - D_i| h_i: amplitude seen between levels */
    double below[ORACLE_LEVELS + 1]; /* largest noise at level i or deeper */
    double deep[ORACLE_LEVELS + 1];  /* largest |value| at level i or deeper */
    bool finite[ORACLE_LEVELS], pair[ORACLE_LEVELS], even[ORACLE_LEVELS];
    double smallest_scales; /* noise of the five deepest levels that show any */
    double quantum;         /* smallest non-zero |f(x+-h) - f(x)| of the grid */
    double largest;         /* largest |value| of the grid */
    double unit;            /* one unit in the last place that the values use, relative */
    double type_unit;       /* the same of the type */
};

static double larger(double a, double b) { return a > b ? a : b; }
static double smaller(double a, double b) { return a < b ? a : b; }

static void read_rows(struct levels *l, const struct secant_row *row, size_t stride,
                      const struct surroundings *around, struct ladder *ladder)
{
    int bits = 1;
    l->quantum = HUGE_VAL;
    ladder->flat = true;
    ladder->steepest = 0;
    ladder->largest = fabs(around->value);
    double bend = 0;
    for (int i = 0; i < l->count; i++) {
        const struct secant_row *r = row + (size_t)i * stride;
        l->finite[i] = r->finite;
        l->pair[i] = i > 0 && l->finite[i] && l->finite[i - 1];
        l->slope[i] = r->slope;
        l->size[i] = r->finite ? r->size : 0;
        l->even[i] = r->finite && r->level;
        l->jump[i] = l->pair[i] ? fabs((4 * r->bend - bend) / 3) : 0;
        bend = r->bend;
        if (!r->finite)
            continue;
        bits = r->bits > bits ? r->bits : bits;
        l->quantum = smaller(l->quantum, r->least);
        ladder->flat = ladder->flat && r->least == HUGE_VAL;
        ladder->steepest = larger(ladder->steepest, fabs(r->slope));
        ladder->largest = larger(ladder->largest, r->size);
    }
    l->largest = ladder->largest;
    if (l->count > 0)
        l->jump[0] = HUGE_VAL;
    ladder->bits = bits < around->bits ? bits : around->bits;
    l->unit = ldexp(2, -ladder->bits);
    l->type_unit = ldexp(2, -around->bits);
}

static void measure_noise(struct levels *l, const struct surroundings *around)
{
    int seen = 0;
    l->smallest_scales = 0;
    l->below[l->count] = 0;
    l->deep[l->count] = larger(fabs(around->value), around->terms);
    for (int i = l->count - 1; i >= 0; i--) {
        /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): no pair[0] */
        l->noise[i] = l->pair[i] ? fabs(l->slope[i] - l->slope[i - 1]) * l->h[i] : 0;
        l->below[i] = larger(l->below[i + 1], l->noise[i]);
        l->deep[i] = larger(l->deep[i + 1], l->size[i]);
        if (l->noise[i] > 0 && ++seen <= 5)
            l->smallest_scales = larger(l->smallest_scales, l->noise[i]);
    }
}

/* The noise at one level: measured, and with the floors that had to be added. */
struct noise {
    double rounding; /* values can't be known better than their last place */
    double measured; /* at least `rounding` */
    double assumed;  /* with the guards against what this grid can't see */
};

/* False if too few levels below can calibrate it. */
static bool noise_at(const struct levels *l, int i, const struct surroundings *around,
                     struct noise *noise)
{
    int calibrating = 0;
    bool flat_step = l->even[i];
    double measured = 0;
    for (int j = i + 1; j < l->count && j <= i + ORACLE_TAIL; j++) {
        if (!l->pair[j])
            continue;
        calibrating++;
        if (j > i + 1)
            measured = larger(measured, l->noise[j]);
        flat_step = flat_step || l->even[j];
    }
    if (calibrating < ORACLE_TAIL_LEAST)
        return false;

    /* Rounding: of the values, and of the slope itself, which is kept in double. */
    noise->rounding =
        larger(l->unit * l->deep[i], DBL_EPSILON / 2 * fabs(l->slope[i]) * l->h[i]);
    noise->measured = larger(measured, noise->rounding);

    /* Guard: hidden intermediate values. x (1 + tanh u) is tiny where tanh is near -1, yet
     * it moves in steps of one ulp of 1, smoothly in between. Values far above all that the
     * grid has seen say nothing about it. */
    double reference = smaller(around->reference, ORACLE_REFERENCE * l->largest);
    noise->assumed = larger(noise->measured, l->type_unit * reference);

    /* Guard: hidden quantum. Two equal values may be one stair of a staircase. */
    if (flat_step && l->quantum < HUGE_VAL) {
        double nearby = l->deep[i];
        for (int j = i; j >= 0 && j > i - 4; j--)
            nearby = larger(nearby, l->size[j]);
        double fraction = around->bits <= 24 ? ORACLE_QUANTUM_FLOAT : ORACLE_QUANTUM_DOUBLE;
        noise->assumed = larger(noise->assumed, smaller(l->quantum, fraction * nearby));
    }
    return true;
}

/* Guard: kinks nearer than h show as a jump of the one-sided slopes that does not shrink.
 */
static double jump_at(const struct levels *l, const struct secant_row *row, int i,
                      double noise, bool rounds_input)
{
    double jump = l->jump[i];
    for (int j = i + 1; j <= i + 2 && j < l->count; j++)
        if (l->finite[j])
            jump = larger(jump, l->jump[j] - 4 * noise / l->h[j]);
    if (rounds_input) /* x + h may be off by half an ulp of float */
        jump += 0x1p-23 * larger(fabs(row->bend), fabs(row->slope));
    return jump;
}

/* 16^m - 1: steps shrink by 4, the error is even in h. */
static const double divisor[ORACLE_COLUMNS + 1] = {0, 15, 255, 4095};

static void find_rungs(const struct levels *l, const struct secant_row *row, size_t stride,
                       const struct surroundings *around, struct ladder *ladder)
{
    double table[2][ORACLE_COLUMNS + 1];
    for (int i = 0; i < l->count; i++) {
        double *here = table[i % 2], *above = table[(i + 1) % 2];
        int columns = 0;
        here[0] = l->slope[i];
        for (int m = 1; m <= ORACLE_COLUMNS && m <= i && l->pair[i]; m++) {
            if (!l->finite[i - m])
                break;
            here[m] = here[m - 1] + (here[m - 1] - above[m - 1]) / divisor[m];
            columns = m;
        }

        struct noise noise;
        if (columns == 0 || !noise_at(l, i, around, &noise))
            continue;
        const struct secant_row *r = row + (size_t)i * stride;
        double jump = jump_at(l, r, i, noise.assumed, around->rounds_input);
        double amplified = noise.assumed / l->h[i];
        ladder->rest[i] = (struct rest){
            .noise = larger(smaller(l->smallest_scales, noise.measured), noise.rounding),
            .below = larger(l->below[i + 1], noise.rounding),
            .jump = l->jump[i],
        };
        for (int m = 1; m <= columns; m++) {
            amplified *= 1 + 1.25 / divisor[m];
            double truncation =
                larger(fabs(here[m] - here[m - 1]), fabs(here[m] - above[m - 1]));
            double bar = truncation + ORACLE_NOISE * amplified + jump;
            if (!isfinite(bar))
                continue;
            ladder->rung[ladder->rungs++] = (struct rung){
                .slope = here[m],
                .bar = bar,
                .truncation = truncation,
                .step = l->h[i],
                .level = i,
                .column = m,
            };
        }
    }
}

/* The smallest bar that no rung of a smaller step contradicts. Walking upwards from the
 * smallest steps, all that lies below is one interval: the largest of the lower ends and
 * the smallest of the upper ends. */
static void choose_best(struct ladder *ladder)
{
    double lower = -HUGE_VAL, upper = HUGE_VAL;
    int i = ladder->rungs - 1;
    ladder->best = -1;
    while (i >= 0) {
        int level = ladder->rung[i].level, first = i;
        while (first > 0 && ladder->rung[first - 1].level == level)
            first--;
        for (int k = first; k <= i; k++) {
            const struct rung *r = &ladder->rung[k];
            bool contradicted = r->slope + r->bar < lower || r->slope - r->bar > upper;
            if (!contradicted &&
                (ladder->best < 0 || r->bar <= ladder->rung[ladder->best].bar))
                ladder->best = k;
        }
        for (int k = first; k <= i; k++) {
            const struct rung *r = &ladder->rung[k];
            lower = larger(lower, r->slope - r->bar);
            upper = smaller(upper, r->slope + r->bar);
        }
        i = first - 1;
    }
}

void ladder_build(struct ladder *ladder, const struct secant_row *row, size_t stride,
                  const double *h, int levels, const struct surroundings *around)
{
    struct levels l;
    l.count = levels;
    l.h = h;
    ladder->rungs = 0;
    read_rows(&l, row, stride, around, ladder);
    measure_noise(&l, around);
    find_rungs(&l, row, stride, around, ladder);
    choose_best(ladder);
    double seen = smaller(around->reference, ORACLE_REFERENCE * l.largest);
    ladder->hidden = l.type_unit * (around->reference - seen);
}

bool ladder_settled(const struct secant_row *row, size_t stride, int level)
{
    if (level < ORACLE_QUICK)
        return false;
    bool growing = true;
    for (int i = level; i > level - 3; i--) {
        const struct secant_row *r = row + (size_t)i * stride;
        double above = fabs((r - stride)->slope - (r - 2 * stride)->slope);
        double here = fabs(r->slope - (r - stride)->slope);
        if (here == 0 && !r->level)
            return true;
        growing = growing && here >= above;
    }
    return growing;
}
