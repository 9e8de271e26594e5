/* SPDX-License-Identifier: MIT
 *
 * Judges the coursework as the product does and compares every verdict with the inventory,
 * whatever the claims' lines expect. Prints the table of inventory verdict by our verdict,
 * and what became of every caveat that the inventory names.
 *
 * usage: coursework_test FOLDER [SEED]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "coursework.h"
#include "run.h"
#include "subject/claim.h"

/* The coursework holds at least so many claims that a case can state. */
enum { LEAST_CLAIMS = 475, MOST_VERDICTS = 16 };

struct comparison {
    const struct coursework *coursework;
    const char *verdict[MOST_VERDICTS]; /* of the inventory */
    int verdicts;
    long count[MOST_VERDICTS][SECANT_VERDICTS];
    long claims, agreed, failures;
    long caveats_found, caveats_of_text;
};

static bool judge_claim(const struct secant_job *job, const struct judge_options *options,
                        struct judgement *judgement)
{
    const struct coursework_claim *claim = job->context;
    return claim_judge(claim->file, claim->subject, claim->number, options, judgement);
}

/* ---------- verdicts */

static int place_of(struct comparison *c, const char *verdict)
{
    for (int k = 0; k < c->verdicts; k++)
        if (strcmp(c->verdict[k], verdict) == 0)
            return k;
    if (c->verdicts == MOST_VERDICTS)
        return 0;
    c->verdict[c->verdicts] = verdict;
    return c->verdicts++;
}

/* Whether the word is one of the list's, which commas part. */
static bool is_listed(const char *word, const char *list)
{
    size_t length = strlen(word);
    for (const char *at = list; at; at = strchr(at, ',')) {
        at += *at == ',';
        if (strncmp(at, word, length) == 0 && (at[length] == ',' || at[length] == '\0'))
            return true;
    }
    return false;
}

/* ---------- caveats */

/* What the inventory calls a caveat, and the words of ours that answer it. The caveats with
 * no answer are about the text of the coursework, not about the formula that the case
 * states. */
static const struct {
    const char *theirs, *ours;
} answers[] = {
    {"1 stands for", "identity"},
    {"at 0 is a convention", "convention"},
    {"at the kink 0 is a convention", "convention"},
    {"only for K > 1", "size is 1"},
    {"only in the limit", "limit"},
    {"", NULL},
};

static bool has_caveat(const struct secant_result *r, const char *words)
{
    for (int k = 0; k < r->caveats; k++)
        if (strstr(r->caveat[k], words))
            return true;
    return false;
}

static void compare_caveat(struct comparison *c, const struct coursework_row *row,
                           const struct secant_result *r)
{
    size_t k = 0;
    while (!strstr(row->caveat, answers[k].theirs))
        k++;
    if (!answers[k].ours) {
        c->caveats_of_text++;
        printf("  %-34s of the text: %s\n", row->id, row->caveat);
    } else if (has_caveat(r, answers[k].ours)) {
        c->caveats_found++;
        printf("  %-34s found: %s\n", row->id, row->caveat);
    } else {
        c->failures++;
        printf("  %-34s MISSING: %s\n", row->id, row->caveat);
    }
}

/* ---------- one claim after the other */

static void take_result(void *context, const struct secant_result *r)
{
    struct comparison *c = context;
    const struct coursework_row *row = c->coursework->claim[r->index].row;
    const char *ours = secant_verdict_name(r->verdict);
    c->claims++;
    c->count[place_of(c, row->verdict)][r->verdict]++;
    if (is_listed(ours, row->accept)) {
        c->agreed++;
    } else {
        c->failures++;
        printf("  %-34s %s, the inventory says %s: %s\n", row->id, ours, row->verdict,
               r->claim);
    }
    if (r->verdict == SECANT_RIGHT && row->caveat[0])
        compare_caveat(c, row, r);
}

static void check_stated(struct comparison *c)
{
    for (size_t k = 0; k < c->coursework->rows; k++) {
        const struct coursework_row *row = &c->coursework->row[k];
        if (row->stated == (row->statable ? 1 : 0))
            continue;
        c->failures++;
        printf("  %-34s is stated %d times\n", row->id, row->stated);
    }
}

static void print_table(const struct comparison *c)
{
    printf("\n%-24s", "inventory");
    for (int v = 0; v < SECANT_VERDICTS; v++)
        printf("%12s", secant_verdict_name((enum secant_verdict)v));
    printf("\n");
    for (int k = 0; k < c->verdicts; k++) {
        printf("%-24s", c->verdict[k]);
        for (int v = 0; v < SECANT_VERDICTS; v++)
            printf("%12ld", c->count[k][v]);
        printf("\n");
    }
    printf("\n%ld claims, %ld agree with the inventory; of the caveats of claims called "
           "right\n%ld are named, %ld are about the text only; %ld failures\n",
           c->claims, c->agreed, c->caveats_found, c->caveats_of_text, c->failures);
}

int main(int count, char **word)
{
    struct coursework coursework;
    if (count < 2 || !coursework_open(&coursework, word[1]))
        return EXIT_FAILURE;
    struct secant_job *job = calloc(coursework.claims + 1, sizeof *job);
    struct comparison comparison = {.coursework = &coursework};
    struct judge_options options = {.seed = count > 2 ? strtoull(word[2], NULL, 0) : 42};
    struct secant_run_hooks hooks = {.context = &comparison, .result = take_result};
    struct secant_summary summary;
    for (size_t k = 0; job && k < coursework.claims; k++)
        job[k] = (struct secant_job){.name = coursework.claim[k].subject->name,
                                     .has_own_expectation = true,
                                     .context = &coursework.claim[k],
                                     .work = judge_claim};
    bool good = job &&
                secant_run_jobs(job, coursework.claims, 2, &options, &hooks, &summary);
    check_stated(&comparison);
    print_table(&comparison);
    good = good && comparison.failures == 0 && comparison.claims >= LEAST_CLAIMS;
    free(job);
    coursework_close(&coursework);
    flint_cleanup();
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
