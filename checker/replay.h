/* SPDX-License-Identifier: MIT */
#ifndef SECANT_REPLAY_H
#define SECANT_REPLAY_H

#include "run.h"

/* The command line that judges this result's point again, or the whole claim where no point
 * refutes it; to be freed. NULL without memory. */
char *secant_replay(const struct secant_job *job, const struct secant_result *result,
                    const struct judge_options *options);

#endif
