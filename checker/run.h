/* SPDX-License-Identifier: MIT
 *
 * The runner: jobs on many threads, results in the order of the jobs whatever the number of
 * threads.
 */
#ifndef SECANT_RUN_H
#define SECANT_RUN_H

#include "verdict/judge.h"

/* One thing to be judged. */
struct secant_job {
    const char *name;
    const char *precision; /* "double"; NULL where it has none */
    const char *formula;
    const char *mistake; /* the mistake that was planted; NULL: none */
    bool expected_wrong;
    bool naive; /* may overflow where its mistake says: nan is expected then */
    bool has_own_expectation; /* its results say themselves what is expected */
    const char *words;   /* what names it on a command line; NULL: its name, its file */
    const void *context; /* for `work` */
    int variant;

    /* Judges the job; called on any thread. False without memory. */
    bool (*work)(const struct secant_job *job, const struct judge_options *options,
                 struct judgement *judgement);
};

struct secant_run_hooks {
    void *context;
    void (*result)(void *context, const struct secant_result *result);
    void (*progress)(void *context, size_t done, size_t total); /* NULL: none */
};

/* Runs the jobs on `threads` threads. False without memory; what was finished before is
 * delivered. The summary's time is left to the caller. */
bool secant_run_jobs(const struct secant_job *job, size_t jobs, int threads,
                     const struct judge_options *options,
                     const struct secant_run_hooks *hooks, struct secant_summary *summary);

#endif
