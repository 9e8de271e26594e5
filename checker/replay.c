/* SPDX-License-Identifier: MIT */
#include "replay.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "sample/given.h"

char *secant_replay(const struct secant_job *job, const struct secant_result *result,
                    const struct judge_options *options)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (!out)
        return NULL;
    fprintf(out, "secant check %s", job->name);
    if (job->precision)
        fprintf(out, " --precision %s", job->precision);
    fprintf(out, " --seed %" PRIu64 " --points %ld%s", options->seed, options->points,
            options->sharp ? " --sharp" : "");
    if (result->counterexample) {
        char *point = secant_point_write(result->signature, result->counterexample);
        if (point)
            fprintf(out, " --at '%s'", point);
        free(point);
    }
    if (fclose(out) != 0) {
        free(text);
        return NULL;
    }
    return text;
}
