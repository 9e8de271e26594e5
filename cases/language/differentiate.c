/* SPDX-License-Identifier: MIT
 *
 * Exact derivatives, by one sweep downwards from y: the adjoint of every operation is again
 * an operation of the program, so derivatives are evaluated, shared and differentiated
 * again like anything else. The adjoint of x is the derivative with x cut, whatever x is
 * made of.
 */
#include <string.h>

#include "program.h"

/* The adjoints of one y. `adjoint[i]` is -1 where y does not depend on operation i, or
 * where the sweep has not come: it goes down to `lowest` only. */
struct adjoint {
    struct adjoint *next;
    int y, lowest;
    int *adjoint;
};

struct sweep {
    struct program *program;
    int *adjoint;
    const unsigned char *leads; /* whether the wanted operations stand below */
};

static int op2(const struct sweep *s, enum op_kind kind, int a, int b)
{
    return program_op(s->program, kind, a, b, -1);
}

static int op1(const struct sweep *s, enum op_kind kind, int a)
{
    return program_op(s->program, kind, a, -1, -1);
}

static void add(const struct sweep *s, int to, int what)
{
    if (s->leads[to])
        s->adjoint[to] = s->adjoint[to] < 0 ? what : op2(s, OP_ADD, s->adjoint[to], what);
}

static int number(const struct sweep *s, long value)
{
    return program_integer(s->program, value);
}

static int times(const struct sweep *s, int a, int b) { return op2(s, OP_MULTIPLY, a, b); }

static int one_minus_square(const struct sweep *s, int x)
{
    return op2(s, OP_SUBTRACT, number(s, 1), times(s, x, x));
}

/* What multiplies the adjoint `w` of f(a), for functions of one number; `self` is f(a). */
static int slope(const struct sweep *s, enum op_kind kind, int a, int self)
{
    switch ((int)kind) {
    case OP_EXP: return self;
    case OP_EXPM1: return op1(s, OP_EXP, a);
    case OP_LOG: return op2(s, OP_DIVIDE, number(s, 1), a);
    case OP_LOG1P: return op2(s, OP_DIVIDE, number(s, 1), op2(s, OP_ADD, number(s, 1), a));
    case OP_SQRT: return op2(s, OP_DIVIDE, number(s, 1), times(s, number(s, 2), self));
    case OP_ABS: return op1(s, OP_SIGN, a);
    case OP_SIN: return op1(s, OP_COS, a);
    case OP_COS: return op1(s, OP_NEGATE, op1(s, OP_SIN, a));
    case OP_TAN: return op2(s, OP_ADD, number(s, 1), times(s, self, self));
    case OP_ASIN:
        return op2(s, OP_DIVIDE, number(s, 1), op1(s, OP_SQRT, one_minus_square(s, a)));
    case OP_ACOS:
        return op2(s, OP_DIVIDE, number(s, -1), op1(s, OP_SQRT, one_minus_square(s, a)));
    case OP_ATAN:
        return op2(s, OP_DIVIDE, number(s, 1),
                   op2(s, OP_ADD, number(s, 1), times(s, a, a)));
    case OP_SINH: return op1(s, OP_COSH, a);
    case OP_COSH: return op1(s, OP_SINH, a);
    case OP_TANH:
        return op2(s, OP_DIVIDE, number(s, 1),
                   times(s, op1(s, OP_COSH, a), op1(s, OP_COSH, a)));
    case OP_ASINH:
        return op2(s, OP_DIVIDE, number(s, 1),
                   op1(s, OP_SQRT, op2(s, OP_ADD, times(s, a, a), number(s, 1))));
    case OP_ACOSH:
        return op2(s, OP_DIVIDE, number(s, 1),
                   op1(s, OP_SQRT, op2(s, OP_SUBTRACT, times(s, a, a), number(s, 1))));
    case OP_ATANH: return op2(s, OP_DIVIDE, number(s, 1), one_minus_square(s, a));
    case OP_ERF:
    case OP_ERFC: {
        int root = op1(s, OP_SQRT, program_op(s->program, OP_PI, -1, -1, -1));
        int factor = op2(s, OP_DIVIDE, number(s, kind == OP_ERF ? 2 : -2), root);
        return times(s, factor, op1(s, OP_EXP, op1(s, OP_NEGATE, times(s, a, a))));
    }
    case OP_SIGMOID: return times(s, self, op1(s, OP_SIGMOID, op1(s, OP_NEGATE, a)));
    case OP_SOFTPLUS: return op1(s, OP_SIGMOID, a);
    case OP_GAMMA: return times(s, self, op1(s, OP_DIGAMMA, a));
    case OP_LGAMMA: return op1(s, OP_DIGAMMA, a);
    default: return -1; /* constant between its jumps */
    }
}

static int power_slope(const struct sweep *s, int a, int b)
{
    int less = op2(s, OP_SUBTRACT, b, number(s, 1));
    return times(s, b, op2(s, OP_POWER, a, less));
}

static int choose(const struct sweep *s, int condition, int then, int other)
{
    return program_op(s->program, OP_SELECT, condition, then, other);
}

/* Hands the adjoint `w` of operation i down to its operands. */
static void hand_down(const struct sweep *s, int i, int w)
{
    const struct op op = s->program->op[i];
    int a = op.a, b = op.b, zero = 0;
    switch ((int)op.kind) {
    case OP_CONSTANT:
    case OP_PRINTED:
    case OP_INFINITY:
    case OP_PI:
    case OP_INPUT:
    case OP_LESS:
    case OP_LESS_EQUAL:
    case OP_EQUAL:
    case OP_NOT: return;
    case OP_NAME: add(s, a, w); return;
    case OP_ADD:
        add(s, a, w);
        add(s, b, w);
        return;
    case OP_SUBTRACT:
        add(s, a, w);
        if (s->leads[b])
            add(s, b, op1(s, OP_NEGATE, w));
        return;
    case OP_NEGATE: add(s, a, op1(s, OP_NEGATE, w)); return;
    case OP_MULTIPLY:
        if (s->leads[a])
            add(s, a, times(s, w, b));
        if (s->leads[b])
            add(s, b, times(s, w, a));
        return;
    case OP_DIVIDE:
        if (s->leads[a])
            add(s, a, op2(s, OP_DIVIDE, w, b));
        if (s->leads[b])
            add(s, b, op1(s, OP_NEGATE, times(s, w, op2(s, OP_DIVIDE, i, b))));
        return;
    case OP_POWER:
        if (s->leads[a])
            add(s, a, times(s, w, power_slope(s, a, b)));
        if (s->leads[b])
            add(s, b, times(s, w, times(s, i, op1(s, OP_LOG, a))));
        return;
    case OP_MAX: /* at a tie the first has the slope, as relu = max(0, x) wants it */
        if (s->leads[a])
            add(s, a, choose(s, op2(s, OP_LESS_EQUAL, b, a), w, zero));
        if (s->leads[b])
            add(s, b, choose(s, op2(s, OP_LESS, a, b), w, zero));
        return;
    case OP_MIN:
        if (s->leads[a])
            add(s, a, choose(s, op2(s, OP_LESS_EQUAL, a, b), w, zero));
        if (s->leads[b])
            add(s, b, choose(s, op2(s, OP_LESS, b, a), w, zero));
        return;
    case OP_SELECT:
        if (s->leads[b])
            add(s, b, choose(s, a, w, zero));
        if (s->leads[op.c])
            add(s, op.c, choose(s, a, zero, w));
        return;
    default: {
        int factor = s->leads[a] ? slope(s, op.kind, a, i) : -1;
        if (factor >= 0)
            add(s, a, times(s, w, factor));
    }
    }
}

static struct adjoint *sweep_from(struct program *program, int y, int x)
{
    struct adjoint *known = program->adjoint;
    for (; known; known = known->next)
        if (known->y == y && known->lowest <= x)
            return known;
    size_t ops = (size_t)y + 1;
    known = arena_take(&program->arena, sizeof *known);
    int *adjoint = arena_take(&program->arena, ops * sizeof(int));
    unsigned char *leads = arena_take(&program->arena, ops);
    if (!known || !adjoint || !leads) {
        program->full = true;
        return NULL;
    }
    /* All inputs and names from x on are wanted: the next one asked for is likely there. */
    for (int i = x; i <= y; i++) {
        const struct op *op = &program->op[i];
        leads[i] = i == x || op->kind == OP_INPUT || op->kind == OP_NAME;
        if (op->kind >= OP_NAME)
            leads[i] = leads[i] || (op->a >= x && leads[op->a]) ||
                       (op->kind != OP_NAME &&
                        ((op->b >= x && leads[op->b]) || (op->c >= x && leads[op->c])));
    }
    memset(adjoint, 0xFF, ops * sizeof(int));
    struct sweep s = {program, adjoint, leads};
    adjoint[y] = program_integer(program, 1);
    for (int i = y; i > x; i--)
        if (adjoint[i] >= 0)
            hand_down(&s, i, adjoint[i]);
    *known = (struct adjoint){program->adjoint, y, x, adjoint};
    program->adjoint = known;
    return known;
}

int program_derivative(struct program *program, int y, int x)
{
    y = program_solid(program, y);
    if (x > y)
        return 0; /* operation 0 is the number 0 */
    const struct adjoint *known = sweep_from(program, y, x);
    return known && known->adjoint[x] >= 0 ? known->adjoint[x] : 0;
}

int program_solid(struct program *program, int op)
{
    if (program->op[op].kind != OP_SLOPE)
        return op;
    return program_derivative(program, program->op[op].a, program->op[op].b);
}
