/* SPDX-License-Identifier: MIT
 *
 * A report format: a few hooks that are called in order, `begin` once, `result` once for
 * each claim, `end` once. A hook left out is skipped. Results stream: a writer stores
 * nothing, unless its format needs totals first. The caller checks ferror and fclose.
 */
#ifndef SECANT_REPORT_H
#define SECANT_REPORT_H

#include <stdio.h>

#include "result.h"

struct secant_report {
    const char *name;        /* --format NAME */
    const char *description; /* one line for `secant list formats` */

    /* Allocates the writer's state, if it needs any. NULL hook: `state` is NULL. */
    void *(*create)(void);
    void (*destroy)(void *state);

    void (*begin)(void *state, FILE *out, const struct secant_run *run);
    void (*result)(void *state, FILE *out, const struct secant_result *result);
    void (*end)(void *state, FILE *out, const struct secant_summary *summary);
};

/* Every format, ended by NULL; from the list in reports/meson.build. */
extern const struct secant_report *const secant_reports[];

/* The format of that name, or NULL. */
const struct secant_report *secant_report_find(const char *name);

#endif
