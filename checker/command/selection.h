/* SPDX-License-Identifier: MIT
 *
 * What the words of the command line name: kernels, case files, claims; without a word, all
 * that is shipped.
 */
#ifndef SECANT_SELECTION_H
#define SECANT_SELECTION_H

#include "claim_jobs.h"
#include "command.h"

struct selection {
    struct job_list jobs;
    struct claim_files files;
};

/* False after a message on standard error; the selection is to be finished either way. */
bool selection_make(struct selection *selection, const struct options *options);
void selection_finish(struct selection *selection);

#endif
