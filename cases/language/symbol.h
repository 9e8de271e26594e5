/* SPDX-License-Identifier: MIT
 *
 * What a case declares and defines.
 */
#ifndef SECANT_SYMBOL_H
#define SECANT_SYMBOL_H

#include <stdbool.h>
#include <stddef.h>

enum symbol_kind {
    SYMBOL_SIZE,
    SYMBOL_VARIABLE,   /* an input, or defined when `body` is set */
    SYMBOL_FUNCTION,   /* f(t) = ... */
    SYMBOL_UNSPECIFIED /* f : function; drawn at random */
};

enum numbers { /* what an input may hold */
               NUMBERS_REAL,
               NUMBERS_POSITIVE,
               NUMBERS_PROBABILITY,  /* inside 0..1 */
               NUMBERS_TARGET,       /* 0..1 */
               NUMBERS_DISTRIBUTION, /* adds up to 1 */
               NUMBERS_INTEGER,
               NUMBERS_CLASS /* 1..classes */
};

enum { SYMBOL_MOST = 256 }; /* names of a case */
enum { SYMBOL_MOST_NAMES = 8, SYMBOL_MOST_RANK = 5, SYMBOL_MOST_SIZES = 16 };

struct language_symbol {
    const char *name;
    enum symbol_kind kind;
    enum numbers numbers;
    bool shaped;               /* its shape was declared */
    int rank;                  /* with: */
    int dim[SYMBOL_MOST_RANK]; /* nodes: sums of sizes */
    int classes;               /* node: how many classes; 0: none */
    bool ranged;
    double least, most;
    int body;  /* node; 0: none */
    int scope; /* how many symbols its definition knows */
    /* parameters of a function; x and y of `l : function of x, y` */
    const char *parameter[SYMBOL_MOST_NAMES];
    int parameters;
    bool drawn; /* an unspecified function of its parameters */
    /* s[i] = ...: the names of the indices */
    const char *index[SYMBOL_MOST_RANK];
    int indices;
    int size; /* SYMBOL_SIZE: its place among the sizes */
    size_t at;
};

#endif
