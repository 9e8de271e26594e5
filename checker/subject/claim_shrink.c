/* SPDX-License-Identifier: MIT */
#include "subject/claim_shrink.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How many points may be tried, and how many draws of numbers for each draw of sizes. */
enum { MOST_TRIES = 400, DRAWS = 4 };

struct shrinking {
    struct attempt *attempt;
    const struct language_reading *reading;
    const struct attempt_options *options;
    int tries;
};

/* Fails at x, and not at an isolated point alone. */
static bool still_fails(struct shrinking *s, struct scene *scene)
{
    struct attempt ignored = {.verdict = SECANT_UNDECIDED};
    int slots = scene->instance ? scene->instance->slots : 0;
    if (s->tries++ >= MOST_TRIES || !scene->instance)
        return false;
    scene_load(scene);
    if (!attempt_refutes(&ignored, scene, &s->options->demand))
        return false;
    for (int k = 0; k < slots; k++)
        scene->x[k] += ldexp(1 + k % 3, -12);
    scene_load(scene);
    bool beside = attempt_refutes(&ignored, scene, &s->options->demand);
    for (int k = 0; k < slots; k++)
        scene->x[k] -= ldexp(1 + k % 3, -12);
    scene_load(scene);
    return beside;
}

/* ---------- sizes and whole numbers */

/* Takes other numbers if the claim fails with them for some draw of the inputs. */
static bool take_numbers(struct shrinking *s, const struct scene_numbers *numbers)
{
    for (long draw = 0; draw < DRAWS; draw++) {
        struct scene scene;
        if (!scene_draw_at(&scene, s->reading, numbers, &s->options->limit,
                           s->options->seed, draw)) {
            scene_clear(&scene);
            return false;
        }
        if (still_fails(s, &scene)) {
            scene_clear(&s->attempt->scene);
            s->attempt->scene = scene;
            return true;
        }
        scene_clear(&scene);
    }
    return false;
}

static void shrink_sizes(struct shrinking *s)
{
    const struct language_case *c = s->reading->subject;
    for (int k = 0; k < c->symbols; k++) {
        const struct language_symbol *symbol = &c->symbol[k];
        if (symbol->kind != SYMBOL_SIZE || !language_mentions(s->reading, k))
            continue;
        long least = symbol->ranged ? (long)symbol->least : 1;
        for (long n = least; n < s->attempt->scene.numbers.size[symbol->size]; n++) {
            struct scene_numbers numbers = s->attempt->scene.numbers;
            numbers.size[symbol->size] = n;
            scene_clamp(c, &numbers);
            if (take_numbers(s, &numbers))
                break;
        }
    }
}

static void shrink_whole(struct shrinking *s)
{
    const struct language_case *c = s->reading->subject;
    for (int k = 0; k < c->symbols && k < SCENE_MOST_SYMBOLS; k++) {
        const struct language_symbol *symbol = &c->symbol[k];
        bool whole = symbol->numbers == NUMBERS_CLASS || symbol->numbers == NUMBERS_INTEGER;
        if (symbol->kind != SYMBOL_VARIABLE || symbol->body || !whole ||
            !language_mentions(s->reading, k))
            continue;
        long least = symbol->ranged ? (long)symbol->least : 1;
        for (long n = least; n < s->attempt->scene.numbers.whole[k] && n < least + 8; n++) {
            struct scene_numbers numbers = s->attempt->scene.numbers;
            numbers.whole[k] = n;
            if (take_numbers(s, &numbers))
                break;
        }
    }
}

/* ---------- inputs */

static bool within_range(const struct shrinking *s, int slot, double x)
{
    const struct language_instance *instance = s->attempt->scene.instance;
    const struct language_case *c = s->reading->subject;
    for (int k = 0; k < instance->inputs; k++) {
        const struct language_input *input = &instance->input[k];
        if (slot < input->first || slot >= input->first + input->count)
            continue;
        if (input->hidden || input->limit)
            return false;
        const struct language_symbol *symbol = &c->symbol[input->symbol];
        if (symbol->numbers == NUMBERS_DISTRIBUTION)
            return false;
        if (symbol->ranged && (x < symbol->least || x > symbol->most))
            return false;
        if (symbol->numbers == NUMBERS_POSITIVE)
            return x > 0;
        if (symbol->numbers == NUMBERS_PROBABILITY)
            return x > 0 && x < 1;
        if (symbol->numbers == NUMBERS_TARGET)
            return x >= 0 && x <= 1;
        return true;
    }
    return false;
}

static const double simple[] = {0, 1, -1, 2, -2, 0.5, -0.5, 3, 0.25};
enum { SIMPLE = sizeof simple / sizeof simple[0] };

static bool is_simple(double x)
{
    for (int k = 0; k < SIMPLE; k++)
        if (x == simple[k])
            return true;
    return false;
}

/* All inputs at once: small whole numbers that differ, then each by itself. */
static void shrink_inputs(struct shrinking *s)
{
    struct scene *scene = &s->attempt->scene;
    int slots = scene->instance->slots;
    double *kept = malloc((size_t)(slots + 1) * sizeof *kept);
    if (!kept)
        return;
    memcpy(kept, scene->x, (size_t)slots * sizeof *kept);
    for (int k = 0; k < slots; k++) {
        double x = (double)(k % 3 == 2 ? -1 : k % 3 + 1);
        if (within_range(s, k, x))
            scene->x[k] = x;
    }
    if (!still_fails(s, scene))
        memcpy(scene->x, kept, (size_t)slots * sizeof *kept);
    for (int k = 0; k < slots; k++)
        for (int t = 0; t < SIMPLE && !(scene->x[k] == simple[t]); t++) {
            double before = scene->x[k];
            if (!within_range(s, k, simple[t]))
                continue;
            if (is_simple(before) && simple[t] != 0 && simple[t] != 1)
                continue;
            scene->x[k] = simple[t];
            if (still_fails(s, scene))
                break;
            scene->x[k] = before;
        }
    scene_load(scene);
    free(kept);
}

/* An index out of its axis shows at small sizes already. */
static void shrink_problem(struct shrinking *s)
{
    const struct language_case *c = s->reading->subject;
    for (int k = 0; k < c->symbols; k++) {
        const struct language_symbol *symbol = &c->symbol[k];
        if (symbol->kind != SYMBOL_SIZE)
            continue;
        long least = symbol->ranged ? (long)symbol->least : 1;
        for (long n = least; n < s->attempt->scene.numbers.size[symbol->size]; n++) {
            struct scene_numbers numbers = s->attempt->scene.numbers;
            struct scene scene;
            numbers.size[symbol->size] = n;
            scene_clamp(c, &numbers);
            bool drawn = scene_draw_at(&scene, s->reading, &numbers, &s->options->limit,
                                       s->options->seed, 0);
            bool same = drawn && !scene.instance &&
                        scene.problem.kind == s->attempt->scene.problem.kind;
            if (same) {
                snprintf(s->attempt->mistake, sizeof s->attempt->mistake, "%s",
                         scene.problem.message);
                scene_clear(&s->attempt->scene);
                s->attempt->scene = scene;
                break;
            }
            scene_clear(&scene);
        }
    }
}

bool claim_shrink(struct attempt *attempt, const struct language_reading *reading,
                  const struct attempt_options *options)
{
    struct shrinking s = {attempt, reading, options, 0};
    if (!attempt->scene.instance) {
        shrink_problem(&s);
        return true;
    }
    program_set_limit(&attempt->scene.instance->program, &options->limit);
    shrink_sizes(&s);
    shrink_whole(&s);
    shrink_inputs(&s);
    /* what was found is said, however late it is */
    program_set_limit(&attempt->scene.instance->program, NULL);
    attempt_refutes(attempt, &attempt->scene, &options->demand);
    return true;
}
