/* SPDX-License-Identifier: MIT
 *
 * A report format: a few hooks that are called in order, `begin` once, `result` once for
 * each claim, `end` once. A hook left out is skipped. Results stream: a writer stores
 * nothing, unless its format needs totals first. The caller checks ferror and fclose
 * (output.h does), and asks `problem` where there is one.
 *
 * Strings may be NULL and hold any bytes, numbers may be NaN or infinite, and there may be
 * no results at all: each writer still writes valid text of its format.
 */
#ifndef SECANT_REPORT_H
#define SECANT_REPORT_H

#include <stdio.h>

#include "result.h"

struct secant_report {
    const char *name;        /* --format NAME */
    const char *description; /* one line for `secant list formats` */

    /* Allocates the writer's state, if it needs any; NULL if there is no memory for it.
     * Hook left out: `state` is NULL. `destroy` accepts NULL. */
    void *(*create)(void);
    void (*destroy)(void *state);

    void (*begin)(void *state, FILE *out, const struct secant_run *run);
    void (*result)(void *state, FILE *out, const struct secant_result *result);
    void (*end)(void *state, FILE *out, const struct secant_summary *summary);

    /* After `end`: what kept the report from being complete, other than writing to `out`
     * ("no room for a temporary file"); NULL if nothing did. */
    const char *(*problem)(void *state);
};

/* Every format, ended by NULL; from the list in reports/meson.build. */
extern const struct secant_report *const secant_reports[];

/* The format of that name, or NULL. */
const struct secant_report *secant_report_find(const char *name);

#endif
