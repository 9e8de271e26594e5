/* SPDX-License-Identifier: MIT
 *
 * The syntax tree: what was written, before shapes decide what it means. Nodes stand in one
 * block, children before parents; links are indices, so a tree is copied by copying blocks.
 * It knows nothing of spelling: `x'`, `x^T` and `xᵀ` are one node.
 */
#ifndef SECANT_TREE_H
#define SECANT_TREE_H

#include "arena.h"
#include "problem.h"

enum tree_kind {
    TREE_NOTHING,
    TREE_NUMBER, /* name: its text */
    TREE_NAME,   /* name */
    TREE_CALL,   /* name, primes; children: arguments */
    TREE_NEGATE,
    TREE_ADD,
    TREE_SUBTRACT,
    TREE_MULTIPLY,
    TREE_MULTIPLY_EACH,
    TREE_DIVIDE,
    TREE_DIVIDE_EACH,
    TREE_POWER,
    TREE_POWER_EACH,
    TREE_TRANSPOSE,
    TREE_ENTRY, /* base, subscripts (TREE_ALL for `:`) */
    TREE_ALL,
    TREE_DERIVATIVE, /* what, then the variables: names or entries */
    TREE_GRADIENT,   /* the same, in the shape of the variable */
    TREE_BIG,        /* name: sum, prod, max, min, mean; children: indices, then the body */
    TREE_INDEX,      /* name; children: low, high, or none */
    TREE_CONDITION,  /* of a big operator: stands among its indices */
    TREE_EXPECT,     /* index, weights (TREE_NOTHING: the case's), body */
    TREE_LIMIT,      /* name: the variable; value: -1, 0, 1 side; target, body */
    TREE_LIST,       /* value: rows; children row by row */
    TREE_RUN,        /* first, last: [first, ..., last] */
    TREE_BUILD,      /* indices (TREE_INDEX), then the body */
    TREE_IF,         /* condition, then, else */
    TREE_INDICATOR,  /* condition */
    TREE_COMPARE,    /* value: enum relation; two children */
    TREE_AND,
    TREE_OR,
    TREE_NOT,
    TREE_SHAPE_OF, /* shape X */
    TREE_SHAPE,    /* children: sizes; none: scalar */
    TREE_RELATION, /* value: enum relation; between the sides of a chain */
    TREE_CHAIN,    /* side, relation, side, relation, side ... */
    TREE_CLAIM,    /* children: chains */
    TREE_KINDS
};

enum relation {
    RELATION_EQUAL,
    RELATION_ABOUT, /* ~: to the printed digits */
    RELATION_LESS,
    RELATION_LESS_EQUAL,
    RELATION_GREATER,
    RELATION_GREATER_EQUAL,
    RELATION_UNEQUAL,
    RELATION_UPDATE /* <- */
};

struct tree_node {
    enum tree_kind kind;
    int first, children; /* in tree.link */
    int value, primes;
    int height; /* 1: a leaf */
    const char *name;
    size_t at, length; /* bytes of the text it was read from */
};

struct tree {
    struct arena *arena; /* holds nodes, links and names; not owned */
    struct tree_node *node;
    int nodes, node_room;
    int *link;
    int links, link_room;
};

/* The largest numbers of things; beyond them a text is refused. */
enum {
    TREE_MOST_NODES = 1000000,    /* of a case */
    TREE_MOST_NODES_HERE = 20000, /* of a claim or a definition */
    TREE_DEEPEST = 200,           /* brackets in brackets; each is two levels */
    TREE_TALLEST = 1000, /* operators in a row: a + b + c ..., each inside the next */
    TREE_MOST_CHILDREN = 64
};

bool tree_init(struct tree *tree, struct arena *arena);

/* Appends a node; its children exist already. 0, the node TREE_NOTHING, when there is no
 * room or no memory: `full` tells. */
int tree_add(struct tree *tree, enum tree_kind kind, size_t at, const char *name,
             const int *child, int children);
bool tree_full(const struct tree *tree);

static inline int tree_child(const struct tree *tree, int node, int which)
{
    return tree->link[tree->node[node].first + which];
}

/* A deep copy of a node, from one tree to another or within one. */
int tree_copy(struct tree *to, const struct tree *from, int node);

/* A copy in which the child at `which` is another node. */
int tree_with_child(struct tree *tree, int node, int which, int child);

bool tree_same(const struct tree *a, int x, const struct tree *b, int y);

/* Text that reads as the same tree, with the brackets that it needs and no more; cut off at
 * `size`, always ended. Returns the length it would have. */
size_t tree_print(const struct tree *tree, int node, char *text, size_t size);

/* The spelling of a relation: "=", "<=". */
const char *tree_relation(enum relation relation);

#endif
