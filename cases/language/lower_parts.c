/* SPDX-License-Identifier: MIT
 *
 * Variables, entries, derivatives, sums and products, into operations.
 */
#include <string.h>

#include "lower.h"

enum { MOST_TERMS = 100000, MOST_SLOTS = PROGRAM_MOST_OPS };

static int op2(struct lowering *l, enum op_kind kind, int a, int b)
{
    return program_op(l->p, kind, a, b, -1);
}

/* ---- variables ---- */

static struct language_input *input(struct lowering *l, int node, int symbol, long count)
{
    struct language_instance *i = l->i;
    if (count < 0 || count > MOST_SLOTS) {
        lower_fail(l, PROBLEM_TOO_LARGE, node,
                   "with these sizes more than %d numbers are drawn", MOST_SLOTS);
        return NULL;
    }
    if (!arena_grow(&i->arena, &i->input, i->inputs, &i->input_room, sizeof *i->input)) {
        lower_fail(l, PROBLEM_MEMORY, node, "out of memory");
        return NULL;
    }
    struct language_input *in = &i->input[i->inputs++];
    *in = (struct language_input){.symbol = symbol, .first = i->slots, .count = (int)count};
    i->slots += (int)count;
    return in;
}

static int slot(struct lowering *l, int first, long which)
{
    return program_op(l->p, OP_INPUT, first + (int)which, -1, -1);
}

int *lower_input(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    const struct language_symbol *s = &l->r->subject->symbol[n->symbol];
    long count = lower_count(l, &n->shape);
    if (l->symbol[n->symbol])
        return l->symbol[n->symbol];
    int *out = lower_room(l, count);
    if (!out)
        return NULL;
    if (s->numbers >= NUMBERS_INTEGER) {
        for (long k = 0; k < count; k++)
            out[k] = program_integer(l->p, l->whole[n->symbol]);
    } else {
        struct language_input *in = input(l, node, n->symbol, count);
        if (!in)
            return NULL;
        in->rank = n->shape.rank;
        for (int k = 0; k < n->shape.rank; k++)
            in->dim[k] = lower_dim(l, n->shape.dim[k]);
        for (long k = 0; k < count; k++)
            out[k] = slot(l, in->first, k);
    }
    l->count[n->symbol] = count;
    return l->symbol[n->symbol] = out;
}

/* Each entry gets an operation of its own: a place to cut. */
static int *named(struct lowering *l, int symbol, const int *value, long count)
{
    int *out = lower_room(l, count);
    for (long i = 0; out && i < count; i++)
        out[i] = l->p->op[value[i]].kind == OP_SLOPE ? value[i]
                                                     : program_name(l->p, value[i]);
    l->count[symbol] = count;
    return l->symbol[symbol] = out;
}

int *lower_defined(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    if (l->symbol[n->symbol])
        return l->symbol[n->symbol];
    int *value = lower(l, read_child(l->r, node, 0));
    return value ? named(l, n->symbol, value, lower_count(l, &n->shape)) : NULL;
}

/* a + b . x + sin(d + c . x): smooth, with every derivative, and no symmetry to hide behind
 */
static int smooth(struct lowering *l, int first, const int *x, long count)
{
    int line = slot(l, first, 0), phase = slot(l, first, 1);
    for (long i = 0; i < count; i++) {
        line = op2(l, OP_ADD, line, op2(l, OP_MULTIPLY, slot(l, first, 2 + 2 * i), x[i]));
        phase = op2(l, OP_ADD, phase, op2(l, OP_MULTIPLY, slot(l, first, 3 + 2 * i), x[i]));
    }
    return op2(l, OP_ADD, line, program_op(l->p, OP_SIN, phase, -1, -1));
}

int *lower_drawn(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    const struct language_symbol *s = &l->r->subject->symbol[n->symbol];
    bool own = s->kind == SYMBOL_VARIABLE;
    for (int i = 0; own && i < n->children; i++) { /* at its own variables, or elsewhere? */
        const struct read_node *x = &l->r->node[read_child(l->r, node, i)];
        own = (x->kind == READ_INPUT || x->kind == READ_DEFINED || x->kind == READ_DRAWN) &&
              !strcmp(l->r->subject->symbol[x->symbol].name, s->parameter[i]);
    }
    if (own && l->symbol[n->symbol])
        return l->symbol[n->symbol];
    long outputs = lower_count(l, &n->shape), inputs = 0, at = 0;
    for (int i = 0; i < n->children; i++)
        inputs += lower_count(l, &l->r->node[read_child(l->r, node, i)].shape);
    int *x = lower_room(l, inputs), *out = x ? lower_room(l, outputs) : NULL;
    if (!out)
        return NULL;
    for (int i = 0; i < n->children; i++) {
        int *part = lower(l, read_child(l->r, node, i));
        long count = lower_count(l, &l->r->node[read_child(l->r, node, i)].shape);
        if (!part)
            return NULL;
        memcpy(x + at, part, sizeof(int) * (size_t)count);
        at += count;
    }
    int first = -1;
    long each = 2 + 2 * inputs;
    for (int i = 0; i < l->i->inputs; i++)
        if (l->i->input[i].symbol == n->symbol && l->i->input[i].hidden)
            first = l->i->input[i].first;
    if (first < 0) {
        struct language_input *in = input(l, node, n->symbol, outputs * each);
        if (!in)
            return NULL;
        in->hidden = true;
        in->rank = 1;
        in->dim[0] = outputs * each;
        first = in->first;
    }
    for (long i = 0; i < outputs; i++)
        out[i] = smooth(l, first + (int)(i * each), x, inputs);
    return own ? named(l, n->symbol, out, outputs) : out;
}

int *lower_approach(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    int target = read_child(l->r, node, 0), *out = lower_room(l, 1);
    if (l->limit_slot < 0) {
        struct language_input *in = input(l, node, -1, 1);
        if (!in)
            return NULL;
        in->limit = true;
        l->limit_slot = in->first;
    }
    if (!out)
        return NULL;
    int step = slot(l, l->limit_slot, 0), one = program_integer(l->p, 1);
    const struct read_node *t = &l->r->node[target];
    bool minus = t->kind == READ_NEGATE;
    if (minus && l->r->node[read_child(l->r, target, 0)].kind == READ_INFINITY) {
        out[0] = op2(l, OP_DIVIDE, program_integer(l->p, -1), step);
    } else if (t->kind == READ_INFINITY) {
        out[0] = op2(l, OP_DIVIDE, one, step);
    } else {
        int *place = lower(l, target);
        if (!place)
            return NULL;
        out[0] = op2(l, n->value < 0 ? OP_SUBTRACT : OP_ADD, place[0], step);
    }
    return out;
}

/* ---- entries ---- */

struct gather {
    struct lowering *l;
    const int *base;
    const long *dim;
    int rank;
    const int *subscript; /* operations; -1: run */
    const long *run;      /* place on the axes that run */
};

/* The entry from `axis` on; a subscript that is known only at the point picks among all. */
static int gather(const struct gather *g, int axis, long offset)
{
    long value;
    if (axis == g->rank)
        return g->base[offset];
    offset *= g->dim[axis];
    if (g->subscript[axis] < 0)
        return gather(g, axis + 1, offset + g->run[axis]);
    if (lower_is_integer(g->l, g->subscript[axis], &value))
        return gather(g, axis + 1, offset + value - 1);
    int picked = gather(g, axis + 1, offset + g->dim[axis] - 1);
    for (long i = g->dim[axis] - 1; i >= 1; i--) {
        int is = op2(g->l, OP_EQUAL, g->subscript[axis], program_integer(g->l->p, i));
        picked =
            program_op(g->l->p, OP_SELECT, is, gather(g, axis + 1, offset + i - 1), picked);
    }
    return picked;
}

static bool subscripts(struct lowering *l, int node, int skip, const long *dim, int rank,
                       int *subscript)
{
    for (int axis = 0; axis < rank; axis++) {
        int which = read_child(l->r, node, axis + skip);
        subscript[axis] = -1;
        if (l->r->node[which].kind == READ_ALL)
            continue;
        int *op = lower(l, which);
        long value;
        if (!op)
            return false;
        subscript[axis] = program_solid(l->p, op[0]);
        if (lower_is_integer(l, subscript[axis], &value) &&
            (value < 1 || value > dim[axis]))
            return lower_fail(l, PROBLEM_INDEX, node,
                              "index %ld is out of range: this axis has %ld entries", value,
                              dim[axis]);
    }
    return true;
}

int *lower_entry(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    int x = read_child(l->r, node, 0);
    const struct read_shape *shape = &l->r->node[x].shape;
    long dim[SYMBOL_MOST_RANK], run[SYMBOL_MOST_RANK] = {0};
    int subscript[SYMBOL_MOST_RANK], *base = lower(l, x);
    for (int i = 0; i < shape->rank; i++)
        dim[i] = lower_dim(l, shape->dim[i]);
    if (!base || !subscripts(l, node, 1, dim, shape->rank, subscript))
        return NULL;
    long count = lower_count(l, &n->shape);
    int *out = lower_room(l, count);
    struct gather g = {l, base, dim, shape->rank, subscript, run};
    for (long i = 0; out && i < count; i++) {
        out[i] = gather(&g, 0, 0);
        for (int axis = shape->rank - 1; axis >= 0; axis--) {
            if (subscript[axis] >= 0)
                continue;
            if (++run[axis] < dim[axis])
                break;
            run[axis] = 0;
        }
    }
    return out;
}

/* ---- derivatives ---- */

int *lower_slope(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    int y = read_child(l->r, node, 0), x = read_child(l->r, node, 1);
    const struct read_shape *shape = &l->r->node[x].shape;
    int *from = lower(l, y), *by = from ? lower(l, x) : NULL;
    if (!by)
        return NULL;
    long outputs = lower_count(l, &l->r->node[y].shape), inputs = lower_count(l, shape);
    int entry = -1;
    if (n->children > 2) {
        long dim[SYMBOL_MOST_RANK], run[SYMBOL_MOST_RANK] = {0};
        int subscript[SYMBOL_MOST_RANK];
        for (int i = 0; i < shape->rank; i++)
            dim[i] = lower_dim(l, shape->dim[i]);
        if (!subscripts(l, node, 2, dim, shape->rank, subscript))
            return NULL;
        long value;
        for (int i = 0; i < shape->rank; i++)
            if (!lower_is_integer(l, subscript[i], &value)) {
                lower_fail(l, PROBLEM_INDEX, node,
                           "which entry to differentiate by depends on "
                           "the numbers, not on an index");
                return NULL;
            }
        struct gather g = {l, by, dim, shape->rank, subscript, run};
        entry = gather(&g, 0, 0);
        inputs = 1;
    }
    int *out = lower_room(l, outputs * inputs);
    for (long i = 0; out && i < outputs; i++)
        for (long j = 0; j < inputs; j++)
            out[i * inputs + j] =
                program_op(l->p, OP_SLOPE, from[i], entry >= 0 ? entry : by[j], -1);
    return out;
}

int *lower_cut(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    int *a = lower(l, read_child(l->r, node, 0)), *out = a ? lower_room(l, 1) : NULL;
    if (!out)
        return NULL;
    int from = program_solid(l->p, a[0]);
    enum op_kind kind = l->p->op[from].kind;
    if (!n->value && (kind == OP_INPUT || kind == OP_NAME)) {
        out[0] = from;
        return out;
    }
    for (int i = 0; i < l->cuts; i++)
        if (l->cut[i].node == node && l->cut[i].from == from) {
            out[0] = l->cut[i].to;
            return out;
        }
    if (l->cuts == (int)(sizeof l->cut / sizeof *l->cut)) {
        lower_fail(l, PROBLEM_TOO_LARGE, node, "too many derivatives f'(...) in one claim");
        return NULL;
    }
    out[0] = program_name(l->p, from);
    l->cut[l->cuts++] = (struct cut){node, from, out[0]};
    return out;
}

int *lower_prime(struct lowering *l, int node)
{
    int cut = read_child(l->r, node, 1);
    int *y = lower(l, read_child(l->r, node, 0)), *x = y ? lower(l, cut) : NULL;
    int *out = x ? lower_room(l, 1) : NULL;
    if (!out)
        return NULL;
    int *of = lower(l, read_child(l->r, cut, 0));
    bool itself = of && program_solid(l->p, of[0]) == x[0];
    /* where the cut is a copy, moving it would move this side only: no secant then */
    out[0] = itself ? program_op(l->p, OP_SLOPE, y[0], x[0], -1)
                    : program_derivative(l->p, y[0], x[0]);
    return out;
}

/* ---- sums ---- */

static int neutral(struct lowering *l, int special)
{
    return program_integer(l->p, special == SPECIAL_PROD);
}

static int join(struct lowering *l, int special, int a, int b)
{
    switch (special) {
    case SPECIAL_PROD: return op2(l, OP_MULTIPLY, a, b);
    case SPECIAL_MAX: return op2(l, OP_MAX, a, b);
    case SPECIAL_MIN: return op2(l, OP_MIN, a, b);
    default: return op2(l, OP_ADD, a, b);
    }
}

struct loop {
    struct lowering *l;
    int node, parts, special;
    long count, terms;
    int *total;
    int guard; /* what must hold for this term; -1: nothing */
};

static bool bounds(struct lowering *l, const struct read_index *index, int node, long *low,
                   long *high)
{
    *low = 1;
    int *op;
    if (index->low) {
        if (!(op = lower(l, index->low)))
            return false;
        if (!lower_is_integer(l, op[0], low))
            return lower_fail(l, PROBLEM_INDEX, node, "index %s begins at no whole number",
                              index->name);
    }
    if (!index->high) {
        *high = lower_dim(l, index->dim);
        return true;
    }
    if (!(op = lower(l, index->high)))
        return false;
    return lower_is_integer(l, op[0], high) ||
           lower_fail(l, PROBLEM_INDEX, node, "index %s ends at no whole number",
                      index->name);
}

static bool term(struct loop *loop)
{
    struct lowering *l = loop->l;
    int *body = lower(l, read_child(l->r, loop->node, loop->parts));
    if (!body)
        return false;
    if (loop->guard >= 0 && (loop->special == SPECIAL_MAX || loop->special == SPECIAL_MIN ||
                             loop->special == SPECIAL_MEAN))
        return lower_fail(l, PROBLEM_SYNTAX, loop->node,
                          "this condition is decided by numbers: not in max, min or mean");
    for (long i = 0; i < loop->count; i++) {
        int value = body[i];
        if (loop->guard >= 0)
            value =
                program_op(l->p, OP_SELECT, loop->guard, value, neutral(l, loop->special));
        loop->total[i] = loop->terms ? join(l, loop->special, loop->total[i], value)
                                     : value;
    }
    loop->terms++;
    return true;
}

static bool run(struct loop *loop, int part)
{
    struct lowering *l = loop->l;
    if (part == loop->parts)
        return term(loop);
    int node = read_child(l->r, loop->node, part);
    const struct read_node *n = &l->r->node[node];
    if (n->kind == READ_CONDITION) {
        int *truth = lower(l, read_child(l->r, node, 0)), guard = loop->guard;
        long known;
        if (!truth)
            return false;
        if (lower_is_integer(l, truth[0], &known))
            return known ? run(loop, part + 1) : true;
        loop->guard = guard < 0 ? truth[0] : op2(l, OP_MULTIPLY, guard, truth[0]);
        bool ok = run(loop, part + 1);
        loop->guard = guard;
        return ok;
    }
    const struct read_index *index = &l->r->index[n->value];
    long low, high, before = l->index[n->value];
    if (!bounds(l, index, loop->node, &low, &high))
        return false;
    if ((double)high - (double)low >= MOST_TERMS)
        return lower_fail(l, PROBLEM_TOO_LARGE, loop->node,
                          "a sum or product of more than %d terms", MOST_TERMS);
    for (long i = low; i <= high; i++) {
        l->index[n->value] = i;
        if (!run(loop, part + 1))
            return false;
    }
    l->index[n->value] = before;
    return true;
}

int *lower_big(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    struct loop loop = {.l = l, .node = node, .special = n->value, .guard = -1};
    loop.parts = n->children - 1;
    loop.count = lower_count(l, &n->shape);
    loop.total = lower_room(l, loop.count);
    if (!loop.total || !run(&loop, 0))
        return NULL;
    if (!loop.terms) {
        if (n->value == SPECIAL_MAX || n->value == SPECIAL_MIN ||
            n->value == SPECIAL_MEAN) {
            lower_fail(l, PROBLEM_INDEX, node, "nothing to take the maximum or mean of");
            return NULL;
        }
        for (long i = 0; i < loop.count; i++)
            loop.total[i] = neutral(l, n->value);
    }
    if (n->value == SPECIAL_MEAN)
        for (long i = 0; i < loop.count; i++)
            loop.total[i] =
                op2(l, OP_DIVIDE, loop.total[i], program_integer(l->p, loop.terms));
    return loop.total;
}

int *lower_total(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    int x = read_child(l->r, node, 0), *a = lower(l, x);
    long count = lower_count(l, &l->r->node[x].shape);
    int *out = a ? lower_room(l, 1) : NULL;
    if (!out)
        return NULL;
    if (!count) {
        out[0] = neutral(l, n->value);
        return out;
    }
    if (n->value == SPECIAL_ARGMAX) { /* the first of the largest */
        int largest = a[0], place = program_integer(l->p, 1);
        for (long i = 1; i < count; i++) {
            int above = op2(l, OP_LESS, largest, a[i]);
            place = program_op(l->p, OP_SELECT, above, program_integer(l->p, i + 1), place);
            largest = op2(l, OP_MAX, largest, a[i]);
        }
        out[0] = place;
        return out;
    }
    out[0] = a[0];
    for (long i = 1; i < count; i++)
        out[0] = join(l, n->value, out[0], a[i]);
    if (n->value == SPECIAL_MEAN)
        out[0] = op2(l, OP_DIVIDE, out[0], program_integer(l->p, count));
    return out;
}

int *lower_build(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    int indices = n->children - 1, index[SYMBOL_MOST_RANK];
    long low[SYMBOL_MOST_RANK], dim[SYMBOL_MOST_RANK], before[SYMBOL_MOST_RANK], count = 1;
    for (int i = 0; i < indices; i++) {
        index[i] = l->r->node[read_child(l->r, node, i)].value;
        before[i] = l->index[index[i]];
        if (!bounds(l, &l->r->index[index[i]], node, &low[i], &dim[i]))
            return NULL;
        low[i] = 1;
        if (dim[i] > 1000000) /* more than any array may have */
            dim[i] = 1000000;
        count = dim[i] < 0 ? -1 : count > 1000000 ? count : count * dim[i];
    }
    int *out = lower_room(l, count);
    for (long k = 0; out && k < count; k++) {
        long rest = k;
        for (int i = indices - 1; i >= 0; i--) {
            l->index[index[i]] = low[i] + rest % dim[i];
            rest /= dim[i];
        }
        int *entry = lower(l, read_child(l->r, node, indices));
        if (!entry)
            return NULL;
        out[k] = entry[0];
    }
    for (int i = 0; i < indices; i++)
        l->index[index[i]] = before[i];
    return out;
}

/* ---- products ---- */

int *lower_product(struct lowering *l, int node)
{
    int x = read_child(l->r, node, 0), y = read_child(l->r, node, 1);
    int *a = lower(l, x), *b = a ? lower(l, y) : NULL;
    if (!b)
        return NULL;
    const struct read_shape *s = &l->r->node[x].shape, *t = &l->r->node[y].shape;
    long size = lower_count(l, s), other = lower_count(l, t);
    bool column = s->rank == 1 && t->rank == 2 && t->dim[0] == 0; /* outer product */
    long inner = column ? 1 : lower_dim(l, s->dim[s->rank - 1]);
    if (inner == 0)
        return lower_room(l, 0);
    long rows = size / inner, columns = other / inner;
    int *out = lower_room(l, rows * columns);
    for (long i = 0; out && i < rows; i++)
        for (long j = 0; j < columns; j++) {
            int sum = 0;
            for (long k = 0; k < inner; k++) {
                int product = op2(l, OP_MULTIPLY, a[i * inner + k], b[k * columns + j]);
                sum = k ? op2(l, OP_ADD, sum, product) : product;
            }
            out[i * columns + j] = sum;
        }
    return out;
}

/* The determinant of the rows from `row` on and the columns that are not yet `used`. */
static int minor(struct lowering *l, const int *a, long n, long row, unsigned used)
{
    int total = 0, sign = 1;
    if (row == n)
        return program_integer(l->p, 1);
    for (long j = 0; j < n; j++) {
        if (used & 1u << j)
            continue;
        int part =
            op2(l, OP_MULTIPLY, a[row * n + j], minor(l, a, n, row + 1, used | 1u << j));
        total = op2(l, sign > 0 ? OP_ADD : OP_SUBTRACT, total, part);
        sign = -sign;
    }
    return total;
}

static int *inverse(struct lowering *l, const int *a, long n)
{
    int whole = minor(l, a, n, 0, 0), *out = lower_room(l, n * n), rest[36];
    for (long i = 0; out && i < n; i++)
        for (long j = 0; j < n; j++) {
            long at = 0;
            for (long p = 0; p < n; p++)
                for (long q = 0; q < n; q++)
                    if (p != j && q != i)
                        rest[at++] = a[p * n + q];
            int part = minor(l, rest, n - 1, 0, 0);
            if ((i + j) % 2)
                part = program_op(l->p, OP_NEGATE, part, -1, -1);
            out[i * n + j] = op2(l, OP_DIVIDE, part, whole);
        }
    return out;
}

int *lower_matrix(struct lowering *l, int node)
{
    const struct read_node *n = &l->r->node[node];
    int x = read_child(l->r, node, 0), *a = lower(l, x);
    if (!a)
        return NULL;
    long side = lower_dim(l, l->r->node[x].shape.dim[0]);
    if (n->kind != READ_MATRIX_POWER && side > 6) {
        lower_fail(l, PROBLEM_TOO_LARGE, node, "det and inv are for matrices up to 6 x 6");
        return NULL;
    }
    if (n->kind == READ_INV)
        return inverse(l, a, side);
    if (n->kind == READ_DET) {
        int *out = lower_room(l, 1);
        if (out)
            out[0] = minor(l, a, side, 0, 0);
        return out;
    }
    int *power = a;
    for (int times = 1; times < n->value && power; times++) {
        int *next = lower_room(l, side * side);
        for (long i = 0; next && i < side * side; i++) {
            long row = i / side, column = i % side;
            for (long k = 0; k < side; k++) {
                int part = op2(l, OP_MULTIPLY, power[row * side + k], a[k * side + column]);
                next[i] = k ? op2(l, OP_ADD, next[i], part) : part;
            }
        }
        power = next;
    }
    return power;
}

int *lower_signal(struct lowering *l, int node)
{
    const struct read_node *node_ = &l->r->node[node];
    int x = read_child(l->r, node, 0), y = read_child(l->r, node, 1);
    int *a = lower(l, x), *b = a ? lower(l, y) : NULL;
    if (!b)
        return NULL;
    long n = lower_count(l, &l->r->node[x].shape), k = lower_count(l, &l->r->node[y].shape);
    long count = lower_count(l, &node_->shape);
    int special = node_->value;
    bool flip = special == SPECIAL_CONV_FULL || special == SPECIAL_CONV_VALID ||
                special == SPECIAL_CONV_SAME;
    bool full = special == SPECIAL_CONV_FULL || special == SPECIAL_CORR_FULL;
    bool valid = special == SPECIAL_CONV_VALID || special == SPECIAL_CORR_VALID;
    long left = full ? k - 1 : valid ? 0 : k / 2; /* zeros in front */
    if (count < 0) {
        lower_fail(l, PROBLEM_INDEX, node, "the kernel is longer than the signal");
        return NULL;
    }
    int *out = lower_room(l, count);
    for (long i = 0; out && i < count; i++)
        for (long p = 0; p < k; p++) {
            long at = i + p - left;
            if (at < 0 || at >= n)
                continue;
            int weight = b[flip ? k - 1 - p : p];
            out[i] = op2(l, OP_ADD, out[i], op2(l, OP_MULTIPLY, a[at], weight));
        }
    return out;
}
