/* SPDX-License-Identifier: MIT */
#include "subject/kernel_judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel.h"
#include "sample/point.h"
#include "subject/accuracy.h"

/* Each regime once; more are drawn where more were asked for. */
enum { DEFAULT_POINTS = 20 };

/* What the results point to. */
struct memory {
    struct accuracy accuracy;
    char caveat[SECANT_MAX_INPUTS + 1][256];
};

static void release(void *pointer)
{
    struct memory *m = pointer;
    accuracy_clear(&m->accuracy);
    free(m);
}

static bool stop(const struct judge_options *o)
{
    return o->cancelled && o->cancelled(o->context);
}

/* False without memory. Where there is no formula nothing is measured. */
static bool measure(const struct secant_kernel *kernel, enum secant_precision precision,
                    const struct judge_options *o, struct accuracy *accuracy)
{
    struct accuracy_meter meter;
    bool good = true;
    if (accuracy_open(&meter, kernel, precision)) {
        long points = o->given ? 1 : o->points > 0 ? o->points : DEFAULT_POINTS;
        for (long i = 0; i < points && good && !stop(o); i++) {
            struct secant_point *drawn =
                o->given ? NULL
                         : secant_point_draw(meter.subject.signature, kernel->name, o->seed,
                                             i, meter.subject.bits);
            const struct secant_point *point = o->given ? o->given : drawn;
            good = (point && accuracy_measure(&meter, point, accuracy)) ||
                   meter.exact.problem[0];
            secant_point_destroy(drawn);
        }
    } else {
        good = meter.exact.problem[0];
    }
    accuracy_close(&meter);
    return good;
}

static void note(struct secant_result *r, const struct accuracy_output *o, bool naive,
                 const char *what, char *room, size_t size)
{
    if (!o->fault)
        return;
    if (!naive && r->verdict != SECANT_WRONG && r->verdict != SECANT_ERROR) {
        r->verdict = SECANT_WRONG;
        r->reason = NULL;
        r->mistake = o->sentence;
        r->counterexample = o->point;
        r->has_worst = false;
    } else if (naive && r->caveats < SECANT_MAX_CAVEATS) {
        snprintf(room, size, "%s, regime %s: %s", what, o->point ? o->point->regime : "-",
                 o->sentence);
        r->caveat[r->caveats++] = room;
    }
}

bool kernel_judge(const struct secant_kernel *kernel, enum secant_precision precision,
                  const struct judge_options *options, struct judgement *judgement)
{
    struct secant_subject subject;
    if (!secant_kernel_subject_create(&subject, kernel, precision))
        return false;
    bool good = judge(&subject, options, judgement);
    secant_kernel_subject_destroy(&subject, precision);
    bool planted = strncmp(kernel->name, "wrong/", 6) == 0;
    if (!good || planted || judgement->cancelled)
        return good;

    struct memory *m = calloc(1, sizeof *m);
    if (!m || !measure(kernel, precision, options, &m->accuracy)) {
        if (m)
            release(m);
        judgement_finish(judgement);
        return false;
    }
    judgement->memory = m;
    judgement->release = release;
    for (size_t k = 0; k < judgement->results && k < SECANT_MAX_INPUTS; k++) {
        struct secant_result *r = &judgement->result[k];
        const struct accuracy_output *value = &m->accuracy.value,
                                     *slope = &m->accuracy.slope[k];
        r->has_accuracy = value->largest.entries > 0 || slope->largest.entries > 0;
        r->value_accuracy = value->largest;
        r->accuracy = slope->largest;
        note(r, slope, kernel->base, "derivative", m->caveat[k], sizeof m->caveat[k]);
        note(r, value, kernel->base, "value", m->caveat[SECANT_MAX_INPUTS],
             sizeof m->caveat[0]);
    }
    judgement->cancelled = stop(options);
    return true;
}
