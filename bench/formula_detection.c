/* SPDX-License-Identifier: MIT
 *
 * formula-detection: how often the formula oracle calls a right claim wrong (never), what
 * share of the entries it decides, and which relative mistakes it finds.
 *
 * Right claims about the functions of formula_claims.c, --checks entries in all, are judged
 * one entry at a time as the product does it, at inputs of five regimes. Then the claims'
 * right sides are made wrong by a factor 1 + 10^-k: wherever the right claim was decided,
 * and is not 0, the wrong one has to be refuted. Exit code 1 for a false alarm or a mistake
 * that was missed.
 *
 *   ninja -C build && build/bench/formula-detection --checks 1000000 --jobs 2
 *   build/bench/formula-detection --checks 1000000 --jobs 2 --markdown \
 *     > docs/measurements-formulas.md
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "arguments.h"
#include "formula_claims.h"
#include "parallel.h"
#include "sample/point.h"
#include "subject/claim_rewrite.h"
#include "subject/scene.h"
#include "table.h"

static struct arguments arguments = {.checks = 1000000, .seed = 1, .seeds = 1, .jobs = 1};
static struct table table;

static const struct formula_demand demand = {60, 4096};

enum { FUNCTIONS = 32, LEAST_DIGITS = 2, MOST_DIGITS = 15, MISTAKE_SHARE = 20 };
enum { MISTAKES = MOST_DIGITS - LEAST_DIGITS + 1, CHUNK = 500 };

enum regime { NORMAL, WIDE, MAGNITUDES, KINKS, LOGITS, REGIMES };

static const char *const regime_name[REGIMES] = {"N(0, 1)", "N(0, 10)", "1e-300 to 1e300",
                                                 "kinks and near them", "up to 1e4"};

/* ---------- inputs */

static double sign_of(struct secant_random *random)
{
    return secant_random_bits(random) >> 63 ? 1 : -1;
}

static double real_number(enum regime regime, struct secant_random *random)
{
    switch (regime) {
    case NORMAL: return secant_random_normal(random);
    case WIDE: return 10 * secant_random_normal(random);
    case MAGNITUDES:
        return sign_of(random) * ldexp(1 + secant_random_uniform(random, 52),
                                       (int)secant_random_integer(random, -997, 996));
    case KINKS:
        switch (secant_random_integer(random, 0, 3)) {
        case 0: return 0;
        case 1: return sign_of(random);
        case 2:
            return sign_of(random) * ldexp(1, -(int)secant_random_integer(random, 1, 100));
        default: return secant_random_normal(random);
        }
    case LOGITS: return 1e4 * (2 * secant_random_uniform(random, 52) - 1);
    case REGIMES: break;
    }
    return 0;
}

/* Strictly between 0 and 1. */
static double probability(enum regime regime, struct secant_random *random)
{
    int most = regime == MAGNITUDES ? 996 : regime == NORMAL ? 1 : 50;
    double p = ldexp(0.5 + secant_random_uniform(random, 52) / 2,
                     -(int)secant_random_integer(random, 0, most - 1));
    return p < 1 && secant_random_bits(random) >> 63 && 1 - p > 0 && 1 - p < 1 ? 1 - p : p;
}

static void draw(struct scene *scene, enum regime regime, struct secant_random *random)
{
    for (int k = 0; k < scene->instance->inputs; k++) {
        const struct language_input *input = &scene->instance->input[k];
        enum numbers numbers = scene->reading->subject->symbol[input->symbol].numbers;
        for (int i = 0; i < input->count; i++)
            scene->x[input->first + i] =
                numbers == NUMBERS_PROBABILITY ? probability(regime, random)
                : numbers == NUMBERS_TARGET
                    ? (double)secant_random_integer(random, 0, 16) / 16
                    : real_number(regime, random);
    }
    scene_load(scene);
}

/* ---------- readings */

struct function {
    const struct language_case *subject;
    struct language_reading *right, *wrong[MISTAKES];
    struct arena arena;
    struct tree tree;
};

static struct language_file *file;
static struct function function[FUNCTIONS];
static int functions;

static bool open_function(struct function *f, const struct language_case *subject)
{
    f->subject = subject;
    f->right = language_read(subject, 0, LAYOUT_NUMERATOR);
    if (!f->right || f->right->problem.kind != PROBLEM_NONE) {
        fprintf(stderr, "%s: %s\n", subject->name,
                f->right ? f->right->problem.message : "out of memory");
        return false;
    }
    if (!tree_init(&f->tree, &f->arena))
        return false;
    int root = tree_copy(&f->tree, &subject->tree, subject->claim[0].root);
    for (int k = 0; k < MISTAKES; k++) {
        char over[32], under[32];
        snprintf(over, sizeof over, "1%0*d", k + LEAST_DIGITS, 1);
        snprintf(under, sizeof under, "1%0*d", k + LEAST_DIGITS, 0);
        f->wrong[k] = language_read_tree(
            subject, &f->tree, claim_rewrite_scale(&f->tree, root, 0, 1, over, under), 0,
            LAYOUT_NUMERATOR);
        if (!f->wrong[k] || f->wrong[k]->problem.kind != PROBLEM_NONE) {
            fprintf(stderr, "%s: the mistake does not read\n", subject->name);
            return false;
        }
    }
    return true;
}

/* ---------- counting */

struct tally {
    long checks, alarms, decided, outcome[FORMULA_NO_MEMORY + 1];
    long tried[MISTAKES], found[MISTAKES];
    double seconds;
};

struct chunk {
    int function;
    enum regime regime;
    long number, checks;
    struct tally tally;
};

static double seconds_of_thread(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static bool is_decided(enum scene_outcome outcome)
{
    return outcome == SCENE_HOLDS || outcome == SCENE_FAILS;
}

/* The same point and entry under a wrong claim. */
static void try_mistake(struct chunk *chunk, const struct scene *at, int entry, int k)
{
    const struct function *f = &function[chunk->function];
    struct scene scene;
    struct certificate c;
    if (scene_draw_at(&scene, f->wrong[k], &at->numbers, NULL, arguments.seed,
                      SECANT_FILLING_POINT) &&
        scene.instance && scene.instance->slots == at->instance->slots) {
        memcpy(scene.x, at->x, (size_t)scene.instance->slots * sizeof *scene.x);
        scene_load(&scene);
        certificate_init(&c);
        struct scene_finding found =
            scene_judge(&scene, &scene.instance->entry[entry], &demand, &c);
        certificate_clear(&c);
        chunk->tally.tried[k]++;
        chunk->tally.found[k] += found.outcome == SCENE_FAILS;
    }
    scene_clear(&scene);
}

static void print_alarm(const struct chunk *chunk, const struct scene *scene, int entry)
{
    fprintf(stderr, "false alarm: %s, %s, entry %d at",
            function[chunk->function].subject->name, regime_name[chunk->regime], entry);
    for (int k = 0; k < scene->instance->slots; k++)
        fprintf(stderr, " %a", scene->x[k]);
    fprintf(stderr, "\n");
}

static void check_chunk(void *context, size_t number)
{
    struct chunk *chunk = (struct chunk *)context + number;
    const struct function *f = &function[chunk->function];
    struct tally *tally = &chunk->tally;
    struct secant_random random;
    struct scene scene;
    struct certificate c;
    secant_random_start(&random, arguments.seed, secant_random_stream(f->subject->name));
    secant_random_skip(&random, (uint64_t)(chunk->number * REGIMES + (long)chunk->regime));
    certificate_init(&c);
    if (scene_draw(&scene, f->right, NULL, arguments.seed,
                   SECANT_FILLING_POINT + chunk->number) &&
        scene.instance) {
        while (tally->checks < chunk->checks) {
            draw(&scene, chunk->regime, &random);
            int entries = scene.instance->entries;
            int entry = (int)secant_random_integer(&random, 0, entries - 1);
            double start = seconds_of_thread();
            struct scene_finding found =
                scene_judge(&scene, &scene.instance->entry[entry], &demand, &c);
            tally->seconds += seconds_of_thread() - start;
            tally->checks++;
            tally->decided += is_decided(found.outcome);
            tally->outcome[c.outcome]++;
            if (found.outcome == SCENE_FAILS) {
                tally->alarms++;
                print_alarm(chunk, &scene, entry);
            }
            bool nonzero = c.outcome == FORMULA_AGREES && !arb_contains_zero(c.claim);
            if (nonzero && tally->checks % MISTAKE_SHARE == 0)
                for (int k = 0; k < MISTAKES; k++)
                    try_mistake(chunk, &scene, entry, k);
        }
    }
    scene_clear(&scene);
    certificate_clear(&c);
    flint_cleanup();
}

static void add(struct tally *sum, const struct tally *t)
{
    sum->checks += t->checks;
    sum->alarms += t->alarms;
    sum->decided += t->decided;
    sum->seconds += t->seconds;
    for (int k = 0; k <= FORMULA_NO_MEMORY; k++)
        sum->outcome[k] += t->outcome[k];
    for (int k = 0; k < MISTAKES; k++) {
        sum->tried[k] += t->tried[k];
        sum->found[k] += t->found[k];
    }
}

/* ---------- the page */

static double share(long part, long whole)
{
    return whole > 0 ? 100.0 * (double)part / (double)whole : 0;
}

static void say(const char *text)
{
    if (arguments.markdown)
        printf("%s", text);
}

static void write_row(const char *name, const struct tally *t)
{
    table_row(&table);
    table_cell(&table, "%s", name);
    table_cell(&table, "%ld", t->checks);
    table_cell(&table, "%ld", t->alarms);
    table_cell(&table, "%.2f %%", share(t->decided, t->checks));
    table_cell(&table, "%ld", t->outcome[FORMULA_AGREES]);
    table_cell(&table, "%ld", t->outcome[FORMULA_AGREES_ZERO]);
    table_cell(&table, "%ld", t->outcome[FORMULA_AGREES_BESIDE]);
    table_cell(&table, "%ld", t->outcome[FORMULA_WIDE]);
    table_cell(&table, "%ld", t->outcome[FORMULA_TINY]);
    table_cell(&table, "%ld", t->outcome[FORMULA_ZERO_BOUND]);
    table_cell(&table, "%ld", t->outcome[FORMULA_NOT_FINITE]);
    table_cell(&table, "%.1f", t->checks > 0 ? 1e6 * t->seconds / (double)t->checks : 0);
}

static void write_heading(const char *of)
{
    static const char *const columns[] = {
        "checks", "false alarms", "decided",      "agree",      "both 0",    "beside",
        "wide",   "tiny",         "0 to a bound", "not finite", "us a check"};
    table_row(&table);
    table_cell(&table, "%s", of);
    for (size_t k = 0; k < sizeof columns / sizeof columns[0]; k++)
        table_cell(&table, "%s", columns[k]);
}

static void write_mistakes(const struct tally *by_regime)
{
    table_row(&table);
    table_cell(&table, "relative mistake");
    for (int r = 0; r < REGIMES; r++)
        table_cell(&table, "%s", regime_name[r]);
    for (int k = 0; k < MISTAKES; k++) {
        table_row(&table);
        table_cell(&table, "1e-%d", k + LEAST_DIGITS);
        for (int r = 0; r < REGIMES; r++)
            table_cell(&table, "%ld of %ld", by_regime[r].found[k], by_regime[r].tried[k]);
    }
    table_write(&table, arguments.markdown);
}

static void write_page(const struct tally *by_regime, const struct tally *by_function,
                       const struct tally *sum)
{
    say("# Measurements: claims given as formulas\n\n"
        "Written by a program; to repeat it:\n\n"
        "    ninja -C build && build/bench/formula-detection --checks 1000000 --jobs 2 "
        "--markdown\n\n"
        "Right claims about the functions of the field, written in the answer language, "
        "judged one entry\nat a time at random inputs. *Decided*: the oracle proved "
        "agreement to 60 bits, or both sides are\n0, exactly or within 2^-3584 (some of "
        "*tiny* and *0 to a bound*). The rest is open, never called right\nor wrong: the "
        "derivative is too small against the function for 4096 bits (*tiny*), no segment "
        "is small\nenough (*wide*), or a value is outside the domain or beyond the largest "
        "exponent (*not finite*).\n*Beside*: decided on both sides of a kink, or of an "
        "isolated zero.\n\n## Right claims, by regime\n\n");
    write_heading("inputs");
    for (int r = 0; r < REGIMES; r++)
        write_row(regime_name[r], &by_regime[r]);
    write_row("all", sum);
    table_write(&table, arguments.markdown);
    say("\n## Right claims, by function\n\n");
    if (!arguments.markdown)
        printf("\n");
    write_heading("function");
    for (int f = 0; f < functions; f++)
        write_row(function[f].subject->name, &by_function[f]);
    table_write(&table, arguments.markdown);
    say("\n## Mistakes\n\nThe claimed entry times 1 + the relative mistake, wherever the "
        "right claim was decided and is not 0:\nhow many were refuted.\n\n");
    if (!arguments.markdown)
        printf("\n");
    write_mistakes(by_regime);
}

/* ---------- the run */

static bool run(struct tally *by_regime, struct tally *by_function, struct tally *sum)
{
    long cells = (long)functions * REGIMES;
    long each = (arguments.checks + cells - 1) / cells;
    long parts = (each + CHUNK - 1) / CHUNK;
    size_t chunks = (size_t)(parts * functions * REGIMES), at = 0;
    struct chunk *chunk = calloc(chunks, sizeof *chunk);
    if (!chunk)
        return false;
    for (long p = 0; p < parts; p++)
        for (int f = 0; f < functions; f++)
            for (int r = 0; r < REGIMES; r++)
                chunk[at++] = (struct chunk){
                    .function = f,
                    .regime = (enum regime)r,
                    .number = p,
                    .checks = p + 1 < parts ? CHUNK : each - p * CHUNK,
                };
    in_parallel(arguments.jobs, chunks, check_chunk, chunk);
    for (size_t k = 0; k < chunks; k++) {
        add(&by_regime[chunk[k].regime], &chunk[k].tally);
        add(&by_function[chunk[k].function], &chunk[k].tally);
        add(sum, &chunk[k].tally);
    }
    free(chunk);
    return true;
}

int main(int count, char **word)
{
    static struct tally by_regime[REGIMES], by_function[FUNCTIONS], sum;
    arguments_read(&arguments, count, word,
                   "judges right and wrong claims given as formulas");
    file = language_open("formula_claims", formula_claims);
    bool good = file && file->problems == 0;
    for (int k = 0; good && k < file->subjects && k < FUNCTIONS; k++)
        good = open_function(&function[functions++], &file->subject[k]);
    good = good && run(by_regime, by_function, &sum);
    if (good)
        write_page(by_regime, by_function, &sum);
    for (int k = 0; k < MISTAKES; k++)
        good = good && sum.found[k] == sum.tried[k] && sum.tried[k] > 0;
    good = good && sum.alarms == 0 && sum.checks >= arguments.checks;
    for (int f = 0; f < functions; f++) {
        language_forget(function[f].right);
        for (int k = 0; k < MISTAKES; k++)
            language_forget(function[f].wrong[k]);
        arena_finish(&function[f].arena);
    }
    language_close(file);
    flint_cleanup();
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
