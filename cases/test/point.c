/* SPDX-License-Identifier: MIT */
#include "point.h"

#include <stdint.h>
#include <string.h>

static double draw(uint64_t *state, enum numbers numbers)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    double x = (double)(*state >> 48) / 16384 - 2 + 1.0 / 65536; /* -2..2 */
    switch (numbers) {
    case NUMBERS_POSITIVE: return x < 0 ? 0.01 - x : 0.01 + x;
    case NUMBERS_PROBABILITY:
    case NUMBERS_TARGET: return (x + 2) / 4;
    case NUMBERS_REAL:
    case NUMBERS_DISTRIBUTION:
    case NUMBERS_INTEGER:
    case NUMBERS_CLASS: break;
    }
    return x;
}

static bool begin(struct point *p, int claim, enum language_layout layout)
{
    if (!p->file || !p->file->subjects)
        return false;
    if (p->file->problems) {
        p->problem = p->file->problem[0];
        return false;
    }
    const struct language_case *c = p->subject = &p->file->subject[0];
    p->reading =
        language_read(c, claim, layout == LAYOUTS ? c->claim[claim].layout : layout);
    if (!p->reading)
        return false;
    if (p->reading->problem.kind != PROBLEM_NONE) {
        p->problem = p->reading->problem;
        problem_place(&p->problem, p->file->text);
        return false;
    }
    long size[SYMBOL_MOST_SIZES], whole[64];
    for (int i = 0; i < SYMBOL_MOST_SIZES; i++)
        size[i] = 2 + i;
    for (int i = 0; i < 64; i++)
        whole[i] = 2;
    p->instance = language_instantiate(p->reading, size, whole, &p->problem);
    if (!p->instance ||
        !workspace_init(&p->workspace, &p->instance->program, p->instance->slots))
        return false;
    uint64_t state = 2026;
    for (int i = 0; i < p->instance->inputs; i++) {
        const struct language_input *in = &p->instance->input[i];
        enum numbers numbers = in->hidden || in->limit ? NUMBERS_REAL
                                                       : c->symbol[in->symbol].numbers;
        for (int k = 0; k < in->count; k++)
            arb_set_d(p->workspace.input + in->first + k,
                      in->limit ? 1e-30 : draw(&state, numbers));
    }
    return true;
}

bool point_init(struct point *p, const char *text, enum language_layout layout)
{
    memset(p, 0, sizeof *p);
    p->file = language_open_claim("claim", text);
    return begin(p, 0, layout);
}

bool point_init_case(struct point *p, const char *text, int claim,
                     enum language_layout layout)
{
    memset(p, 0, sizeof *p);
    p->file = language_open("case", text);
    return begin(p, claim, layout);
}

void point_finish(struct point *p)
{
    workspace_finish(&p->workspace);
    language_release(p->instance);
    language_forget(p->reading);
    language_close(p->file);
    flint_cleanup();
}

void point_side(struct point *p, int entry, int right, arb_t value)
{
    const struct language_entry *e = &p->instance->entry[entry];
    arb_set(value, workspace_value(&p->workspace, right ? e->right : e->left, -1, NULL, 200,
                                   false));
}

/* The secant of y along x, over 2^-80. */
static void secant(struct point *p, int y, int x, arb_t slope)
{
    enum { STEP = -80 };
    arb_t place, other;
    arf_t step;
    arb_init(place);
    arb_init(other);
    arf_init(step);
    arf_set_si_2exp_si(step, 1, STEP);
    arb_set_arf(place, arb_midref(workspace_value(&p->workspace, x, -1, NULL, 300, false)));
    arf_add(arb_midref(place), arb_midref(place), step, ARF_PREC_EXACT, ARF_RND_DOWN);
    arb_set(slope, workspace_value(&p->workspace, y, x, place, 300, false));
    arf_mul_2exp_si(step, step, 1);
    arf_sub(arb_midref(place), arb_midref(place), step, ARF_PREC_EXACT, ARF_RND_DOWN);
    arb_set(other, workspace_value(&p->workspace, y, x, place, 300, false));
    arb_sub(slope, slope, other, 300);
    arb_mul_2exp_si(slope, slope, -STEP - 1);
    arb_clear(place);
    arb_clear(other);
    arf_clear(step);
}

/* Whether two balls agree to about 60 bits. */
static bool close_to(const arb_t a, const arb_t b)
{
    arb_t gap;
    arb_init(gap);
    arb_sub(gap, a, b, 200);
    arb_abs(gap, gap);
    arb_mul_2exp_si(gap, gap, 60);
    arb_sub_ui(gap, gap, 1, 60);
    bool close = arb_is_negative(gap) || arb_overlaps(a, b);
    arb_clear(gap);
    return close;
}

static bool holds(enum relation relation, const arb_t a, const arb_t b)
{
    switch (relation) {
    case RELATION_LESS: return arb_lt(a, b);
    case RELATION_LESS_EQUAL: return arb_le(a, b);
    case RELATION_GREATER: return arb_gt(a, b);
    case RELATION_GREATER_EQUAL: return arb_ge(a, b);
    case RELATION_UNEQUAL: return arb_ne(a, b);
    case RELATION_EQUAL:
    case RELATION_ABOUT:
    case RELATION_UPDATE: break;
    }
    return close_to(a, b);
}

int point_differences(struct point *p, int *compared)
{
    int different = 0;
    *compared = 0;
    arb_t side[2], slope;
    arb_init(side[0]);
    arb_init(side[1]);
    arb_init(slope);
    for (int k = 0; k < p->instance->entries && different >= 0; k++) {
        const struct language_entry *e = &p->instance->entry[k];
        int op[2] = {e->left, e->right}, y, x;
        if (e->condition >= 0 &&
            !arb_is_one(workspace_value(&p->workspace, e->condition, -1, NULL, 64, false)))
            continue;
        point_side(p, k, 0, side[0]);
        point_side(p, k, 1, side[1]);
        ++*compared;
        bool same = holds(p->reading->pair[e->pair].relation, side[0], side[1]);
        for (int i = 0; i < 2; i++)
            if (language_slope(p->instance, op[i], &y, &x)) {
                secant(p, y, x, slope);
                same = same && close_to(slope, side[i]);
            }
        if (!arb_is_finite(side[0]) || !arb_is_finite(side[1]))
            different = -1;
        else
            different += !same;
    }
    arb_clear(side[0]);
    arb_clear(side[1]);
    arb_clear(slope);
    return different;
}

const char *point_verdict(const char *text, enum language_layout layout)
{
    static const char *const word[] = {
        [PROBLEM_NONE] = "none",     [PROBLEM_SYNTAX] = "syntax",
        [PROBLEM_NAME] = "name",     [PROBLEM_AMBIGUOUS] = "ambiguous",
        [PROBLEM_SHAPE] = "shape",   [PROBLEM_INDEX] = "index",
        [PROBLEM_EMPTY] = "empty",   [PROBLEM_TOO_LARGE] = "too large",
        [PROBLEM_MEMORY] = "memory",
    };
    struct point p;
    int compared;
    bool ok = point_init(&p, text, layout);
    const char *verdict = word[p.problem.kind];
    if (ok) {
        int different = point_differences(&p, &compared);
        bool shapes = p.reading->pairs && p.reading->pair[0].shape;
        verdict = different < 0        ? "undecided"
                  : different          ? "wrong"
                  : compared || shapes ? "right"
                                       : "nothing";
    }
    point_finish(&p);
    return verdict;
}
