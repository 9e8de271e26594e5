/* SPDX-License-Identifier: MIT
 *
 * A temporary file (tmpfile) as a place for text that must wait: unlike a stream in memory,
 * it says so when there is no room, and it may grow as it likes.
 */
#ifndef SECANT_SCRATCH_H
#define SECANT_SCRATCH_H

#include <stdbool.h>
#include <stdio.h>

/* Hands on what was written since the file was last empty, in pieces that end in a NUL
 * besides; then the file is empty. False if some of it was lost. */
bool secant_scratch_take(FILE *scratch,
                         void (*piece)(void *context, const char *bytes, size_t count),
                         void *context);

#endif
