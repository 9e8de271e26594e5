/* SPDX-License-Identifier: MIT */
#include "subject/shape_judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sample/point.h"
#include "sample/random.h"
#include "shape.h"

/* Every size runs through this many values first; so many draws find sizes that fit. */
enum { SMALL_VALUES = 3, TRIES = 1000, DEFAULT_POINTS = 64 };

struct shape_work {
    const struct secant_shape_kernel *shape;
    const struct judge_options *options;
    struct secant_coverage regime[3]; /* every small one, drawn, given; unused ones empty */
    long right, wrong;
    long first[SECANT_MAX_SIZES]; /* the first sizes */
    bool several_sizes;

    long smallest[SECANT_MAX_SIZES]; /* that fail */
    long smallest_index;
    const char *smallest_regime;
};

enum { EVERY_SMALL, DRAWN, GIVEN };
static const char *const regime_name[] = {"every small size", "drawn", "given"};

static int count_sizes(const struct secant_signature *s)
{
    int count = 0;
    while (count < SECANT_MAX_SIZES && s->size[count].name)
        count++;
    return count;
}

/* By their sum, then by the first that differs. */
static bool is_smaller(const long *a, const long *b, int sizes)
{
    long difference = 0, first = 0;
    for (int i = sizes - 1; i >= 0; i--) {
        difference += a[i] - b[i];
        if (a[i] != b[i])
            first = a[i] - b[i];
    }
    return difference != 0 ? difference < 0 : first < 0;
}

static void judge_sizes(struct shape_work *w, const long *size, int regime, long index)
{
    const struct secant_shape_kernel *shape = w->shape;
    int sizes = count_sizes(&shape->signature);
    struct secant_coverage *coverage = &w->regime[regime];
    coverage->regime = regime_name[regime];
    coverage->points++;
    if (w->right + w->wrong == 0)
        memcpy(w->first, size, sizeof w->first);
    else if (memcmp(w->first, size, (size_t)sizes * sizeof *size) != 0)
        w->several_sizes = true;
    if (shape->formula_value(size) == shape->count(size)) {
        coverage->right++;
        w->right++;
        return;
    }
    if (w->wrong == 0 || is_smaller(size, w->smallest, sizes)) {
        memcpy(w->smallest, size, sizeof w->smallest);
        w->smallest_index = index;
        w->smallest_regime = coverage->regime;
    }
    coverage->wrong++;
    w->wrong++;
}

static bool fits(const struct secant_signature *s, long *size)
{
    return !s->derive || s->derive(size);
}

static long small_most(const struct secant_size *size)
{
    long most = size->least + SMALL_VALUES - 1;
    return most < size->most ? most : size->most;
}

/* All draws of sizes near the least, counted up like an odometer. Returns how many. */
static long judge_small(struct shape_work *w)
{
    const struct secant_signature *s = &w->shape->signature;
    int sizes = count_sizes(s), i;
    long size[SECANT_MAX_SIZES] = {0}, index = 0;
    for (i = 0; i < sizes; i++)
        size[i] = s->size[i].least;
    do {
        if (fits(s, size))
            judge_sizes(w, size, EVERY_SMALL, index++);
        for (i = sizes - 1; i >= 0 && size[i] == small_most(&s->size[i]); i--)
            size[i] = s->size[i].least;
        if (i >= 0)
            size[i]++;
    } while (i >= 0);
    return index;
}

/* Draw number `index` has its own place in the stream of the shape's name. */
static void judge_drawn(struct shape_work *w, long draw, long index)
{
    const struct secant_signature *s = &w->shape->signature;
    long size[SECANT_MAX_SIZES] = {0};
    struct secant_random random;
    secant_random_start(&random, w->options->seed, secant_random_stream(w->shape->name));
    secant_random_skip(&random, (uint64_t)draw);
    for (int attempt = 0; attempt < TRIES; attempt++) {
        for (int i = 0; i < SECANT_MAX_SIZES && s->size[i].name; i++)
            size[i] = secant_random_integer(&random, s->size[i].least, s->size[i].most);
        if (!fits(s, size))
            continue;
        judge_sizes(w, size, DRAWN, index);
        return;
    }
}

static void decide(const struct shape_work *w, struct secant_result *r)
{
    r->verdict = SECANT_UNDECIDED;
    if (w->wrong > 0)
        r->verdict = SECANT_WRONG;
    else if (w->right == 0)
        r->reason = "no sizes fit together";
    else if (w->options->given)
        r->verdict = SECANT_RIGHT;
    else if (w->right < BLOCK_POINTS)
        r->reason = "fewer than three points were drawn";
    else if (!w->several_sizes)
        r->reason = "decided for one draw of sizes only";
    else
        r->verdict = SECANT_RIGHT;
}

/* Keeps the smallest sizes that fail as the counterexample. */
static bool keep(const struct shape_work *w, struct block *block, struct secant_result *r)
{
    const struct secant_shape_kernel *shape = w->shape;
    struct secant_point *point = secant_point_create(&shape->signature, w->smallest);
    if (!point)
        return false;
    point->index = w->smallest_index;
    point->regime = w->smallest_regime;
    block->counterexample = point;
    r->counterexample = point;
    r->has_worst = true;
    r->worst = (struct secant_element){
        .claimed = (double)shape->formula_value(w->smallest),
        .measured = (double)shape->count(w->smallest),
        .reason = "differs from the count",
    };
    return true;
}

bool secant_shape_judge(const struct secant_shape_kernel *shape,
                        const struct judge_options *options, struct judgement *judgement)
{
    struct shape_work w = {.shape = shape, .options = options};
    *judgement = (struct judgement){0};
    judgement->block = calloc(1, sizeof *judgement->block);
    judgement->result = calloc(1, sizeof *judgement->result);
    judgement->results = judgement->block && judgement->result;
    if (judgement->results == 0) {
        judgement_finish(judgement);
        return false;
    }
    if (options->given) {
        judge_sizes(&w, options->given->size, GIVEN, -1);
    } else {
        long small = judge_small(&w);
        long drawn = options->points > 0 ? options->points : DEFAULT_POINTS;
        for (long i = 0; i < drawn; i++)
            judge_drawn(&w, i, small + i);
    }
    struct secant_result *r = judgement->result;
    *r = (struct secant_result){
        .name = shape->name,
        .claim = "formula = count",
        .signature = &shape->signature,
        .points = w.right + w.wrong,
        .right = w.right,
        .wrong = w.wrong,
        .agreement = (double)NAN,
        .power =
            (double)NAN, /* an exact comparison: every mistake at these sizes was caught */
    };
    for (int i = 0; i <= GIVEN; i++)
        if (w.regime[i].points > 0)
            r->coverage[r->regimes++] = w.regime[i];
    decide(&w, r);
    if (w.wrong == 0 || keep(&w, judgement->block, r))
        return true;
    judgement_finish(judgement);
    return false;
}
