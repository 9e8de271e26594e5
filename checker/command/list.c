/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "functions.h"
#include "kernel.h"
#include "report.h"
#include "sample/point.h"
#include "shape.h"
#include "subject/kernel_subject.h"

static void list_kernels(void)
{
    const struct secant_kernel *const *table = secant_kernel_table(SECANT_DOUBLE);
    for (size_t i = 0; table[i]; i++)
        printf("%-34s %s\n", table[i]->name,
               table[i]->formula ? table[i]->formula : table[i]->base->formula);
}

static void list_functions(void)
{
    for (const struct language_function *f = language_functions; f->name; f++)
        printf("%-14s %s\n", f->name, f->doc);
}

static void list_shapes(void)
{
    for (size_t i = 0; secant_shapes[i]; i++)
        if (!secant_shapes[i]->wrong)
            printf("%-34s %s\n", secant_shapes[i]->name, secant_shapes[i]->formula);
}

static void list_mistakes(void)
{
    const struct secant_kernel *const *table = secant_mistake_table(SECANT_DOUBLE);
    for (size_t i = 0; table[i]; i++)
        printf("%-44s %s\n", table[i]->name, table[i]->mistake);
    for (size_t i = 0; secant_shapes[i]; i++)
        if (secant_shapes[i]->wrong)
            printf("%-44s %s\n", secant_shapes[i]->name, secant_shapes[i]->mistake);
}

static void list_formats(void)
{
    for (size_t i = 0; secant_reports[i]; i++)
        printf("%-12s %s\n", secant_reports[i]->name, secant_reports[i]->description);
}

static void list_regimes(void)
{
    for (size_t i = 0; secant_regimes[i]; i++)
        puts(secant_regimes[i]);
}

static const struct {
    const char *name;
    void (*print)(void);
} lists[] = {
    {"kernels", list_kernels},   {"shapes", list_shapes},   {"functions", list_functions},
    {"mistakes", list_mistakes}, {"formats", list_formats}, {"regimes", list_regimes},
};
enum { LISTS = sizeof lists / sizeof lists[0] };

static int list(const struct options *options)
{
    for (int w = 0; w < options->words; w++) {
        const char *name[LISTS];
        int found = -1;
        for (int i = 0; i < LISTS; i++) {
            name[i] = lists[i].name;
            if (strcmp(lists[i].name, options->word[w]) == 0)
                found = i;
        }
        if (found < 0) {
            const char *near = nearest_name(options->word[w], name, LISTS);
            return complain("there is no list of '%s'; %s%s%s", options->word[w],
                            near ? "did you mean " : "see secant --help", near ? near : "",
                            near ? "?" : "");
        }
        lists[found].print();
    }
    for (int i = 0; options->words == 0 && i < LISTS; i++) {
        printf("%s%s:\n", i ? "\n" : "", lists[i].name);
        lists[i].print();
    }
    if (fflush(stdout) != 0 || ferror(stdout))
        return complain("cannot write the list");
    return STATUS_FINE;
}

const struct command list_command = {
    .name = "list",
    .usage = "list [kernels|shapes|functions|mistakes|formats|regimes]",
    .summary = "what there is",
    .run = list,
};
