/* SPDX-License-Identifier: MIT */
#include "verdict/judge.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sample/point.h"
#include "verdict/block.h"
#include "verdict/examine.h"

/* At most this many times the points asked for are drawn to cover every entry, and none
 * when fewer points were asked for than there are draws of sizes. */
enum { DEFAULT_POINTS = 64, FILLING = 4, FILLING_LEAST = 16 };

/* ---------- what the points show */

/* Pass one: what the oracle must know of the function before it judges. */
struct survey {
    double *values; /* |f| of all points, grouped as they come */
    const char **regime;
    size_t count, room;

    struct {
        const char *regime;
        double reference;
    } known[SECANT_MAX_REGIMES]; /* what was asked for before */
    int regimes;
};

static bool survey_add(struct survey *s, const char *regime, double value)
{
    if (s->count == s->room) {
        size_t room = s->room ? 2 * s->room : 256;
        double *values = realloc(s->values, room * sizeof *values);
        if (!values)
            return false;
        s->values = values;
        const char **names = realloc(s->regime, room * sizeof *names);
        if (!names)
            return false;
        s->regime = names;
        s->room = room;
    }
    s->values[s->count] = fabs(value);
    s->regime[s->count++] = regime;
    return true;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Upper quartile of |f| over the points of one regime, or over all when given none. */
static double upper_quartile(const struct survey *s, const char *regime, double *room)
{
    size_t n = 0;
    for (size_t i = 0; i < s->count; i++)
        if (!regime || s->regime[i] == regime)
            room[n++] = s->values[i];
    if (n == 0)
        return 0;
    qsort(room, n, sizeof *room, ascending);
    return room[n * 3 / 4];
}

/* How large the function's values are: in the regime and all in all. A regime of tails
 * alone would tell nothing of a function that is zero there. */
static double survey_reference(struct survey *s, const char *regime, double *room)
{
    for (int i = 0; i < s->regimes; i++)
        if (s->known[i].regime == regime)
            return s->known[i].reference;
    double reference = fmax(upper_quartile(s, NULL, room), upper_quartile(s, regime, room));
    if (s->regimes < SECANT_MAX_REGIMES) {
        s->known[s->regimes].regime = regime;
        s->known[s->regimes++].reference = reference;
    }
    return reference;
}

/* ---------- the work at hand */

struct work {
    const struct secant_subject *subject;
    const struct judge_options *options;
    struct block *block; /* one per varying input */
    int blocks;
    long points;
    struct survey survey;
    double *scratch;
    bool misconduct;
    struct secant_conduct conduct;
    struct secant_point *misconduct_at;                /* handed on to the judgement */
    struct secant_coverage regime[SECANT_MAX_REGIMES]; /* points only */
    int regimes;
    long drawn, not_finite;
    const char *failure; /* why nothing could be judged */
    long calls;
};

static struct secant_point *draw(const struct work *w, long index)
{
    const struct secant_subject *s = w->subject;
    if (s->draw)
        return s->draw(s->context, w->options->seed, index);
    return secant_point_draw(s->signature, s->name, w->options->seed, index, s->bits);
}

static bool sizes_fit(const struct work *w, long index)
{
    const struct secant_subject *s = w->subject;
    return s->draw ||
           secant_point_sizes_fit(s->signature, s->name, w->options->seed, index);
}

static bool stop(const struct work *w)
{
    return w->options->cancelled && w->options->cancelled(w->options->context);
}

/* The varying inputs of a point, one after the other. */
static double *coordinates(const struct secant_signature *signature,
                           const struct secant_point *point)
{
    double *x = malloc((point->varying + 1) * sizeof *x), *next = x;
    for (int k = 0; x && k < SECANT_MAX_INPUTS && signature->input[k].name; k++) {
        size_t count = secant_elements(point->in[k].shape);
        if (!signature->input[k].varies)
            continue;
        memcpy(next, point->in[k].data, count * sizeof *x);
        next += count;
    }
    return x;
}

/* ---------- pass one */

static bool survey_point(struct work *w, const struct secant_point *point)
{
    struct secant_function f;
    if (!w->subject->bind(w->subject->context, point, &f))
        return false;
    double *x = coordinates(w->subject->signature, point);
    double *y = malloc((f.outputs + 1) * sizeof *y);
    bool done = x && y;
    if (done && !f.value(f.context, x, y, NULL))
        w->failure = "it could not be evaluated";
    for (size_t k = 0; done && !w->failure && k < f.outputs; k++)
        done = !isfinite(y[k]) || survey_add(&w->survey, point->regime, y[k]);
    for (int b = 0; b < w->blocks; b++)
        block_extend(&w->block[b], point);
    free(x);
    free(y);
    return done;
}

static bool survey(struct work *w)
{
    for (long i = 0; i < w->points && !w->failure; i++) {
        struct secant_point *point = draw(w, i);
        if (!point && !sizes_fit(w, i))
            w->failure = "no sizes fit together";
        if (!point)
            return w->failure != NULL;
        bool done = survey_point(w, point);
        secant_point_destroy(point);
        if (!done || stop(w))
            return done;
    }
    w->scratch = malloc((w->survey.count + 1) * sizeof *w->scratch);
    bool done = w->scratch != NULL;
    for (int b = 0; b < w->blocks && done; b++)
        done = block_prepare(&w->block[b]);
    return done;
}

/* ---------- pass two */

static struct secant_coverage *regime_of(struct work *w, const char *name)
{
    for (int i = 0; i < w->regimes; i++)
        if (strcmp(w->regime[i].regime, name) == 0)
            return &w->regime[i];
    if (w->regimes == SECANT_MAX_REGIMES)
        return &w->regime[SECANT_MAX_REGIMES - 1];
    w->regime[w->regimes] = (struct secant_coverage){.regime = name};
    return &w->regime[w->regimes++];
}

static bool all_finite(const struct secant_function *f, const double *x, double *y)
{
    bool finite = f->value(f->context, x, y, NULL);
    for (size_t k = 0; finite && k < f->outputs; k++)
        finite = isfinite(y[k]);
    return finite;
}

static bool examine_point(struct work *w, const struct secant_point *point)
{
    struct secant_function f;
    struct examiner e = {0};
    if (!w->subject->bind(w->subject->context, point, &f))
        return false;
    size_t claims = examiner_claims(&f);
    double *x = coordinates(w->subject->signature, point);
    double *claim = malloc((claims + 1) * sizeof *claim);
    struct finding *finding = malloc((claims + 1) * sizeof *finding);
    bool done = x && claim && finding && examiner_create(&e, &f);

    if (done && !w->misconduct && w->subject->conduct) {
        w->misconduct = w->subject->conduct(w->subject->context, &w->conduct);
        if (w->misconduct) {
            w->misconduct_at = secant_point_copy(w->subject->signature, point);
            done = w->misconduct_at != NULL;
        }
    }
    if (done && f.claim(f.context, x, claim)) {
        e.sharp = w->options->sharp;
        e.reference = survey_reference(&w->survey, point->regime, w->scratch);
        for (size_t k = 0; k < claims; k++)
            if (isfinite(claim[k]))
                e.largest = fmax(e.largest, fabs(claim[k]));
        if (examine(&e, x, claim, 0, f.inputs, finding)) {
            struct secant_coverage *regime = regime_of(w, point->regime);
            regime->points++;
            for (int b = 0; b < w->blocks && done; b++)
                done = block_add(&w->block[b], &e, point, x, claim, finding,
                                 (int)(regime - w->regime));
            w->not_finite += !all_finite(&f, x, e.value);
        } else {
            w->failure = "it could not be evaluated";
        }
    } else if (done) {
        w->failure = "its derivative could not be evaluated";
    }
    w->drawn++;
    w->calls += e.sweep.calls;
    examiner_destroy(&e);
    free(x);
    free(claim);
    free(finding);
    return done;
}

static bool draw_and_examine(struct work *w, long index)
{
    struct secant_point *point = draw(w, index);
    bool done = point && examine_point(w, point);
    secant_point_destroy(point);
    return done;
}

/* At most so many. */
static long filling(const struct work *w)
{
    return w->points >= FILLING_LEAST ? FILLING * w->points : 0;
}

/* Entries of large indices exist for some sizes only, and in float half of them may be
 * below what can be seen: further ordinary points are drawn until every entry is covered.
 */
static bool fill_gaps(struct work *w)
{
    long most = filling(w);
    for (long i = 0; i < most && !w->failure && !stop(w); i++) {
        bool open = false;
        for (int b = 0; b < w->blocks; b++)
            open = open || !block_is_settled(&w->block[b]);
        if (!open)
            break;
        if (!draw_and_examine(w, SECANT_FILLING_POINT + i))
            return false;
    }
    return true;
}

static bool is_same(const struct secant_signature *signature, const struct secant_point *a,
                    const struct secant_point *b)
{
    bool same = memcmp(a->size, b->size, sizeof a->size) == 0;
    for (int k = 0; same && k < SECANT_MAX_INPUTS && signature->input[k].name; k++)
        same = memcmp(a->in[k].data, b->in[k].data,
                      secant_elements(a->in[k].shape) * sizeof(double)) == 0;
    return same;
}

/* A replay gives one of the drawn points by hand: it is judged like it then, by what is
 * known of its regime, bit for bit. */
static bool examine_given(struct work *w)
{
    struct secant_point point = *w->options->given;
    long last = w->points + filling(w);
    for (long i = 0; i < last && point.index < 0; i++) {
        long index = i < w->points ? i : SECANT_FILLING_POINT + i - w->points;
        struct secant_point *drawn = draw(w, index);
        if (!drawn)
            return false;
        if (is_same(w->subject->signature, &point, drawn)) {
            point.index = index;
            point.regime = drawn->regime;
        }
        secant_point_destroy(drawn);
    }
    return examine_point(w, &point);
}

static bool examine_points(struct work *w)
{
    if (w->options->given)
        return examine_given(w);
    for (long i = 0; i < w->points && !w->failure && !stop(w); i++)
        if (!draw_and_examine(w, i))
            return false;
    return fill_gaps(w);
}

/* ---------- detection power */

/* Whether a relative error of this size is caught at one point, in both directions. */
static bool plant_at(struct work *w, const struct plant *plant, double size, bool *caught)
{
    struct secant_point *point = draw(w, plant->point);
    struct secant_function f;
    struct examiner e = {0};
    *caught = false;
    if (!point || !w->subject->bind(w->subject->context, point, &f)) {
        secant_point_destroy(point);
        return false;
    }
    double *x = coordinates(w->subject->signature, point);
    double *claim = malloc((examiner_claims(&f) + 1) * sizeof *claim);
    bool done = x && claim && examiner_create(&e, &f);
    if (done && f.claim(f.context, x, claim)) {
        e.sharp = w->options->sharp;
        e.reference = survey_reference(&w->survey, point->regime, w->scratch);
        e.largest = plant->largest;
        *caught = examine_planted(&e, x, claim, plant->output, plant->input, 1 + size) &&
                  examine_planted(&e, x, claim, plant->output, plant->input, 1 - size);
        w->calls += e.sweep.calls;
    }
    examiner_destroy(&e);
    free(x);
    free(claim);
    secant_point_destroy(point);
    return done;
}

/* The smallest error, to a factor of four, that is caught in this entry; HUGE_VAL if none
 * up to 1 is. A mistake in an entry is there at every point, so one that catches it is
 * enough. */
static bool plant_in(struct work *w, const struct planting *planting, double *power)
{
    bool caught = false;
    double size = block_plant_size(0, planting->at[0].ratio);
    for (; size <= 1 && !caught && !stop(w); size = block_plant_size(size, 0))
        for (int k = 0; k < BLOCK_TRIES && !caught; k++) {
            if (planting->at[k].ratio == 0 || planting->at[k].ratio * ORACLE_WRONG > size)
                continue;
            if (!plant_at(w, &planting->at[k], size, &caught))
                return false;
            *power = size;
        }
    if (!caught)
        *power = HUGE_VAL;
    return true;
}

/* A relative error is planted where each claim is hardest to see. */
static bool plant_errors(struct work *w)
{
    for (int b = 0; b < w->blocks && !stop(w); b++) {
        struct block *block = &w->block[b];
        double worst = 0;
        block_choose_plants(block);
        for (int i = 0; i < block->plantings; i++) {
            double power = HUGE_VAL;
            if (!plant_in(w, &block->planting[i], &power))
                return false;
            worst = fmax(worst, power);
        }
        block->power = block->plantings > 0 ? worst : HUGE_VAL;
    }
    return true;
}

/* ---------- results */

static void add_caveat(struct secant_result *r, const char *text)
{
    if (r->caveats < SECANT_MAX_CAVEATS)
        r->caveat[r->caveats++] = text;
}

static void summarize(const struct work *w, int varying, struct secant_result *r)
{
    struct block *block = &w->block[varying];
    r->name = w->subject->name;
    r->claim = block->claim;
    r->signature = w->subject->signature;
    r->agreement = (double)NAN;
    r->points = w->drawn;
    r->regimes = w->regimes;
    memcpy(r->coverage, w->regime, sizeof r->coverage);
    if (w->failure) {
        r->verdict = SECANT_ERROR;
        r->reason = w->failure;
        r->power = HUGE_VAL;
        return;
    }
    block_summarize(block, w->subject->bits, w->options->given != NULL, r);
    if (w->misconduct && (w->conduct.varying < 0 || w->conduct.varying == varying)) {
        r->verdict = SECANT_WRONG;
        r->mistake =
            memcpy(block->mistake, w->conduct.sentence, sizeof w->conduct.sentence);
        r->reason = NULL;
        if (!r->counterexample)
            r->counterexample = w->misconduct_at;
    }
    if (w->not_finite > 0)
        add_caveat(r, "the value is not finite at some points: nothing is decided there");
    if (block->at_kink)
        add_caveat(r, "at a kink the derivative is a convention: nothing is decided there");
}

bool judge(const struct secant_subject *subject, const struct judge_options *options,
           struct judgement *judgement)
{
    const struct secant_signature *signature = subject->signature;
    struct work w = {.subject = subject, .options = options};
    w.points = options->points > 0 ? options->points : DEFAULT_POINTS;
    *judgement = (struct judgement){0};
    for (int k = 0; k < SECANT_MAX_INPUTS && signature->input[k].name; k++)
        w.blocks += signature->input[k].varies;

    w.block = calloc((size_t)w.blocks + 1, sizeof *w.block);
    judgement->result = calloc((size_t)w.blocks + 1, sizeof *judgement->result);
    bool done = w.block && judgement->result;
    for (int k = 0, b = 0; done && k < SECANT_MAX_INPUTS && signature->input[k].name; k++)
        if (signature->input[k].varies)
            done = block_create(&w.block[b++], signature, k);

    done = done && survey(&w) && (w.failure || examine_points(&w)) &&
           (w.failure || options->given || plant_errors(&w));
    judgement->results = w.block && judgement->result ? (size_t)w.blocks : 0;
    for (int b = 0; done && b < (int)judgement->results; b++)
        summarize(&w, b, &judgement->result[b]);
    judgement->calls = w.calls;
    judgement->cancelled = stop(&w);

    judgement->block = w.block;
    judgement->misconduct_at = w.misconduct_at;
    free(w.survey.values);
    free(w.survey.regime);
    free(w.scratch);
    if (!done)
        judgement_finish(judgement);
    return done;
}

void judgement_finish(struct judgement *judgement)
{
    for (size_t i = 0; judgement->block && i < judgement->results; i++)
        block_finish(&judgement->block[i]);
    if (judgement->release)
        judgement->release(judgement->memory);
    secant_point_destroy(judgement->misconduct_at);
    free(judgement->block);
    free(judgement->result);
    *judgement = (struct judgement){0};
}
