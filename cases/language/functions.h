/* SPDX-License-Identifier: MIT
 *
 * The functions of the language: one row each. A row is an operation of the program, a
 * formula in the language itself, or a special construct that the reader knows.
 */
#ifndef SECANT_FUNCTIONS_H
#define SECANT_FUNCTIONS_H

#include "program.h"

enum function_kind {
    FUNCTION_ELEMENT, /* op of one number, elementwise */
    FUNCTION_PAIR,    /* op of two, elementwise */
    FUNCTION_FORMULA, /* formula with parameters, read where it is called */
    FUNCTION_SPECIAL
};

enum function_special {
    SPECIAL_NONE,
    SPECIAL_SUM,
    SPECIAL_MEAN,
    SPECIAL_PROD,
    SPECIAL_MAX,
    SPECIAL_MIN,
    SPECIAL_ARGMAX,
    SPECIAL_DIAG,
    SPECIAL_TRACE,
    SPECIAL_DET,
    SPECIAL_INV,
    SPECIAL_IDENTITY,
    SPECIAL_ZEROS,
    SPECIAL_ONES,
    SPECIAL_ONEHOT,
    SPECIAL_DELTA,
    SPECIAL_ENTRIES,
    SPECIAL_ROWS,
    SPECIAL_COLS,
    SPECIAL_CONV_FULL,
    SPECIAL_CONV_VALID,
    SPECIAL_CONV_SAME,
    SPECIAL_CORR_FULL,
    SPECIAL_CORR_VALID,
    SPECIAL_CORR_SAME
};

struct language_function {
    const char *name;
    enum function_kind kind;
    enum op_kind op;
    enum function_special special;
    int least, most; /* arguments */
    const char *parameter[4];
    const char *formula;
    const char *doc;
};

/* All rows, ended by one without a name. */
extern const struct language_function language_functions[];

/* NULL: there is none. */
const struct language_function *function_find(const char *name);

/* The name of a function that this may have been meant for; NULL. */
const char *function_near(const char *name);

#endif
