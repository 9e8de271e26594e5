/* SPDX-License-Identifier: MIT
 *
 * false-alarms: judges derivatives that are right, and counts those called wrong.
 *
 * Twice, and for each seed:
 *   - the functions of regimes.c, in double, --checks elements in all, each through
 *     `examine` as the product does it;
 *   - every stable kernel that is shipped, in float, double and extended, --points points
 *     of each, through `judge`: elements called wrong by regime and precision, and claims
 *     flagged by the pooled statistic.
 * Naive forms and deliberate mistakes are left out: they are wrong somewhere. Each false
 * alarm is printed with what repeats it, and makes the exit code 1.
 *
 *   ninja -C build && build/bench/false-alarms --seeds 3 --jobs 2
 *   build/bench/false-alarms --seeds 3 --jobs 2 --sharp
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "command/kernel_jobs.h"
#include "parallel.h"
#include "regimes.h"
#include "run.h"
#include "sample/point.h"
#include "subject/kernel_subject.h"
#include "table.h"
#include "verdict/examine.h"

static struct arguments arguments = {
    .checks = 10000000, .points = 2048, .seed = 1, .seeds = 1, .jobs = 1};
static struct table table;
static long alarms;

/* ---------- the regimes */

/* Ratios of bar to slope: BINS to an octave, below 1. */
enum { BINS = 8, OCTAVES = 64, CHUNK = 4096 };

struct tally {
    long checked, wrong, right, calls, ratio[BINS * OCTAVES];
};

struct chunk {
    const struct regime *regime;
    int function;
    struct survey survey;
    long checks, number;
    uint64_t seed;
    struct tally tally;
};

static void count_ratio(struct tally *tally, const struct finding *found)
{
    double octaves = -log2(found->bar / fabs(found->slope));
    if (isfinite(octaves) && octaves >= 0 && octaves < OCTAVES)
        tally->ratio[(int)(BINS * octaves)]++;
}

static void report_alarm(const struct chunk *c, const struct trial *t, double claim,
                         const struct finding *found)
{
    flockfile(stdout);
    printf("FALSE ALARM  %s, %s, seed %" PRIu64 ": x = %a, claim %.17g, measured %.17g, "
           "bar %.3g, step %.3g, reference %a, largest %a\n  z =",
           c->regime->name, bench_function_name(c->function), c->seed, trial_x(t), claim,
           found->slope, found->bar, found->step, c->survey.reference, c->survey.largest);
    for (int i = 0; i < t->n; i++)
        printf(" %a", t->z[i]);
    printf("  input %d output %d class %d\n", t->input, t->output, t->class);
    funlockfile(stdout);
}

static void check_chunk(void *context, size_t at)
{
    struct chunk *c = (struct chunk *)context + at;
    struct trial trial = {0};
    struct secant_function f = trial_function(&trial);
    struct examiner e;
    struct secant_random random;
    if (!examiner_create(&e, &f))
        return;
    e.sharp = arguments.sharp;
    e.reference = c->survey.reference;
    e.largest = c->survey.largest;
    secant_random_start(&random, c->seed, secant_random_stream(c->regime->name));
    secant_random_skip(&random, (uint64_t)c->function << 32 | (uint64_t)c->number);
    for (long i = 0; i < c->checks; i++) {
        trial_draw(&trial, c->regime, c->function, &random);
        double x = trial_x(&trial), claim = trial_claim(&trial, x);
        struct finding found;
        if (!isfinite(claim) || !examine(&e, &x, &claim, 0, 1, &found))
            continue;
        c->tally.checked++;
        c->tally.right += found.verdict == SECANT_RIGHT;
        c->tally.wrong += found.verdict == SECANT_WRONG;
        if (found.verdict == SECANT_RIGHT)
            count_ratio(&c->tally, &found);
        if (found.verdict == SECANT_WRONG)
            report_alarm(c, &trial, claim, &found);
    }
    c->tally.calls = e.sweep.calls;
    examiner_destroy(&e);
}

static double quantile(const struct tally *tally, double share)
{
    long all = 0, seen = 0;
    for (int i = 0; i < BINS * OCTAVES; i++)
        all += tally->ratio[i];
    for (int i = BINS * OCTAVES - 1; i >= 0; i--) {
        seen += tally->ratio[i];
        if ((double)seen > share * (double)all)
            return exp2(-(i + 0.5) / BINS);
    }
    return 0;
}

static void add_tally(struct tally *sum, const struct tally *t)
{
    sum->checked += t->checked;
    sum->wrong += t->wrong;
    sum->right += t->right;
    sum->calls += t->calls;
    for (int i = 0; i < BINS * OCTAVES; i++)
        sum->ratio[i] += t->ratio[i];
}

/* Chunks of one regime and seed; the functions take turns. */
static size_t cut(const struct regime *regime, uint64_t seed, long checks, struct chunk *c)
{
    int functions = regime->end - regime->first;
    size_t count = 0;
    for (int k = regime->first; k < regime->end; k++) {
        struct survey survey = trial_survey(regime, k, seed);
        long left = (checks + functions - 1) / functions;
        for (long number = 0; left > 0; number++, left -= CHUNK)
            c[count++] = (struct chunk){.regime = regime,
                                        .function = k,
                                        .survey = survey,
                                        .checks = left < CHUNK ? left : CHUNK,
                                        .number = number,
                                        .seed = seed};
    }
    return count;
}

static bool regimes_check(void)
{
    long each = arguments.checks / BENCH_REGIMES + 1;
    struct tally *sum = calloc(BENCH_REGIMES + 1, sizeof *sum);
    struct chunk *chunk = calloc((size_t)(each / CHUNK + 32), sizeof *chunk);
    for (int s = 0; sum && chunk && s < arguments.seeds; s++) {
        uint64_t seed = arguments.seed + (uint64_t)s;
        bench_regimes_start(seed);
        for (int r = 0; r < BENCH_REGIMES; r++) {
            size_t chunks = cut(&bench_regimes[r], seed, each, chunk);
            in_parallel(arguments.jobs, chunks, check_chunk, chunk);
            for (size_t i = 0; i < chunks; i++)
                add_tally(&sum[r], &chunk[i].tally);
        }
    }
    bool done = sum && chunk;
    table_row(&table);
    const char *const head[] = {"regime (double)", "elements",    "false wrong",
                                "right %",         "undecided %", "evaluations",
                                "bar/slope p50",   "p90",         "p99"};
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        table_cell(&table, "%s", head[i]);
    for (int r = 0; done && r <= BENCH_REGIMES; r++) {
        const struct tally *t = &sum[r];
        double n = (double)(t->checked ? t->checked : 1);
        table_row(&table);
        table_cell(&table, "%s", r < BENCH_REGIMES ? bench_regimes[r].name : "all");
        table_cell(&table, "%ld", t->checked);
        table_cell(&table, "%ld", t->wrong);
        table_cell(&table, "%.3f", 100 * (double)t->right / n);
        table_cell(&table, "%.3f", 100 * (double)(t->checked - t->right - t->wrong) / n);
        table_cell(&table, "%.1f", (double)t->calls / n);
        table_cell(&table, "%.1e", quantile(t, 0.5));
        table_cell(&table, "%.1e", quantile(t, 0.9));
        table_cell(&table, "%.1e", quantile(t, 0.99));
        if (r < BENCH_REGIMES)
            add_tally(&sum[BENCH_REGIMES], t);
        else
            alarms += t->wrong;
    }
    table_write(&table, arguments.markdown);
    free(sum);
    free(chunk);
    return done;
}

/* ---------- the kernels */

struct census {
    struct secant_coverage regime[SECANT_PRECISIONS][SECANT_MAX_REGIMES];
    long claims[SECANT_PRECISIONS], verdict[SECANT_PRECISIONS][SECANT_VERDICTS];
    long pooled[SECANT_PRECISIONS];
};

static int precision_of(const struct secant_result *r)
{
    int p = 0;
    while (p < SECANT_PRECISIONS - 1 &&
           strcmp(r->precision, secant_precision_name((enum secant_precision)p)) != 0)
        p++;
    return p;
}

static void count_result(void *context, const struct secant_result *r)
{
    struct census *census = context;
    int p = precision_of(r);
    census->claims[p]++;
    census->verdict[p][r->verdict]++;
    for (int i = 0; i < r->regimes; i++)
        for (int k = 0; secant_regimes[k]; k++)
            if (strcmp(secant_regimes[k], r->coverage[i].regime) == 0) {
                struct secant_coverage *c = &census->regime[p][k];
                c->points += r->coverage[i].points;
                c->right += r->coverage[i].right;
                c->wrong += r->coverage[i].wrong;
                c->undecided += r->coverage[i].undecided;
            }
    if (r->verdict == SECANT_ERROR)
        printf("ERROR  %s %s %s: %s\n", r->name, r->precision, r->claim, r->reason);
    if (r->verdict != SECANT_WRONG)
        return;
    census->pooled[p] += r->wrong == 0;
    alarms++;
    printf("FALSE ALARM  %s %s %s: %s\n  claimed %.17g measured %.17g bar %.3g step %.3g "
           "(%s)\n  %s\n",
           r->name, r->precision, r->claim, r->mistake ? r->mistake : "", r->worst.claimed,
           r->worst.measured, r->worst.bar, r->worst.step, r->worst.reason, r->replay);
    fflush(stdout);
}

static void write_census(const struct census *census)
{
    table_row(&table);
    table_cell(&table, "regime (kernels)");
    for (int p = 0; p < SECANT_PRECISIONS; p++) {
        const char *name = secant_precision_name((enum secant_precision)p);
        table_cell(&table, "%s: elements", name);
        table_cell(&table, "false wrong");
        table_cell(&table, "right %%");
    }
    struct secant_coverage all[SECANT_PRECISIONS] = {{0}};
    for (int k = 0; k == 0 || secant_regimes[k - 1]; k++) {
        table_row(&table);
        table_cell(&table, "%s", secant_regimes[k] ? secant_regimes[k] : "all");
        for (int p = 0; p < SECANT_PRECISIONS; p++) {
            const struct secant_coverage *c = secant_regimes[k] ? &census->regime[p][k]
                                                                : &all[p];
            long elements = c->right + c->wrong + c->undecided;
            table_cell(&table, "%ld", elements);
            table_cell(&table, "%ld", c->wrong);
            table_cell(&table, "%.2f",
                       100 * (double)c->right / (double)(elements ? elements : 1));
            if (!secant_regimes[k])
                continue;
            all[p].right += c->right;
            all[p].wrong += c->wrong;
            all[p].undecided += c->undecided;
        }
    }
    table_write(&table, arguments.markdown);

    const char *const head[] = {
        "claims (kernels)",  "judged", "right", "wrong", "undecided", "error",
        "false pooled flags"};
    table_row(&table);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        table_cell(&table, "%s", head[i]);
    for (int p = 0; p < SECANT_PRECISIONS; p++) {
        const long *v = census->verdict[p];
        table_row(&table);
        table_cell(&table, "%s", secant_precision_name((enum secant_precision)p));
        table_cell(&table, "%ld", census->claims[p]);
        table_cell(&table, "%ld", v[SECANT_RIGHT]);
        table_cell(&table, "%ld", v[SECANT_WRONG]);
        table_cell(&table, "%ld", v[SECANT_UNDECIDED]);
        table_cell(&table, "%ld", v[SECANT_ERROR]);
        table_cell(&table, "%ld", census->pooled[p]);
    }
    table_write(&table, arguments.markdown);
}

static bool kernels_check(void)
{
    struct census census = {0};
    struct job_list list = {0};
    struct kernel_choice choice = {0};
    bool done = kernel_jobs_add(&list, &choice);
    size_t kept = 0;
    for (size_t i = 0; done && i < list.count; i++)
        if (!list.job[i].mistake && !list.job[i].naive && list.job[i].precision)
            list.job[kept++] = list.job[i];
    for (int s = 0; done && s < arguments.seeds; s++) {
        struct judge_options options = {.seed = arguments.seed + (uint64_t)s,
                                        .points = arguments.points,
                                        .sharp = arguments.sharp};
        struct secant_run_hooks hooks = {.context = &census, .result = count_result};
        struct secant_summary summary;
        done = secant_run_jobs(list.job, kept, arguments.jobs, &options, &hooks, &summary);
    }
    write_census(&census);
    job_list_finish(&list);
    return done;
}

int main(int count, char **word)
{
    arguments_read(&arguments, count, word,
                   "Judges right derivatives and counts those called wrong.");
    printf("%s, seeds %" PRIu64 " to %" PRIu64 "\n\n", arguments.sharp ? "sharp" : "strict",
           arguments.seed, arguments.seed + (uint64_t)arguments.seeds - 1);
    bool done = arguments.checks == 0 || regimes_check();
    done = done && (arguments.points == 0 || kernels_check());
    if (!done)
        fputs("false-alarms: out of memory\n", stderr);
    printf("%ld false alarms\n", alarms);
    return !done ? 2 : alarms > 0;
}
