/* SPDX-License-Identifier: MIT
 *
 * A claim at given sizes: its entries, each a pair of operations.
 */
#include <stdlib.h>
#include <string.h>

#include "lower.h"
#include "reader.h"

bool language_slope(const struct language_instance *instance, int op, int *y, int *x)
{
    const struct op *o = &instance->program.op[op];
    if (o->kind != OP_SLOPE)
        return false;
    *y = o->a;
    *x = o->b;
    return true;
}

/* ---- whether a secant would be fair ---- */

/* Marks what `op` is made of, not going below marked operations of `stop`. */
static void mark(const struct program *p, int op, unsigned char *marks, unsigned char mark,
                 unsigned char stop)
{
    if (marks[op] & stop)
        return;
    marks[op] |= mark;
    for (int i = op; i >= 0; i--) {
        const struct op *o = &p->op[i];
        if (!(marks[i] & mark) || (marks[i] & stop) || o->kind < OP_NAME)
            continue;
        int operand[3] = {o->a, o->kind == OP_NAME ? -1 : o->b,
                          o->kind == OP_NAME ? -1 : o->c};
        for (int k = 0; k < 3; k++)
            if (operand[k] >= 0 && !(marks[operand[k]] & stop))
                marks[operand[k]] |= mark;
    }
}

/* Whether the other side depends on what the variable at x is made of, other than through
 * the variable: then moving x moves one side only. */
static bool crosses(struct lowering *l, int other, int x)
{
    enum { CUT = 1, BELOW = 2, OTHER = 4 };
    const struct program *p = l->p;
    if (p->op[x].kind != OP_NAME)
        return false;
    unsigned char *marks = calloc((size_t)p->ops, 1);
    if (!marks || program_is_late(l->p, 1 + (unsigned)p->ops / 16)) {
        free(marks);
        return true;
    }
    marks[x] |= CUT;
    for (int s = 0; s < l->r->subject->symbols; s++) {
        const int *op = l->symbol[s];
        for (long i = 0; op && i < l->count[s]; i++)
            if (op[i] == x) {
                for (long k = 0; k < l->count[s]; k++)
                    marks[op[k]] |= CUT;
                break;
            }
    }
    mark(p, p->op[x].a, marks, BELOW, 0);
    int y = p->op[other].kind == OP_SLOPE ? p->op[other].a : other;
    mark(p, y, marks, OTHER, CUT);
    if (p->op[other].kind == OP_SLOPE)
        mark(p, p->op[other].b, marks, OTHER, CUT);
    bool found = false;
    for (int i = 0; i < p->ops && !found; i++)
        found = (marks[i] & BELOW) && (marks[i] & OTHER) &&
                (p->op[i].kind == OP_INPUT || p->op[i].kind == OP_NAME);
    free(marks);
    return found;
}

/* Where both or neither side could be judged by secants, or unfairly, works slopes out. */
static void settle(struct lowering *l, struct language_entry *e)
{
    int *side[2] = {&e->left, &e->right};
    for (int i = 0; i < 2; i++) {
        const struct op *o = &l->p->op[*side[i]];
        if (o->kind == OP_SLOPE && crosses(l, *side[1 - i], o->b)) {
            *side[i] = program_solid(l->p, *side[i]);
            e->exact = true;
        }
    }
    if (l->p->op[e->left].kind == OP_SLOPE && l->p->op[e->right].kind == OP_SLOPE)
        e->right = program_solid(l->p, e->right);
}

/* ---- entries ---- */

static bool entry(struct lowering *l, struct language_entry e)
{
    struct language_instance *i = l->i;
    enum { MOST_ENTRIES = 100000 };
    if (i->entries == MOST_ENTRIES)
        return lower_fail(l, PROBLEM_TOO_LARGE, 0, "more than %d entries", MOST_ENTRIES);
    if (!arena_grow(&i->arena, &i->entry, i->entries, &i->entry_room, sizeof e))
        return lower_fail(l, PROBLEM_MEMORY, 0, "out of memory");
    settle(l, &e);
    i->entry[i->entries++] = e;
    return true;
}

static bool pair(struct lowering *l, int which, int condition)
{
    const struct language_pair *p = &l->r->pair[which];
    if (p->shape)
        return true;
    const struct read_shape *x = &l->r->node[p->left].shape,
                            *y = &l->r->node[p->right].shape;
    const struct read_shape *shape = is_scalar(x) ? y : x;
    int *a = lower(l, p->left), *b = a ? lower(l, p->right) : NULL;
    if (!b)
        return false;
    const struct language_part *part = &l->r->part[p->part];
    long count = lower_count(l, shape);
    for (long k = 0; k < count; k++) {
        struct language_entry e = {.pair = which, .condition = condition};
        e.left = a[is_scalar(x) ? 0 : k];
        e.right = b[is_scalar(y) ? 0 : k];
        long rest = k;
        e.rank = part->frees + shape->rank;
        if (e.rank > 8)
            e.rank = 8;
        for (int i = 0; i < part->frees && i < 8; i++)
            e.index[i] = l->index[part->free[i]];
        for (int axis = shape->rank - 1; axis >= 0; axis--) {
            long dim = lower_dim(l, shape->dim[axis]);
            if (part->frees + axis < 8)
                e.index[part->frees + axis] = 1 + rest % dim;
            rest /= dim;
        }
        if (!entry(l, e))
            return false;
    }
    return true;
}

/* All values of the free indices, those that the condition lets through. */
static bool all(struct lowering *l, const struct language_part *part, int which)
{
    const struct language_reading *r = l->r;
    if (which < part->frees) {
        int index = part->free[which];
        long dim = lower_dim(l, r->index[index].dim);
        for (long i = 1; i <= dim; i++) {
            l->index[index] = i;
            if (!all(l, part, which + 1))
                return false;
        }
        return true;
    }
    int condition = -1;
    if (part->condition) {
        long truth;
        int *op = lower(l, part->condition);
        if (!op)
            return false;
        condition = program_solid(l->p, op[0]);
        if (lower_is_integer(l, condition, &truth)) {
            if (!truth)
                return true;
            condition = -1;
        }
    }
    for (int i = part->first; i < part->first + part->pairs; i++)
        if (!pair(l, i, condition))
            return false;
    return true;
}

static bool prepare(struct lowering *l, struct language_instance *i)
{
    const struct language_reading *r = l->r;
    size_t symbols = (size_t)r->subject->symbols + 1;
    l->known = arena_take(&i->arena, sizeof(int *) * (size_t)(r->nodes + 1));
    l->symbol = arena_take(&i->arena, sizeof(int *) * symbols);
    l->count = arena_take(&i->arena, sizeof(long) * symbols);
    l->index = arena_take(&i->arena, sizeof(long) * (size_t)(r->indices + 1));
    return l->known && l->symbol && l->count && l->index;
}

static bool parts(struct lowering *l)
{
    for (int i = 0; i < l->r->parts; i++)
        if (!all(l, &l->r->part[i], 0))
            return false;
    return true;
}

static bool assumptions(struct lowering *l)
{
    for (int k = 0; k < l->r->assumptions; k++) {
        int *op = lower(l, l->r->assumption[k]);
        if (!op)
            return false;
        l->i->assumption[l->i->assumptions++] = program_solid(l->p, op[0]);
    }
    return true;
}

struct language_instance *language_instantiate(const struct language_reading *reading,
                                               const long *size, const long *whole,
                                               struct language_problem *problem)
{
    return language_instantiate_within(reading, size, whole, NULL, problem);
}

struct language_instance *
language_instantiate_within(const struct language_reading *reading, const long *size,
                            const long *whole, const struct language_limit *limit,
                            struct language_problem *problem)
{
    struct language_instance *i = calloc(1, sizeof *i);
    struct lowering *l = calloc(1, sizeof *l);
    problem->kind = PROBLEM_NONE;
    if (i && l) {
        *l = (struct lowering){.i = i,
                               .r = reading,
                               .p = &i->program,
                               .whole = whole,
                               .problem = problem,
                               .limit_slot = -1};
        i->reading = reading;
        for (int k = 0; k < reading->subject->sizes && k < SYMBOL_MOST_SIZES; k++)
            i->size[k] = size[k];
    }
    bool good = i && l && program_init(&i->program);
    if (good)
        program_set_limit(&i->program, limit);
    if (!good || !prepare(l, i))
        problem_set(problem, PROBLEM_MEMORY, 0, NULL, NULL, "out of memory");
    else if (reading->problem.kind != PROBLEM_NONE &&
             !problem_is_mistake(&reading->problem))
        *problem = reading->problem;
    else if (parts(l) && assumptions(l) && (i->program.full || i->program.late))
        lower_fail(l, PROBLEM_TOO_LARGE, 0,
                   i->program.late ? "this takes too long"
                                   : "this takes more than %d operations",
                   PROGRAM_MOST_OPS);
    free(l);
    if (problem->kind == PROBLEM_NONE)
        return i;
    language_release(i);
    return NULL;
}

void language_release(struct language_instance *instance)
{
    if (!instance)
        return;
    program_finish(&instance->program);
    arena_finish(&instance->arena);
    free(instance);
}
