/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sample/point.h"
#include "subject/scene.h"

/* Blocks of the random stream: those of a point's variables, and those of the sizes. */
enum { BLOCKS_A_POINT = 512, SIZE_DRAWS = 6, ADMISSIONS = 64 };
static const uint64_t size_blocks = (uint64_t)1 << 40, retry_blocks = (uint64_t)1 << 44;

/* Magnitudes stay within 2^+-64: formulas are exact, and what overflows decides nothing. */
static const double reach = 1.0 / 16;

static void start(struct secant_random *random, const struct language_case *c,
                  uint64_t seed, uint64_t block)
{
    secant_random_start(random, seed, secant_random_stream(c->name));
    secant_random_skip(random, block);
}

/* ---------- sizes and whole numbers */

/* Distinct sizes above 1, as small as they can be: equal ones hide a transpose, a 1 hides a
 * missing 1/K, and large ones can't be checked by hand. */
static void draw_sizes(const struct language_case *c, struct secant_random *random,
                       bool degenerate, long *size)
{
    long taken[SYMBOL_MOST_SIZES], count = 0, most = 1 + c->sizes;
    for (int s = 0; s < c->symbols; s++) {
        const struct language_symbol *symbol = &c->symbol[s];
        if (symbol->kind != SYMBOL_SIZE)
            continue;
        long least = symbol->ranged ? (long)symbol->least : 2;
        long top = symbol->ranged ? (long)symbol->most : most < 4 ? 4 : most;
        long n = least;
        for (int attempt = 0; attempt < 200; attempt++) {
            bool fresh = true;
            n = secant_random_integer(random, least, top);
            for (long k = 0; k < count; k++)
                fresh = fresh && taken[k] != n;
            if (fresh)
                break;
        }
        if (degenerate && !symbol->ranged && secant_random_bits(random) >> 63)
            n = 1;
        if (count < SYMBOL_MOST_SIZES)
            taken[count++] = n;
        size[symbol->size] = n;
    }
}

/* Sizes and their sums and products stay where no arithmetic overflows. */
static long bounded(long n)
{
    const long most = 1000000000;
    return n > most ? most : n < -most ? -most : n;
}

/* The value of a sum of sizes, as in `class n + 1`. */
static long size_value(const struct language_case *c, int node, const long *size)
{
    const struct tree_node *t = &c->tree.node[node];
    if (t->kind == TREE_NUMBER)
        return bounded(strtol(t->name, NULL, 10));
    if (t->kind == TREE_NAME)
        for (int s = 0; s < c->symbols; s++)
            if (c->symbol[s].kind == SYMBOL_SIZE && strcmp(c->symbol[s].name, t->name) == 0)
                return size[c->symbol[s].size];
    if (t->children == 2) {
        long a = size_value(c, tree_child(&c->tree, node, 0), size);
        long b = size_value(c, tree_child(&c->tree, node, 1), size);
        return t->kind == TREE_ADD        ? bounded(a + b)
               : t->kind == TREE_SUBTRACT ? bounded(a - b)
               : t->kind == TREE_MULTIPLY ? bounded(a * b)
                                          : 1;
    }
    return 1;
}

static void draw_whole(const struct language_case *c, uint64_t seed, uint64_t block,
                       const long *size, long *whole)
{
    for (int s = 0; s < c->symbols && s < SCENE_MOST_SYMBOLS; s++) {
        const struct language_symbol *symbol = &c->symbol[s];
        struct secant_random random;
        whole[s] = 0;
        if (symbol->kind != SYMBOL_VARIABLE || symbol->body)
            continue;
        if (symbol->numbers != NUMBERS_CLASS && symbol->numbers != NUMBERS_INTEGER)
            continue;
        long least = symbol->ranged ? (long)symbol->least : 1;
        long most = symbol->ranged ? (long)symbol->most : 8;
        if (symbol->numbers == NUMBERS_CLASS)
            most = size_value(c, symbol->classes, size);
        start(&random, c, seed, block + (uint64_t)s);
        whole[s] = secant_random_integer(&random, least, most < least ? least : most);
    }
}

void scene_clamp(const struct language_case *c, struct scene_numbers *numbers)
{
    for (int s = 0; s < c->symbols && s < SCENE_MOST_SYMBOLS; s++) {
        const struct language_symbol *symbol = &c->symbol[s];
        if (symbol->numbers != NUMBERS_CLASS || symbol->kind != SYMBOL_VARIABLE)
            continue;
        long most = size_value(c, symbol->classes, numbers->size);
        if (numbers->whole[s] > most)
            numbers->whole[s] = most;
    }
}

/* ---------- inputs */

static enum secant_kind kind_of(const struct language_symbol *symbol)
{
    switch (symbol->numbers) {
    case NUMBERS_POSITIVE: return SECANT_POSITIVE;
    case NUMBERS_PROBABILITY: return SECANT_PROBABILITY;
    case NUMBERS_TARGET: return SECANT_TARGET;
    case NUMBERS_DISTRIBUTION: return SECANT_DISTRIBUTION;
    case NUMBERS_REAL:
    case NUMBERS_INTEGER:
    case NUMBERS_CLASS: break;
    }
    return SECANT_REAL;
}

static void draw_range(const struct language_symbol *symbol, struct secant_random *random,
                       size_t count, double *x)
{
    double width = symbol->most - symbol->least;
    for (size_t i = 0; i < count; i++)
        x[i] = symbol->numbers == NUMBERS_INTEGER
                   ? (double)secant_random_integer(random, (long)symbol->least,
                                                   (long)symbol->most)
                   : symbol->least + width * secant_random_uniform(random, 6);
}

/* One point has all its reals at 0, where the usual kinks are: what is right at each other
 * point is a convention there, and that is worth saying. */
static bool is_at_kinks(const struct scene *scene)
{
    enum { FIRST_POINTS = 20 };
    return scene->index < FIRST_POINTS &&
           strcmp(secant_regimes[scene->regime], "kinks") == 0;
}

static void draw_inputs(struct scene *scene, uint64_t seed, uint64_t block)
{
    static const double kink[] = {0};
    const struct language_case *c = scene->reading->subject;
    for (int k = 0; k < scene->instance->inputs; k++) {
        const struct language_input *input = &scene->instance->input[k];
        double *x = scene->x + input->first;
        if (input->limit) {
            x[0] = 0x1p-64; /* judge_limit brings it nearer and nearer */
            continue;
        }
        const struct language_symbol *symbol = &c->symbol[input->symbol];
        struct secant_shape shape = {.rank = input->rank};
        struct secant_random random;
        for (int r = 0; r < input->rank; r++)
            shape.dim[r] = (size_t)input->dim[r];
        start(&random, c, seed, block + (uint64_t)input->symbol);
        if (symbol->ranged && !input->hidden) {
            draw_range(symbol, &random, (size_t)input->count, x);
        } else {
            struct secant_draw draw = {
                .kind = input->hidden ? SECANT_UPSTREAM : kind_of(symbol),
                .regime = scene->regime,
                .bits = 53,
                .reach = reach,
                .kink = kink,
                .kinks = 1,
            };
            if (input->hidden) {
                shape.rank = 1;
                shape.dim[0] = (size_t)input->count;
            }
            secant_draw_numbers(&draw, &random, shape, x);
            for (int i = 0; i < input->count && is_at_kinks(scene); i++)
                x[i] = draw.kind == SECANT_REAL ? 0 : x[i];
        }
    }
}

void scene_load(struct scene *scene)
{
    for (int k = 0; k < scene->instance->slots; k++)
        arb_set_d(scene->workspace.input + k, scene->x[k]);
    workspace_reset(&scene->workspace);
}

/* ---------- life */

void scene_clear(struct scene *scene)
{
    if (scene->instance) {
        workspace_finish(&scene->workspace);
        language_release(scene->instance);
    }
    free(scene->x);
    *scene = (struct scene){0};
}

bool scene_draw_at(struct scene *scene, const struct language_reading *reading,
                   const struct scene_numbers *numbers, const struct language_limit *limit,
                   uint64_t seed, long index)
{
    *scene = (struct scene){.reading = reading, .numbers = *numbers, .index = index};
    scene->regime = secant_regime_of(index);
    scene->instance = language_instantiate_within(
        reading, scene->numbers.size, scene->numbers.whole, limit, &scene->problem);
    if (!scene->instance)
        return scene->problem.kind != PROBLEM_MEMORY;
    scene->x = calloc((size_t)scene->instance->slots + 1, sizeof *scene->x);
    if (!scene->x || !workspace_init(&scene->workspace, &scene->instance->program,
                                     scene->instance->slots)) {
        language_release(scene->instance);
        scene->instance = NULL;
        scene->problem.kind = PROBLEM_MEMORY;
        return false;
    }
    for (int attempt = 0; attempt < ADMISSIONS; attempt++) {
        uint64_t block = (uint64_t)index * BLOCKS_A_POINT +
                         (uint64_t)attempt * retry_blocks;
        draw_inputs(scene, seed, block);
        scene_load(scene);
        if (scene_is_admitted(scene))
            break;
    }
    return true;
}

/* A few draws of sizes that come back; the second one is another than the first where there
 * is another one. */
static void draw_again(const struct language_case *c, uint64_t seed, long index, long *size)
{
    enum { TRIES = 16 };
    long first[SYMBOL_MOST_SIZES] = {0};
    struct secant_random random;
    long which = index % SIZE_DRAWS;
    start(&random, c, seed, size_blocks);
    draw_sizes(c, &random, false, first);
    for (int attempt = 0; attempt < TRIES; attempt++) {
        start(&random, c, seed,
              size_blocks + (uint64_t)which + (uint64_t)attempt * retry_blocks);
        draw_sizes(c, &random, false, size);
        if (which != 1 || memcmp(first, size, sizeof first) != 0)
            return;
    }
}

bool scene_draw(struct scene *scene, const struct language_reading *reading,
                const struct language_limit *limit, uint64_t seed, long index)
{
    const struct language_case *c = reading->subject;
    struct scene_numbers numbers = {{0}, {0}};
    struct secant_random random;
    bool degenerate = secant_regime_is_degenerate(secant_regime_of(index));
    if (degenerate) {
        start(&random, c, seed, size_blocks + (uint64_t)index);
        draw_sizes(c, &random, true, numbers.size);
    } else {
        draw_again(c, seed, index, numbers.size);
    }
    draw_whole(c, seed, (uint64_t)index * BLOCKS_A_POINT, numbers.size, numbers.whole);
    return scene_draw_at(scene, reading, &numbers, limit, seed, index);
}
