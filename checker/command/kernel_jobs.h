/* SPDX-License-Identifier: MIT
 *
 * The built-in kernels, deliberate mistakes and shape formulas as jobs for the runner.
 */
#ifndef SECANT_KERNEL_JOBS_H
#define SECANT_KERNEL_JOBS_H

#include "run.h"

struct job_list {
    struct secant_job *job;
    size_t count, room;
};

/* False without memory. */
bool job_list_add(struct job_list *list, const struct secant_job *job);
void job_list_finish(struct job_list *list);

/* Which kernels. */
struct kernel_choice {
    const char *only;      /* a pattern for NAME or NAME/PRECISION; NULL: all */
    const char *precision; /* NULL: all */
    char *const *name;     /* these alone; count 0: all, and the deliberate mistakes */
    int names;
};

/* Adds the chosen kernels, in the order of their names. */
bool kernel_jobs_add(struct job_list *list, const struct kernel_choice *choice);

/* The names of all kernels and mistakes, ended by NULL; to be freed. NULL without memory.
 */
const char **kernel_job_names(size_t *count);

/* The signature of the named kernel, or NULL. */
const struct secant_signature *kernel_job_signature(const char *name);

#endif
