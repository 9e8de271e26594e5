/* SPDX-License-Identifier: MIT
 *
 * Where a report goes: standard output, or a file that appears under its name only when it
 * is complete. The caller ignores SIGPIPE, so that a closed pipe is an error like another.
 */
#ifndef SECANT_OUTPUT_H
#define SECANT_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

enum { SECANT_PROBLEM_SIZE = 512 };

struct secant_output {
    FILE *file;      /* write here */
    char *path;      /* the file's final name; NULL: standard output */
    char *temporary; /* written first and renamed to `path`; NULL: written directly */
    char
        problem[SECANT_PROBLEM_SIZE]; /* the first: "cannot write 'x': No space left ..." */
};

/* Opens `path`, or standard output if it is NULL or "-". A regular file, or one that does
 * not exist yet, is written beside its name; a device or a pipe directly. False with
 * `problem` filled in; then there is nothing to close. */
bool secant_output_open(struct secant_output *output, const char *path);

/* Whether all has gone well so far; false with `problem` filled in. To be asked now and
 * then while writing, so that a run whose reader has gone away can stop. */
bool secant_output_check(struct secant_output *output);

/* Flushes, checks, closes and gives the file its name. False with `problem` filled in; then
 * the temporary file is gone and an older file of that name is as it was. */
bool secant_output_close(struct secant_output *output);

/* Closes and removes what was written, because the report is not worth having. */
void secant_output_discard(struct secant_output *output);

#endif
