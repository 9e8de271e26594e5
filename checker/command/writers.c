/* SPDX-License-Identifier: MIT */
#include "writers.h"

#include <stdlib.h>
#include <unistd.h>

static const struct secant_report *find_format(const char *name)
{
    const struct secant_report *report = secant_report_find(name);
    if (report)
        return report;
    const char *known[64];
    size_t count = 0;
    while (count < 64 && secant_reports[count]) {
        known[count] = secant_reports[count]->name;
        count++;
    }
    const char *near = nearest_name(name, known, count);
    if (near)
        complain("there is no format '%s'; did you mean %s?", name, near);
    else
        complain("there is no format '%s'; see secant list formats", name);
    return NULL;
}

static bool open_one(struct writers *w, const char *format, const char *path)
{
    const struct secant_report *report = find_format(format);
    if (!report)
        return false;
    struct secant_output *output = &w->writer[w->count].output;
    if (!secant_output_open(output, path)) {
        complain("%s", output->problem);
        return false;
    }
    w->writer[w->count].report = report;
    w->writer[w->count].state = report->create ? report->create() : NULL;
    w->count++;
    if (report->create && !w->writer[w->count - 1].state) {
        complain("out of memory");
        return false;
    }
    return true;
}

static void discard(struct writers *w)
{
    for (int i = 0; i < w->count; i++) {
        secant_output_discard(&w->writer[i].output);
        if (w->writer[i].report->destroy)
            w->writer[i].report->destroy(w->writer[i].state);
    }
    w->count = 0;
}

bool writers_open(struct writers *w, const struct options *options)
{
    *w = (struct writers){.count = 0};
    bool good = options->outputs > 0 || open_one(w, "text", NULL);
    int to_stdout = 0;
    for (int i = 0; i < options->outputs && good; i++)
        to_stdout += !options->output[i].path;
    if (to_stdout > 1) {
        complain(
            "only one format can go to standard output: give the others --output FILE");
        good = false;
    }
    for (int i = 0; i < options->outputs && good; i++)
        good = open_one(w, options->output[i].format, options->output[i].path);
    if (!good)
        discard(w);
    return good;
}

void writers_begin(struct writers *w, const struct secant_run *run)
{
    for (int i = 0; i < w->count; i++) {
        struct secant_run own = *run;
        own.color = run->color && !w->writer[i].output.path && isatty(STDOUT_FILENO);
        if (w->writer[i].report->begin)
            w->writer[i].report->begin(w->writer[i].state, w->writer[i].output.file, &own);
    }
}

void writers_result(struct writers *w, const struct secant_result *result)
{
    for (int i = 0; i < w->count; i++) {
        if (w->writer[i].report->result)
            w->writer[i].report->result(w->writer[i].state, w->writer[i].output.file,
                                        result);
        if (!w->failed && !secant_output_check(&w->writer[i].output)) {
            complain("%s", w->writer[i].output.problem);
            w->failed = true;
        }
    }
}

bool writers_end(struct writers *w, const struct secant_summary *summary)
{
    for (int i = 0; i < w->count; i++) {
        const struct secant_report *report = w->writer[i].report;
        if (report->end)
            report->end(w->writer[i].state, w->writer[i].output.file, summary);
        const char *problem = report->problem ? report->problem(w->writer[i].state) : NULL;
        bool closed = !problem && secant_output_close(&w->writer[i].output);
        if (!closed && !w->failed)
            complain("%s", problem ? problem : w->writer[i].output.problem);
        if (problem)
            secant_output_discard(&w->writer[i].output);
        w->failed = w->failed || !closed;
        if (report->destroy)
            report->destroy(w->writer[i].state);
    }
    w->count = 0;
    return !w->failed;
}
