/* SPDX-License-Identifier: MIT */
#include "replay.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "sample/given.h"

/* As one word for a shell. */
static void write_quoted(FILE *out, const char *text)
{
    fputc('\'', out);
    for (; *text; text++)
        if (*text == '\'')
            fputs("'\\''", out);
        else
            fputc(*text, out);
    fputc('\'', out);
}

char *secant_replay(const struct secant_job *job, const struct secant_result *result,
                    const struct judge_options *options)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (!out)
        return NULL;
    fputs("secant check ", out);
    if (job->words)
        write_quoted(out, job->words);
    else if (result->file)
        write_quoted(out, result->file);
    else
        fputs(job->name, out);
    if (result->file && !job->words) {
        fputs(" --only ", out);
        write_quoted(out, result->id ? result->id : job->name);
    }
    if (job->precision)
        fprintf(out, " --precision %s", job->precision);
    fprintf(out, " --seed %" PRIu64, options->seed);
    if (options->points > 0)
        fprintf(out, " --points %ld", options->points);
    if (options->bits > 0)
        fprintf(out, " --bits %ld", options->bits);
    if (options->sharp)
        fputs(" --sharp", out);
    if (result->counterexample && !result->file) {
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
