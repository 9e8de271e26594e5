/* SPDX-License-Identifier: MIT
 *
 * The formula of a kernel at a point, in balls: its value, and its derivative by exact
 * differentiation, as narrow as they are asked for.
 */
#ifndef SECANT_EXACT_H
#define SECANT_EXACT_H

#include "function.h"
#include "language/language.h"

/* How the numbers of a type lie: `bits` significant bits, all multiples of 2^least, all
 * below 2^most. */
struct exact_type {
    int bits;
    long least, most;
};

struct exact {
    const struct secant_signature *signature;
    struct exact_type type;
    struct language_file *file;
    struct arena arena;
    struct tree tree;
    struct language_reading *reading; /* of "output = 0": its left side is the formula */

    /* of the last point; kept as long as the sizes stay the same */
    struct language_instance *instance;
    struct workspace workspace;
    long size[SYMBOL_MOST_SIZES], whole[256];
    int *input; /* operation by element of all inputs; 0: the formula does not mention it */
    long double *x;
    size_t inputs;
    bool kinks; /* the formula chooses between branches */

    int *value, *slope; /* operations, in the order of the kernel's outputs */
    size_t values, slopes;
    bool starved;      /* some value found no memory */
    char problem[400]; /* why a call was refused; "" without memory */
};

/* The formula that the case files state for the kernel of that name; false: there is none,
 * or it does not read (see `problem`). To be finished either way. */
bool exact_open(struct exact *exact, const char *kernel,
                const struct secant_signature *signature, struct exact_type type);
void exact_finish(struct exact *exact);

/* Goes to a point: its sizes and shapes, with the numbers `x` of all its inputs, one after
 * the other. False: see `problem`. */
bool exact_go(struct exact *exact, const struct secant_point *point, const long double *x);

/* The value of an operation, with a radius far below one unit in the last place of the
 * type; what lies far below the smallest number may be a ball around 0. False: no precision
 * at hand decides it. */
bool exact_value(struct exact *exact, int op, arb_t value);

/* The units in the last place of the true value - those of the type - that an error of half
 * a unit in every input amounts to: what no algorithm can be blamed for. NAN if it is not
 * known. */
double exact_share(struct exact *exact, int op, const arb_t truth);

/* Whether `got` is what the formula gives somewhere within a few units of every input: then
 * a kink lies in between, and either side of it is right. */
bool exact_reaches(struct exact *exact, int op, long double got);

/* |got - truth| in units in the last place of the truth. HUGE_VAL: no number, or infinite
 * where the truth is not; a truth that rounds to infinity wants infinity. */
double exact_ulps(struct exact_type type, long double got, const arb_t truth);

/* Whether not even the first digit is right: |got - truth| >= |truth|. */
bool exact_no_digit(long double got, const arb_t truth);

#endif
