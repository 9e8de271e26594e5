/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "sample/given.h"
#include "sample/point.h"
#include "selection.h"
#include "subject/kernel_subject.h"
#include "writers.h"

static volatile sig_atomic_t interrupted;

static void interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

/* ---------- while it runs */

struct progress {
    struct writers *writers;
    double started, shown;
    bool terminal;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void clear(struct progress *p)
{
    if (p->shown > 0)
        fputs("\r\033[K", stderr);
    p->shown = 0;
}

static void on_result(void *context, const struct secant_result *result)
{
    struct progress *p = context;
    clear(p);
    writers_result(p->writers, result);
}

static void on_progress(void *context, size_t done, size_t total)
{
    struct progress *p = context;
    double time = now();
    if (done == total)
        clear(p);
    if (done == total || !p->terminal || time - p->started < 1 || time - p->shown < 0.1)
        return;
    fprintf(stderr, "\r\033[K%zu of %zu", done, total);
    fflush(stderr);
    p->shown = time;
}

static bool should_stop(void *context)
{
    const struct writers *writers = context;
    return interrupted || writers->failed;
}

/* ---------- what to judge */

static bool precision_is_known(const char *word)
{
    if (!word)
        return true;
    for (int p = 0; p < SECANT_PRECISIONS; p++)
        if (strcmp(word, secant_precision_name((enum secant_precision)p)) == 0)
            return true;
    complain("--precision expects float, double or extended, found '%s'", word);
    return false;
}

/* The point of --at; NULL after a message. */
static struct secant_point *given_point(const struct options *o)
{
    if (o->words != 1) {
        complain("--at needs the name of one kernel before it");
        return NULL;
    }
    char message[SECANT_MESSAGE];
    struct secant_point *point =
        secant_point_parse(kernel_job_signature(o->word[0]), o->at, message);
    if (!point)
        complain("--at '%s': %s", o->at, message);
    return point;
}

/* ---------- the run */

static int status_of(const struct secant_summary *s, bool complete)
{
    if (!complete)
        return STATUS_USAGE;
    if (s->interrupted)
        return STATUS_INTERRUPTED;
    if (s->unexpected > 0)
        return STATUS_UNEXPECTED;
    return s->unresolved > 0 || s->claims == 0 ? STATUS_UNDECIDED : STATUS_FINE;
}

static int run_jobs(const struct options *o, const struct job_list *list,
                    const struct secant_point *given)
{
    struct writers writers;
    if (!writers_open(&writers, o))
        return STATUS_USAGE;
    struct secant_run run = {
        .version = SECANT_VERSION,
        .seed = o->seed,
        .points = o->points,
        .sharp = o->sharp,
        .options = o->text,
        .color = !o->color_off,
        .verbose = o->verbose,
    };
    struct judge_options options = {
        .seed = o->seed,
        .points = o->points,
        .bits = o->bits,
        .seconds = o->seconds,
        .sharp = o->sharp,
        .given = given,
        .cancelled = should_stop,
        .context = &writers,
    };
    struct progress progress = {&writers, now(), 0, isatty(STDERR_FILENO)};
    struct secant_run_hooks hooks = {&progress, on_result, on_progress};
    struct secant_summary summary;

    struct sigaction action = {.sa_handler = interrupt};
    sigaction(SIGINT, &action, NULL);
    writers_begin(&writers, &run);
    bool good =
        secant_run_jobs(list->job, list->count, o->jobs, &options, &hooks, &summary);
    summary.seconds = now() - progress.started;
    if (!good)
        complain("out of memory");
    bool complete = writers_end(&writers, &summary);
    return status_of(&summary, complete && good);
}

static int check(const struct options *o)
{
    if (!precision_is_known(o->precision))
        return STATUS_USAGE;
    struct secant_point *given = NULL;
    struct selection selection;
    int status = STATUS_USAGE;
    if (selection_make(&selection, o)) {
        if (!o->at || (given = given_point(o)))
            status = run_jobs(o, &selection.jobs, given);
        if (status != STATUS_INTERRUPTED && selection.files.faulty)
            status = STATUS_USAGE; /* not all could be read */
    }
    selection_finish(&selection);
    secant_point_destroy(given);
    return status;
}

const struct command check_command = {
    .name = "check",
    .usage = "check [CASE-FILE|KERNEL|CLAIM ...] [OPTIONS]",
    .summary = "judges derivatives; without a name, all that is shipped",
    .run = check,
};
