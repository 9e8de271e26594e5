/* SPDX-License-Identifier: MIT
 *
 * overhead: what a check costs, beside what the function costs and what other tools do.
 *
 *   1. Scalar losses of 64 inputs and more: a complete check of one point against the same
 *      number of bare evaluations of the function. Limit: 1.3 times, where a value takes
 *      50 ns or more; a check adds about half a microsecond an element, which is dear
 * beside a function of 16 ns.
 *   2. Elementwise kernels on a vector of 1000: microseconds an element. Limit: 1.5.
 *   3. gsl_deriv_central of GSL and chkder of MINPACK (cminpack) on the same functions and
 *      points: time, false alarms, misses. Their decision rules:
 *        GSL      a claim is wrong when |claim - estimate| > abserr; first step 1e-4;
 *        chkder   one vote for a whole gradient; wrong when err < 0.5, as in its manual.
 *      Elementwise kernels are asked for one element, so that the clock has its share in
 *      these times. A planted relative error sits in one element; a miss is one that is
 *      called right. Then the same on the functions of regimes.c.
 *   4. Wall time of `secant check softplus --precision double`, from start to exit.
 *      Limit: 10 ms.
 *
 * Times are the least of several runs, of the thread's own clock but for the last. The exit
 * code is 1 when a limit is not met: a quiet machine is wanted.
 *
 *   ninja -C build && build/bench/overhead
 */
#include <cminpack.h>
#include <fcntl.h>
#include <gsl/gsl_deriv.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "arguments.h"
#include "kernel.h"
#include "regimes.h"
#include "sample/point.h"
#include "sample/random.h"
#include "subject/kernel_subject.h"
#include "table.h"
#include "verdict/examine.h"

static const double ratio_limit = 1.3, element_limit = 1.5, start_limit = 10;

static struct arguments arguments = {.checks = 200, .points = 7, .seed = 1};
static struct table table;
static bool over;

/* ---------- clocks */

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double now(void) { return seconds(CLOCK_THREAD_CPUTIME_ID); }

/* ---------- kernels at points of our own sizes */

struct bound {
    const struct secant_kernel *kernel;
    struct secant_subject subject;
    struct secant_point *point;
    struct secant_function f;
    struct examiner examiner;
    double *x, *claim;
    struct finding *finding;
};

static const struct secant_kernel *kernel_named(const char *name)
{
    const struct secant_kernel *const *table_of = secant_kernel_table(SECANT_DOUBLE);
    while (*table_of && strcmp((*table_of)->name, name) != 0)
        table_of++;
    return *table_of;
}

static void fill(const struct secant_signature *s, struct secant_point *point,
                 struct secant_random *random)
{
    for (int k = 0; k < SECANT_MAX_INPUTS && s->input[k].name; k++) {
        double *x = point->in[k].data;
        size_t count = secant_elements(point->in[k].shape);
        enum secant_kind kind = s->input[k].kind;
        for (size_t i = 0; i < count; i++)
            if (kind == SECANT_CLASS)
                x[i] = 3;
            else if (kind == SECANT_REAL)
                x[i] = secant_random_normal(random);
            else
                x[i] = 1 / (double)count;
    }
}

/* Everything at a fresh random point; leaves the program without memory. */
static struct bound *bind(const char *name, const long *size, struct secant_random *random)
{
    struct bound *b = calloc(1, sizeof *b);
    if (!b || !(b->kernel = kernel_named(name)) ||
        !secant_kernel_subject_create(&b->subject, b->kernel, SECANT_DOUBLE) ||
        !(b->point = secant_point_create(b->subject.signature, size)))
        exit(2);
    fill(b->subject.signature, b->point, random);
    size_t n = b->point->varying;
    b->x = malloc(n * sizeof *b->x);
    b->claim = malloc(n * sizeof *b->claim);
    b->finding = malloc(n * sizeof *b->finding);
    if (!b->x || !b->claim || !b->finding ||
        !b->subject.bind(b->subject.context, b->point, &b->f) ||
        !examiner_create(&b->examiner, &b->f))
        exit(2);
    double *next = b->x;
    for (int k = 0; k < SECANT_MAX_INPUTS && b->subject.signature->input[k].name; k++) {
        size_t count = secant_elements(b->point->in[k].shape);
        if (!b->subject.signature->input[k].varies)
            continue;
        memcpy(next, b->point->in[k].data, count * sizeof *next);
        b->point->in[k].data = next; /* so that a tool that moves x moves the input */
        next += count;
    }
    b->f.claim(b->f.context, b->x, b->claim);
    b->examiner.reference = 1;
    for (size_t i = 0; i < n; i++)
        b->examiner.largest = fmax(b->examiner.largest, fabs(b->claim[i]));
    return b;
}

static void release(struct bound *b)
{
    examiner_destroy(&b->examiner);
    secant_kernel_subject_destroy(&b->subject, SECANT_DOUBLE);
    secant_point_destroy(b->point);
    free(b->x);
    free(b->claim);
    free(b->finding);
    free(b);
}

/* The kernel itself, without anything around it. */
static void evaluate(const struct bound *b, double *y)
{
    b->kernel->value(b->point->in, b->point->size, y);
}

/* ---------- 1 and 2: a check against bare evaluations */

static const struct {
    const char *kernel;
    long size[3];
} losses[] = {{"l2_penalty", {64}},
              {"mse_mean", {64}},
              {"l2_penalty", {512}},
              {"mse_sum", {512}},
              {"logsumexp", {64}},
              {"cross_entropy", {64}},
              {"network_tanh_softmax_ce", {8, 8, 4}},
              {"network_relu_identity_mse", {8, 8, 4}}};
enum { LOSSES = sizeof losses / sizeof *losses };

static const char *const elementwise[] = {"relu",        "leaky_relu", "elu",  "sigmoid",
                                          "tanh",        "softplus",   "silu", "gelu",
                                          "log_sigmoid", "gelu_tanh"};
enum { ELEMENTWISE = sizeof elementwise / sizeof *elementwise, VECTOR = 1000 };

static long *sizes_of(const long *from, long *size)
{
    for (int i = 0; i < SECANT_MAX_SIZES; i++)
        size[i] = i < 3 ? from[i] : 0;
    return size;
}

struct cost {
    double check, bare; /* seconds, of one complete check and of as many evaluations */
    long evaluations;
};

/* The least of several runs, taking turns; each of both lasts some milliseconds. */
static struct cost cost_of(struct bound *b)
{
    struct cost cost = {HUGE_VAL, HUGE_VAL, 0};
    double *y = malloc((b->f.outputs + 1) * sizeof *y);
    int times = 1;
    for (long run = 0; y && run < arguments.points; run++) {
        b->examiner.sweep.calls = 0;
        double start = now();
        for (int i = 0; i < times; i++)
            if (!examine(&b->examiner, b->x, b->claim, 0, b->f.inputs, b->finding))
                exit(2);
        double end = now();
        cost.check = fmin(cost.check, (end - start) / times);
        cost.evaluations = b->examiner.sweep.calls / times + 1;
        if (run == 0)
            times = (int)fmax(1, 4e-3 / cost.check);
        start = now();
        for (long i = 0; i < times * cost.evaluations; i++)
            evaluate(b, y);
        end = now();
        cost.bare = fmin(cost.bare, (end - start) / times);
    }
    free(y);
    return cost;
}

static void measure_losses(void)
{
    struct secant_random random;
    long size[SECANT_MAX_SIZES];
    secant_random_start(&random, arguments.seed, 1);
    table_row(&table);
    const char *const head[] = {"loss",          "inputs",     "evaluations", "check, us",
                                "functions, us", "ns a value", "ratio",       "limit"};
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        table_cell(&table, "%s", head[i]);
    for (int i = 0; i < LOSSES; i++) {
        struct bound *b = bind(losses[i].kernel, sizes_of(losses[i].size, size), &random);
        struct cost cost = cost_of(b);
        double ratio = cost.check / cost.bare;
        table_row(&table);
        table_cell(&table, "%s", losses[i].kernel);
        table_cell(&table, "%zu", b->f.inputs);
        table_cell(&table, "%ld", cost.evaluations);
        table_cell(&table, "%.1f", 1e6 * cost.check);
        table_cell(&table, "%.1f", 1e6 * cost.bare);
        table_cell(&table, "%.0f", 1e9 * cost.bare / (double)cost.evaluations);
        table_cell(&table, "%.2f", ratio);
        bool limited = cost.bare >= 50e-9 * (double)cost.evaluations;
        table_cell(&table, limited ? "%.1f" : "-", ratio_limit);
        over = over || (limited && ratio > ratio_limit);
        release(b);
    }
    table_write(&table, arguments.markdown);
}

static void measure_elementwise(void)
{
    struct secant_random random;
    long size[SECANT_MAX_SIZES] = {VECTOR};
    secant_random_start(&random, arguments.seed, 2);
    const char *const head[] = {"elementwise",   "elements",           "evaluations",
                                "us an element", "of it the function", "limit"};
    table_row(&table);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        table_cell(&table, "%s", head[i]);
    for (int i = 0; i < ELEMENTWISE; i++) {
        struct bound *b = bind(elementwise[i], size, &random);
        struct cost cost = cost_of(b);
        double each = 1e6 * cost.check / VECTOR;
        table_row(&table);
        table_cell(&table, "%s", elementwise[i]);
        table_cell(&table, "%d", VECTOR);
        table_cell(&table, "%ld", cost.evaluations);
        table_cell(&table, "%.2f", each);
        table_cell(&table, "%.2f", 1e6 * cost.bare / VECTOR);
        table_cell(&table, "%.1f", element_limit);
        over = over || each > element_limit;
        release(b);
    }
    table_write(&table, arguments.markdown);
}

/* ---------- 3: other tools */

enum { SECANT, GSL, CHKDER, TOOLS };
static const char *const tools[TOOLS] = {"secant", "gsl_deriv_central", "chkder"};
static const double planted[] = {0, 1e-1, 1e-3, 1e-6};
enum { PLANTED = sizeof planted / sizeof *planted };

/* A number that depends on one coordinate. */
struct along {
    const struct bound *bound;
    size_t input;
};

static double along_value(double x, void *context)
{
    const struct along *a = context;
    double keep = a->bound->x[a->input], y;
    a->bound->x[a->input] = x;
    evaluate(a->bound, &y);
    a->bound->x[a->input] = keep;
    return y;
}

static enum secant_verdict ask_gsl(const struct bound *b, size_t input, double claim)
{
    struct along along = {b, input};
    gsl_function function = {along_value, &along};
    double estimate, error;
    gsl_deriv_central(&function, b->x[input], 1e-4, &estimate, &error);
    return fabs(claim - estimate) > error ? SECANT_WRONG : SECANT_RIGHT;
}

/* The whole gradient in one call. */
static enum secant_verdict ask_chkder(const struct bound *b, double *room)
{
    int inputs = (int)b->f.inputs;
    double *x = room, *moved = x + inputs, y, beside, vote;
    memcpy(x, b->x, (size_t)inputs * sizeof *x);
    evaluate(b, &y);
    chkder(1, inputs, x, NULL, NULL, 1, moved, NULL, 1, NULL);
    memcpy(b->x, moved, (size_t)inputs * sizeof *x);
    evaluate(b, &beside);
    memcpy(b->x, x, (size_t)inputs * sizeof *x);
    chkder(1, inputs, x, &y, b->claim, 1, NULL, &beside, 2, &vote);
    return vote < 0.5 ? SECANT_WRONG : SECANT_RIGHT;
}

struct score {
    long asked[PLANTED], wrong[PLANTED], right[PLANTED];
    double time;   /* of the right claims */
    long elements; /* that were checked in that time */
};

static void count_verdict(struct score *score, int error, enum secant_verdict verdict)
{
    score->asked[error]++;
    score->wrong[error] += verdict == SECANT_WRONG;
    score->right[error] += verdict == SECANT_RIGHT;
}

/* Right claims: every element. Planted errors: one element a point. */
static void ask_all(struct bound *b, size_t chosen, struct score score[TOOLS])
{
    size_t n = b->f.inputs;
    double *room = calloc(2 * n, sizeof *room), start, right = b->claim[chosen];
    if (!room)
        exit(2);
    for (int e = 0; e < PLANTED; e++) {
        size_t first = e == 0 ? 0 : chosen, end = e == 0 ? n : chosen + 1;
        b->claim[chosen] = right;
        b->examiner.planted = e == 0 ? SIZE_MAX : chosen;
        b->examiner.factor = 1 + planted[e];

        start = now();
        examine(&b->examiner, b->x, b->claim, first, end, b->finding);
        score[SECANT].time += e == 0 ? now() - start : 0;
        for (size_t j = first; j < end; j++)
            count_verdict(&score[SECANT], e, b->finding[j].verdict);
        b->claim[chosen] = right * (1 + planted[e]);

        start = now();
        for (size_t j = first; j < end; j++)
            count_verdict(&score[GSL], e, ask_gsl(b, j, b->claim[j]));
        score[GSL].time += e == 0 ? now() - start : 0;

        start = now();
        count_verdict(&score[CHKDER], e, ask_chkder(b, room));
        score[CHKDER].time += e == 0 ? now() - start : 0;
    }
    for (int t = 0; t < TOOLS; t++)
        score[t].elements += (long)n;
    b->claim[chosen] = right;
    free(room);
}

static void write_scores(const char *name, const struct score *score)
{
    for (int t = 0; t < TOOLS; t++) {
        const struct score *s = &score[t];
        table_row(&table);
        table_cell(&table, "%s", name);
        table_cell(&table, "%s", tools[t]);
        table_cell(&table, "%.3f", 1e6 * s->time / (double)s->elements);
        table_cell(&table, "%ld of %ld", s->wrong[0], s->asked[0]);
        for (int e = 1; e < PLANTED; e++)
            table_cell(&table, "%.1f / %.1f",
                       100 * (double)s->wrong[e] / (double)s->asked[e],
                       100 * (double)s->right[e] / (double)s->asked[e]);
    }
}

static void measure_tools(void)
{
    struct secant_random random;
    long size[SECANT_MAX_SIZES];
    const long single[3] = {1};
    secant_random_start(&random, arguments.seed, 3);
    gsl_set_error_handler_off();
    table_row(&table);
    table_cell(&table, "function");
    table_cell(&table, "tool");
    table_cell(&table, "us an element");
    table_cell(&table, "false alarms");
    for (int e = 1; e < PLANTED; e++)
        table_cell(&table, "%.0e: found %% / missed %%", planted[e]);
    for (int i = 0; i < LOSSES + ELEMENTWISE; i++) {
        const char *name = i < LOSSES ? losses[i].kernel : elementwise[i - LOSSES];
        struct score score[TOOLS] = {{{0}, {0}, {0}, 0, 0}};
        long points = arguments.checks * (i < LOSSES ? 1 : 16);
        for (long p = 0; p < points; p++) {
            sizes_of(i < LOSSES ? losses[i].size : single, size);
            struct bound *b = bind(name, size, &random);
            size_t last = b->f.inputs - 1;
            size_t chosen = (size_t)secant_random_integer(&random, 0, (long)last);
            if (b->claim[chosen] != 0) /* a relative error of nothing is none */
                ask_all(b, chosen, score);
            release(b);
        }
        write_scores(name, score);
    }
    table_write(&table, arguments.markdown);
}

static double trial_along(double x, void *context) { return trial_value(context, x); }

static enum secant_verdict ask_about(int tool, struct examiner *e, struct trial *trial)
{
    double x = trial_x(trial), claim = trial_claim(trial, x);
    if (tool == SECANT) {
        struct finding found;
        bool asked = examine(e, &x, &claim, 0, 1, &found);
        return asked ? found.verdict : SECANT_ERROR;
    }
    if (tool == GSL) {
        gsl_function function = {trial_along, trial};
        double estimate, error;
        gsl_deriv_central(&function, x, 1e-4, &estimate, &error);
        return fabs(claim - estimate) > error ? SECANT_WRONG : SECANT_RIGHT;
    }
    double moved, y = trial_value(trial, x), beside, vote;
    chkder(1, 1, &x, NULL, NULL, 1, &moved, NULL, 1, NULL);
    beside = trial_value(trial, moved);
    chkder(1, 1, &x, &y, &claim, 1, NULL, &beside, 2, &vote);
    return vote < 0.5 ? SECANT_WRONG : SECANT_RIGHT;
}

static void ask_regime(const struct regime *regime, struct score score[TOOLS])
{
    struct trial trial = {0};
    struct secant_function f = trial_function(&trial);
    struct examiner e;
    struct secant_random random;
    if (!examiner_create(&e, &f))
        exit(2);
    secant_random_start(&random, arguments.seed, secant_random_stream(regime->name));
    for (int k = regime->first; k < regime->end; k++) {
        struct survey survey = trial_survey(regime, k, arguments.seed);
        e.reference = survey.reference;
        e.largest = survey.largest;
        for (long i = 0; i < arguments.checks; i++) {
            trial_draw(&trial, regime, k, &random);
            double claim = trial_claim(&trial, trial_x(&trial));
            for (int p = 0; p < PLANTED * TOOLS; p++) {
                int error = p / TOOLS, tool = p % TOOLS;
                trial.factor = 1 + planted[error];
                if (isfinite(claim) && fabs(claim) > 1e-290)
                    count_verdict(&score[tool], error, ask_about(tool, &e, &trial));
            }
        }
    }
    examiner_destroy(&e);
}

static void measure_tools_in_regimes(void)
{
    bench_regimes_start(arguments.seed);
    table_row(&table);
    table_cell(&table, "regime");
    table_cell(&table, "tool");
    table_cell(&table, "false alarms %%");
    for (int e = 1; e < PLANTED; e++)
        table_cell(&table, "%.0e: found %% / missed %%", planted[e]);
    for (int r = 0; r < BENCH_REGIMES; r++) {
        struct score score[TOOLS] = {{{0}, {0}, {0}, 0, 0}};
        ask_regime(&bench_regimes[r], score);
        for (int t = 0; t < TOOLS; t++) {
            table_row(&table);
            table_cell(&table, "%s", bench_regimes[r].name);
            table_cell(&table, "%s", tools[t]);
            table_cell(&table, "%.2f",
                       100 * (double)score[t].wrong[0] / (double)score[t].asked[0]);
            for (int e = 1; e < PLANTED; e++)
                table_cell(&table, "%.1f / %.1f",
                           100 * (double)score[t].wrong[e] / (double)score[t].asked[e],
                           100 * (double)score[t].right[e] / (double)score[t].asked[e]);
        }
    }
    table_write(&table, arguments.markdown);
}

/* ---------- 4: the program */

extern char **environ;

static double run_program(void)
{
    char program[] = SECANT_PROGRAM, check[] = "check", kernel[] = "softplus";
    char precision[] = "--precision", type[] = "double";
    char *const words[] = {program, check, kernel, precision, type, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    double start = seconds(CLOCK_MONOTONIC);
    pid_t child;
    int status = -1;
    bool ran = posix_spawn(&child, program, &actions, NULL, words, environ) == 0 &&
               waitpid(child, &status, 0) == child;
    double end = seconds(CLOCK_MONOTONIC);
    posix_spawn_file_actions_destroy(&actions);
    return ran && status == 0 ? end - start : HUGE_VAL;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Of all programs that were run so far. */
static double processor_time(void)
{
    struct rusage used;
    getrusage(RUSAGE_CHILDREN, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

static void measure_start(void)
{
    enum { RUNS = 21 };
    double time[RUNS], before = processor_time();
    for (int i = 0; i < RUNS; i++)
        time[i] = run_program();
    double processor = (processor_time() - before) / RUNS;
    qsort(time, RUNS, sizeof *time, ascending);
    table_row(&table);
    table_cell(&table, "program");
    table_cell(&table, "least, ms");
    table_cell(&table, "median, ms");
    table_cell(&table, "processor, ms");
    table_cell(&table, "limit");
    table_row(&table);
    table_cell(&table, "secant check softplus --precision double");
    table_cell(&table, "%.1f", 1e3 * time[0]);
    table_cell(&table, "%.1f", 1e3 * time[RUNS / 2]);
    table_cell(&table, "%.1f", 1e3 * processor);
    table_cell(&table, "%.0f", start_limit);
    over = over || 1e3 * time[0] > start_limit;
    table_write(&table, arguments.markdown);
}

int main(int count, char **word)
{
    arguments_read(&arguments, count, word,
                   "Times a check. --checks: points for the comparison of tools; --points: "
                   "runs to take the least time of.");
    measure_losses();
    measure_elementwise();
    if (arguments.checks > 0) {
        measure_tools();
        measure_tools_in_regimes();
    }
    measure_start();
    if (over)
        puts("over the limit");
    return over;
}
