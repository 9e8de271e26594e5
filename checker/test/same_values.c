/* SPDX-License-Identifier: MIT */
#include "same_values.h"

#include <math.h>
#include <string.h>

#include "sample/point.h"

/* Bits of agreement; fewer where a limit is looked at from 2^-NEAR. */
enum { POINTS = 64, PRECISION = 512, AGREEMENT = 250, LIMIT_AGREEMENT = 40, NEAR = 60 };

/* Goes near the limit, if there is one. Returns the bits of agreement to ask for. */
static int approach(struct scene *scene)
{
    int bits = AGREEMENT;
    for (int k = 0; k < scene->instance->inputs; k++)
        if (scene->instance->input[k].limit) {
            scene->x[scene->instance->input[k].first] = ldexp(1, -NEAR);
            bits = LIMIT_AGREEMENT;
        }
    scene_load(scene);
    return bits;
}

static arb_srcptr value_of(struct scene *scene, int op, const arb_t nowhere)
{
    return workspace_value(&scene->workspace, program_solid(&scene->instance->program, op),
                           -1, nowhere, PRECISION, false);
}

static bool is_met(struct scene *scene, const struct language_entry *e, const arb_t nowhere)
{
    if (e->condition < 0)
        return true;
    arb_srcptr value = value_of(scene, e->condition, nowhere);
    return value && arb_is_one(value);
}

/* Whether the entries stand at the same place: the indices that both know, then those of
 * the array. */
static bool is_same_place(const struct language_reading *a, const struct language_entry *x,
                          const struct language_reading *b, const struct language_entry *y)
{
    const struct language_part *p = &a->part[a->pair[x->pair].part];
    const struct language_part *q = &b->part[b->pair[y->pair].part];
    if (x->pair != y->pair || x->rank - p->frees != y->rank - q->frees)
        return false;
    for (int i = 0; i < p->frees; i++)
        for (int k = 0; k < q->frees; k++)
            if (strcmp(a->index[p->free[i]].name, b->index[q->free[k]].name) == 0 &&
                x->index[i] != y->index[k])
                return false;
    for (int i = 0; p->frees + i < x->rank; i++)
        if (x->index[p->frees + i] != y->index[q->frees + i])
            return false;
    return true;
}

static enum same_values compare_op(struct scene *a, int x, struct scene *b, int y, int bits,
                                   const arb_t nowhere)
{
    arb_t gap;
    mag_t most, size;
    arb_init(gap);
    mag_init(most);
    mag_init(size);
    enum same_values same = VALUES_UNKNOWN;
    arb_srcptr value = value_of(a, x, nowhere);
    if (value) {
        arb_set(gap, value);
        arb_get_mag(size, value);
        value = value_of(b, y, nowhere);
    }
    if (value && arb_is_finite(value) && arb_is_finite(gap)) {
        arb_get_mag(most, value);
        mag_max(size, size, most);
        if (mag_cmp_2exp_si(size, 0) < 0)
            mag_one(size);
        mag_mul_2exp_si(size, size, -bits);
        arb_sub(gap, gap, value, PRECISION);
        arb_get_mag(most, gap);
        if (mag_cmp(most, size) <= 0)
            same = VALUES_SAME;
        else if (!arb_contains_zero(gap))
            same = VALUES_DIFFER;
    }
    arb_clear(gap);
    mag_clear(most);
    mag_clear(size);
    return same;
}

/* Zeros are the same in any shape: `A = 0` says so. */
static bool is_zero(struct scene *scene, const arb_t nowhere)
{
    bool zero = true;
    for (int k = 0; k < scene->instance->entries && zero; k++) {
        const struct language_entry *e = &scene->instance->entry[k];
        arb_srcptr value = value_of(scene, e->left, nowhere);
        zero = value && arb_is_zero(value);
        value = zero ? value_of(scene, e->right, nowhere) : NULL;
        zero = value && arb_is_zero(value);
    }
    return zero;
}

static bool is_finite(struct scene *scene, const arb_t nowhere)
{
    bool finite = true;
    for (int k = 0; k < scene->instance->entries && finite; k++) {
        const struct language_entry *e = &scene->instance->entry[k];
        arb_srcptr value = value_of(scene, e->left, nowhere);
        finite = value && arb_is_finite(value);
        value = finite ? value_of(scene, e->right, nowhere) : NULL;
        finite = value && arb_is_finite(value);
    }
    return finite;
}

static enum same_values compare_scenes(struct scene *a, struct scene *b)
{
    int bits_a = approach(a), bits_b = approach(b),
        bits = bits_a < bits_b ? bits_a : bits_b;
    enum same_values found = VALUES_UNKNOWN;
    arb_t nowhere;
    arb_init(nowhere);
    for (int i = 0; i < a->instance->entries && found != VALUES_DIFFER; i++) {
        const struct language_entry *x = &a->instance->entry[i];
        if (!is_met(a, x, nowhere))
            continue;
        for (int k = 0; k < b->instance->entries && found != VALUES_DIFFER; k++) {
            const struct language_entry *y = &b->instance->entry[k];
            if (!is_same_place(a->reading, x, b->reading, y) || !is_met(b, y, nowhere))
                continue;
            enum same_values left = compare_op(a, x->left, b, y->left, bits, nowhere);
            enum same_values right = compare_op(a, x->right, b, y->right, bits, nowhere);
            if (left == VALUES_DIFFER || right == VALUES_DIFFER)
                found = VALUES_DIFFER;
            else if (left == VALUES_SAME && right == VALUES_SAME)
                found = VALUES_SAME;
        }
    }
    if (found == VALUES_UNKNOWN && is_zero(a, nowhere) && is_zero(b, nowhere))
        found = VALUES_SAME;
    else if (found == VALUES_UNKNOWN && is_finite(a, nowhere) && !is_finite(b, nowhere))
        found = VALUES_UNDEFINED;
    arb_clear(nowhere);
    return found;
}

/* Regimes without kinks, ties and borders, where a claim may rest on a convention. */
static bool is_ordinary(int regime)
{
    return strcmp(secant_regimes[regime], "normal") == 0 ||
           strcmp(secant_regimes[regime], "wide") == 0 ||
           strcmp(secant_regimes[regime], "uniform") == 0;
}

enum same_values same_values(const struct language_reading *a,
                             const struct language_reading *b, uint64_t seed)
{
    enum same_values found = VALUES_UNKNOWN;
    for (long p = 0; p < POINTS && found != VALUES_DIFFER; p++) {
        struct scene x, y;
        if (!is_ordinary(secant_regime_of(p)))
            continue;
        bool drawn = scene_draw(&x, a, NULL, seed, p);
        bool both = scene_draw(&y, b, NULL, seed, p) && drawn;
        if (both && x.instance && y.instance && scene_is_admitted(&x) &&
            scene_is_admitted(&y)) {
            enum same_values here = compare_scenes(&x, &y);
            if (here < found)
                found = here;
            if (here == VALUES_DIFFER)
                found = here;
        } else if (both && x.instance && !y.instance) {
            found = VALUES_DIFFER;
        }
        scene_clear(&x);
        scene_clear(&y);
    }
    return found;
}
