/* SPDX-License-Identifier: MIT */
#include "program.h"

#include <string.h>

bool program_init(struct program *program)
{
    memset(program, 0, sizeof *program);
    program->table_size = 256;
    program->table = arena_take(&program->arena, sizeof(int) * 256);
    if (!program->table)
        return false;
    memset(program->table, 0xFF, sizeof(int) * 256);
    return program_integer(program, 0) == 0;
}

void program_finish(struct program *program)
{
    for (int i = 0; i < program->constants; i++)
        fmpq_clear(program->constant + i);
    arena_finish(&program->arena);
    memset(program, 0, sizeof *program);
}

void program_set_limit(struct program *program, const struct language_limit *limit)
{
    program->limit = limit ? *limit : (struct language_limit){NULL, NULL};
    program->late = false;
}

bool program_is_late(struct program *program, unsigned work)
{
    enum { ASK = 4096 };
    program->ticks += work;
    if (program->ticks >= ASK) {
        program->ticks = 0;
        if (program->limit.reached && program->limit.reached(program->limit.context))
            program->late = true;
    }
    return program->late;
}

/* ---- one operation each ---- */

static unsigned hash(const struct op *op)
{
    unsigned h = (unsigned)op->kind;
    h = h * 0x9E3779B1u + (unsigned)op->a;
    h = (h ^ h >> 15) * 0x85EBCA77u + (unsigned)op->b;
    h = (h ^ h >> 13) * 0xC2B2AE3Du + (unsigned)op->c;
    return h ^ h >> 16;
}

static bool same(const struct op *a, const struct op *b)
{
    return a->kind == b->kind && a->a == b->a && a->b == b->b && a->c == b->c;
}

static void insert(struct program *program, int op)
{
    unsigned mask = (unsigned)program->table_size - 1, at = hash(&program->op[op]) & mask;
    while (program->table[at] >= 0)
        at = (at + 1) & mask;
    program->table[at] = op;
}

static bool grow_table(struct program *program)
{
    if (2 * program->ops < program->table_size)
        return true;
    size_t bytes = 2 * sizeof(int) * (size_t)program->table_size;
    int *table = arena_take(&program->arena, bytes);
    if (!table)
        return false;
    memset(table, 0xFF, bytes);
    program->table = table;
    program->table_size *= 2;
    for (int i = 0; i < program->ops; i++)
        insert(program, i);
    return true;
}

static int append(struct program *program, struct op op)
{
    unsigned mask = (unsigned)program->table_size - 1, at = hash(&op) & mask;
    for (; program->table[at] >= 0; at = (at + 1) & mask)
        if (same(&program->op[program->table[at]], &op))
            return program->table[at];
    if (program->full || program->ops == PROGRAM_MOST_OPS || program_is_late(program, 1) ||
        !grow_table(program) ||
        !arena_grow(&program->arena, &program->op, program->ops, &program->op_room,
                    sizeof op)) {
        program->full = true;
        return 0;
    }
    program->op[program->ops] = op;
    insert(program, program->ops);
    return program->ops++;
}

static unsigned hash_value(const fmpq_t value)
{
    enum { PRIME = 2147483629 };
    unsigned h = (unsigned)fmpz_fdiv_ui(fmpq_numref(value), PRIME);
    return (h ^ h >> 15) * 0x85EBCA77u + (unsigned)fmpz_fdiv_ui(fmpq_denref(value), PRIME);
}

/* Where the value is, or the empty place where it belongs. */
static int *value_place(struct program *program, const fmpq_t value)
{
    unsigned mask = (unsigned)program->value_size - 1, at = hash_value(value) & mask;
    while (program->value_table[at] >= 0 &&
           !fmpq_equal(program->constant + program->value_table[at], value))
        at = (at + 1) & mask;
    return &program->value_table[at];
}

static bool grow_values(struct program *program)
{
    if (2 * program->constants < program->value_size)
        return true;
    int size = program->value_size ? 2 * program->value_size : 64;
    int *table = arena_take(&program->arena, sizeof(int) * (size_t)size);
    if (!table)
        return false;
    memset(table, 0xFF, sizeof(int) * (size_t)size);
    program->value_table = table;
    program->value_size = size;
    for (int i = 0; i < program->constants; i++)
        *value_place(program, program->constant + i) = i;
    return true;
}

static int find_constant(struct program *program, const fmpq_t value)
{
    if (program->full || !grow_values(program) ||
        !arena_grow(&program->arena, &program->constant, program->constants,
                    &program->constant_room, sizeof(fmpq))) {
        program->full = true;
        return -1;
    }
    int *place = value_place(program, value);
    if (*place >= 0)
        return *place;
    *place = program->constants;
    fmpq_init(program->constant + program->constants);
    fmpq_set(program->constant + program->constants, value);
    return program->constants++;
}

int program_rational(struct program *program, const fmpq_t value)
{
    int constant = find_constant(program, value);
    return constant < 0 ? 0 : append(program, (struct op){OP_CONSTANT, constant, -1, -1});
}

int program_integer(struct program *program, long value)
{
    fmpq_t number;
    fmpq_init(number);
    fmpq_set_si(number, value, 1);
    int op = program_rational(program, number);
    fmpq_clear(number);
    return op;
}

int program_printed(struct program *program, const fmpq_t value, const fmpq_t half_unit)
{
    int a = find_constant(program, value), b = find_constant(program, half_unit);
    return a < 0 || b < 0 ? 0 : append(program, (struct op){OP_PRINTED, a, b, -1});
}

int program_name(struct program *program, int value)
{
    return append(program, (struct op){OP_NAME, value, program->names++, -1});
}

bool program_is_constant(const struct program *program, int op)
{
    return program->op[op].kind == OP_CONSTANT;
}

bool program_is_integer(const struct program *program, int op, long *value)
{
    if (!program_is_constant(program, op))
        return false;
    const fmpq *q = program->constant + program->op[op].a;
    if (!fmpz_is_one(fmpq_denref(q)) || !fmpz_fits_si(fmpq_numref(q)))
        return false;
    *value = fmpz_get_si(fmpq_numref(q));
    return true;
}

/* ---- folding ---- */

static bool is_integer(const struct program *program, int op, long value)
{
    long found;
    return program_is_integer(program, op, &found) && found == value;
}

/* Exact numbers grow with every operation: beyond this they are left to the balls. */
static bool is_large(const fmpq *x)
{
    enum { LARGEST = 4096 };
    return fmpz_bits(fmpq_numref(x)) > LARGEST || fmpz_bits(fmpq_denref(x)) > LARGEST;
}

/* The value of an operation on constants; false where it has none worth folding. */
static bool fold(struct program *program, enum op_kind kind, int a, int b, fmpq_t value)
{
    if (!program_is_constant(program, a) || (b >= 0 && !program_is_constant(program, b)))
        return false;
    const fmpq *x = program->constant + program->op[a].a;
    const fmpq *y = b >= 0 ? program->constant + program->op[b].a : NULL;
    if (is_large(x) || (y && is_large(y)))
        return false;
    switch ((int)kind) {
    case OP_ADD: fmpq_add(value, x, y); return true;
    case OP_SUBTRACT: fmpq_sub(value, x, y); return true;
    case OP_MULTIPLY: fmpq_mul(value, x, y); return true;
    case OP_DIVIDE:
        if (fmpq_is_zero(y))
            return false;
        fmpq_div(value, x, y);
        return true;
    case OP_NEGATE: fmpq_neg(value, x); return true;
    case OP_NOT: fmpq_set_si(value, fmpq_is_zero(x), 1); return true;
    case OP_LESS: fmpq_set_si(value, fmpq_cmp(x, y) < 0, 1); return true;
    case OP_LESS_EQUAL: fmpq_set_si(value, fmpq_cmp(x, y) <= 0, 1); return true;
    case OP_EQUAL: fmpq_set_si(value, fmpq_equal(x, y), 1); return true;
    case OP_FLOOR:
        fmpz_fdiv_q(fmpq_numref(value), fmpq_numref(x), fmpq_denref(x));
        fmpz_one(fmpq_denref(value));
        return true;
    case OP_CEIL:
        fmpz_cdiv_q(fmpq_numref(value), fmpq_numref(x), fmpq_denref(x));
        fmpz_one(fmpq_denref(value));
        return true;
    default: return false;
    }
}

int program_op(struct program *program, enum op_kind kind, int a, int b, int c)
{
    if (kind == OP_SLOPE)
        return append(program, (struct op){kind, program_solid(program, a), b, -1});
    a = a >= 0 && kind != OP_INPUT ? program_solid(program, a) : a;
    b = b >= 0 ? program_solid(program, b) : b;
    c = c >= 0 ? program_solid(program, c) : c;
    if (kind == OP_ADD && is_integer(program, a, 0))
        return b;
    if ((kind == OP_ADD || kind == OP_SUBTRACT) && is_integer(program, b, 0))
        return a;
    if (kind == OP_MULTIPLY && is_integer(program, a, 1))
        return b;
    if ((kind == OP_MULTIPLY || kind == OP_DIVIDE || kind == OP_POWER) &&
        is_integer(program, b, 1))
        return a;
    if (kind == OP_SELECT && program_is_constant(program, a))
        return is_integer(program, a, 0) ? c : b;
    if (a >= 0 && kind >= OP_ADD) {
        fmpq_t value;
        fmpq_init(value);
        bool folded = kind != OP_SELECT && fold(program, kind, a, b, value);
        int op = folded ? program_rational(program, value) : 0;
        fmpq_clear(value);
        if (folded)
            return op;
    }
    return append(program, (struct op){kind, a, b, c});
}
