/* SPDX-License-Identifier: MIT
 *
 * From a reading to a program, once sizes and whole numbers are known.
 */
#include "lower.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LARGEST_ARRAY = 200000, COUNT_NEGATIVE = -1 };

bool lower_fail(struct lowering *l, enum problem_kind kind, int node, const char *format,
                ...)
{
    char message[320];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    const struct read_node *n = &l->r->node[node];
    size_t at = n->tree && n->tree != &l->r->formula ? n->tree->node[n->source].at : 0;
    return problem_set(l->problem, kind, at, NULL, NULL, "%s", message);
}

int *lower_room(struct lowering *l, long count)
{
    if (count < 0 || count > LARGEST_ARRAY) {
        lower_fail(l, PROBLEM_TOO_LARGE, 0,
                   count == COUNT_NEGATIVE
                       ? "with these sizes an array would have fewer than 0 entries"
                       : "with these sizes an array has more than %d entries",
                   LARGEST_ARRAY);
        return NULL;
    }
    int *room = arena_take(&l->i->arena, sizeof(int) * (size_t)(count ? count : 1));
    if (!room)
        lower_fail(l, PROBLEM_MEMORY, 0, "out of memory");
    return room;
}

long lower_dim(const struct lowering *l, int dim)
{
    return dim < 0 ? 1 : read_dim_value(l->r, dim, l->i->size);
}

long lower_count(const struct lowering *l, const struct read_shape *shape)
{
    long count = 1;
    for (int i = 0; i < shape->rank; i++) {
        long dim = lower_dim(l, shape->dim[i]);
        if (dim < 0)
            return COUNT_NEGATIVE;
        count = dim == 0                      ? 0
                : count > LARGEST_ARRAY / dim ? LARGEST_ARRAY + 1
                                              : count * dim;
    }
    return count;
}

bool lower_is_integer(const struct lowering *l, int op, long *value)
{
    while (l->p->op[op].kind == OP_NAME)
        op = l->p->op[op].a;
    return program_is_integer(l->p, op, value);
}

static int *single(struct lowering *l, int op)
{
    int *out = lower_room(l, 1);
    if (out)
        out[0] = op;
    return out;
}

static int *number(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    fmpq_t value, unit;
    fmpq_init(value);
    fmpq_init(unit);
    int op = 0;
    bool ok = secant_rational_read(value, unit, n->name);
    if (ok && n->kind == READ_PRINTED) {
        fmpq_div_2exp(unit, unit, 1);
        op = program_printed(l->p, value, unit);
    } else if (ok) {
        op = program_rational(l->p, value);
    }
    fmpq_clear(value);
    fmpq_clear(unit);
    if (!ok) {
        lower_fail(l, PROBLEM_TOO_LARGE, node,
                   "the number %s is beyond what is read: exponents go to 10000", n->name);
        return NULL;
    }
    return single(l, op);
}

static int compare_op(struct lowering *l, enum relation relation, int a, int b)
{
    switch (relation) {
    case RELATION_LESS: return program_op(l->p, OP_LESS, a, b, -1);
    case RELATION_LESS_EQUAL: return program_op(l->p, OP_LESS_EQUAL, a, b, -1);
    case RELATION_GREATER: return program_op(l->p, OP_LESS, b, a, -1);
    case RELATION_GREATER_EQUAL: return program_op(l->p, OP_LESS_EQUAL, b, a, -1);
    case RELATION_UNEQUAL:
        return program_op(l->p, OP_NOT, program_op(l->p, OP_EQUAL, a, b, -1), -1, -1);
    case RELATION_EQUAL:
    case RELATION_ABOUT:
    case RELATION_UPDATE: break;
    }
    return program_op(l->p, OP_EQUAL, a, b, -1);
}

static int not_op(struct lowering *l, int a) { return program_op(l->p, OP_NOT, a, -1, -1); }

static int binary_op(struct lowering *l, const struct read_node *n, int a, int b)
{
    switch ((int)n->kind) {
    case READ_ADD: return program_op(l->p, OP_ADD, a, b, -1);
    case READ_SUBTRACT: return program_op(l->p, OP_SUBTRACT, a, b, -1);
    case READ_MULTIPLY:
    case READ_AND: return program_op(l->p, OP_MULTIPLY, a, b, -1);
    case READ_DIVIDE: return program_op(l->p, OP_DIVIDE, a, b, -1);
    case READ_POWER: return program_op(l->p, OP_POWER, a, b, -1);
    case READ_PAIR: return program_op(l->p, (enum op_kind)n->value, a, b, -1);
    case READ_COMPARE: return compare_op(l, (enum relation)n->value, a, b);
    case READ_OR: /* not (not a and not b) */
        return not_op(l, program_op(l->p, OP_MULTIPLY, not_op(l, a), not_op(l, b), -1));
    default: return 0;
    }
}

/* Elementwise; a number goes with every entry. */
static int *binary(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    int x = read_child(l->r, node, 0), y = read_child(l->r, node, 1);
    int *a = lower(l, x), *b = a ? lower(l, y) : NULL;
    long count = lower_count(l, &n->shape);
    int *out = b ? lower_room(l, count) : NULL;
    if (!out)
        return NULL;
    int da = l->r->node[x].shape.rank > 0, db = l->r->node[y].shape.rank > 0;
    for (long i = 0; i < count; i++)
        out[i] = binary_op(l, n, a[da * i], b[db * i]);
    return out;
}

static int *unary(struct lowering *l, int node, enum op_kind op)
{
    int *a = lower(l, read_child(l->r, node, 0));
    long count = lower_count(l, &l->r->node[node].shape);
    int *out = a ? lower_room(l, count) : NULL;
    for (long i = 0; out && i < count; i++)
        out[i] = program_op(l->p, op, a[i], -1, -1);
    return out;
}

static int *conditional(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    int part[3], step[3], *op[3] = {NULL, NULL, NULL};
    for (int i = 0; i < 3; i++) {
        part[i] = read_child(l->r, node, i);
        step[i] = l->r->node[part[i]].shape.rank > 0;
    }
    long count = lower_count(l, &n->shape), truth;
    if (!(op[0] = lower(l, part[0])))
        return NULL;
    bool settled = !step[0] && lower_is_integer(l, op[0][0], &truth);
    for (int i = 1; i < 3; i++) /* the other branch may not even exist: x[i-1] at i = 1 */
        if ((!settled || (truth ? i == 1 : i == 2)) && !(op[i] = lower(l, part[i])))
            return NULL;
    int *out = lower_room(l, count);
    for (long i = 0; out && i < count; i++) {
        if (settled)
            out[i] = op[truth ? 1 : 2][step[truth ? 1 : 2] * i];
        else
            out[i] = program_op(l->p, OP_SELECT, op[0][step[0] * i], op[1][step[1] * i],
                                op[2][step[2] * i]);
    }
    return out;
}

static int *transpose(struct lowering *l, int node)
{
    int x = read_child(l->r, node, 0), *a = lower(l, x);
    const struct read_shape *shape = &l->r->node[x].shape;
    if (!a || shape->rank < 2)
        return a;
    long rows = lower_dim(l, shape->dim[0]), columns = lower_dim(l, shape->dim[1]);
    int *out = lower_room(l, rows * columns);
    for (long i = 0; out && i < rows; i++)
        for (long j = 0; j < columns; j++)
            out[j * rows + i] = a[i * columns + j];
    return out;
}

/* Arrays of constants: 0 and 1 at their places. */
static int *constants(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    long count = lower_count(l, &n->shape);
    int *out = lower_room(l, count);
    if (!out)
        return NULL;
    int one = program_integer(l->p, 1);
    if (n->kind == READ_ONEHOT) {
        int *k = lower(l, read_child(l->r, node, 0));
        for (long i = 0; k && i < count; i++)
            out[i] = program_op(l->p, OP_EQUAL, k[0], program_integer(l->p, i + 1), -1);
        return k ? out : NULL;
    }
    long side =
        n->kind == READ_IDENTITY && n->shape.rank == 2 ? lower_dim(l, n->shape.dim[0]) : 0;
    for (long i = 0; i < count; i++)
        out[i] = n->kind == READ_ONES ||
                         (n->kind == READ_IDENTITY && (side == 0 || i % (side + 1) == 0))
                     ? one
                     : 0;
    return out;
}

static int *diagonal(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    int *a = lower(l, read_child(l->r, node, 0));
    long side = lower_dim(l, n->shape.rank ? n->shape.dim[0] : 0);
    long count = lower_count(l, &n->shape);
    int *out = a ? lower_room(l, count) : NULL;
    for (long i = 0; out && i < side; i++) {
        if (n->kind == READ_DIAG)
            out[i * side + i] = a[i];
        else
            out[i] = a[i * side + i];
    }
    return out;
}

static int *list(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    int *out = lower_room(l, n->children);
    for (int i = 0; out && i < n->children; i++) {
        int *entry = lower(l, read_child(l->r, node, i));
        if (!entry)
            return NULL;
        out[i] = entry[0];
    }
    return out;
}

static int *map(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    long count = lower_count(l, &n->shape), before = l->index[n->value];
    int *out = lower_room(l, count);
    for (long i = 0; out && i < count; i++) {
        l->index[n->value] = i;
        int *entry = lower(l, read_child(l->r, node, 2));
        if (!entry)
            return NULL;
        out[i] = entry[0];
    }
    l->index[n->value] = before;
    return out;
}

static int *element(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    int *a = lower(l, read_child(l->r, node, 0));
    return a ? single(l, a[l->index[n->value]]) : NULL;
}

static int *kind(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    switch (n->kind) {
    case READ_NUMBER:
    case READ_PRINTED: return number(l, node);
    case READ_PI: return single(l, program_op(l->p, OP_PI, -1, -1, -1));
    case READ_E:
        return single(l, program_op(l->p, OP_EXP, program_integer(l->p, 1), -1, -1));
    case READ_INFINITY: return single(l, program_op(l->p, OP_INFINITY, -1, -1, -1));
    case READ_INPUT: return lower_input(l, node);
    case READ_DEFINED: return lower_defined(l, node);
    case READ_DRAWN: return lower_drawn(l, node);
    case READ_INDEX: return single(l, program_integer(l->p, l->index[n->value]));
    case READ_APPROACH: return lower_approach(l, node);
    case READ_SIZE: return single(l, program_integer(l->p, lower_dim(l, n->value)));
    case READ_ELEMENT: return element(l, node);
    case READ_CUT: return lower_cut(l, node);
    case READ_NEGATE: return unary(l, node, OP_NEGATE);
    case READ_NOT: return unary(l, node, OP_NOT);
    case READ_FUNCTION: return unary(l, node, (enum op_kind)n->value);
    case READ_ADD:
    case READ_SUBTRACT:
    case READ_MULTIPLY:
    case READ_DIVIDE:
    case READ_POWER:
    case READ_PAIR:
    case READ_COMPARE:
    case READ_AND:
    case READ_OR: return binary(l, node);
    case READ_PRODUCT: return lower_product(l, node);
    case READ_MATRIX_POWER:
    case READ_DET:
    case READ_INV: return lower_matrix(l, node);
    case READ_TRANSPOSE: return transpose(l, node);
    case READ_MAP: return map(l, node);
    case READ_ENTRY: return lower_entry(l, node);
    case READ_SLOPE: return lower_slope(l, node);
    case READ_PRIME: return lower_prime(l, node);
    case READ_BIG: return lower_big(l, node);
    case READ_TOTAL: return lower_total(l, node);
    case READ_BUILD: return lower_build(l, node);
    case READ_LIST: return list(l, node);
    case READ_IF: return conditional(l, node);
    case READ_LIMIT: return lower(l, read_child(l->r, node, 2));
    case READ_IDENTITY:
    case READ_ZEROS:
    case READ_ONES:
    case READ_ONEHOT: return constants(l, node);
    case READ_DIAG:
    case READ_DIAGONAL: return diagonal(l, node);
    case READ_SIGNAL: return lower_signal(l, node);
    case READ_CONDITION:
    case READ_ALL:
    case READ_NOTHING:
    case READ_KINDS: break;
    }
    lower_fail(l, PROBLEM_SYNTAX, node, "no expression stands here");
    return NULL;
}

int *lower(struct lowering *l, int node)
{
    if (l->problem->kind != PROBLEM_NONE)
        return NULL;
    if (program_is_late(l->p, 1)) {
        lower_fail(l, PROBLEM_TOO_LARGE, node, "this takes too long");
        return NULL;
    }
    if (l->known[node])
        return l->known[node];
    if (l->p->full || ++l->depth > 4000) {
        lower_fail(l, PROBLEM_TOO_LARGE, node, "this takes more than %d operations",
                   PROGRAM_MOST_OPS);
        return NULL;
    }
    int *out = kind(l, node);
    l->depth--;
    if (!l->r->node[node].loose)
        l->known[node] = out;
    return l->problem->kind == PROBLEM_NONE ? out : NULL;
}
