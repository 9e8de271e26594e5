/* SPDX-License-Identifier: MIT
 *
 * Between the files that make a reading.
 */
#ifndef SECANT_READER_H
#define SECANT_READER_H

#include "read.h"

enum { READER_MOST_BINDINGS = 64 };

struct binding {
    const char *name;
    int node; /* what the name stands for */
};

struct reader {
    struct language_reading *r;
    const struct language_symbol *symbol;
    int symbols;
    const char *const *weights; /* of E_j */
    struct binding binding[READER_MOST_BINDINGS];
    int bindings;
    int *defined;         /* per symbol: the node of its definition, 0: not read yet */
    bool free_allowed;    /* an unknown letter in a subscript means "for all" */
    bool definition;      /* inside a definition, where mistakes are errors */
    const char *defining; /* whose; NULL */
    const struct tree *call_tree; /* where a built-in function is called; NULL */
    int call;
    enum language_layout layout;
    int depth;
};

/* The reading of a node of a tree; 0 when it failed. */
int reader_expression(struct reader *d, const struct tree *t, int node);
int reader_condition(struct reader *d, const struct tree *t, int node);

/* ---- between the reader's files ---- */

int reader_add(struct reader *d, enum read_kind kind, const struct tree *t, int source,
               const struct read_shape *shape, const int *child, int children);
bool reader_fail(struct reader *d, enum problem_kind kind, const struct tree *t, int node,
                 const char *format, ...) __attribute__((format(printf, 5, 6)));
void reader_caveat(struct reader *d, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

extern const struct read_shape scalar_shape;
static inline bool is_scalar(const struct read_shape *shape) { return shape->rank == 0; }
struct read_shape vector_shape(int dim);
struct read_shape matrix_shape(int rows,
                               int columns); /* n x 1 is a vector, 1 x 1 a scalar */
bool same_shape(const struct read_shape *a, const struct read_shape *b);

/* Dimensions: the number of one; of a tree or of a node that is a sum of sizes, -1 if it is
 * none. */
int reader_dim(struct reader *d, const struct read_dim *dim);
int reader_dim_constant(struct reader *d, int constant);
int reader_dim_of_tree(struct reader *d, const struct tree *t, int node);
int reader_dim_of_node(struct reader *d, int node);
bool reader_shape_of_symbol(struct reader *d, const struct language_symbol *symbol,
                            struct read_shape *shape);

/* A whole number below a million. */
bool read_whole(const char *text, int *value);

int reader_find(const struct reader *d, const char *name); /* a symbol; -1 */
int reader_free(const struct reader *d, const char *name); /* a free index; -1 */
int reader_new_free(struct reader *d, const struct tree *t, int node, const char *name);
int reader_index(struct reader *d, const char *name);
int reader_index_node(struct reader *d, const struct tree *t, int node, int index);
static inline unsigned long long index_bit(int index)
{
    return 1ull << (index < 63 ? index : 63);
}
/* The last bit is that of many indices: it stays. */
static inline unsigned long long without_index(unsigned long long loose, int index)
{
    return index < 63 ? loose & ~index_bit(index) : loose;
}
void reader_mismatch(struct reader *d, const struct tree *t, int node, int a, int b,
                     const char *hint);
bool reader_bind(struct reader *d, const struct tree *t, int at, const char *name,
                 int node);
int reader_name(struct reader *d, const struct tree *t, int node);
int reader_symbol(struct reader *d, const struct tree *t, int node, int symbol);
int reader_call(struct reader *d, const struct tree *t, int node);
int reader_product(struct reader *d, const struct tree *t, int node, int a, int b);
int reader_transpose(struct reader *d, const struct tree *t, int node, int a);
int reader_elementwise(struct reader *d, enum read_kind kind, const struct tree *t,
                       int node, int a, int b);
int reader_entry(struct reader *d, const struct tree *t, int node);
int reader_derivative(struct reader *d, const struct tree *t, int node);
int reader_big(struct reader *d, const struct tree *t, int node);
int reader_expectation(struct reader *d, const struct tree *t, int node);
int reader_build(struct reader *d, const struct tree *t, int node);
int reader_run(struct reader *d, const struct tree *t, int node);

#endif
