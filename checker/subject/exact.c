/* SPDX-License-Identifier: MIT */
#include "subject/exact.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel_cases.h"
#include "sample/point.h"

/* Balls are asked for 16 bits more than the type has: errors are good to 2^-16 units. The
 * most that is tried decides 1 - tanh(x)^2 down to the smallest long double. */
enum { GUARD_BITS = 16, FIRST_BITS = 192, MOST_BITS = 40000, SHARE_BITS = 64 };

static bool refuse(struct exact *e, const char *format, const char *name)
{
    snprintf(e->problem, sizeof e->problem, format, name);
    return false;
}

static bool refuse_with(struct exact *e, const struct language_problem *problem)
{
    /* the kernels' formulas are small: what is too large for the memory is without memory
     */
    if (problem->kind == PROBLEM_MEMORY || problem->kind == PROBLEM_TOO_LARGE)
        return false;
    return refuse(e, "the formula does not read: %s", problem->message);
}

/* ---------- the formula */

static const struct kernel_case *find_case(const char *kernel)
{
    for (const struct kernel_case *c = secant_kernel_cases; c->kernel; c++)
        if (strcmp(c->kernel, kernel) == 0)
            return c;
    return NULL;
}

/* "y = 0": a whole side that is 0 is as many zeros as the other side has entries. */
static bool read_output(struct exact *e)
{
    char text[64];
    struct language_claim claim = {0};
    snprintf(text, sizeof text, "%s = 0", e->signature->output);
    if (!tree_init(&e->tree, &e->arena))
        return false;
    const struct language_case *subject = &e->file->subject[0];
    if (!language_parse_claim(subject, text, NULL, &e->tree, &claim))
        return refuse_with(e, &claim.problem);
    e->reading = language_read_tree(subject, &e->tree, claim.root, 0, LAYOUT_NUMERATOR);
    if (e->reading && e->reading->problem.kind != PROBLEM_NONE)
        return refuse_with(e, &e->reading->problem);
    return e->reading != NULL;
}

bool exact_open(struct exact *e, const char *kernel,
                const struct secant_signature *signature, struct exact_type type)
{
    *e = (struct exact){.signature = signature, .type = type};
    const struct kernel_case *c = find_case(kernel);
    if (!c)
        return refuse(e, "no case states the formula of %s", kernel);
    e->file = language_open(kernel, c->text);
    if (!e->file)
        return false;
    if (e->file->problems > 0)
        return refuse_with(e, &e->file->problem[0]);
    return read_output(e);
}

static void leave(struct exact *e)
{
    if (e->instance) {
        workspace_finish(&e->workspace);
        language_release(e->instance);
    }
    e->instance = NULL;
    free(e->input);
    free(e->x);
    free(e->value);
    free(e->slope);
    e->input = e->value = e->slope = NULL;
    e->x = NULL;
}

void exact_finish(struct exact *e)
{
    leave(e);
    language_forget(e->reading);
    arena_finish(&e->arena);
    language_close(e->file);
    *e = (struct exact){0};
}

/* ---------- a point */

static int place_of_input(const struct secant_signature *s, const char *name)
{
    for (int k = 0; k < SECANT_MAX_INPUTS && s->input[k].name; k++)
        if (strcmp(s->input[k].name, name) == 0)
            return k;
    return -1;
}

static bool size_named(const struct secant_signature *s, const struct secant_point *point,
                       const char *name, long *size)
{
    for (int k = 0; k < SECANT_MAX_SIZES && s->size[k].name; k++)
        if (strcmp(s->size[k].name, name) == 0) {
            *size = point->size[k];
            return true;
        }
    return false;
}

/* The case's sizes and whole numbers by name: sizes of the kernel, or its class inputs. */
static bool find_numbers(struct exact *e, const struct secant_point *point, long *size,
                         long *whole)
{
    const struct language_case *c = &e->file->subject[0];
    for (int k = 0; k < c->symbols && k < 256; k++) {
        const struct language_symbol *s = &c->symbol[k];
        bool is_whole = s->kind == SYMBOL_VARIABLE && !s->body &&
                        (s->numbers == NUMBERS_INTEGER || s->numbers == NUMBERS_CLASS);
        long *to = s->kind == SYMBOL_SIZE ? &size[s->size] : is_whole ? &whole[k] : NULL;
        if (!to || size_named(e->signature, point, s->name, to))
            continue;
        int input = place_of_input(e->signature, s->name);
        if (s->numbers != NUMBERS_CLASS || input < 0)
            return refuse(e, "%s is no size of the kernel", s->name);
        *to = 1 +
              (long)((const double *)point->in[input].data)[0]; /* classes count from 1 */
    }
    return true;
}

/* The operation of every element of every input; those that the formula does not mention
 * get a slot behind its own. */
static bool find_inputs(struct exact *e, const struct secant_point *point, int *slots)
{
    const struct language_instance *i = e->instance;
    const struct language_case *c = &e->file->subject[0];
    size_t first = 0;
    *slots = i->slots;
    for (int k = 0; k < i->inputs; k++)
        if (place_of_input(e->signature, c->symbol[i->input[k].symbol].name) < 0)
            return refuse(e, "%s is no input of the kernel",
                          c->symbol[i->input[k].symbol].name);
    for (int k = 0; k < SECANT_MAX_INPUTS && e->signature->input[k].name; k++) {
        size_t count = secant_elements(point->in[k].shape);
        int slot = -1;
        for (int l = 0; l < i->inputs; l++)
            if (strcmp(c->symbol[i->input[l].symbol].name, e->signature->input[k].name) ==
                0)
                slot = (size_t)i->input[l].count == count ? i->input[l].first : -2;
        if (slot == -2)
            return refuse(e, "%s has another shape in the kernel",
                          e->signature->input[k].name);
        if (slot < 0) {
            slot = *slots;
            *slots += (int)count;
        }
        for (size_t j = 0; j < count; j++)
            e->input[first + j] =
                program_op(&e->instance->program, OP_INPUT, slot + (int)j, -1, -1);
        first += count;
    }
    return true;
}

/* The sum that the gradient from above makes of the outputs. */
static int contract(struct exact *e, const struct secant_point *point)
{
    struct program *p = &e->instance->program;
    size_t first = 0;
    int sum = program_integer(p, 0);
    for (int k = 0; k < SECANT_MAX_INPUTS && e->signature->input[k].name; k++) {
        if (e->signature->input[k].kind == SECANT_UPSTREAM)
            for (size_t i = 0; i < e->values; i++)
                sum = program_op(
                    p, OP_ADD, sum,
                    program_op(p, OP_MULTIPLY, e->input[first + i], e->value[i], -1), -1);
        first += secant_elements(point->in[k].shape);
    }
    return sum;
}

/* Asking for the first input first lets one sweep serve them all. */
static int derivative(struct exact *e, int y, int x)
{
    int lowest = x;
    for (size_t i = 0; i < e->inputs; i++)
        lowest = e->input[i] < lowest ? e->input[i] : lowest;
    program_derivative(&e->instance->program, y, lowest);
    return program_derivative(&e->instance->program, y, x);
}

static void find_slopes(struct exact *e, const struct secant_point *point)
{
    enum secant_structure structure = e->signature->structure;
    bool rows = structure == SECANT_JACOBIAN;
    int total = structure == SECANT_BACKWARD ? contract(e, point) : -1;
    size_t first = 0, at = 0;
    for (int k = 0; k < SECANT_MAX_INPUTS && e->signature->input[k].name; k++) {
        size_t count = secant_elements(point->in[k].shape);
        if (e->signature->input[k].varies)
            for (size_t o = 0; o < (rows ? e->values : 1); o++)
                for (size_t i = 0; i < count; i++) {
                    int y = total >= 0                     ? total
                            : structure == SECANT_DIAGONAL ? e->value[i]
                                                           : e->value[o];
                    e->slope[at++] = derivative(e, y, e->input[first + i]);
                }
        first += count;
    }
    e->slopes = at;
}

static bool enter(struct exact *e, const struct secant_point *point)
{
    struct language_problem problem;
    size_t room = 0;
    e->instance = language_instantiate(e->reading, e->size, e->whole, &problem);
    if (!e->instance)
        return refuse_with(e, &problem);
    e->inputs = 0;
    for (int k = 0; k < SECANT_MAX_INPUTS && e->signature->input[k].name; k++)
        e->inputs += secant_elements(point->in[k].shape);
    e->values = (size_t)e->instance->entries;
    room = e->inputs * (e->signature->structure == SECANT_JACOBIAN ? e->values : 1);
    e->input = calloc(e->inputs + 1, sizeof *e->input);
    e->x = calloc(e->inputs + 1, sizeof *e->x);
    e->value = calloc(e->values + 1, sizeof *e->value);
    e->slope = calloc(room + 1, sizeof *e->slope);
    struct secant_shape shape =
        secant_shape_of(e->signature, e->signature->output_shape, point->size);
    if (!e->input || !e->x || !e->value || !e->slope)
        return false;
    if (secant_elements(shape) != e->values)
        return refuse(e, "%s has another shape in the kernel", e->signature->output);
    int slots;
    if (!find_inputs(e, point, &slots))
        return false;
    for (size_t i = 0; i < e->values; i++)
        e->value[i] = e->instance->entry[i].left;
    find_slopes(e, point);
    e->kinks = false;
    for (int i = 0; i < e->instance->program.ops; i++) {
        enum op_kind kind = e->instance->program.op[i].kind;
        e->kinks = e->kinks || kind == OP_SELECT || kind == OP_MAX || kind == OP_MIN;
    }
    if (e->instance->program.full ||
        !workspace_init(&e->workspace, &e->instance->program, slots))
        return false; /* for the memory: kernels have small ones */
    return true;
}

static void set_number(arf_t to, long double x)
{
    int exponent = 0;
    arf_t part;
    arf_init(part);
    arf_zero(to);
    if (isnan(x))
        arf_nan(to);
    else if (isinf(x))
        x > 0 ? arf_pos_inf(to) : arf_neg_inf(to);
    else
        x = frexpl(x, &exponent);
    while (isfinite(x) && x != 0) { /* a double at a time */
        double head = (double)x;
        arf_set_d(part, head);
        arf_add(to, to, part, ARF_PREC_EXACT, ARF_RND_DOWN);
        x -= (long double)head;
    }
    arf_mul_2exp_si(to, to, exponent);
    arf_clear(part);
}

static arb_ptr slot_of(struct exact *e, size_t input)
{
    return e->workspace.input + e->instance->program.op[e->input[input]].a;
}

static void load(struct exact *e, bool widened)
{
    for (size_t i = 0; i < e->inputs; i++) {
        arb_ptr to = slot_of(e, i);
        arb_zero(to);
        set_number(arb_midref(to), e->x[i]);
        if (widened) {
            mag_t error;
            mag_init(error);
            arf_get_mag(error, arb_midref(to));
            mag_mul_2exp_si(error, error, 3 - e->type.bits);
            mag_set(arb_radref(to), error);
            mag_clear(error);
        }
    }
    workspace_reset(&e->workspace);
}

bool exact_go(struct exact *e, const struct secant_point *point, const long double *x)
{
    long size[SYMBOL_MOST_SIZES] = {0}, whole[256] = {0};
    if (!e->reading || !find_numbers(e, point, size, whole))
        return false;
    if (!e->instance || memcmp(size, e->size, sizeof size) != 0 ||
        memcmp(whole, e->whole, sizeof whole) != 0) {
        leave(e);
        memcpy(e->size, size, sizeof size);
        memcpy(e->whole, whole, sizeof whole);
        if (!enter(e, point)) {
            if (e->instance)
                language_release(e->instance);
            e->instance = NULL;
            return false;
        }
    }
    memcpy(e->x, x, e->inputs * sizeof *x);
    load(e, false);
    return true;
}

/* ---------- values */

static bool is_narrow(const struct exact_type *type, const arb_t value, int bits)
{
    mag_t bound;
    mag_init(bound);
    arf_get_mag_lower(bound, arb_midref(value));
    mag_mul_2exp_si(bound, bound, -bits);
    bool narrow = mag_cmp(arb_radref(value), bound) <= 0 ||
                  mag_cmp_2exp_si(arb_radref(value), type->least - GUARD_BITS) < 0;
    mag_clear(bound);
    return narrow;
}

bool exact_value(struct exact *e, int op, arb_t value)
{
    arb_t nowhere;
    arb_init(nowhere);
    bool found = false;
    long most = 2 * (e->type.most - e->type.least) + FIRST_BITS;
    for (long bits = FIRST_BITS; !found && bits <= most && bits <= MOST_BITS; bits *= 2) {
        arb_srcptr ball = workspace_value(&e->workspace, op, -1, nowhere, bits, false);
        e->starved = e->starved || !ball;
        if (!ball)
            break;
        found = arb_is_finite(ball) && is_narrow(&e->type, ball, e->type.bits + GUARD_BITS);
        if (found)
            arb_set(value, ball);
    }
    arb_clear(nowhere);
    return found;
}

/* The exponent of one unit in the last place. That of the truth may be beyond any long: it
 * is cut off first. */
static long unit_of(const struct exact_type *type, const arb_t truth)
{
    long lowest = type->least + type->bits;
    slong exponent = arf_abs_bound_lt_2exp_si(arb_midref(truth)); /* least for 0 */
    exponent = exponent > type->most ? type->most : exponent;
    return (exponent < lowest ? lowest : exponent) - type->bits;
}

static double in_units(const struct exact_type *type, arf_t error, const arb_t truth)
{
    arf_abs(error, error);
    arf_mul_2exp_si(error, error, -unit_of(type, truth));
    double units = arf_get_d(error, ARF_RND_NEAR);
    return isfinite(units) ? units : DBL_MAX;
}

/* -1, 1: the truth rounds to this infinity; 0: to a number. */
static int overflows(const struct exact_type *type, const arb_t truth)
{
    arf_t rounded;
    arf_init(rounded);
    arf_set_round(rounded, arb_midref(truth), type->bits, ARF_RND_NEAR);
    bool beyond = arf_cmpabs_2exp_si(rounded, type->most) >= 0;
    int sign = arf_sgn(rounded);
    arf_clear(rounded);
    return beyond ? sign : 0;
}

double exact_ulps(struct exact_type type, long double got, const arb_t truth)
{
    int beyond = overflows(&type, truth);
    if (isinf(got) && beyond)
        return (got > 0) == (beyond > 0) ? 0 : HUGE_VAL;
    if (!isfinite(got))
        return HUGE_VAL;
    arf_t error;
    arf_init(error);
    set_number(error, got);
    arf_sub(error, error, arb_midref(truth), 128, ARF_RND_NEAR);
    double units = in_units(&type, error, truth);
    arf_clear(error);
    return units;
}

bool exact_no_digit(long double got, const arb_t truth)
{
    arf_t error;
    arf_init(error);
    set_number(error, got);
    arf_sub(error, error, arb_midref(truth), 128, ARF_RND_NEAR);
    bool none = !isfinite(got) || arf_cmpabs(error, arb_midref(truth)) >= 0;
    arf_clear(error);
    return none;
}

double exact_share(struct exact *e, int op, const arb_t truth)
{
    arb_t slope;
    arf_t sum, term;
    arb_init(slope);
    arf_init(sum);
    arf_init(term);
    bool known = true;
    for (size_t i = 0; i < e->inputs && known; i++) {
        int d = derivative(e, op, e->input[i]);
        known = !e->instance->program.full && exact_value(e, d, slope);
        if (!known)
            break;
        arf_abs(term, arb_midref(slope));
        set_number(arb_midref(slope), e->x[i]);
        arf_abs(arb_midref(slope), arb_midref(slope));
        arf_addmul(sum, term, arb_midref(slope), SHARE_BITS, ARF_RND_NEAR);
    }
    arf_mul_2exp_si(sum, sum, -e->type.bits);
    double share = known ? in_units(&e->type, sum, truth) : (double)NAN;
    arb_clear(slope);
    arf_clear(sum);
    arf_clear(term);
    return share;
}

bool exact_reaches(struct exact *e, int op, long double got)
{
    if (!e->kinks || !isfinite(got))
        return false;
    arb_t nowhere;
    arf_t number;
    arb_init(nowhere);
    arf_init(number);
    load(e, true);
    arb_srcptr ball =
        workspace_value(&e->workspace, op, -1, nowhere, 4L * FIRST_BITS, false);
    set_number(number, got);
    bool reached = ball && arb_contains_arf(ball, number);
    load(e, false);
    arb_clear(nowhere);
    arf_clear(number);
    return reached;
}
