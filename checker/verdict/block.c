/* SPDX-License-Identifier: MIT */
#include "verdict/block.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number/format.h"
#include "sample/point.h"

/* ---------- shapes */

static struct secant_shape shape_at(const struct secant_signature *s, int input,
                                    const struct secant_point *point)
{
    struct secant_shape shape = {0};
    if (s->structure == SECANT_JACOBIAN)
        shape = secant_shape_of(s, s->output_shape, point->size);
    for (int i = 0; i < point->in[input].shape.rank && shape.rank < SECANT_MAX_RANK; i++)
        shape.dim[shape.rank++] = point->in[input].shape.dim[i];
    return shape;
}

static size_t offset_of(const struct secant_signature *s, int input,
                        const struct secant_point *point)
{
    size_t offset = 0;
    for (int k = 0; k < input; k++)
        if (s->input[k].varies)
            offset += secant_elements(point->in[k].shape);
    return offset;
}

static uint64_t sizes_hash(const struct secant_point *point)
{
    uint64_t hash = 0xcbf29ce484222325;
    for (int i = 0; i < SECANT_MAX_SIZES; i++)
        hash = (hash ^ (uint64_t)point->size[i]) * 0x100000001b3;
    return hash;
}

/* The claim as it is written on paper: ds/dz, dL/dW; a product from above is g' dy/dx. */
static void write_claim(struct block *block)
{
    const struct secant_signature *s = block->signature;
    const char *from = "";
    const char *mark = "";
    for (int k = 0; k < SECANT_MAX_INPUTS && s->input[k].name; k++)
        if (s->structure == SECANT_BACKWARD && s->input[k].kind == SECANT_UPSTREAM) {
            from = s->input[k].name;
            mark = "^T ";
        }
    snprintf(block->claim, sizeof block->claim, "%s%sd%s/d%s", from, mark, s->output,
             s->input[block->input].name);
}

/* ---------- life */

bool block_create(struct block *block, const struct secant_signature *signature, int input)
{
    *block = (struct block){.signature = signature, .input = input, .worst_distance = -1};
    block->power = HUGE_VAL;
    write_claim(block);
    return true;
}

void block_finish(struct block *block)
{
    free(block->entry);
    pool_finish(&block->pool);
    secant_point_destroy(block->counterexample);
    block->entry = NULL;
    block->counterexample = NULL;
}

void block_extend(struct block *block, const struct secant_point *point)
{
    struct secant_shape shape = shape_at(block->signature, block->input, point);
    block->rank = shape.rank;
    for (int i = 0; i < shape.rank; i++)
        if (shape.dim[i] > block->dim[i])
            block->dim[i] = shape.dim[i];
    if (block->size_drawn == 0)
        block->size_drawn = sizes_hash(point);
    block->sizes_vary = block->sizes_vary || block->size_drawn != sizes_hash(point);
}

bool block_prepare(struct block *block)
{
    block->entries = 1;
    for (int i = 0; i < block->rank; i++)
        block->entries *= block->dim[i];
    block->entry = calloc(block->entries + 1, sizeof *block->entry);
    return block->entry != NULL;
}

/* ---------- pass two */

static void count_reason(struct block *block, const char *reason)
{
    for (int i = 0; i < BLOCK_REASONS; i++) {
        if (block->reason[i] && strcmp(block->reason[i], reason) != 0)
            continue;
        block->reason[i] = reason;
        block->times[i]++;
        return;
    }
}

static bool is_kink(const struct secant_signature *s, double x)
{
    for (int i = 0; i < s->kinks; i++)
        if (x == s->kink[i])
            return true;
    return false;
}

/* The first point that refutes the claim is kept, with its worst entry; before that, the
 * entry furthest from agreement. */
static bool keep_worst(struct block *block, const struct secant_point *point,
                       const struct secant_element *element, bool wrong)
{
    double distance = fabs(element->claimed - element->measured);
    distance = element->bar > 0 ? distance / element->bar : distance > 0 ? HUGE_VAL : 0;
    if (!isfinite(element->claimed))
        distance = HUGE_VAL;
    if (isnan(distance))
        return true;
    bool first = wrong && !block->worst_is_wrong;
    bool same_point =
        !wrong || (block->counterexample && block->counterexample->index == point->index);
    if (!first && (wrong != block->worst_is_wrong || !same_point ||
                   distance <= block->worst_distance))
        return true;
    block->worst = *element;
    block->worst_distance = distance;
    block->worst_is_wrong = wrong;
    if (!first)
        return true;
    block->counterexample = secant_point_copy(block->signature, point);
    return block->counterexample != NULL;
}

bool block_add(struct block *block, const struct examiner *e,
               const struct secant_point *point, const double *x, const double *claim,
               const struct finding *finding, int regime)
{
    const struct secant_function *f = e->f;
    struct secant_shape shape = shape_at(block->signature, block->input, point);
    size_t offset = offset_of(block->signature, block->input, point);
    size_t inputs = secant_elements(point->in[block->input].shape);
    size_t outputs = f->diagonal ? 1 : f->outputs;
    struct secant_coverage *coverage = &block->regime[regime];
    coverage->regime = point->regime;
    coverage->points++;
    block->points++;

    for (size_t o = 0; o < outputs; o++) {
        for (size_t i = 0; i < inputs; i++) {
            size_t input = offset + i;
            size_t at = f->diagonal ? input : o * f->inputs + input;
            const struct finding *found = &finding[at];
            struct secant_element element = {
                .rank = shape.rank,
                .claimed = claim[at],
                .measured = found->slope,
                .bar = found->bar,
                .step = found->step,
                .reason = found->reason,
            };
            size_t rest = o * inputs + i, place = 0, stride = 1;
            for (int r = shape.rank - 1; r >= 0; r--) {
                element.index[r] = rest % shape.dim[r] + 1;
                rest /= shape.dim[r];
                place += (element.index[r] - 1) * stride;
                stride *= block->dim[r];
            }
            struct entry *entry = place < block->entries ? &block->entry[place] : NULL;
            bool wrong = found->verdict == SECANT_WRONG;
            if (entry)
                entry->exists++;
            if (wrong) {
                block->wrong++;
                coverage->wrong++;
            } else if (found->verdict == SECANT_RIGHT) {
                double ratio = found->slope != 0 ? found->bar / fabs(found->slope) : 0;
                block->right++;
                coverage->right++;
                if (entry)
                    entry->right++;
                struct plant *best = entry ? &entry->best[regime] : NULL;
                if (best && ratio > 0 && (best->ratio == 0 || ratio < best->ratio))
                    *best = (struct plant){point->index, f->diagonal ? input : o, input,
                                           ratio, e->largest};
                uint64_t sizes = sizes_hash(point);
                if (block->size_seen == 0)
                    block->size_seen = sizes;
                block->several_sizes = block->several_sizes || block->size_seen != sizes;
            } else {
                block->undecided++;
                coverage->undecided++;
                count_reason(block, found->reason);
                block->at_kink = block->at_kink || is_kink(block->signature, x[input]);
            }
            if (isfinite(claim[at]) && found->centred_bar > 0 &&
                found->centred_bar <= ORACLE_RESOLVED * fabs(found->centred) &&
                !pool_add(&block->pool, point->index, claim[at], found->centred,
                          found->centred_bar))
                return false;
            if (!keep_worst(block, point, &element, wrong))
                return false;
        }
    }
    return true;
}

/* ---------- detection power */

static int easiest_first(const void *a, const void *b)
{
    double x = ((const struct plant *)a)->ratio, y = ((const struct plant *)b)->ratio;
    return (x > y) - (x < y);
}

static int hardest_first(const void *a, const void *b)
{
    double x = ((const struct planting *)a)->at[0].ratio;
    double y = ((const struct planting *)b)->at[0].ratio;
    return (x < y) - (x > y);
}

void block_choose_plants(struct block *block)
{
    int count = 0;
    for (size_t i = 0; i < block->entries; i++) {
        struct plant *best = block->entry[i].best;
        size_t seen = 0;
        for (int r = 0; r < SECANT_MAX_REGIMES; r++)
            if (best[r].ratio > 0)
                best[seen++] = best[r];
        if (seen == 0)
            continue;
        qsort(best, seen, sizeof *best, easiest_first);
        struct planting planting = {{{0}}};
        for (size_t k = 0; k < seen && k < BLOCK_TRIES; k++)
            planting.at[k] = best[k];
        if (count < BLOCK_PLANTS)
            block->planting[count++] = planting;
        else if (planting.at[0].ratio > block->planting[BLOCK_PLANTS - 1].at[0].ratio)
            block->planting[BLOCK_PLANTS - 1] = planting;
        else
            continue;
        qsort(block->planting, (size_t)count, sizeof planting, hardest_first);
    }
    block->plantings = count;
}

/* Up to one significant digit. */
static double rounded_up(double number)
{
    double unit = 1;
    while (unit > number)
        unit /= 10;
    return unit * ceil(number / unit);
}

double block_plant_size(double size, double ratio)
{
    return rounded_up(size > 0 ? 4 * size : 1.25 * ORACLE_WRONG * ratio);
}

/* ---------- the verdict */

static const char *commonest_reason(const struct block *block)
{
    int most = -1;
    for (int i = 0; i < BLOCK_REASONS && block->reason[i]; i++)
        if (most < 0 || block->times[i] > block->times[most])
            most = i;
    return most < 0 ? "nothing was checked" : block->reason[most];
}

/* An entry is covered when it was decided at three points, or at all where it exists at
 * fewer: sizes are drawn, so the largest indices are rare. */
static bool covered(const struct block *block)
{
    for (size_t i = 0; i < block->entries; i++) {
        const struct entry *entry = &block->entry[i];
        long least = entry->exists < BLOCK_POINTS ? entry->exists : BLOCK_POINTS;
        if (entry->right < least)
            return false;
    }
    return true;
}

bool block_is_settled(const struct block *block)
{
    return block->wrong > 0 || (block->right > 0 && covered(block));
}

static void decide(struct block *block, bool single, struct secant_result *r)
{
    r->verdict = SECANT_UNDECIDED;
    if (block->wrong > 0)
        r->verdict = SECANT_WRONG;
    else if (block->right == 0)
        r->reason = commonest_reason(block);
    else if (single)
        r->verdict = block->undecided == 0 ? SECANT_RIGHT : SECANT_UNDECIDED;
    else if (block->points < BLOCK_POINTS)
        r->reason = "fewer than three points were drawn";
    else if (!covered(block))
        r->reason = commonest_reason(block);
    else if (block->sizes_vary && !block->several_sizes)
        r->reason = "decided for one draw of sizes only";
    else
        r->verdict = SECANT_RIGHT;
    if (r->verdict == SECANT_UNDECIDED && !r->reason)
        r->reason = commonest_reason(block);
}

void block_summarize(struct block *block, int bits, bool single, struct secant_result *r)
{
    r->right = block->right;
    r->wrong = block->wrong;
    r->undecided = block->undecided;
    r->regimes = 0;
    for (int i = 0; i < SECANT_MAX_REGIMES; i++)
        if (block->regime[i].regime)
            r->coverage[r->regimes++] = block->regime[i];
    decide(block, single, r);

    struct pool_finding common = pool_judge(&block->pool, bits);
    if (r->verdict != SECANT_WRONG && common.mistake) {
        char number[SECANT_NUMBER_SIZE];
        snprintf(block->mistake, sizeof block->mistake,
                 "Taken together, the entries are off by the factor 1 %c %s.",
                 common.factor < 0 ? '-' : '+',
                 secant_format_rounded(fabs(common.factor), 2, number));
        r->verdict = SECANT_WRONG;
        r->reason = NULL;
    }
    r->mistake = block->mistake[0] ? block->mistake : NULL;
    r->power = block->power;
    r->has_worst = block->worst_distance >= 0;
    r->worst = block->worst;
    r->counterexample = block->counterexample;
}
