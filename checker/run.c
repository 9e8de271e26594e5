/* SPDX-License-Identifier: MIT */
#include "run.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "number/ball.h"
#include "replay.h"

struct slot {
    struct judgement judgement;
    bool finished, good;
};

/* How many results may wait for an earlier one: memory stays bounded in long runs. */
enum { WINDOW = 1024 };

struct pool_of_work {
    const struct secant_job *job;
    size_t jobs, next;
    const struct judge_options *options;
    struct slot *slot;
    size_t delivered; /* workers stay within a window of the results written */
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

static bool cancelled(const struct judge_options *options)
{
    return options->cancelled && options->cancelled(options->context);
}

static void *work(void *argument)
{
    struct pool_of_work *pool = argument;
    for (;;) {
        pthread_mutex_lock(&pool->lock);
        size_t at = pool->next++;
        while (at < pool->jobs && at >= pool->delivered + WINDOW)
            pthread_cond_wait(&pool->changed, &pool->lock);
        pthread_mutex_unlock(&pool->lock);
        if (at >= pool->jobs) {
            secant_ball_leave();
            return NULL;
        }

        struct slot *slot = &pool->slot[at];
        const struct secant_job *job = &pool->job[at];
        bool good = true;
        if (cancelled(pool->options))
            slot->judgement.cancelled = true;
        else
            good = job->work(job, pool->options, &slot->judgement);

        pthread_mutex_lock(&pool->lock);
        slot->good = good;
        slot->finished = true;
        pthread_cond_broadcast(&pool->changed);
        pthread_mutex_unlock(&pool->lock);
    }
}

static void count(struct secant_summary *summary, const struct secant_result *r)
{
    bool expected = r->verdict == r->expected;
    bool decided = r->verdict != SECANT_UNDECIDED && r->verdict != SECANT_ERROR;
    summary->claims++;
    summary->count[r->verdict]++;
    summary->expected += expected;
    summary->unexpected += !expected && decided;
    summary->unresolved += !expected && !decided;
    summary->mistakes += r->mistake_planted;
    summary->caught += r->mistake_planted && expected;
}

/* A deliberate mistake is made in one of the derivatives; it is caught when any is found
 * wrong, and the others must be right. A naive form may break by overflow only. */
static void expect(const struct secant_job *job, struct judgement *judgement)
{
    bool caught = false;
    for (size_t i = 0; i < judgement->results; i++)
        caught = caught || judgement->result[i].verdict == SECANT_WRONG;
    for (size_t i = 0; i < judgement->results; i++) {
        struct secant_result *r = &judgement->result[i];
        bool wrong = job->expected_wrong && (r->verdict == SECANT_WRONG || !caught);
        if (job->naive && r->verdict == SECANT_WRONG && !isfinite(r->worst.claimed))
            wrong = true;
        r->expected = wrong ? SECANT_WRONG : SECANT_RIGHT;
        r->mistake_planted = job->mistake && !job->naive && r->expected == SECANT_WRONG;
    }
}

/* False without memory for a replay line. */
static bool deliver(const struct secant_job *job, const struct judge_options *options,
                    struct judgement *judgement, const struct secant_run_hooks *hooks,
                    struct secant_summary *summary)
{
    if (!job->has_own_expectation)
        expect(job, judgement);
    for (size_t i = 0; i < judgement->results; i++) {
        struct secant_result *r = &judgement->result[i];
        char *replay = secant_replay(job, r, options);
        if (!replay)
            return false;
        r->index = summary->claims;
        r->precision = job->precision;
        r->formula = job->formula ? job->formula : r->formula;
        r->replay = replay;
        if (!r->mistake && (r->verdict == SECANT_WRONG || r->mistake_planted))
            r->mistake = job->mistake;
        count(summary, r);
        hooks->result(hooks->context, r);
        free(replay);
    }
    return true;
}

bool secant_run_jobs(const struct secant_job *job, size_t jobs, int threads,
                     const struct judge_options *options,
                     const struct secant_run_hooks *hooks, struct secant_summary *summary)
{
    struct pool_of_work pool = {.job = job, .jobs = jobs, .options = options};
    pthread_t *thread = calloc((size_t)threads + 1, sizeof *thread);
    pool.slot = calloc(jobs + 1, sizeof *pool.slot);
    int started = 0;
    *summary = (struct secant_summary){0};
    if (!thread || !pool.slot) {
        free(thread);
        free(pool.slot);
        return false;
    }
    pthread_mutex_init(&pool.lock, NULL);
    pthread_cond_init(&pool.changed, NULL);
    while (started < threads && pthread_create(&thread[started], NULL, work, &pool) == 0)
        started++;
    if (started == 0) { /* no thread to be had: deliver as we go */
        free(thread);
        free(pool.slot);
        return false;
    }

    bool good = true;
    for (size_t i = 0; i < jobs; i++) {
        pthread_mutex_lock(&pool.lock);
        while (!pool.slot[i].finished)
            pthread_cond_wait(&pool.changed, &pool.lock);
        pthread_mutex_unlock(&pool.lock);
        struct slot *slot = &pool.slot[i];
        if (slot->judgement.cancelled)
            summary->interrupted = true;
        else if (slot->good)
            slot->good = deliver(&job[i], options, &slot->judgement, hooks, summary);
        good = good && slot->good;
        judgement_finish(&slot->judgement);
        pthread_mutex_lock(&pool.lock);
        pool.delivered = i + 1;
        pthread_cond_broadcast(&pool.changed);
        pthread_mutex_unlock(&pool.lock);
        if (hooks->progress)
            hooks->progress(hooks->context, i + 1, jobs);
    }
    for (int t = 0; t < started; t++)
        pthread_join(thread[t], NULL);
    pthread_mutex_destroy(&pool.lock);
    pthread_cond_destroy(&pool.changed);
    free(thread);
    free(pool.slot);
    return good;
}
