/* SPDX-License-Identifier: MIT
 *
 * Any bytes at all, through everything that a claim goes through: a text that begins with
 * `#` is a case file, anything else a claim of the command line. It is read in every
 * layout, shown, worked out at small sizes, evaluated, and judged.
 *
 * Built with -Dfuzz=true this is a libFuzzer target; else it takes files, for inputs that
 * once went wrong.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language/language.h"
#include "subject/claim.h"
#include "subject/claim_mistake.h"

enum { MOST_CLAIMS = 8, MOST_VALUES = 64, BITS = 64 };
static const double seconds = 0.5;

static void evaluate(struct language_instance *instance)
{
    struct workspace workspace;
    struct program *program = &instance->program;
    arb_t nowhere;
    arb_init(nowhere);
    if (workspace_init(&workspace, program, instance->slots)) {
        for (int k = 0; k < instance->slots; k++)
            arb_set_d(workspace.input + k, 1.0 / (k + 2));
        for (int k = 0; k < instance->entries && k < MOST_VALUES; k++) {
            workspace_value(&workspace, instance->entry[k].left, -1, nowhere, BITS, false);
            workspace_value(&workspace, instance->entry[k].right, -1, nowhere, BITS, false);
        }
    }
    workspace_finish(&workspace);
    arb_clear(nowhere);
}

static void instantiate(const struct language_case *c, const struct language_reading *r)
{
    long size[SYMBOL_MOST_SIZES];
    long *whole = calloc((size_t)c->symbols + 1, sizeof *whole);
    struct language_problem problem;
    if (!whole)
        return;
    for (int k = 0; k < SYMBOL_MOST_SIZES; k++)
        size[k] = 1 + k % 3;
    for (int k = 0; k < c->symbols; k++)
        whole[k] = 1;
    struct language_instance *instance = language_instantiate(r, size, whole, &problem);
    if (instance && instance->program.ops < 1000)
        evaluate(instance);
    language_release(instance);
    free(whole);
}

static void try_claim(const struct language_file *file, const struct language_case *c,
                      int claim)
{
    char text[4096];
    for (int layout = 0; layout < LAYOUTS && !c->claim[claim].question; layout++) {
        struct language_reading *r = language_read(c, claim, (enum language_layout)layout);
        if (r && r->problem.kind == PROBLEM_NONE) {
            claim_show(r, text, sizeof text);
            instantiate(c, r);
        }
        language_forget(r);
    }
    struct judge_options options = {.seed = 42, .points = 2, .seconds = seconds};
    struct judgement judgement;
    if (!c->claim[claim].question && claim_judge(file, c, claim, &options, &judgement))
        judgement_finish(&judgement);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    struct language_file *file = text[0] == '#' ? language_open("fuzz", text)
                                                : language_open_claim("fuzz", text);
    for (int s = 0, claims = 0; file && s < file->subjects; s++)
        for (int k = 0; k < file->subject[s].claims && claims < MOST_CLAIMS; k++, claims++)
            try_claim(file, &file->subject[s], k);
    language_close(file);
    free(text);
    return 0;
}

#ifndef SECANT_FUZZ
int main(int count, char **name)
{
    for (int k = 1; k < count; k++) {
        static uint8_t data[1 << 20];
        FILE *in = fopen(name[k], "rb");
        if (!in) {
            perror(name[k]);
            return 2;
        }
        size_t size = fread(data, 1, sizeof data, in);
        fclose(in);
        LLVMFuzzerTestOneInput(data, size);
        printf("%s\n", name[k]);
    }
    return 0;
}
#endif
