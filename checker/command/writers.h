/* SPDX-License-Identifier: MIT
 *
 * The reports of one run: several formats at once, each with its own output.
 */
#ifndef SECANT_WRITERS_H
#define SECANT_WRITERS_H

#include "command.h"
#include "output.h"
#include "report.h"

struct writers {
    struct {
        const struct secant_report *report;
        struct secant_output output;
        void *state;
    } writer[MOST_OUTPUTS];
    int count;
    bool failed; /* one could not be written; it was said on standard error */
};

/* Opens what the options ask for; text to standard output where they ask for nothing. False
 * after a message on standard error. */
bool writers_open(struct writers *writers, const struct options *options);

void writers_begin(struct writers *writers, const struct secant_run *run);
void writers_result(struct writers *writers, const struct secant_result *result);

/* Ends and closes every report. False if one is not complete. */
bool writers_end(struct writers *writers, const struct secant_summary *summary);

#endif
