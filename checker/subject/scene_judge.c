/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "subject/scene.h"

/* A bound this many bits below the precision counts as zero: 0 is claimed, and nothing
 * above it was seen. */
enum { ZERO_MARGIN = 512, CONDITION_PRECISION = 256 };

static const char convention[] = "the value at a kink is a convention";

static struct scene_finding open(const char *reason)
{
    return (struct scene_finding){SCENE_OPEN, reason, NULL, false, -1};
}

static struct scene_finding holds(void)
{
    return (struct scene_finding){SCENE_HOLDS, "agrees", NULL, false, -1};
}

static struct scene_finding fails(const char *reason)
{
    return (struct scene_finding){SCENE_FAILS, reason, NULL, false, -1};
}

/* 1 if the operation is certainly true, 0 if certainly false, -1 if neither. */
static int truth(struct scene *scene, int op)
{
    arb_t nowhere;
    arb_init(nowhere);
    arb_srcptr value =
        workspace_value(&scene->workspace, op, -1, nowhere, CONDITION_PRECISION, false);
    int answer = !value ? -1 : arb_is_one(value) ? 1 : arb_is_zero(value) ? 0 : -1;
    arb_clear(nowhere);
    return answer;
}

bool scene_is_admitted(struct scene *scene)
{
    for (int k = 0; k < scene->instance->assumptions; k++)
        if (truth(scene, scene->instance->assumption[k]) != 1)
            return false;
    return true;
}

/* ---------- what the oracle asks */

struct movement {
    struct scene *scene;
    int y, x, claim, condition;
    bool apart;         /* the segment must not reach 0: no point of the case may do so */
    double least, most; /* the range that x was declared with; the same: none */
    arb_t nowhere;
};

static bool is_between(double least, const arb_t place, double most)
{
    arb_t gap;
    arb_init(gap);
    arb_set_d(gap, least);
    arb_sub(gap, place, gap, ARF_PREC_EXACT);
    bool inside = arb_is_nonnegative(gap);
    arb_set_d(gap, most);
    arb_sub(gap, gap, place, ARF_PREC_EXACT);
    inside = inside && arb_is_nonnegative(gap);
    arb_clear(gap);
    return inside;
}

/* Whether every number of the segment may be met in the case: a claim says nothing beyond
 * its condition, nor about numbers that the declaration rules out. */
static bool is_within(struct movement *m, const arb_t place, slong precision)
{
    if (m->apart && arb_contains_zero(place))
        return false;
    if (m->least < m->most && !is_between(m->least, place, m->most))
        return false;
    if (m->condition < 0)
        return true;
    arb_srcptr met =
        workspace_value(&m->scene->workspace, m->condition, m->x, place, precision, false);
    return met && arb_is_one(met);
}

static arb_srcptr movement_value(void *context, const arb_t place, slong precision,
                                 bool lipschitz)
{
    struct movement *m = context;
    return workspace_value(&m->scene->workspace, m->y, m->x, place, precision, lipschitz);
}

static arb_srcptr movement_claim(void *context, const arb_t place, slong precision)
{
    struct movement *m = context;
    if (!is_within(m, place, precision))
        return m->nowhere;
    return workspace_value(&m->scene->workspace, m->claim, m->x, place, precision, false);
}

struct sides {
    struct scene *scene;
    int op[2];
    arb_t nowhere;
};

static arb_srcptr sides_value(void *context, int side, slong precision)
{
    struct sides *s = context;
    return workspace_value(&s->scene->workspace, s->op[side], -1, s->nowhere, precision,
                           false);
}

/* ---------- outcomes in words */

static struct scene_finding in_words(const struct certificate *c,
                                     const struct formula_demand *demand)
{
    switch (c->outcome) {
    case FORMULA_AGREES:
    case FORMULA_AGREES_ZERO:
    case FORMULA_AGREES_BESIDE: return holds();
    case FORMULA_REFUTED: return fails("differs");
    case FORMULA_ZERO_BOUND: {
        mag_t bound;
        mag_init(bound);
        arb_get_mag(bound, arb_is_zero(c->claim) ? c->slope : c->claim);
        bool zero = mag_cmp_2exp_si(bound, ZERO_MARGIN - demand->most_precision) < 0;
        mag_clear(bound);
        return zero ? holds() : open("zero is claimed, and only a bound is known");
    }
    case FORMULA_WIDE: return open("a kink that no segment avoids");
    case FORMULA_TINY: {
        mag_t a, b;
        mag_init(a);
        mag_init(b);
        arb_get_mag(a, c->slope);
        arb_get_mag(b, c->claim);
        /* two zeros that were computed with rounding; not two tiny numbers */
        bool zero = arb_contains_zero(c->slope) && arb_contains_zero(c->claim) &&
                    mag_cmp_2exp_si(a, ZERO_MARGIN - demand->most_precision) < 0 &&
                    mag_cmp_2exp_si(b, ZERO_MARGIN - demand->most_precision) < 0;
        mag_clear(a);
        mag_clear(b);
        return zero ? holds() : open("too small to be told from zero");
    }
    case FORMULA_NOT_FINITE: return open("outside the domain, or at a jump");
    case FORMULA_NO_MEMORY: break;
    }
    return (struct scene_finding){SCENE_NO_MEMORY, "out of memory", NULL, false, -1};
}

/* ---------- equalities */

static struct scene_finding judge_values(struct scene *scene, int left, int right,
                                         const struct formula_demand *demand,
                                         struct certificate *c)
{
    struct program *program = &scene->instance->program;
    struct sides sides = {.scene = scene};
    sides.op[0] = program_solid(program, left);
    sides.op[1] = program_solid(program, right);
    struct formula_pair pair = {&sides, sides_value};
    if (sides.op[0] == sides.op[1]) { /* the very same operations */
        arb_init(sides.nowhere);
        arb_srcptr value = sides_value(&sides, 0, CONDITION_PRECISION);
        bool finite = value && arb_is_finite(value);
        if (value) {
            arb_set(c->slope, value);
            arb_set(c->claim, value);
            c->agreement = HUGE_VAL;
        }
        arb_clear(sides.nowhere);
        return finite ? holds() : open("outside the domain, or at a jump");
    }
    arb_init(sides.nowhere);
    formula_judge_pair(&pair, demand, c);
    arb_clear(sides.nowhere);
    return in_words(c, demand);
}

/* What the declaration of an input says of its numbers. */
static void confine(struct movement *m)
{
    const struct language_instance *instance = m->scene->instance;
    const struct op *op = &instance->program.op[m->x];
    while (op->kind == OP_NAME)
        op = &instance->program.op[op->a];
    for (int k = 0; op->kind == OP_INPUT && k < instance->inputs; k++) {
        const struct language_input *input = &instance->input[k];
        if (op->a < input->first || op->a >= input->first + input->count || input->hidden ||
            input->limit)
            continue;
        const struct language_symbol *symbol =
            &m->scene->reading->subject->symbol[input->symbol];
        m->apart = symbol->numbers == NUMBERS_POSITIVE;
        if (symbol->ranged) {
            m->least = symbol->least;
            m->most = symbol->most;
        } else if (symbol->numbers == NUMBERS_PROBABILITY ||
                   symbol->numbers == NUMBERS_TARGET) {
            m->most = 1;
        }
    }
}

static bool is_input(const struct scene *scene, int op)
{
    const struct program *program = &scene->instance->program;
    while (program->op[op].kind == OP_NAME)
        op = program->op[op].a;
    return program->op[op].kind == OP_INPUT;
}

static struct scene_finding judge_slope(struct scene *scene, const struct language_entry *e,
                                        int slope, int y, int x, int claim,
                                        const struct formula_demand *demand,
                                        struct certificate *c)
{
    struct movement movement = {.scene = scene, .y = y, .x = x};
    movement.claim = program_solid(&scene->instance->program, claim);
    movement.condition = e->condition;
    struct formula formula = {&movement, movement_value, movement_claim};
    bool input = is_input(scene, x);
    arf_t centre;
    arf_init(centre);
    arb_init(movement.nowhere);
    /* an intermediate quantity becomes an input: any number near its forward value will do
     */
    arb_srcptr forward = workspace_value(&scene->workspace, x, -1, movement.nowhere,
                                         CONDITION_PRECISION, false);
    struct scene_finding finding = open("outside the domain, or at a jump");
    if (forward && arb_is_finite(forward)) {
        arf_set_round(centre, arb_midref(forward), 53, ARF_RND_NEAR);
        movement.apart = !input && !arf_is_zero(centre);
        confine(&movement);
        arb_indeterminate(movement.nowhere);
        formula_judge(&formula, centre, demand, c);
        finding = in_words(c, demand);
        if (c->jumps)
            finding.caveat = convention;
    }
    finding.by_secant = true;
    finding.moved = x;

    /* Near its bounds an intermediate quantity can't be moved as far as the secant was: 1 -
     * p is never 0 for p = sigmoid(x). So what is refuted must differ at the forward values
     * too. What a condition pins to a point can be judged there only. */
    bool refuted = finding.outcome == SCENE_FAILS && !input;
    bool pinned = finding.outcome == SCENE_OPEN && e->condition >= 0 &&
                  c->outcome == FORMULA_NOT_FINITE;
    if (refuted || pinned) {
        struct certificate exact;
        certificate_init(&exact);
        struct scene_finding there = judge_values(scene, slope, claim, demand, &exact);
        if (pinned && there.outcome == SCENE_HOLDS) {
            arb_swap(c->slope, exact.slope);
            arb_swap(c->claim, exact.claim);
            c->agreement = exact.agreement;
            finding = there;
            movement.claim = program_solid(&scene->instance->program, slope);
            movement.condition = -1;
            formula_judge(&formula, centre, demand, &exact);
            if (exact.jumps)
                finding.caveat = convention;
        } else if (refuted && there.outcome != SCENE_FAILS) {
            finding = open("differs only where no point of the case can be");
        }
        certificate_clear(&exact);
    }
    arb_clear(movement.nowhere);
    arf_clear(centre);
    return finding;
}

/* The printed number that an operation stands for, -1 if it is none. Its ball is half a
 * unit in the last digit. */
static int printed_number(const struct program *program, int op)
{
    while (op >= 0 &&
           (program->op[op].kind == OP_NEGATE || program->op[op].kind == OP_NAME))
        op = program->op[op].a;
    return op >= 0 && program->op[op].kind == OP_PRINTED ? op : -1;
}

/* Digits cut off instead of rounded: the value is further from zero, by less than a unit.
 */
static bool is_cut_off(const struct program *program, int number, const arb_t value,
                       const arb_t printed)
{
    arb_t excess, unit;
    arb_init(excess);
    arb_init(unit);
    arb_set_arf(unit, arb_midref(printed));
    arb_sub(excess, value, unit, 2048);
    if (arf_sgn(arb_midref(printed)) < 0)
        arb_neg(excess, excess);
    arb_set_fmpq(unit, &program->constant[program->op[number].b], 2048);
    arb_mul_2exp_si(unit, unit, 1);
    bool cut_off = arb_is_positive(excess) && arb_lt(excess, unit);
    arb_clear(excess);
    arb_clear(unit);
    return cut_off;
}

static struct scene_finding judge_printed(struct scene *scene, int value_op, int printed_op,
                                          struct certificate *c)
{
    struct program *program = &scene->instance->program;
    arb_t nowhere, printed;
    arb_init(nowhere);
    arb_init(printed);
    struct scene_finding finding = open("outside the domain, or at a jump");
    arb_srcptr ball =
        workspace_value(&scene->workspace, printed_op, -1, nowhere, 256, false);
    if (ball)
        arb_set(printed, ball);
    ball = workspace_value(&scene->workspace, program_solid(program, value_op), -1, nowhere,
                           1024, false);
    if (ball && arb_is_finite(ball)) {
        arb_set(c->slope, ball);
        arb_set(c->claim, printed);
        c->outcome = arb_overlaps(ball, printed) ? FORMULA_AGREES : FORMULA_REFUTED;
        if (arb_overlaps(ball, printed)) {
            finding = holds();
        } else if (is_cut_off(program, printed_number(program, printed_op), ball,
                              printed)) {
            finding = holds();
            finding.caveat = "the printed number is cut off, not rounded";
        } else {
            finding = fails("differs from the printed digits");
        }
    }
    arb_clear(nowhere);
    arb_clear(printed);
    return finding;
}

static struct scene_finding judge_equal(struct scene *scene, const struct language_entry *e,
                                        const struct formula_demand *demand,
                                        struct certificate *c)
{
    int y, x;
    const struct program *program = &scene->instance->program;
    if (printed_number(program, e->right) >= 0)
        return judge_printed(scene, e->left, e->right, c);
    if (printed_number(program, e->left) >= 0)
        return judge_printed(scene, e->right, e->left, c);
    if (!e->exact && language_slope(scene->instance, e->left, &y, &x))
        return judge_slope(scene, e, e->left, y, x, e->right, demand, c);
    if (!e->exact && language_slope(scene->instance, e->right, &y, &x))
        return judge_slope(scene, e, e->right, y, x, e->left, demand, c);
    return judge_values(scene, e->left, e->right, demand, c);
}

/* ---------- inequalities */

/* Which of two values is larger: -1 the left one is smaller, 1 larger, 0 they are equal; 2
 * if no precision tells. Agreement to many bits is no equality here. */
static int order_of(struct scene *scene, int left, int right,
                    const struct formula_demand *demand, struct certificate *c)
{
    struct program *program = &scene->instance->program;
    int order = 2;
    arb_t nowhere;
    left = program_solid(program, left);
    right = program_solid(program, right);
    arb_init(nowhere);
    for (slong bits = 128; bits <= demand->most_precision && order == 2; bits *= 2) {
        arb_srcptr value =
            workspace_value(&scene->workspace, left, -1, nowhere, bits, false);
        if (value)
            arb_set(c->slope, value);
        value = value ? workspace_value(&scene->workspace, right, -1, nowhere, bits, false)
                      : NULL;
        if (!value)
            break;
        arb_set(c->claim, value);
        c->precision = bits;
        if (arb_lt(c->slope, c->claim))
            order = -1;
        else if (arb_gt(c->slope, c->claim))
            order = 1;
        else if (left == right || (arb_is_exact(c->slope) && arb_equal(c->slope, c->claim)))
            order = arb_is_finite(c->slope) ? 0 : 2;
    }
    arb_clear(nowhere);
    return order;
}

static struct scene_finding judge_order(struct scene *scene, const struct language_entry *e,
                                        enum relation relation,
                                        const struct formula_demand *demand,
                                        struct certificate *c)
{
    int order = order_of(scene, e->left, e->right, demand, c);
    bool less = relation == RELATION_LESS || relation == RELATION_LESS_EQUAL;
    bool strict = relation == RELATION_LESS || relation == RELATION_GREATER;
    if (order == 2)
        return open("too close to be told apart");
    if (relation == RELATION_UNEQUAL)
        return order == 0 ? fails("both sides are equal") : holds();
    if (order == 0)
        return strict ? fails("both sides are equal") : holds();
    return (order < 0) == less ? holds() : fails("the inequality is the other way round");
}

/* ---------- limits */

/* A limit is observed at smaller and smaller distances. */
static struct scene_finding judge_limit(struct scene *scene, const struct language_entry *e,
                                        struct certificate *c)
{
    enum { NEAREST = 10 };
    struct program *program = &scene->instance->program;
    int left = program_solid(program, e->left), right = program_solid(program, e->right);
    double gap[NEAREST], size = 1;
    arb_t nowhere, difference;
    arb_init(nowhere);
    arb_init(difference);
    int seen = 0;
    bool to_infinity = false;
    for (int k = 0; k < NEAREST; k++) {
        for (int i = 0; i < scene->instance->inputs; i++)
            if (scene->instance->input[i].limit)
                scene->x[scene->instance->input[i].first] = ldexp(1, -4 * (k + 1));
        scene_load(scene);
        arb_srcptr value =
            workspace_value(&scene->workspace, left, -1, nowhere, 512, false);
        if (!value)
            break;
        arb_set(c->slope, value);
        value = workspace_value(&scene->workspace, right, -1, nowhere, 512, false);
        if (!value)
            break;
        arb_set(c->claim, value);
        to_infinity = !arb_is_finite(c->claim) || !arb_is_finite(c->slope);
        if (!arb_is_finite(c->slope) && !arb_is_finite(c->claim))
            break;
        if (to_infinity && !arf_is_inf(arb_midref(c->claim)) &&
            !arf_is_inf(arb_midref(c->slope)))
            break; /* no infinity, but no value at all: 1/0 */
        if (to_infinity) {
            arb_set(difference, arb_is_finite(c->slope) ? c->slope : c->claim);
            arb_srcptr target = arb_is_finite(c->slope) ? c->claim : c->slope;
            if (arf_sgn(arb_midref(target)) < 0)
                arb_neg(difference, difference);
            gap[seen++] = arf_get_d(arb_midref(difference), ARF_RND_NEAR);
            continue;
        }
        arb_sub(difference, c->slope, c->claim, 512);
        gap[seen++] = fabs(arf_get_d(arb_midref(difference), ARF_RND_NEAR));
        size = fmax(1, fabs(arf_get_d(arb_midref(c->claim), ARF_RND_NEAR)));
    }
    arb_clear(nowhere);
    arb_clear(difference);
    if (seen < NEAREST)
        return open("the limit could not be followed");
    double last = gap[NEAREST - 1], before = gap[NEAREST - 3];
    double change = fabs(last - gap[NEAREST - 2]);
    double change_before = fabs(gap[NEAREST - 2] - gap[NEAREST - 3]);
    /* the changes die out, and what is left of the gap is more than they could close */
    bool settled = change <= change_before / 2 && last > 8 * change;
    struct scene_finding finding = open("the limit is approached too slowly to be seen");
    if (to_infinity) {
        if (last > 16 && last > 1.2 * before)
            finding = holds();
        else if (last < before || fabs(last - before) < 1e-3 * fabs(last))
            finding = fails("it does not grow without bound");
    } else if (last < ldexp(size, -60) ||
               (last <= ldexp(size, -10) && last <= before / 2)) {
        finding = holds();
    } else if (settled) {
        finding = fails("it tends to something else");
    } else if (last > 16 * size && (isinf(last) || last > 1.2 * before)) {
        finding = fails("it grows without bound");
    }
    if (finding.outcome == SCENE_HOLDS)
        finding.caveat = "a limit was observed, not proved";
    return finding;
}

/* ---------- one entry */

static bool follows_limit(const struct scene *scene)
{
    for (int k = 0; k < scene->instance->inputs; k++)
        if (scene->instance->input[k].limit)
            return true;
    return false;
}

static struct scene_finding judge_entry(struct scene *scene, const struct language_entry *e,
                                        const struct formula_demand *demand,
                                        struct certificate *c)
{
    if (e->condition >= 0) {
        int met = truth(scene, e->condition);
        if (met == 0)
            return (struct scene_finding){SCENE_SKIPPED, "its condition is not met", NULL,
                                          false, -1};
        if (met < 0)
            return open("its condition can't be decided here");
    }
    c->agreement = HUGE_VAL;
    enum relation relation = scene->reading->pair[e->pair].relation;
    if (follows_limit(scene) && (relation == RELATION_EQUAL || relation == RELATION_ABOUT))
        return judge_limit(scene, e, c);
    switch (relation) {
    case RELATION_EQUAL:
    case RELATION_ABOUT:
    case RELATION_UPDATE: break;
    case RELATION_LESS:
    case RELATION_LESS_EQUAL:
    case RELATION_GREATER:
    case RELATION_GREATER_EQUAL:
    case RELATION_UNEQUAL: return judge_order(scene, e, relation, demand, c);
    }
    return judge_equal(scene, e, demand, c);
}

struct scene_finding scene_judge(struct scene *scene, const struct language_entry *e,
                                 const struct formula_demand *demand, struct certificate *c)
{
    struct scene_finding finding = judge_entry(scene, e, demand, c);
    if (scene->instance->program.late)
        finding = (struct scene_finding){SCENE_LATE, "out of time", NULL, false, -1};
    return finding;
}
