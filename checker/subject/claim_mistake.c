/* SPDX-License-Identifier: MIT */
#include "subject/claim_mistake.h"

#include <stdio.h>
#include <string.h>

#include "subject/claim_rewrite.h"

/* A change is believed when it is right at so many points; so many are judged, and so many
 * read (most do not conform). */
enum { FRESH_POINTS = 8, MOST_CHANGES = 400, MOST_READINGS = 12000 };

struct search {
    const struct language_case *subject;
    int condition; /* in the tree */
    enum language_layout layout;
    const struct tree *tree;
    struct attempt_options options;
    char *sentence;
    size_t size;
    bool inequality; /* any factor or term may turn it round: that explains nothing */
    int tried, read;
};

static bool try_change(void *context, const struct rewrite *rewrite)
{
    struct search *s = context;
    if (s->inequality && rewrite->kind != REWRITE_OPERATION)
        return true;
    if (s->tried > MOST_CHANGES || ++s->read > MOST_READINGS ||
        (s->options.limit.reached && s->options.limit.reached(s->options.limit.context)))
        return false;
    struct language_reading *reading =
        language_read_tree(s->subject, s->tree, rewrite->root, s->condition, s->layout);
    if (!reading)
        return false;
    bool found = false;
    struct attempt attempt;
    s->tried += reading->problem.kind == PROBLEM_NONE;
    if (reading->problem.kind == PROBLEM_NONE &&
        attempt_claim(&attempt, reading, &s->options)) {
        found = attempt.verdict == SECANT_RIGHT;
        attempt_clear(&attempt);
    }
    language_forget(reading);
    if (found)
        snprintf(s->sentence, s->size, "%s", rewrite->sentence);
    return !found;
}

static bool is_inequality(const struct language_reading *reading)
{
    for (int p = 0; p < reading->pairs; p++)
        if (reading->pair[p].relation != RELATION_EQUAL &&
            reading->pair[p].relation != RELATION_ABOUT &&
            reading->pair[p].relation != RELATION_UPDATE)
            return true;
    return false;
}

void claim_name_mistake(const struct language_case *subject,
                        const struct language_claim *claim,
                        const struct language_reading *reading,
                        const struct attempt *attempt,
                        const struct attempt_options *options, char *sentence, size_t size)
{
    struct arena arena;
    struct tree tree;
    (void)attempt;
    sentence[0] = '\0';
    arena = (struct arena){0};
    if (tree_init(&tree, &arena)) {
        int root = tree_copy(&tree, &subject->tree, claim->root);
        struct search search = {
            .subject = subject,
            .condition = claim->condition > 0
                             ? tree_copy(&tree, &subject->tree, claim->condition)
                             : 0,
            .layout = reading->layout,
            .tree = &tree,
            .options = *options,
            .sentence = sentence,
            .size = size,
            .inequality = is_inequality(reading),
        };
        search.options.points = FRESH_POINTS;
        search.options.seed = options->seed + 1;
        claim_rewrite(subject, &tree, root, try_change, &search);
    }
    arena_finish(&arena);
}

void claim_show(const struct language_reading *reading, char *text, size_t size)
{
    size_t at = 0;
    text[0] = '\0';
    for (int p = 0; p < reading->pairs && at + 1 < size; p++) {
        const struct language_pair *pair = &reading->pair[p];
        if (p > 0)
            at += (size_t)snprintf(text + at, size - at, "; ");
        if (at < size)
            at += read_show(reading, pair->left, text + at, size - at);
        if (at < size)
            at += (size_t)snprintf(text + at, size - at, " %s ",
                                   tree_relation(pair->relation));
        if (at < size)
            at += read_show(reading, pair->right, text + at, size - at);
    }
    if (at >= size && size > 4)
        memcpy(text + size - 4, "...", 4);
}
