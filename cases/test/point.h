/* SPDX-License-Identifier: MIT
 *
 * For tests: a claim at one point.
 */
#ifndef SECANT_TEST_POINT_H
#define SECANT_TEST_POINT_H

#include "language/language.h"

struct point {
    struct language_file *file;
    const struct language_case *subject;
    struct language_reading *reading;
    struct language_instance *instance;
    struct workspace workspace;
    struct language_problem problem;
};

/* The claim of a command line, at sizes 2, 3, 4 ... and numbers drawn from a fixed stream.
 * False: see problem. */
bool point_init(struct point *point, const char *text, enum language_layout layout);
bool point_init_case(struct point *point, const char *text, int claim,
                     enum language_layout layout);
void point_finish(struct point *point);

/* The same for claim number `claim`, with the sides as balls of 200 bits. */
void point_side(struct point *point, int entry, int right, arb_t value);

/* How many entries differ, of how many in `compared`; -1 if some value is not finite. A
 * slope is compared as what it works out to, and as its secant. */
int point_differences(struct point *point, int *compared);

/* The outcome of a claim: "right", "wrong", or the word for its problem. */
const char *point_verdict(const char *text, enum language_layout layout);

#endif
