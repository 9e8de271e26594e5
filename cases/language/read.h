/* SPDX-License-Identifier: MIT
 *
 * The reading: a tree with its shapes, in which every product, index and derivative is
 * resolved. Shapes are symbolic; sizes get their numbers when the reading is lowered into a
 * program. A reading belongs to one layout; a claim may be read in several.
 */
#ifndef SECANT_READ_H
#define SECANT_READ_H

#include "functions.h"
#include "problem.h"
#include "symbol.h"
#include "tree.h"

enum { READ_MOST_NODES = 100000 }; /* functions have been put in by then */

enum language_layout {
    LAYOUT_NUMERATOR,
    LAYOUT_DENOMINATOR,
    LAYOUT_PARAMETER,
    LAYOUT_MIXED,
    LAYOUT_EITHER, /* read it in each of the others */
    LAYOUTS
};

enum read_kind {
    READ_NOTHING,
    READ_NUMBER,  /* name: its text */
    READ_PRINTED, /* the same, right to its digits */
    READ_PI,
    READ_E,
    READ_INFINITY,
    READ_INPUT,    /* symbol */
    READ_DEFINED,  /* symbol; its definition */
    READ_DRAWN,    /* symbol; the variables it is a function of, or the argument */
    READ_INDEX,    /* value: which index */
    READ_APPROACH, /* value: which limit's variable */
    READ_SIZE,     /* value: which dimension, as a number */
    READ_ELEMENT,  /* an element of what READ_MAP runs over; value: its index */
    READ_CUT,      /* a copy of its child to differentiate by */
    READ_NEGATE,
    READ_ADD, /* these five elementwise, or with a scalar */
    READ_SUBTRACT,
    READ_MULTIPLY,
    READ_DIVIDE,
    READ_POWER,
    READ_PRODUCT, /* the last axis of one against the first of the other */
    READ_MATRIX_POWER,
    READ_TRANSPOSE,
    READ_FUNCTION, /* value: enum op_kind */
    READ_PAIR,     /* value: enum op_kind */
    READ_MAP,      /* array, READ_ELEMENT, body: elementwise */
    READ_ENTRY,    /* base, subscripts */
    READ_ALL,
    READ_SLOPE, /* what, by which variable; the variable's subscripts */
    READ_PRIME, /* body, READ_CUT */
    READ_BIG,   /* value: enum function_special; indices, conditions, body last */
    READ_CONDITION,
    READ_TOTAL, /* value: enum function_special; over all entries */
    READ_BUILD, /* READ_INDEX nodes, body */
    READ_LIST,  /* entries row by row */
    READ_IF,
    READ_COMPARE, /* value: enum relation */
    READ_AND,
    READ_OR,
    READ_NOT,
    READ_LIMIT, /* READ_APPROACH, target, body; value: side */
    READ_IDENTITY,
    READ_ZEROS,
    READ_ONES,
    READ_ONEHOT,
    READ_DIAG,
    READ_DIAGONAL,
    READ_DET,
    READ_INV,
    READ_SIGNAL, /* value: enum function_special */
    READ_KINDS
};

struct read_shape {
    int rank;
    int dim[SYMBOL_MOST_RANK]; /* places in reading.dim */
};

/* A sum of sizes: constant + sum of factor * size. Number 0 is 1. */
struct read_dim {
    int constant;
    short factor[SYMBOL_MOST_SIZES];
};

struct read_node {
    enum read_kind kind;
    struct read_shape shape;
    int first, children; /* in reading.link */
    int symbol, value;
    const char *name;
    const struct tree *tree; /* where it was read from: */
    int source;
    unsigned long long loose; /* the indices that it depends on, as bits */
};

struct read_index {
    const char *name;
    int dim;       /* its axis; -1: not known yet */
    int low, high; /* nodes; 0: from 1 to its axis */
};

struct language_case;

struct language_pair {
    int left, right; /* nodes */
    enum relation relation;
    bool shape, holds; /* a claim about shapes, settled without a point */
    int part;
};

/* What `and` joins: each part is read for itself, with its own free indices, and may be
 * right in a layout of its own. */
struct language_part {
    struct language_problem problem; /* its pairs are missing where this is set */
    int first, pairs;
    int free[8], frees; /* indices that stand for "all", in the order they were met */
    int condition;      /* node; 0: none */
};

struct language_reading {
    struct arena arena;
    const struct language_case *subject;
    enum language_layout layout;
    struct read_node *node;
    int nodes, node_room;
    int *link;
    int links, link_room;
    struct read_dim *dim;
    int dims, dim_room;
    struct read_index *index;
    int indices, index_room;
    struct language_part part[32];
    int parts; /* while reading: the one that is read */
    int limits;
    struct language_pair pair[64];
    int pairs;
    int assumption[16];
    int assumptions;
    bool exists;
    char caveat[8][128];
    int caveats;
    struct language_problem problem; /* the first of the parts' problems */
    struct tree formula;             /* built-in formulas that were called */
};

static inline int read_child(const struct language_reading *r, int node, int which)
{
    return r->link[r->node[node].first + which];
}

/* Text such as "h x n"; returns `text`. */
const char *read_shape_text(const struct language_reading *r,
                            const struct read_shape *shape, char *text, size_t size);
const char *read_dim_text(const struct language_reading *r, int dim, char *text,
                          size_t size);

/* The number of a dimension for given sizes. */
long read_dim_value(const struct language_reading *r, int dim, const long *size);

/* The reading as text: bracketed, with the shapes of the parts that have one. */
size_t read_show(const struct language_reading *r, int node, char *text, size_t size);

#endif
