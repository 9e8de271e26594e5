/* SPDX-License-Identifier: MIT
 *
 * Mutants of the coursework: every derivative, gradient and identity in it that is right is
 * made wrong in three ways - one side times 1001/1000; one sign flipped; one index,
 * transpose or term changed - and has to be found wrong. A change that changes nothing (a
 * zero times 1001/1000, the transpose of a symmetric matrix) is recognised by a comparison
 * of values that knows no secants; that the judge calls it right is then demanded as well.
 *
 * usage: mutants_test FOLDER [SEED [SEEDS]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "coursework.h"
#include "run.h"
#include "same_values.h"
#include "sample/random.h"
#include "subject/claim.h"
#include "subject/claim_rewrite.h"

enum { POINTS = 24, BITS = 60, PRECISION = 4096, CANDIDATES = 64, TEXT = 1024 };

enum change { CHANGE_SCALE, CHANGE_SIGN, CHANGE_PLACE, CHANGES };

static const char *const change_name[CHANGES] = {
    "one side times 1001/1000", "one sign flipped", "one index, transpose or term changed"};

enum fate {
    FATE_REFUTED,
    FATE_CONFORMS_NOT,
    FATE_TRANSPOSED,
    FATE_EQUIVALENT,
    FATE_UNDEFINED,   /* not finite at any point, and undecided */
    FATE_SURVIVES,    /* different, and not called wrong */
    FATE_FALSE_ALARM, /* the same, and called wrong */
    FATE_NONE,        /* nothing to change */
    FATES
};

static const char *const fate_name[FATES] = {"refuted",     "not conforming", "transposed",
                                             "equivalent",  "not finite",     "SURVIVE",
                                             "FALSE ALARM", "no change"};

struct record {
    enum fate fate[CHANGES];
    char text[CHANGES][TEXT];
    bool taken; /* a claim of the kinds that are mutated, and right */
};

/* One claim at work. */
struct breeding {
    const struct coursework_claim *claim;
    struct claim_statement statement;
    const struct language_reading *original;
    struct tree *tree;
    struct attempt_options options;
    struct secant_random random;
    struct record *record;

    enum change change;
    unsigned wanted; /* kinds of rewrites, as bits */
    int candidate[CANDIDATES], candidates;
};

/* ---------- the judge, and the second opinion */

static enum fate fate_of(const struct breeding *b, const struct attempt *attempt,
                         const struct language_reading *reading)
{
    bool reads = reading->problem.kind == PROBLEM_NONE;
    if (!reads)
        return problem_is_mistake(&reading->problem) ? FATE_CONFORMS_NOT : FATE_NONE;
    if (attempt->verdict == SECANT_TRANSPOSED)
        return FATE_TRANSPOSED;
    enum same_values same = same_values(b->original, reading, b->options.seed + 1);
    if (attempt->verdict == SECANT_WRONG)
        return same == VALUES_SAME ? FATE_FALSE_ALARM : FATE_REFUTED;
    if (attempt->verdict == SECANT_UNDECIDED && same == VALUES_UNDEFINED)
        return FATE_UNDEFINED;
    return same == VALUES_SAME ? FATE_EQUIVALENT : FATE_SURVIVES;
}

/* False if the changed claim does not read. */
static bool try_root(struct breeding *b, int root)
{
    struct attempt attempt;
    struct language_reading *reading;
    b->statement.root = root;
    if (root == 0 || !claim_attempt(&b->statement, &b->options, &attempt, &reading))
        return false;
    enum fate fate = fate_of(b, &attempt, reading);
    b->record->fate[b->change] = fate;
    size_t length = tree_print(b->tree, root, b->record->text[b->change], TEXT);
    if (fate == FATE_SURVIVES && length < TEXT - 200)
        snprintf(b->record->text[b->change] + length, TEXT - length, "   (%s: %.100s)",
                 secant_verdict_name(attempt.verdict), attempt.reason);
    attempt_clear(&attempt);
    language_forget(reading);
    return fate != FATE_NONE;
}

/* ---------- the changes */

static void try_scales(struct breeding *b, int root)
{
    int chains = b->tree->node[root].children;
    int chain = (int)secant_random_integer(&b->random, 0, chains - 1);
    int sides = (b->tree->node[tree_child(b->tree, root, chain)].children + 1) / 2;
    int first = (int)secant_random_integer(&b->random, 0, sides - 1);
    for (int k = 0; k < sides; k++)
        if (try_root(b, claim_rewrite_scale(b->tree, root, chain, (first + k) % sides,
                                            "1001", "1000")))
            return;
}

static bool keep_candidate(void *context, const struct rewrite *rewrite)
{
    struct breeding *b = context;
    if (b->wanted >> rewrite->kind & 1)
        b->candidate[b->candidates++] = rewrite->root;
    return b->candidates < CANDIDATES;
}

/* One of the candidates, and where it does not read the next. */
static bool try_rewrites(struct breeding *b, int root, unsigned wanted)
{
    b->candidates = 0;
    b->wanted = wanted;
    claim_rewrite(b->statement.subject, b->tree, root, keep_candidate, b);
    if (b->candidates == 0)
        return false;
    int first = (int)secant_random_integer(&b->random, 0, b->candidates - 1);
    for (int k = 0; k < b->candidates; k++)
        if (try_root(b, b->candidate[(first + k) % b->candidates]))
            return true;
    return false;
}

static void try_places(struct breeding *b, int root)
{
    unsigned places = 1u << REWRITE_INDEX | 1u << REWRITE_TRANSPOSE | 1u << REWRITE_TERM;
    unsigned others = 1u << REWRITE_NAME | 1u << REWRITE_OPERATION | 1u << REWRITE_ORDER;
    if (!try_rewrites(b, root, places))
        try_rewrites(b, root, others);
}

/* ---------- one claim */

static bool is_equation(const struct language_reading *reading)
{
    for (int p = 0; p < reading->pairs; p++)
        if (reading->pair[p].shape || reading->pair[p].relation != RELATION_EQUAL)
            return false;
    return !reading->exists;
}

static void mutate(struct breeding *b, const struct claim_statement *original)
{
    struct arena arena = {0};
    struct tree tree;
    if (!tree_init(&tree, &arena)) {
        arena_finish(&arena);
        return;
    }
    int root = tree_copy(&tree, original->tree, original->root);
    b->statement = *original;
    b->statement.tree = &tree;
    b->statement.layout = b->original->layout;
    b->statement.condition =
        original->condition ? tree_copy(&tree, original->tree, original->condition) : 0;
    b->tree = &tree;
    b->record->taken = true;
    for (int change = 0; change < CHANGES; change++) {
        b->change = (enum change)change;
        b->record->fate[change] = FATE_NONE;
        if (change == CHANGE_SCALE)
            try_scales(b, root);
        else if (change == CHANGE_SIGN)
            try_rewrites(b, root, 1u << REWRITE_SIGN);
        else
            try_places(b, root);
    }
    arena_finish(&arena);
}

struct task {
    const struct coursework_claim *claim;
    struct record *record;
};

static bool breed(const struct secant_job *job, const struct judge_options *options,
                  struct judgement *judgement)
{
    const struct task *task = job->context;
    const struct coursework_claim *claim = task->claim;
    const struct language_claim *line = coursework_statement(claim);
    *judgement = (struct judgement){0};
    struct claim_statement statement = {
        .subject = claim->subject,
        .tree = &claim->subject->tree,
        .root = line->root,
        .condition = line->condition,
        .layout = line->has_layout ? line->layout : claim->subject->layout,
    };
    struct breeding b = {.claim = claim, .record = task->record};
    b.options = (struct attempt_options){
        .seed = options->seed, .points = POINTS, .demand = {BITS, PRECISION}};
    secant_random_start(&b.random, options->seed, secant_random_stream(line->id));

    struct attempt attempt;
    struct language_reading *reading;
    if (line->problem.kind != PROBLEM_NONE)
        return true;
    if (!claim_attempt(&statement, &b.options, &attempt, &reading))
        return false;
    b.original = reading;
    if (attempt.verdict == SECANT_RIGHT && is_equation(reading))
        mutate(&b, &statement);
    attempt_clear(&attempt);
    language_forget(reading);
    return true;
}

/* ---------- all of them */

static bool is_mutated(const struct coursework_claim *claim)
{
    static const char *const kinds[] = {"derivative", "gradient", "identity"};
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        if (strcmp(claim->row->kind, kinds[k]) == 0)
            return strncmp(claim->row->verdict, "right", 5) == 0;
    return false;
}

static void ignore(void *context, const struct secant_result *result)
{
    (void)context;
    (void)result;
}

static bool breed_all(const struct coursework *c, uint64_t seed, struct record *record)
{
    struct secant_job *job = calloc(c->claims + 1, sizeof *job);
    struct task *task = calloc(c->claims + 1, sizeof *task);
    size_t jobs = 0;
    for (size_t k = 0; job && task && k < c->claims; k++) {
        if (!is_mutated(&c->claim[k]))
            continue;
        task[jobs] = (struct task){&c->claim[k], &record[k]};
        job[jobs] = (struct secant_job){.name = c->claim[k].subject->name,
                                        .has_own_expectation = true,
                                        .context = &task[jobs],
                                        .work = breed};
        jobs++;
    }
    struct judge_options options = {.seed = seed};
    struct secant_run_hooks hooks = {.result = ignore};
    struct secant_summary summary;
    bool good = job && task && secant_run_jobs(job, jobs, 2, &options, &hooks, &summary);
    free(job);
    free(task);
    return good;
}

/* Prints what should not be, and counts. */
static long report(const struct coursework *c, const struct record *record,
                   long count[CHANGES][FATES])
{
    long claims = 0;
    for (size_t k = 0; k < c->claims; k++) {
        claims += record[k].taken;
        for (int change = 0; change < CHANGES && record[k].taken; change++) {
            enum fate fate = record[k].fate[change];
            count[change][fate]++;
            if (fate == FATE_SURVIVES || fate == FATE_FALSE_ALARM)
                printf("%s: %s: %s\n", fate_name[fate], c->claim[k].row->id,
                       record[k].text[change]);
        }
    }
    return claims;
}

int main(int words, char **word)
{
    struct coursework coursework;
    if (words < 2 || !coursework_open(&coursework, word[1]))
        return EXIT_FAILURE;
    uint64_t seed = words > 2 ? strtoull(word[2], NULL, 0) : 42;
    int seeds = words > 3 ? atoi(word[3]) : 1;
    long count[CHANGES][FATES] = {{0}}, claims = 0;
    bool good = true;
    for (int s = 0; s < seeds && good; s++) {
        struct record *record = calloc(coursework.claims + 1, sizeof *record);
        good = record && breed_all(&coursework, seed + (uint64_t)s, record);
        claims += good ? report(&coursework, record, count) : 0;
        free(record);
    }
    printf("%ld claims that are right\n\n%-38s", claims, "");
    for (int f = 0; f < FATES; f++)
        printf("%16s", fate_name[f]);
    printf("\n");
    for (int change = 0; change < CHANGES; change++) {
        printf("%-38s", change_name[change]);
        for (int f = 0; f < FATES; f++)
            printf("%16ld", count[change][f]);
        printf("\n");
        good = good && count[change][FATE_SURVIVES] == 0 &&
               count[change][FATE_FALSE_ALARM] == 0 && count[change][FATE_REFUTED] > 0;
    }
    coursework_close(&coursework);
    flint_cleanup();
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
