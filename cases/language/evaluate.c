/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "program.h"

/* ---- one operation ---- */

static void step(arb_t r, const arb_t x)
{
    if (arb_is_positive(x))
        arb_one(r);
    else if (arb_is_nonpositive(x))
        arb_zero(r);
    else if (!arb_is_finite(x))
        arb_indeterminate(r);
    else
        secant_ball_unsure(r);
}

static void sign(arb_t r, const arb_t x)
{
    if (arb_is_finite(x) || arb_is_positive(x) || arb_is_negative(x))
        arb_sgn(r, x);
    else
        arb_indeterminate(r);
}

/* The truth of a relation, once it is known whether it surely holds or surely fails. */
static void truth(arb_t r, bool holds, bool fails, bool sane)
{
    if (!sane)
        arb_indeterminate(r);
    else if (holds)
        arb_one(r);
    else if (fails)
        arb_zero(r);
    else
        secant_ball_unsure(r);
}

static bool is_nan(const arb_t x) { return arf_is_nan(arb_midref(x)); }

static void sigmoid(arb_t r, const arb_t x, long bits)
{
    arb_t e;
    arb_init(e);
    arb_neg(e, x);
    arb_exp(e, e, bits);
    arb_add_ui(e, e, 1, bits);
    arb_inv(r, e, bits);
    arb_clear(e);
}

/* ln(1 + e^x): for x far below 0 through log1p, else through x + ln(1 + e^-x). */
static void softplus(arb_t r, const arb_t x, long bits)
{
    arb_t e;
    arb_init(e);
    if (arf_sgn(arb_midref(x)) <= 0) {
        arb_exp(e, x, bits);
        arb_log1p(r, e, bits);
    } else {
        arb_neg(e, x);
        arb_exp(e, e, bits);
        arb_log1p(e, e, bits);
        arb_add(r, x, e, bits);
    }
    arb_clear(e);
}

static void power(arb_t r, const arb_t a, const arb_t b, long bits, bool lipschitz)
{
    if (arb_is_exact(b) && arb_is_int(b)) {
        if (arf_cmpabs_2exp_si(arb_midref(b), 60) >= 0) {
            arb_pow(r, a, b, bits);
            return;
        }
        fmpz_t n;
        fmpz_init(n);
        arf_get_fmpz(n, arb_midref(b), ARF_RND_NEAR);
        arb_pow_fmpz(r, a, n, bits);
        fmpz_clear(n);
    } else if (arb_is_positive(a) || (!lipschitz && arb_is_zero(a))) {
        arb_pow(r, a, b, bits);
    } else {
        arb_indeterminate(r);
    }
}

/* Inside (-1, 1), where asin and its relatives are smooth. */
static bool inside_one(const arb_t x, long bits)
{
    arb_t gap;
    arb_init(gap);
    arb_abs(gap, x);
    arb_sub_ui(gap, gap, 1, bits);
    bool inside = arb_is_negative(gap);
    arb_clear(gap);
    return inside;
}

static bool above_one(const arb_t x, long bits)
{
    arb_t gap;
    arb_init(gap);
    arb_sub_ui(gap, x, 1, bits);
    bool above = arb_is_positive(gap);
    arb_clear(gap);
    return above;
}

static void select(arb_t r, arb_srcptr a, arb_srcptr b, arb_srcptr c, long bits,
                   bool lipschitz)
{
    if (arb_is_one(a))
        arb_set(r, b);
    else if (arb_is_zero(a))
        arb_set(r, c);
    else if (lipschitz || !arb_is_finite(a) || !arb_is_finite(b) || !arb_is_finite(c))
        arb_indeterminate(r);
    else
        arb_union(r, b, c, bits);
}

/* Whether a function that jumps is constant on the ball. */
static bool jumps(const struct op *op, const arb_t x, const arb_t value)
{
    if (op->kind == OP_FLOOR || op->kind == OP_CEIL)
        return !arb_is_exact(value) || arb_contains_int(x);
    return !arb_is_exact(value) || arb_contains_zero(x);
}

void op_evaluate(arb_t r, const struct op *op, arb_srcptr a, arb_srcptr b, arb_srcptr c,
                 long bits, bool lipschitz)
{
    switch (op->kind) {
    case OP_CONSTANT:
    case OP_PRINTED:
    case OP_INPUT:
    case OP_SLOPE:
    case OP_KINDS: arb_indeterminate(r); return; /* seen to by the caller */
    case OP_INFINITY: arb_pos_inf(r); return;
    case OP_PI: arb_const_pi(r, bits); return;
    case OP_NAME: arb_set(r, a); return;
    case OP_ADD: arb_add(r, a, b, bits); return;
    case OP_SUBTRACT: arb_sub(r, a, b, bits); return;
    case OP_MULTIPLY:
        if (op->a == op->b)
            arb_sqr(r, a, bits);
        else
            arb_mul(r, a, b, bits);
        return;
    case OP_DIVIDE:
        if (op->a == op->b && arb_is_finite(a) && !arb_contains_zero(a))
            arb_one(r); /* the same number: a softmax of one entry */
        else
            arb_div(r, a, b, bits);
        return;
    case OP_POWER: power(r, a, b, bits, lipschitz); return;
    case OP_MAX: arb_max(r, a, b, bits); return;
    case OP_MIN: arb_min(r, a, b, bits); return;
    case OP_NEGATE: arb_neg(r, a); return;
    case OP_SELECT: select(r, a, b, c, bits, lipschitz); return;
    case OP_LESS: truth(r, arb_lt(a, b), arb_ge(a, b), !is_nan(a) && !is_nan(b)); break;
    case OP_LESS_EQUAL:
        truth(r, arb_le(a, b), arb_gt(a, b), !is_nan(a) && !is_nan(b));
        break;
    case OP_EQUAL: truth(r, arb_eq(a, b), arb_ne(a, b), !is_nan(a) && !is_nan(b)); break;
    case OP_NOT:
        arb_sub_ui(r, a, 1, bits);
        arb_neg(r, r);
        return;
    case OP_EXP: arb_exp(r, a, bits); return;
    case OP_EXPM1: arb_expm1(r, a, bits); return;
    case OP_LOG: arb_log(r, a, bits); return;
    case OP_LOG1P: arb_log1p(r, a, bits); return;
    case OP_SQRT:
        if (lipschitz && !arb_is_positive(a))
            arb_indeterminate(r);
        else
            arb_sqrt(r, a, bits);
        return;
    case OP_ABS: arb_abs(r, a); return;
    case OP_SIGN: sign(r, a); break;
    case OP_STEP: step(r, a); break;
    case OP_FLOOR: arb_floor(r, a, bits); break;
    case OP_CEIL: arb_ceil(r, a, bits); break;
    case OP_SIN: arb_sin(r, a, bits); return;
    case OP_COS: arb_cos(r, a, bits); return;
    case OP_TAN: arb_tan(r, a, bits); return;
    case OP_ASIN:
    case OP_ACOS:
        if (lipschitz && !inside_one(a, bits))
            arb_indeterminate(r);
        else if (op->kind == OP_ASIN)
            arb_asin(r, a, bits);
        else
            arb_acos(r, a, bits);
        return;
    case OP_ATAN: arb_atan(r, a, bits); return;
    case OP_SINH: arb_sinh(r, a, bits); return;
    case OP_COSH: arb_cosh(r, a, bits); return;
    case OP_TANH: arb_tanh(r, a, bits); return;
    case OP_ASINH: arb_asinh(r, a, bits); return;
    case OP_ACOSH:
        if (lipschitz && !above_one(a, bits))
            arb_indeterminate(r);
        else
            arb_acosh(r, a, bits);
        return;
    case OP_ATANH: arb_atanh(r, a, bits); return;
    case OP_ERF: arb_hypgeom_erf(r, a, bits); return;
    case OP_ERFC: arb_hypgeom_erfc(r, a, bits); return;
    case OP_SIGMOID: sigmoid(r, a, bits); return;
    case OP_SOFTPLUS: softplus(r, a, bits); return;
    case OP_GAMMA: arb_gamma(r, a, bits); return;
    case OP_LGAMMA:
        arb_gamma(r, a, bits);
        arb_abs(r, r);
        arb_log(r, r, bits);
        return;
    case OP_DIGAMMA: arb_digamma(r, a, bits); return;
    }
    /* what jumps is Lipschitz only where it is constant; a comparison where it is decided
     */
    if (lipschitz) {
        bool relation = op->kind == OP_LESS || op->kind == OP_LESS_EQUAL ||
                        op->kind == OP_EQUAL;
        if (relation ? !arb_is_exact(r) : jumps(op, a, r))
            arb_indeterminate(r);
    }
}

/* ---- many ---- */

enum { WANTED = 1, MOVES = 2 };

bool workspace_init(struct workspace *w, struct program *program, int slots)
{
    memset(w, 0, sizeof *w);
    w->program = program;
    w->slots = slots;
    w->input = malloc((size_t)(slots ? slots : 1) * sizeof(arb_struct));
    if (!w->input)
        return false;
    for (int i = 0; i < slots; i++)
        arb_init(w->input + i);
    return true;
}

void workspace_finish(struct workspace *w)
{
    for (int i = 0; w->input && i < w->slots; i++)
        arb_clear(w->input + i);
    for (int i = 0; i < w->room; i++) {
        arb_clear(w->base + i);
        arb_clear(w->moved + i);
    }
    free(w->input);
    free(w->base);
    free(w->moved);
    free(w->bits);
    free(w->mark);
    memset(w, 0, sizeof *w);
}

void workspace_reset(struct workspace *w)
{
    if (w->room)
        memset(w->bits, 0, (size_t)w->room * sizeof *w->bits);
}

static bool larger(void *block, size_t size)
{
    void *old, *memory;
    memcpy(&old, block, sizeof old);
    memory = realloc(old, size);
    if (memory)
        memcpy(block, &memory, sizeof memory);
    return memory != NULL;
}

static bool make_room(struct workspace *w)
{
    int ops = w->program->op_room, room = w->room;
    if (w->program->ops <= room)
        return true;
    size_t n = (size_t)ops;
    if (!larger(&w->base, n * sizeof(arb_struct)) ||
        !larger(&w->moved, n * sizeof(arb_struct)) ||
        !larger(&w->bits, n * sizeof *w->bits) || !larger(&w->mark, n))
        return false;
    for (int i = room; i < ops; i++) {
        arb_init(w->base + i);
        arb_init(w->moved + i);
        w->bits[i] = 0;
    }
    w->room = ops;
    return true;
}

/* Marks what `op` needs, and of that what depends on `moved`. */
static int mark(struct workspace *w, int op, int moved)
{
    const struct op *ops = w->program->op;
    int lowest = op;
    memset(w->mark, 0, (size_t)op + 1);
    w->mark[op] = WANTED;
    for (int i = op; i >= 0; i--) {
        if (!w->mark[i])
            continue;
        lowest = i;
        const struct op *o = &ops[i];
        if (o->kind < OP_NAME || o->kind == OP_SLOPE)
            continue;
        w->mark[o->a] = WANTED;
        if (o->kind != OP_NAME && o->b >= 0)
            w->mark[o->b] = WANTED;
        if (o->kind != OP_NAME && o->c >= 0)
            w->mark[o->c] = WANTED;
    }
    if (moved < 0 || moved > op || !w->mark[moved])
        return lowest;
    w->mark[moved] |= MOVES;
    for (int i = moved + 1; i <= op; i++) {
        const struct op *o = &ops[i];
        if (!w->mark[i] || o->kind < OP_NAME)
            continue;
        bool moves = w->mark[o->a] & MOVES;
        if (o->kind != OP_NAME)
            moves = moves || (o->b >= 0 && w->mark[o->b] & MOVES) ||
                    (o->c >= 0 && w->mark[o->c] & MOVES);
        if (moves)
            w->mark[i] |= MOVES;
    }
    return lowest;
}

static arb_srcptr operand(const struct workspace *w, int op)
{
    return op < 0 ? NULL : w->mark[op] & MOVES ? w->moved + op : w->base + op;
}

static void leaf(struct workspace *w, arb_t r, const struct op *op, long bits)
{
    const struct program *program = w->program;
    if (op->kind == OP_INPUT) {
        arb_set(r, w->input + op->a);
    } else {
        arb_set_fmpq(r, program->constant + op->a, bits);
        if (op->kind == OP_PRINTED) {
            arb_t half;
            arb_init(half);
            arb_set_fmpq(half, program->constant + op->b, bits);
            arb_add_error(r, half);
            arb_clear(half);
        }
    }
}

arb_srcptr workspace_value(struct workspace *w, int op, int moved, const arb_t place,
                           long bits, bool lipschitz)
{
    /* a function takes microseconds at a few hundred bits, and more than linearly more */
    unsigned work = bits < 256 ? 32 : bits < 1024 ? 128 : 1024;
    op = program_solid(w->program, op);
    if (w->program->late || !make_room(w))
        return NULL;
    if (program_is_late(w->program, 1 + (unsigned)op / 64))
        return NULL;
    int lowest = mark(w, op, moved);
    for (int i = lowest; i <= op; i++) {
        if (!w->mark[i])
            continue;
        const struct op *o = &w->program->op[i];
        bool moves = w->mark[i] & MOVES;
        if (!moves && w->bits[i] >= bits)
            continue;
        if (program_is_late(w->program, o->kind < OP_EXP ? work / 16 : work))
            return NULL;
        arb_ptr r = moves ? w->moved + i : w->base + i;
        if (i == moved)
            arb_set(r, place);
        else if (o->kind <= OP_PRINTED || o->kind == OP_INPUT)
            leaf(w, r, o, bits);
        else
            op_evaluate(r, o, operand(w, o->a),
                        o->kind == OP_NAME ? NULL : operand(w, o->b), operand(w, o->c),
                        bits, lipschitz && moves);
        if (!moves)
            w->bits[i] = bits;
    }
    return operand(w, op);
}
