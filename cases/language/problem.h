/* SPDX-License-Identifier: MIT
 *
 * What is wrong with a text, and where. The first problem is kept.
 */
#ifndef SECANT_PROBLEM_H
#define SECANT_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

enum problem_kind {
    PROBLEM_NONE,
    PROBLEM_SYNTAX,    /* does not read */
    PROBLEM_NAME,      /* names nothing that is known */
    PROBLEM_AMBIGUOUS, /* reads in two ways */
    PROBLEM_SHAPE,     /* does not conform: a mistake of the claim */
    PROBLEM_INDEX,     /* an index out of its axis, unbound: a mistake of the claim */
    PROBLEM_EMPTY,     /* says nothing: both sides are the same */
    PROBLEM_TOO_LARGE, /* a limit was hit */
    PROBLEM_MEMORY
};

struct language_problem {
    enum problem_kind kind;
    size_t offset;
    int line, column; /* from 1; columns count characters, not bytes */
    char expected[96], found[96], message[320];
};

/* Whether the answer was judged and found wanting, rather than not understood. */
static inline bool problem_is_mistake(const struct language_problem *problem)
{
    return problem->kind == PROBLEM_SHAPE || problem->kind == PROBLEM_INDEX;
}

/* Records the first problem; always false, so that a check is one line. */
bool problem_set(struct language_problem *problem, enum problem_kind kind, size_t offset,
                 const char *expected, const char *found, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* Line and column of the offset in the text. */
void problem_place(struct language_problem *problem, const char *text);

#endif
