/* SPDX-License-Identifier: MIT */
#include "kernel_jobs.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel.h"
#include "shape.h"
#include "subject/kernel_judge.h"
#include "subject/kernel_subject.h"
#include "subject/shape_judge.h"

bool job_list_add(struct job_list *list, const struct secant_job *job)
{
    if (list->count == list->room) {
        size_t room = list->room ? 2 * list->room : 64;
        struct secant_job *more = realloc(list->job, room * sizeof *more);
        if (!more)
            return false;
        list->job = more;
        list->room = room;
    }
    list->job[list->count++] = *job;
    return true;
}

void job_list_finish(struct job_list *list)
{
    free(list->job);
    *list = (struct job_list){0};
}

static bool judge_kernel(const struct secant_job *job, const struct judge_options *options,
                         struct judgement *judgement)
{
    return kernel_judge(job->context, (enum secant_precision)job->variant, options,
                        judgement);
}

static bool chosen(const struct kernel_choice *choice, const char *name,
                   const char *precision)
{
    if (choice->precision && (!precision || strcmp(choice->precision, precision) != 0))
        return false;
    bool named = choice->names == 0;
    for (int i = 0; i < choice->names && !named; i++)
        named = strcmp(choice->name[i], name) == 0;
    if (!named || !choice->only)
        return named;
    char full[160];
    snprintf(full, sizeof full, "%s/%s", name, precision ? precision : "");
    return fnmatch(choice->only, name, 0) == 0 || fnmatch(choice->only, full, 0) == 0;
}

static bool add_kernel(struct job_list *list, const struct kernel_choice *choice,
                       const struct secant_kernel *kernel, enum secant_precision precision)
{
    bool planted = strncmp(kernel->name, "wrong/", 6) == 0;
    const char *word = secant_precision_name(precision);
    if (!chosen(choice, kernel->name, word))
        return true;
    struct secant_job job = {
        .name = kernel->name,
        .precision = word,
        .formula = kernel->formula ? kernel->formula : kernel->base->formula,
        .mistake = kernel->mistake,
        .expected_wrong = secant_kernel_expected_wrong(kernel, precision),
        .naive = kernel->base && !planted,
        .context = kernel,
        .variant = (int)precision,
        .work = judge_kernel,
    };
    return job_list_add(list, &job);
}

static bool judge_shape(const struct secant_job *job, const struct judge_options *options,
                        struct judgement *judgement)
{
    return secant_shape_judge(job->context, options, judgement);
}

static bool add_shape(struct job_list *list, const struct kernel_choice *choice,
                      const struct secant_shape_kernel *shape)
{
    if (!chosen(choice, shape->name, NULL))
        return true;
    struct secant_job job = {
        .name = shape->name,
        .formula = shape->formula,
        .mistake = shape->mistake,
        .expected_wrong = shape->wrong,
        .context = shape,
        .work = judge_shape,
    };
    return job_list_add(list, &job);
}

typedef const struct secant_kernel *const *table_of(enum secant_precision precision);
static table_of *const tables[] = {secant_kernel_table, secant_mistake_table};

bool kernel_jobs_add(struct job_list *list, const struct kernel_choice *choice)
{
    for (int wrong = 0; wrong < 2; wrong++) {
        for (size_t i = 0; tables[wrong](SECANT_FLOAT)[i]; i++)
            for (int p = 0; p < SECANT_PRECISIONS; p++) {
                enum secant_precision precision = (enum secant_precision)p;
                if (!add_kernel(list, choice, tables[wrong](precision)[i], precision))
                    return false;
            }
        for (size_t i = 0; secant_shapes[i]; i++)
            if (secant_shapes[i]->wrong == wrong &&
                !add_shape(list, choice, secant_shapes[i]))
                return false;
    }
    return true;
}

const char **kernel_job_names(size_t *count)
{
    *count = 0;
    for (int t = 0; t < 2; t++)
        for (size_t i = 0; tables[t](SECANT_DOUBLE)[i]; i++)
            ++*count;
    for (size_t i = 0; secant_shapes[i]; i++)
        ++*count;
    const char **name = calloc(*count + 1, sizeof *name);
    size_t at = 0;
    for (int t = 0; name && t < 2; t++)
        for (size_t i = 0; tables[t](SECANT_DOUBLE)[i]; i++)
            name[at++] = tables[t](SECANT_DOUBLE)[i]->name;
    for (size_t i = 0; name && secant_shapes[i]; i++)
        name[at++] = secant_shapes[i]->name;
    return name;
}

const struct secant_signature *kernel_job_signature(const char *name)
{
    for (int t = 0; t < 2; t++)
        for (size_t i = 0; tables[t](SECANT_DOUBLE)[i]; i++)
            if (strcmp(tables[t](SECANT_DOUBLE)[i]->name, name) == 0)
                return secant_kernel_signature(tables[t](SECANT_DOUBLE)[i]);
    for (size_t i = 0; secant_shapes[i]; i++)
        if (strcmp(secant_shapes[i]->name, name) == 0)
            return &secant_shapes[i]->signature;
    return NULL;
}
