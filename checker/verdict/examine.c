/* SPDX-License-Identifier: MIT */
#include "verdict/examine.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is still to be done for a track. */
enum state {
    DONE,
    OPEN,         /* not judged yet */
    SUSPECT,      /* looks wrong on the first grid */
    TINY,         /* to be looked at on the scale of |x| */
    TINY_SUSPECT, /* looks wrong on that scale only */
};

size_t examiner_claims(const struct secant_function *f)
{
    return f->diagonal ? f->inputs : f->inputs * f->outputs;
}

bool examiner_create(struct examiner *e, const struct secant_function *f)
{
    size_t outputs = f->outputs ? f->outputs : 1, inputs = f->inputs ? f->inputs : 1;
    size_t claims = examiner_claims(f) ? examiner_claims(f) : 1;
    *e = (struct examiner){.f = f, .planted = SIZE_MAX};
    e->value = malloc(outputs * sizeof *e->value);
    e->terms = malloc(outputs * sizeof *e->terms);
    e->near = malloc(inputs * sizeof *e->near);
    e->claim_near = malloc(claims * sizeof *e->claim_near);
    e->column = malloc(outputs * sizeof *e->column);
    e->beside = malloc(outputs * sizeof *e->beside);
    e->found = malloc(outputs * sizeof *e->found);
    e->state = malloc(outputs);
    e->marked = malloc(outputs * sizeof *e->marked);
    if (sweep_create(&e->sweep, f) && e->value && e->terms && e->near && e->claim_near &&
        e->column && e->beside && e->found && e->state && e->marked)
        return true;
    examiner_destroy(e);
    return false;
}

void examiner_destroy(struct examiner *e)
{
    sweep_destroy(&e->sweep);
    free(e->value);
    free(e->terms);
    free(e->near);
    free(e->claim_near);
    free(e->column);
    free(e->beside);
    free(e->found);
    free(e->state);
    free(e->marked);
    *e = (struct examiner){0};
}

/* ---------- one track, one grid */

static struct finding judge(const struct examiner *e, size_t track, int levels,
                            struct ladder *ladder)
{
    double claim = e->column[track];
    struct strictness strictness = {e->sharp,
                                    claim_rounding(claim, e->largest, e->f->bits)};
    sweep_ladder(&e->sweep, track, levels, e->value[track], e->terms[track], e->reference,
                 ladder);
    if (isfinite(claim))
        return compare(ladder, claim, &strictness);

    /* The claim is nan or infinite: wrong wherever the slope is plainly finite. */
    strictness.claim_bar = 0;
    struct finding finding = compare(ladder, 0, &strictness);
    bool finite = ladder->flat ||
                  (ladder->best >= 0 &&
                   finding.bar <= ORACLE_RESOLVED * fmax(fabs(finding.slope), 1e-300));
    finding.verdict = finite ? SECANT_WRONG : SECANT_UNDECIDED;
    finding.reason = finite ? "the claim is not finite, the slope is"
                            : "the claim is not finite, and the slope is not known";
    return finding;
}

static bool estimates_differ(const struct finding *a, const struct finding *b)
{
    return fabs(a->slope - b->slope) > a->bar + b->bar;
}

static bool any(const struct examiner *e, enum state state)
{
    return memchr(e->state, (int)state, e->f->outputs) != NULL;
}

/* ---------- the stages */

static bool quick_look(struct examiner *e, struct finding *found)
{
    struct ladder ladder;
    if (!sweep_climb(&e->sweep, ORACLE_LEVELS, true))
        return false;
    for (size_t k = 0; k < e->f->outputs; k++) {
        if (e->state[k] != OPEN)
            continue;
        if (!isfinite(e->value[k])) {
            found[k] = (struct finding){SECANT_UNDECIDED,
                                        (double)NAN,
                                        HUGE_VAL,
                                        0,
                                        "the value is not finite here",
                                        0,
                                        0};
            e->state[k] = DONE;
            continue;
        }
        found[k] = judge(e, k, sweep_quick_levels(&e->sweep, k), &ladder);
        /* A claim of zero needs the full grid: nothing smaller may move the value. So do
         * short values, which are either exact or rounded to a shorter type. */
        bool full_length = ladder.bits >= e->f->bits - ORACLE_SHORT;
        if (found[k].verdict == SECANT_RIGHT && e->column[k] != 0 && full_length)
            e->state[k] = DONE;
    }
    return true;
}

static bool full_look(struct examiner *e, struct finding *found)
{
    struct ladder ladder;
    if (!any(e, OPEN))
        return true;
    if (!sweep_climb(&e->sweep, ORACLE_LEVELS, false) || !sweep_detect_rounding(&e->sweep))
        return false;
    for (size_t k = 0; k < e->f->outputs; k++) {
        if (e->state[k] != OPEN)
            continue;
        size_t j = sweep_input(&e->sweep, k);
        double x = e->sweep.x[j];
        found[k] = judge(e, k, ORACLE_LEVELS, &ladder);
        e->state[k] = found[k].verdict == SECANT_WRONG ? SUSPECT : DONE;
        if (ladder.flat) {
            if (isfinite(e->column[k]))
                found[k] = compare_constant(&ladder, e->column[k], e->sweep.scale[j],
                                            e->reference, e->f->bits);
            e->state[k] = DONE; /* a second grid inside the first would see no more */
        } else if (found[k].verdict != SECANT_RIGHT && x != 0 && fabs(x) < ORACLE_TINY) {
            e->state[k] = TINY;
        }
    }
    return true;
}

/* Near zero a function may live on the scale of x itself. */
static bool tiny_look(struct examiner *e, size_t coordinate, struct finding *found)
{
    struct ladder ladder;
    if (!any(e, TINY))
        return true;
    sweep_start(&e->sweep, e->sweep.x, coordinate, FIRST_GRID, true);
    if (!sweep_climb(&e->sweep, ORACLE_LEVELS, false))
        return false;
    for (size_t k = 0; k < e->f->outputs; k++) {
        if (e->state[k] != TINY)
            continue;
        e->state[k] = found[k].verdict == SECANT_WRONG ? SUSPECT : DONE;
        struct finding tiny = judge(e, k, ORACLE_LEVELS, &ladder);
        if (ladder.flat)
            continue;
        if (tiny.verdict == SECANT_RIGHT) {
            found[k] = tiny;
            e->state[k] = DONE;
        } else if (found[k].verdict == SECANT_WRONG && estimates_differ(&tiny, &found[k])) {
            found[k].verdict = SECANT_UNDECIDED;
            found[k].reason = "steps near 1 and steps near |x| disagree";
            e->state[k] = DONE;
        } else if (found[k].verdict == SECANT_UNDECIDED && tiny.verdict == SECANT_WRONG) {
            found[k] = tiny;
            e->state[k] = TINY_SUSPECT;
        }
    }
    return true;
}

/* Guard: exact cases of one grid. What looks wrong must look the same on another. */
static bool second_look(struct examiner *e, size_t coordinate, enum state state,
                        struct finding *found)
{
    struct ladder ladder;
    if (!any(e, state))
        return true;
    sweep_start(&e->sweep, e->sweep.x, coordinate, SECOND_GRID, state == TINY_SUSPECT);
    if (!sweep_climb(&e->sweep, ORACLE_LEVELS, false))
        return false;
    for (size_t k = 0; k < e->f->outputs; k++) {
        if (e->state[k] != state)
            continue;
        struct finding second = judge(e, k, ORACLE_LEVELS, &ladder);
        if (second.verdict != SECANT_WRONG || estimates_differ(&second, &found[k])) {
            found[k].verdict = SECANT_UNDECIDED;
            found[k].reason = "two grids of steps disagree";
        }
        e->state[k] = DONE;
    }
    return true;
}

/* Judges the open tracks of the sweep along `coordinate` through x, e->value at x known. */
static bool judge_column(struct examiner *e, const double *x, size_t coordinate,
                         struct finding *found)
{
    sweep_forget(&e->sweep);
    sweep_start(&e->sweep, x, coordinate, FIRST_GRID, false);
    return quick_look(e, found) && full_look(e, found) && tiny_look(e, coordinate, found) &&
           second_look(e, coordinate, SUSPECT, found) &&
           second_look(e, coordinate, TINY_SUSPECT, found);
}

/* ---------- a second point */

/* A point beside x; one that float can hold where x is, for code that rounds to float. */
static double beside(double x, double step, size_t track, int bits)
{
    double h = step > 0 ? step : 0x1p-10 * fmax(1, fabs(x));
    double y = x + (track % 2 ? ORACLE_BESIDE : -ORACLE_BESIDE) * h;
    bool short_x = (double)(float)x == x && fabs(y) > 1e-30 && fabs(y) < 1e30;
    if (bits <= 24 || (short_x && (double)(float)y != x))
        y = (double)(float)y;
    return y;
}

static size_t position(const struct secant_function *f, size_t track, size_t coordinate)
{
    return f->diagonal ? track : track * f->inputs + coordinate;
}

static void load_claims(struct examiner *e, const double *claim, size_t coordinate)
{
    for (size_t k = 0; k < e->f->outputs; k++) {
        size_t at = position(e->f, k, coordinate);
        e->column[k] = claim[at];
        if (at == e->planted)
            e->column[k] *= e->factor;
    }
}

/* Judges the marked tracks again at e->near. Those not found wrong there become undecided.
 */
static bool reproduce(struct examiner *e, size_t coordinate, struct finding *found)
{
    const struct secant_function *f = e->f;
    e->moved = true;
    if (!f->value(f->context, e->near, e->value, e->terms) ||
        !f->claim(f->context, e->near, e->claim_near))
        return false;
    load_claims(e, e->claim_near, coordinate);
    for (size_t k = 0; k < f->outputs; k++)
        e->state[k] = e->marked[k] ? OPEN : DONE;
    if (!judge_column(e, e->near, coordinate, e->beside))
        return false;
    for (size_t k = 0; k < f->outputs; k++)
        if (e->marked[k] && e->beside[k].verdict != SECANT_WRONG) {
            found[k].verdict = SECANT_UNDECIDED;
            found[k].reason = "looks wrong here, but not beside it";
        }
    return true;
}

/* A finite claim that looks wrong is asked again; nan needs no second witness. */
static bool needs_confirmation(const struct examiner *e, size_t track, size_t coordinate,
                               const double *claim, const struct finding *found)
{
    return found[track].verdict == SECANT_WRONG &&
           isfinite(claim[position(e->f, track, coordinate)]);
}

/* Guard: freaks of rounding and clusters of kinks at x are not reproduced beside it. */
static bool confirm(struct examiner *e, const double *x, size_t coordinate,
                    const double *claim, struct finding *found)
{
    const struct secant_function *f = e->f;
    bool done = true, suspects = false;
    memset(e->marked, 0, f->outputs * sizeof *e->marked);
    memcpy(e->near, x, f->inputs * sizeof *x);
    for (size_t k = 0; k < f->outputs && done; k++) {
        if (!needs_confirmation(e, k, coordinate, claim, found))
            continue;
        size_t j = f->diagonal ? k : coordinate;
        e->near[j] = beside(x[j], found[k].step, k, f->bits);
        e->marked[k] = suspects = true;
        if (f->diagonal)
            continue; /* one sweep for all of them */
        done = reproduce(e, coordinate, found);
        e->marked[k] = false;
    }
    return done && f->diagonal && suspects ? reproduce(e, coordinate, found) : done;
}

/* ---------- a point */

static bool settle_at(struct examiner *e, const double *x)
{
    e->moved = false;
    return e->f->value(e->f->context, x, e->value, e->terms);
}

bool examine(struct examiner *e, const double *x, const double *claim, size_t first,
             size_t end, struct finding *finding)
{
    const struct secant_function *f = e->f;
    if (f->diagonal) { /* one sweep serves all */
        first = 0;
        end = f->inputs > 0;
    }
    e->moved = true;
    for (size_t j = first; j < end; j++) {
        if (e->moved && !settle_at(e, x))
            return false;
        load_claims(e, claim, j);
        memset(e->state, OPEN, f->outputs);
        if (!judge_column(e, x, j, e->found) || !confirm(e, x, j, claim, e->found))
            return false;
        for (size_t k = 0; k < f->outputs; k++)
            finding[position(f, k, j)] = e->found[k];
    }
    return true;
}

bool examine_planted(struct examiner *e, const double *x, const double *claim,
                     size_t output, size_t input, double factor)
{
    const struct secant_function *f = e->f;
    e->planted = position(f, output, input);
    e->factor = factor;
    bool judged = settle_at(e, x);
    if (judged) {
        load_claims(e, claim, input);
        memset(e->state, DONE, f->outputs);
        for (size_t k = 0; k < f->outputs; k++)
            e->found[k].verdict = SECANT_UNDECIDED;
        e->state[output] = OPEN;
        judged = judge_column(e, x, input, e->found) &&
                 confirm(e, x, input, claim, e->found);
    }
    e->planted = SIZE_MAX;
    return judged && e->found[output].verdict == SECANT_WRONG;
}
