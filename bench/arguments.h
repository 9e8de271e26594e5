/* SPDX-License-Identifier: MIT
 *
 * The options that the measuring programs share.
 */
#ifndef BENCH_ARGUMENTS_H
#define BENCH_ARGUMENTS_H

#include <stdbool.h>
#include <stdint.h>

struct arguments {
    long checks;   /* --checks N: elements to check in the regimes */
    long points;   /* --points N: points of each kernel */
    uint64_t seed; /* --seed N: the first seed */
    int seeds;     /* --seeds N: how many, counted up from the first */
    int jobs;      /* --jobs N: threads */
    bool sharp;    /* --sharp */
    bool markdown; /* --markdown */
};

/* Reads the command line over what `arguments` holds already; leaves with a message and the
 * program's `purpose` when something is not understood. */
void arguments_read(struct arguments *arguments, int count, char **word,
                    const char *purpose);

#endif
