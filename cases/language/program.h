/* SPDX-License-Identifier: MIT
 *
 * A straight line of scalar operations: what a claim becomes once its sizes and whole
 * numbers are fixed. Equal operations are one, so what is shared is computed once. Named
 * quantities keep an operation of their own (OP_NAME), and a derivative by one of them
 * stops there: that is the cut.
 */
#ifndef SECANT_PROGRAM_H
#define SECANT_PROGRAM_H

#include "arena.h"
#include "number/ball.h"

enum op_kind {
    OP_CONSTANT, /* a: its place among the constants */
    OP_PRINTED,  /* a: the constant, b: half a unit in its last digit */
    OP_INFINITY,
    OP_PI,
    OP_INPUT, /* a: its slot */
    OP_NAME,  /* a: its value; b: makes it different from others */
    OP_SLOPE, /* the derivative of a by b, not yet worked out */
    OP_ADD,
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_POWER,
    OP_MAX,
    OP_MIN,
    OP_NEGATE,
    OP_SELECT, /* a: 1 takes b, 0 takes c */
    OP_LESS,   /* 1, 0, or the ball between them */
    OP_LESS_EQUAL,
    OP_EQUAL,
    OP_NOT,
    OP_EXP,
    OP_EXPM1,
    OP_LOG,
    OP_LOG1P,
    OP_SQRT,
    OP_ABS,
    OP_SIGN,
    OP_STEP, /* 0 at 0 */
    OP_FLOOR,
    OP_CEIL,
    OP_SIN,
    OP_COS,
    OP_TAN,
    OP_ASIN,
    OP_ACOS,
    OP_ATAN,
    OP_SINH,
    OP_COSH,
    OP_TANH,
    OP_ASINH,
    OP_ACOSH,
    OP_ATANH,
    OP_ERF,
    OP_ERFC,
    OP_SIGMOID,
    OP_SOFTPLUS,
    OP_GAMMA,
    OP_LGAMMA,
    OP_DIGAMMA,
    OP_KINDS
};

struct op {
    enum op_kind kind;
    int a, b, c; /* operations before this one; -1: none */
};

enum { PROGRAM_MOST_OPS = 250000 };

/* Asked now and then by what may take long. */
struct language_limit {
    bool (*reached)(void *context);
    void *context;
};

struct program {
    struct arena arena;
    struct op *op;
    int ops, op_room;
    fmpq *constant; /* each cleared at the end */
    int constants, constant_room;
    int *value_table; /* hash table of constants, -1: empty */
    int value_size;
    int *table; /* hash table of operations, -1: empty */
    int table_size;
    int names; /* how many OP_NAME there are */
    bool full; /* PROGRAM_MOST_OPS or the memory is used up; results are meaningless */
    struct language_limit limit; /* `reached` NULL: none */
    unsigned ticks;
    bool late; /* the limit was reached; results are meaningless */
    struct adjoint *adjoint;
};

bool program_init(struct program *program);
void program_finish(struct program *program);

/* From here on another limit holds; NULL: none. */
void program_set_limit(struct program *program, const struct language_limit *limit);

/* Counts work, in operations of a hundred nanoseconds or so; whether the limit was reached.
 */
bool program_is_late(struct program *program, unsigned work);

/* Each returns an operation, an earlier one where it is the same. Constants are folded. */
int program_op(struct program *program, enum op_kind kind, int a, int b, int c);
int program_rational(struct program *program, const fmpq_t value);
int program_integer(struct program *program, long value);
int program_printed(struct program *program, const fmpq_t value, const fmpq_t half_unit);
int program_name(struct program *program, int value);

/* Whether the operation is a constant, and its value as a whole number. */
bool program_is_constant(const struct program *program, int op);
bool program_is_integer(const struct program *program, int op, long *value);

/* The operation that computes the derivative of y by x, exactly. */
int program_derivative(struct program *program, int y, int x);

/* The operation itself, or what an OP_SLOPE works out to. */
int program_solid(struct program *program, int op);

/* ---- values ---- */

struct workspace {
    struct program *program; /* not owned */
    arb_ptr base, moved;
    long *bits;      /* precision at which base holds a value; 0: none */
    unsigned *stamp; /* of `need` marks and of values in `moved` */
    unsigned char *mark;
    unsigned now;
    int room, slots;
    arb_ptr input;
};

/* A workspace for programs with so many input slots. It may outlive changes of the program:
 * new operations are picked up. One thread at a time. */
bool workspace_init(struct workspace *workspace, struct program *program, int slots);
void workspace_finish(struct workspace *workspace);

/* After inputs have changed. */
void workspace_reset(struct workspace *workspace);

/* The value of `op` at `bits` of precision. With `moved` >= 0 that operation has the value
 * `place` instead; with `lipschitz` what depends on it is finite only where every step is
 * Lipschitz on its whole ball. Borrowed until the next call. NULL: out of memory, or the
 * program is late. */
arb_srcptr workspace_value(struct workspace *workspace, int op, int moved,
                           const arb_t place, long bits, bool lipschitz);

/* One operation: for workspace_value. */
void op_evaluate(arb_t result, const struct op *op, arb_srcptr a, arb_srcptr b,
                 arb_srcptr c, long bits, bool lipschitz);

#endif
