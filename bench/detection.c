/* SPDX-License-Identifier: MIT
 *
 * detection: plants relative errors into right derivatives and counts what becomes of them.
 *
 *   1. By regime (regimes.c, double): an error in every element, each by itself: share
 *      called wrong / share called right, which is a miss; the rest is undecided.
 *   2. By regime, pooled: the same error in a thousand elements of one function, judged
 *      together: share of (function, repetition) that is flagged; 0 are false flags.
 *   3. By kernel and precision: an error in every element of --points points.
 *
 * --checks is the number of elements in each cell of the first table.
 *
 *   ninja -C build && build/bench/detection --jobs 2
 *   build/bench/detection --jobs 2 --sharp
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "kernel.h"
#include "parallel.h"
#include "regimes.h"
#include "sample/point.h"
#include "subject/kernel_subject.h"
#include "table.h"
#include "verdict/examine.h"
#include "verdict/pooled.h"

static struct arguments arguments = {.checks = 4000, .points = 20, .seed = 1, .jobs = 1};
static struct table table;

/* The claim is the right one times 1 +- error; a sign and a zero besides. */
static const double errors[] = {1e-1, 1e-2, 1e-3, 1e-4, 1e-5,
                                1e-6, 1e-7, 1e-8, 1e-9, 1e-10};
enum { ERRORS = sizeof errors / sizeof *errors, SIGN = ERRORS, ZERO, CELLS };

struct cell {
    long asked, wrong, right;
};

static double factor_of(int cell, struct secant_random *random)
{
    double side = secant_random_bits(random) >> 63 ? 1 : -1;
    return cell < ERRORS ? 1 + side * errors[cell] : cell == SIGN ? -1 : 0;
}

static void count_verdict(struct cell *cell, enum secant_verdict verdict)
{
    cell->asked++;
    cell->wrong += verdict == SECANT_WRONG;
    cell->right += verdict == SECANT_RIGHT;
}

static void write_cell(const struct cell *c)
{
    double asked = (double)(c->asked ? c->asked : 1);
    table_cell(&table, "%.1f / %.2f", 100 * (double)c->wrong / asked,
               100 * (double)c->right / asked);
}

static void write_errors(void)
{
    for (int e = 0; e < ERRORS; e++)
        table_cell(&table, "%.0e", errors[e]);
}

/* ---------- 1: by regime */

static void check_cell(void *context, size_t at)
{
    struct cell *cell = (struct cell *)context + at;
    const struct regime *regime = &bench_regimes[at / CELLS];
    int functions = regime->end - regime->first, mistake = (int)(at % CELLS);
    long each = arguments.checks / functions + 1;
    struct trial trial = {0};
    struct secant_function f = trial_function(&trial);
    struct examiner e;
    struct secant_random random;
    if (!examiner_create(&e, &f))
        return;
    e.sharp = arguments.sharp;
    secant_random_start(&random, arguments.seed, secant_random_stream(regime->name));
    secant_random_skip(&random, (uint64_t)mistake);
    for (int k = 0; k < functions; k++) {
        struct survey survey = trial_survey(regime, regime->first + k, arguments.seed);
        e.reference = survey.reference;
        e.largest = survey.largest;
        for (long i = 0; i < each; i++) {
            trial_draw(&trial, regime, regime->first + k, &random);
            trial.factor = factor_of(mistake, &random);
            double x = trial_x(&trial), claim = trial_claim(&trial, x);
            double right = claim / (trial.factor != 0 ? trial.factor : 1);
            if (mistake == ZERO) {
                trial.factor = 1;
                right = trial_claim(&trial, x);
                trial.factor = 0;
            }
            struct finding found;
            if (isfinite(right) && fabs(right) > 1e-290 &&
                examine(&e, &x, &claim, 0, 1, &found))
                count_verdict(cell, found.verdict);
        }
    }
    examiner_destroy(&e);
}

static void measure_regimes(void)
{
    static struct cell cell[BENCH_REGIMES][CELLS];
    in_parallel(arguments.jobs, (size_t)BENCH_REGIMES * CELLS, check_cell, cell);
    table_row(&table);
    table_cell(&table, "regime: wrong %% / missed %%");
    write_errors();
    table_cell(&table, "sign");
    table_cell(&table, "zero");
    for (int r = 0; r < BENCH_REGIMES; r++) {
        table_row(&table);
        table_cell(&table, "%s", bench_regimes[r].name);
        for (int c = 0; c < CELLS; c++)
            write_cell(&cell[r][c]);
    }
    table_write(&table, arguments.markdown);
}

/* ---------- 2: pooled */

enum { POOLED = 1000, REPETITIONS = 5, FIRST_POOLED = 3 /* errors from 1e-4 on */ };

struct flags {
    long asked, raised[ERRORS + 1]; /* last: nothing planted */
};

static void pool_once(struct flags *flags, const struct regime *regime, int function,
                      uint64_t number)
{
    static const struct pool none;
    struct pool pool[ERRORS + 1];
    struct trial trial = {0};
    struct secant_function f = trial_function(&trial);
    struct examiner e;
    struct secant_random random;
    struct survey survey = trial_survey(regime, function, arguments.seed);
    if (!examiner_create(&e, &f))
        return;
    e.sharp = arguments.sharp;
    e.reference = survey.reference;
    e.largest = survey.largest;
    for (int i = 0; i <= ERRORS; i++)
        pool[i] = none;
    secant_random_start(&random, arguments.seed, secant_random_stream(regime->name));
    secant_random_skip(&random, ((uint64_t)function + 1) << 32 | number);
    for (long point = 0; point < POOLED; point++) {
        trial_draw(&trial, regime, function, &random);
        double x = trial_x(&trial), claim = trial_claim(&trial, x);
        struct finding found;
        if (!isfinite(claim) || !examine(&e, &x, &claim, 0, 1, &found) ||
            !(found.centred_bar > 0) ||
            found.centred_bar > ORACLE_RESOLVED * fabs(found.centred))
            continue;
        for (int i = FIRST_POOLED; i <= ERRORS; i++)
            pool_add(&pool[i], point, claim * (i < ERRORS ? 1 + errors[i] : 1),
                     found.centred, found.centred_bar);
    }
    flags->asked++;
    for (int i = FIRST_POOLED; i <= ERRORS; i++) {
        flags->raised[i] += pool_judge(&pool[i], f.bits).mistake;
        pool_finish(&pool[i]);
    }
    examiner_destroy(&e);
}

static void pool_regime(void *context, size_t at)
{
    struct flags *flags = (struct flags *)context + at;
    const struct regime *regime = &bench_regimes[at];
    for (int k = regime->first; k < regime->end; k++)
        for (uint64_t i = 0; i < REPETITIONS; i++)
            pool_once(flags, regime, k, i);
}

static void measure_pooled(void)
{
    static struct flags flags[BENCH_REGIMES];
    in_parallel(arguments.jobs, BENCH_REGIMES, pool_regime, flags);
    table_row(&table);
    table_cell(&table, "regime: flagged %%, of 1000");
    table_cell(&table, "0");
    for (int i = FIRST_POOLED; i < ERRORS; i++)
        table_cell(&table, "%.0e", errors[i]);
    for (int r = 0; r < BENCH_REGIMES; r++) {
        double asked = (double)(flags[r].asked ? flags[r].asked : 1);
        table_row(&table);
        table_cell(&table, "%s", bench_regimes[r].name);
        table_cell(&table, "%.1f", 100 * (double)flags[r].raised[ERRORS] / asked);
        for (int i = FIRST_POOLED; i < ERRORS; i++)
            table_cell(&table, "%.1f", 100 * (double)flags[r].raised[i] / asked);
    }
    table_write(&table, arguments.markdown);
}

/* ---------- 3: by kernel and precision */

static const double kernel_errors[] = {1e-1, 1e-3, 1e-5, 1e-7};
enum { KERNEL_ERRORS = sizeof kernel_errors / sizeof *kernel_errors };

struct row {
    const struct secant_kernel *kernel[SECANT_PRECISIONS];
    struct cell cell[SECANT_PRECISIONS][KERNEL_ERRORS];
};

/* The function that is bound, with its claims off by a factor. */
struct skewed {
    struct secant_function right;
    double factor;
    size_t claims;
};

static bool skewed_value(void *context, const double *x, double *y, double *terms)
{
    const struct skewed *s = context;
    return s->right.value(s->right.context, x, y, terms);
}

static bool skewed_claim(void *context, const double *x, double *slope)
{
    const struct skewed *s = context;
    bool done = s->right.claim(s->right.context, x, slope);
    for (size_t i = 0; done && i < s->claims; i++)
        slope[i] *= s->factor;
    return done;
}

static bool skewed_secant(void *context, const double *x, size_t j, const double *h,
                          struct secant_row *row)
{
    const struct skewed *s = context;
    return s->right.secant(s->right.context, x, j, h, row);
}

/* The varying inputs one after the other, and the size of the values there. */
static double *coordinates(const struct secant_signature *s,
                           const struct secant_point *point)
{
    double *x = malloc((point->varying + 1) * sizeof *x), *next = x;
    for (int k = 0; x && k < SECANT_MAX_INPUTS && s->input[k].name; k++) {
        size_t count = secant_elements(point->in[k].shape);
        if (!s->input[k].varies)
            continue;
        memcpy(next, point->in[k].data, count * sizeof *x);
        next += count;
    }
    return x;
}

static void check_point(const struct secant_subject *subject,
                        const struct secant_point *point, struct cell *cell)
{
    struct skewed s;
    struct examiner e;
    if (!subject->bind(subject->context, point, &s.right))
        return;
    struct secant_function f = s.right;
    f.context = &s;
    f.value = skewed_value;
    f.claim = skewed_claim;
    f.secant = skewed_secant;
    s.claims = examiner_claims(&f);
    double *x = coordinates(subject->signature, point);
    double *right = malloc((s.claims + 1) * sizeof *right);
    double *claim = malloc((s.claims + 1) * sizeof *claim);
    struct finding *found = malloc((s.claims + 1) * sizeof *found);
    if (x && right && claim && found && examiner_create(&e, &f)) {
        s.factor = 1;
        f.claim(&s, x, right);
        f.value(&s, x, e.value, NULL);
        e.sharp = arguments.sharp;
        for (size_t k = 0; k < f.outputs; k++)
            e.reference = fmax(e.reference, isfinite(e.value[k]) ? fabs(e.value[k]) : 0);
        for (size_t i = 0; i < s.claims; i++)
            e.largest = fmax(e.largest, isfinite(right[i]) ? fabs(right[i]) : 0);
        for (int k = 0; k < KERNEL_ERRORS; k++) {
            s.factor = 1 + kernel_errors[k];
            f.claim(&s, x, claim);
            if (!examine(&e, x, claim, 0, f.inputs, found))
                continue;
            for (size_t i = 0; i < s.claims; i++)
                if (isfinite(right[i]) && right[i] != 0)
                    count_verdict(&cell[k], found[i].verdict);
        }
        examiner_destroy(&e);
    }
    free(x);
    free(right);
    free(claim);
    free(found);
}

static void check_kernel(void *context, size_t at)
{
    struct row *row = (struct row *)context + at / SECANT_PRECISIONS;
    enum secant_precision precision = (enum secant_precision)(at % SECANT_PRECISIONS);
    struct secant_subject subject;
    if (!secant_kernel_subject_create(&subject, row->kernel[precision], precision))
        return;
    for (long i = 0; i < arguments.points; i++) {
        struct secant_point *point = secant_point_draw(subject.signature, subject.name,
                                                       arguments.seed, i, subject.bits);
        if (point)
            check_point(&subject, point, row->cell[precision]);
        secant_point_destroy(point);
    }
    secant_kernel_subject_destroy(&subject, precision);
}

static void measure_kernels(void)
{
    enum { MOST = 256 };
    static struct row row[MOST];
    size_t count = 0;
    for (size_t i = 0; secant_kernel_table(SECANT_DOUBLE)[i] && count < MOST; i++) {
        if (secant_kernel_table(SECANT_DOUBLE)[i]->base)
            continue; /* naive: wrong somewhere */
        for (int p = 0; p < SECANT_PRECISIONS; p++)
            row[count].kernel[p] = secant_kernel_table((enum secant_precision)p)[i];
        count++;
    }
    in_parallel(arguments.jobs, count * SECANT_PRECISIONS, check_kernel, row);
    table_row(&table);
    table_cell(&table, "kernel: wrong %% / missed %%");
    for (int p = 0; p < SECANT_PRECISIONS; p++)
        for (int e = 0; e < KERNEL_ERRORS; e++)
            table_cell(&table, "%s %.0e", secant_precision_name((enum secant_precision)p),
                       kernel_errors[e]);
    for (size_t i = 0; i < count; i++) {
        table_row(&table);
        table_cell(&table, "%s", row[i].kernel[0]->name);
        for (int p = 0; p < SECANT_PRECISIONS; p++)
            for (int e = 0; e < KERNEL_ERRORS; e++)
                write_cell(&row[i].cell[p][e]);
    }
    table_write(&table, arguments.markdown);
}

int main(int count, char **word)
{
    arguments_read(&arguments, count, word,
                   "Plants errors into right derivatives and counts those found.");
    bench_regimes_start(arguments.seed);
    printf("%s, seed %" PRIu64 "\n\n", arguments.sharp ? "sharp" : "strict",
           arguments.seed);
    if (arguments.checks > 0) {
        measure_regimes();
        measure_pooled();
    }
    if (arguments.points > 0)
        measure_kernels();
    return 0;
}
