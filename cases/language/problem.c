/* SPDX-License-Identifier: MIT */
#include "problem.h"

#include <stdarg.h>
#include <stdio.h>

bool problem_set(struct language_problem *problem, enum problem_kind kind, size_t offset,
                 const char *expected, const char *found, const char *format, ...)
{
    if (problem->kind != PROBLEM_NONE)
        return false;
    problem->kind = kind;
    problem->offset = offset;
    snprintf(problem->expected, sizeof problem->expected, "%s", expected ? expected : "");
    snprintf(problem->found, sizeof problem->found, "%s", found ? found : "");
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(problem->message, sizeof problem->message, format, arguments);
    va_end(arguments);
    return false;
}

void problem_place(struct language_problem *problem, const char *text)
{
    problem->line = problem->column = 1;
    for (size_t i = 0; i < problem->offset && text[i]; i++) {
        if (text[i] == '\n') {
            problem->line++;
            problem->column = 1;
        } else if (((unsigned char)text[i] & 0xC0) != 0x80) {
            problem->column++;
        }
    }
}
