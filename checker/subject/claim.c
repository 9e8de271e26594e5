/* SPDX-License-Identifier: MIT */
#include "subject/claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "number/format.h"
#include "sample/point.h"
#include "subject/attempt.h"
#include "subject/claim_mistake.h"
#include "subject/claim_shrink.h"

static const double default_seconds = 60, explaining_seconds = 10;
enum { DEFAULT_BITS = 60, MOST_PRECISION = 4096, DEFAULT_POINTS = 24, READING = 4096 };

/* What one result points to. */
struct memory {
    struct secant_result result;
    struct attempt attempt;
    struct language_reading *reading;
    struct secant_signature signature;
    struct secant_point *point;
    char text[READING], mistake[ATTEMPT_TEXT], sentence[2 * ATTEMPT_TEXT + 4];
};

enum secant_verdict claim_expected(const struct language_claim *claim)
{
    switch (claim->expect) {
    case LANGUAGE_RIGHT: return SECANT_RIGHT;
    case LANGUAGE_TRANSPOSED: return SECANT_TRANSPOSED;
    case LANGUAGE_WRONG: return SECANT_WRONG;
    case LANGUAGE_UNDECIDED: return SECANT_UNDECIDED;
    case LANGUAGE_ERROR: return SECANT_ERROR;
    }
    return SECANT_RIGHT;
}

static void release(void *pointer)
{
    struct memory *m = pointer;
    attempt_clear(&m->attempt);
    language_forget(m->reading);
    secant_point_destroy(m->point);
    free(m);
}

/* ---------- layouts */

static const enum language_layout lenient[] = {LAYOUT_NUMERATOR, LAYOUT_PARAMETER,
                                               LAYOUT_DENOMINATOR, LAYOUT_MIXED};
enum { LENIENT = sizeof lenient / sizeof lenient[0] };

/* Right before transposed before undecided before wrong before error. */
static int rank_of(enum secant_verdict verdict)
{
    static const int rank[SECANT_VERDICTS] = {[SECANT_RIGHT] = 4,
                                              [SECANT_TRANSPOSED] = 3,
                                              [SECANT_UNDECIDED] = 2,
                                              [SECANT_WRONG] = 1,
                                              [SECANT_ERROR] = 0};
    return rank[verdict];
}

static bool attempt_in(const struct claim_statement *s, enum language_layout layout,
                       const struct attempt_options *options, struct attempt *attempt,
                       struct language_reading **reading)
{
    *reading = language_read_tree(s->subject, s->tree, s->root, s->condition, layout);
    if (*reading && attempt_claim(attempt, *reading, options))
        return true;
    language_forget(*reading);
    *reading = NULL;
    return false;
}

/* Tries the layouts one after the other and keeps the best attempt. */
static bool attempt_best(const struct claim_statement *s,
                         const struct attempt_options *options, struct attempt *best,
                         struct language_reading **best_reading)
{
    for (int k = 0; k < LENIENT; k++) {
        struct attempt attempt;
        struct language_reading *reading;
        bool good = attempt_in(s, lenient[k], options, &attempt, &reading);
        int rank = good ? rank_of(attempt.verdict) : 0;
        bool better = good && (!*best_reading || rank > rank_of(best->verdict) ||
                               (rank == rank_of(best->verdict) && attempt.scene.instance &&
                                !best->scene.instance));
        if (*best_reading && (better || !good)) {
            attempt_clear(best);
            language_forget(*best_reading);
            *best_reading = NULL;
        }
        if (!good)
            return false;
        if (better) {
            *best = attempt;
            *best_reading = reading;
        } else {
            attempt_clear(&attempt);
            language_forget(reading);
        }
        if (best->verdict == SECANT_RIGHT)
            break;
    }
    return true;
}

/* A wrong claim that is right when every derivative in it is read in another layout. */
static bool find_transposed(const struct claim_statement *s,
                            const struct attempt_options *options, struct attempt *found,
                            struct language_reading **found_reading)
{
    for (int k = 0; k < LENIENT; k++) {
        struct attempt attempt;
        struct language_reading *reading;
        if (lenient[k] == s->layout)
            continue;
        bool good = attempt_in(s, lenient[k], options, &attempt, &reading);
        bool right = good && attempt.verdict == SECANT_RIGHT;
        if (right || !good) {
            attempt_clear(found);
            language_forget(*found_reading);
            *found_reading = NULL;
        }
        if (!good)
            return false;
        if (right) {
            *found = attempt;
            *found_reading = reading;
            found->verdict = SECANT_TRANSPOSED;
            if (found->caveats < SECANT_MAX_CAVEATS)
                snprintf(found->caveat[found->caveats++], sizeof found->caveat[0],
                         "right in the %s layout, not in the %s one",
                         language_layout_name(lenient[k]), language_layout_name(s->layout));
            return true;
        }
        attempt_clear(&attempt);
        language_forget(reading);
    }
    return true;
}

bool claim_attempt(const struct claim_statement *s, const struct attempt_options *options,
                   struct attempt *attempt, struct language_reading **reading)
{
    *reading = NULL;
    if (s->layout == LAYOUT_EITHER)
        return attempt_best(s, options, attempt, reading);
    return attempt_in(s, s->layout, options, attempt, reading) &&
           (attempt->verdict != SECANT_WRONG ||
            find_transposed(s, options, attempt, reading));
}

/* ---------- the result */

/* The scene as a point with a signature, for the report writers. */
static void show_scene(struct memory *m)
{
    const struct scene *scene = &m->attempt.scene;
    const struct language_case *c = m->reading->subject;
    struct secant_signature *s = &m->signature;
    int sizes = 0, inputs = 0;
    size_t total = 0;
    for (int k = 0; k < c->symbols && sizes < SECANT_MAX_SIZES - 1; k++)
        if (c->symbol[k].kind == SYMBOL_SIZE && language_mentions(m->reading, k))
            s->size[sizes++] = (struct secant_size){c->symbol[k].name, 1, 1};
    for (int k = 0; scene->instance && k < scene->instance->inputs; k++)
        total += (size_t)scene->instance->input[k].count;
    m->point = calloc(1, sizeof *m->point + (total + SECANT_MAX_INPUTS) * sizeof(double));
    if (!m->point)
        return;
    double *next = (double *)(m->point + 1);
    m->point->index = scene->index;
    m->point->regime = secant_regimes[scene->regime];
    for (int k = 0, at = 0; k < c->symbols; k++)
        if (c->symbol[k].kind == SYMBOL_SIZE && language_mentions(m->reading, k) &&
            at < sizes)
            m->point->size[at++] = scene->numbers.size[c->symbol[k].size];
    for (int k = 0;
         k < c->symbols && k < SCENE_MOST_SYMBOLS && inputs < SECANT_MAX_INPUTS - 1; k++) {
        const struct language_symbol *symbol = &c->symbol[k];
        bool whole = symbol->numbers == NUMBERS_CLASS || symbol->numbers == NUMBERS_INTEGER;
        if (symbol->kind != SYMBOL_VARIABLE || symbol->body || !whole || symbol->rank > 0 ||
            !language_mentions(m->reading, k))
            continue;
        s->input[inputs] = (struct secant_input){.name = symbol->name, .shape = ""};
        m->point->in[inputs++].data = next;
        *next++ = (double)scene->numbers.whole[k];
    }
    for (int k = 0; scene->instance && k < scene->instance->inputs; k++) {
        const struct language_input *input = &scene->instance->input[k];
        if (input->hidden || input->limit || inputs == SECANT_MAX_INPUTS - 1)
            continue;
        s->input[inputs] =
            (struct secant_input){.name = c->symbol[input->symbol].name, .shape = ""};
        struct secant_array *array = &m->point->in[inputs++];
        array->shape.rank = input->rank;
        for (int r = 0; r < input->rank; r++)
            array->shape.dim[r] = (size_t)input->dim[r];
        array->data = next;
        for (int i = 0; i < input->count; i++)
            *next++ = scene->x[input->first + i];
    }
    m->result.signature = s;
    m->result.counterexample = m->point;
}

static void write_result(const struct language_file *file,
                         const struct language_case *subject,
                         const struct language_claim *claim, struct memory *m)
{
    struct secant_result *r = &m->result;
    const struct attempt *a = &m->attempt;
    r->name = subject->name;
    r->claim = claim->text;
    r->id = claim->id;
    r->formula = subject->title && subject->title[0] ? subject->title : NULL;
    r->file = file->name;
    r->line = claim->line;
    r->column = claim->column;
    r->verdict = a->verdict;
    r->expected = claim_expected(claim);
    r->reason = a->reason[0] ? a->reason : NULL;
    bool both = a->mistake[0] && m->mistake[0]; /* what does not conform, and what would */
    snprintf(m->sentence, sizeof m->sentence, "%s%s%s", a->mistake, both ? ". " : "",
             m->mistake);
    r->mistake = m->sentence[0] ? m->sentence : NULL;
    r->caveats = a->caveats;
    for (int k = 0; k < a->caveats; k++)
        r->caveat[k] = a->caveat[k];
    r->points = a->points;
    r->right = a->right;
    r->wrong = a->wrong;
    r->undecided = a->undecided;
    memcpy(r->coverage, a->coverage, sizeof r->coverage);
    r->regimes = a->regimes;
    r->power = (double)NAN;
    r->agreement = a->agreement;
    r->has_worst = a->has_worst;
    r->worst = a->worst;
    r->certificate = a->certificate[0] ? a->certificate : NULL;
    if (!m->reading)
        return;
    r->layout = language_layout_name(m->reading->layout);
    if (m->reading->problem.kind == PROBLEM_NONE) {
        claim_show(m->reading, m->text, sizeof m->text);
        r->reading = m->text;
    }
    if (a->scene.reading)
        show_scene(m);
}

/* ---------- time */

/* Of the processor, not of the wall: what else runs on the machine changes no verdict. */
struct deadline {
    const struct judge_options *options;
    double end;
    bool passed;
};

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool deadline_reached(void *context)
{
    struct deadline *d = context;
    const struct judge_options *o = d->options;
    d->passed = d->passed || processor_seconds() >= d->end ||
                (o->cancelled && o->cancelled(o->context));
    return d->passed;
}

static void start(struct deadline *d, double seconds)
{
    d->end = processor_seconds() + seconds;
    d->passed = false;
}

static void run_out(struct attempt *a, double seconds)
{
    attempt_clear(a);
    *a = (struct attempt){.verdict = SECANT_ERROR, .agreement = HUGE_VAL};
    snprintf(a->reason, sizeof a->reason, "ran out of time (%g s; see --timeout)", seconds);
}

/* A claim without inputs is about one number: say which. */
static void say_value(struct memory *m)
{
    char number[SECANT_NUMBER_SIZE];
    const struct attempt *a = &m->attempt;
    if (a->scene.instance && a->scene.instance->slots == 0 && a->has_worst)
        snprintf(m->mistake, sizeof m->mistake, "The value is %.40s.",
                 secant_format_rounded(a->worst.measured, 12, number));
}

static struct attempt_options attempt_options_of(const struct judge_options *o,
                                                 struct deadline *deadline)
{
    return (struct attempt_options){
        .seed = o->seed,
        .points = o->points > 0 ? o->points : DEFAULT_POINTS,
        .demand = {o->bits > 0 ? o->bits : DEFAULT_BITS, MOST_PRECISION},
        .limit = {deadline_reached, deadline},
    };
}

/* Where what does not read stands: the claim's own line, or a definition above it. */
static void say_place(const struct language_file *file, const struct language_claim *claim,
                      const struct language_problem *problem, struct attempt *a)
{
    enum { FAR = 1 << 16 };
    char text[ATTEMPT_TEXT];
    struct language_problem place = *problem;
    size_t begin = problem->offset >= claim->at ? claim->at : 0;
    if (a->verdict != SECANT_ERROR || (place.line == 0 && problem->offset - begin > FAR))
        return;
    if (place.line == 0) {
        place.offset -= begin;
        problem_place(&place, file->text + begin);
        if (begin && place.line == 1)
            place.column += claim->column - 1;
        if (begin)
            place.line += claim->line - 1;
    }
    snprintf(text, sizeof text, "%s", a->reason);
    if (strchr(file->text, '\n'))
        snprintf(a->reason, sizeof a->reason, "line %d, column %d: %.350s", place.line,
                 place.column, text);
    else
        snprintf(a->reason, sizeof a->reason, "column %d: %.350s", place.column, text);
}

bool claim_judge(const struct language_file *file, const struct language_case *subject,
                 int number, const struct judge_options *options,
                 struct judgement *judgement)
{
    const struct language_claim *claim = &subject->claim[number];
    double seconds = options->seconds > 0 ? options->seconds : default_seconds;
    struct deadline deadline = {options, 0, false};
    struct attempt_options attempt = attempt_options_of(options, &deadline);
    start(&deadline, seconds);
    *judgement = (struct judgement){0};
    struct memory *m = calloc(1, sizeof *m);
    judgement->result = calloc(1, sizeof *judgement->result);
    if (!m || !judgement->result) {
        free(m);
        judgement_finish(judgement);
        return false;
    }
    judgement->memory = m;
    judgement->release = release;
    judgement->results = 1;

    enum language_layout layout = claim->has_layout ? claim->layout : subject->layout;
    bool good = true;
    m->attempt.agreement = HUGE_VAL;
    if (claim->problem.kind != PROBLEM_NONE) {
        bool mistake = problem_is_mistake(&claim->problem);
        m->attempt.verdict = mistake ? SECANT_WRONG : SECANT_ERROR;
        snprintf(mistake ? m->attempt.mistake : m->attempt.reason, ATTEMPT_TEXT, "%s",
                 claim->problem.message);
    } else {
        struct claim_statement statement = {subject, &subject->tree, claim->root,
                                            claim->condition, layout};
        good = claim_attempt(&statement, &attempt, &m->attempt, &m->reading);
        if (!good)
            m->attempt = (struct attempt){0};
    }
    const struct language_problem *problem = m->reading ? &m->reading->problem
                                                        : &claim->problem;
    if (good && problem->kind != PROBLEM_NONE)
        say_place(file, claim, problem, &m->attempt);
    if (good && deadline.passed)
        run_out(&m->attempt, seconds);
    if (good && m->attempt.verdict == SECANT_WRONG && m->reading) {
        start(&deadline, fmin(seconds, explaining_seconds));
        if (m->attempt.scene.reading)
            good = claim_shrink(&m->attempt, m->reading, &attempt);
        if (good)
            claim_name_mistake(subject, claim, m->reading, &m->attempt, &attempt,
                               m->mistake, sizeof m->mistake);
        if (good && !m->mistake[0])
            say_value(m);
    }
    if (!good) {
        judgement_finish(judgement);
        return false;
    }
    write_result(file, subject, claim, m);
    judgement->result[0] = m->result;
    judgement->cancelled = options->cancelled && options->cancelled(options->context);
    return true;
}
