/* SPDX-License-Identifier: MIT */
#include "secant.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number/format.h"
#include "subject/callback.h"
#include "verdict/judge.h"

enum { DEFAULT_POINTS = 16, MESSAGE = 1024, SHOWN = 8 };
static const double default_spread = 0.125;

/* What an outcome owns: the message, and the counterexample behind it. */
struct kept {
    char message[MESSAGE];
    double number[];
};

/* ---------- the message */

struct text {
    char *at;
    size_t room;
};

static void say(struct text *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What does not fit is cut off. */
static void say(struct text *t, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(t->at, t->room, format, arguments);
    va_end(arguments);
    size_t used = length < 0 ? 0 : (size_t)length;
    if (used >= t->room)
        used = t->room - 1;
    t->at += used;
    t->room -= used;
}

static void say_number(struct text *t, double number, int digits)
{
    char text[SECANT_NUMBER_SIZE];
    say(t, "%s",
        digits ? secant_format_rounded(number, digits, text)
               : secant_format_shortest(number, text));
}

static void say_entry(struct text *t, const struct secant_callback *call,
                      const struct secant_outcome *o)
{
    switch (call->structure) {
    case SECANT_DIAGONAL: say(t, "slope[%zu]", o->input); break;
    case SECANT_JACOBIAN: say(t, "jacobian[%zu][%zu]", o->output, o->input); break;
    case SECANT_GRADIENT:
    case SECANT_BACKWARD: say(t, "gradient[%zu]", o->input); break;
    }
}

static void say_worst(struct text *t, const struct secant_callback *call,
                      const struct secant_outcome *o)
{
    say(t, "  ");
    say_entry(t, call, o);
    say(t, " is ");
    say_number(t, o->claimed, 0);
    say(t, ", the secants measure ");
    say_number(t, o->measured, 0);
    say(t, " +- ");
    say_number(t, o->bar, 2);
    say(t, "\n");
}

static void say_point(struct text *t, const double *x, size_t n)
{
    say(t, "  at x = {");
    for (size_t i = 0; i < n && i < SHOWN; i++) {
        say(t, "%s", i ? ", " : "");
        say_number(t, x[i], 0);
    }
    if (n > SHOWN)
        say(t, ", ... %zu more", n - SHOWN);
    say(t, "}\n");
}

static void describe(const struct secant_callback *call, const struct secant_outcome *o,
                     const struct secant_result *r, char *message)
{
    struct text text = {message, MESSAGE}, *t = &text;
    long entries = o->right + o->wrong + o->undecided;
    say(t, "%.200s%s%s", call->name, *call->name ? ": " : "",
        secant_verdict_name(o->verdict));
    if (r->mistake)
        say(t, ": %s", r->mistake);
    else if (r->reason)
        say(t, ": %s", r->reason);
    say(t, "\n  %ld of %ld entries decided at %ld %s\n", o->right + o->wrong, entries,
        o->points, o->points == 1 ? "point" : "points");
    if (o->verdict == SECANT_RIGHT && isfinite(o->power)) {
        say(t, "  a relative error of ");
        say_number(t, o->power, 2);
        say(t, " in any entry would have been caught\n");
    }
    bool shown = o->wrong > 0 || o->verdict == SECANT_UNDECIDED;
    if (o->has_worst && shown)
        say_worst(t, call, o);
    if (o->counterexample)
        say_point(t, o->counterexample, call->inputs);
    for (int i = 0; i < r->caveats; i++)
        say(t, "  %s\n", r->caveat[i]);
}

/* ---------- the outcome */

/* Without anything of its own: for what could not be judged. */
static enum secant_verdict give_up(struct secant_outcome *outcome, const char *message)
{
    if (outcome) {
        *outcome = (struct secant_outcome){.verdict = SECANT_ERROR, .power = HUGE_VAL};
        outcome->message = message;
    }
    return SECANT_ERROR;
}

static enum secant_verdict fill_in(const struct secant_callback *call,
                                   const struct secant_result *r,
                                   struct secant_outcome *outcome)
{
    if (!outcome)
        return r->verdict;
    struct kept *kept = malloc(sizeof *kept + call->inputs * sizeof(double));
    if (!kept)
        return give_up(outcome, "error: out of memory\n");
    const struct secant_element *worst = &r->worst;
    *outcome = (struct secant_outcome){
        .verdict = r->verdict,
        .points = r->points,
        .right = r->right,
        .wrong = r->wrong,
        .undecided = r->undecided,
        .power = r->verdict == SECANT_RIGHT ? r->power : HUGE_VAL,
        .has_worst = r->has_worst,
        .output = worst->rank == 2 ? worst->index[0] - 1 : 0,
        .input = worst->rank > 0 ? worst->index[worst->rank - 1] - 1 : 0,
        .claimed = worst->claimed,
        .measured = worst->measured,
        .bar = worst->bar,
        .message = kept->message,
        .memory = kept,
    };
    if (r->verdict == SECANT_WRONG && r->counterexample) {
        memcpy(kept->number, r->counterexample->in[0].data, call->inputs * sizeof(double));
        outcome->counterexample = kept->number;
    }
    describe(call, outcome, r, kept->message);
    return outcome->verdict;
}

void secant_outcome_finish(struct secant_outcome *outcome)
{
    if (!outcome)
        return;
    free(outcome->memory);
    outcome->memory = NULL;
    outcome->counterexample = NULL;
    outcome->message = "";
}

/* ---------- checks */

static const char *objection(const struct secant_callback *call,
                             const struct secant_options *options)
{
    if ((!call->scalar && !call->vector) || !call->derivative)
        return "error: a callback is NULL\n";
    if (!call->x && call->inputs > 0)
        return "error: x is NULL\n";
    for (size_t i = 0; i < call->inputs; i++)
        if (!isfinite(call->x[i]))
            return "error: x is not finite\n";
    if (options->points < 0)
        return "error: options.points is negative\n";
    if (!(options->spread >= 0) || !isfinite(options->spread))
        return "error: options.spread is negative or not finite\n";
    return NULL;
}

static enum secant_verdict check(struct secant_callback call,
                                 const struct secant_options *given,
                                 struct secant_outcome *outcome)
{
    struct secant_options options = {0};
    if (given)
        options = *given;
    const char *problem = objection(&call, &options);
    if (problem)
        return give_up(outcome, problem);
    call.name = options.name ? options.name : "";
    call.spread = options.spread > 0 ? options.spread : default_spread;
    struct judge_options how = {
        .seed = options.seed,
        .points = options.points > 0 ? options.points : DEFAULT_POINTS,
        .sharp = options.sharp,
    };
    struct secant_subject subject;
    struct judgement judgement;
    if (!secant_callback_create(&subject, &call))
        return give_up(outcome, "error: out of memory\n");
    enum secant_verdict verdict;
    if (judge(&subject, &how, &judgement)) {
        verdict = fill_in(&call, &judgement.result[0], outcome);
        judgement_finish(&judgement);
    } else {
        verdict = give_up(outcome, "error: out of memory\n");
    }
    secant_callback_destroy(&subject);
    return verdict;
}

enum secant_verdict
secant_check(double (*f)(const double *x, void *context),
             void (*gradient)(const double *x, double *g, void *context), void *context,
             size_t n, const double *x, const struct secant_options *options,
             struct secant_outcome *outcome)
{
    return check((struct secant_callback){.scalar = f,
                                          .derivative = gradient,
                                          .context = context,
                                          .structure = SECANT_GRADIENT,
                                          .inputs = n,
                                          .outputs = 1,
                                          .x = x},
                 options, outcome);
}

enum secant_verdict secant_check_elementwise(
    void (*f)(const double *x, double *y, void *context),
    void (*slope)(const double *x, double *d, void *context), void *context, size_t n,
    const double *x, const struct secant_options *options, struct secant_outcome *outcome)
{
    return check((struct secant_callback){.vector = f,
                                          .derivative = slope,
                                          .context = context,
                                          .structure = SECANT_DIAGONAL,
                                          .inputs = n,
                                          .outputs = n,
                                          .x = x},
                 options, outcome);
}

enum secant_verdict
secant_check_jacobian(void (*f)(const double *x, double *y, void *context),
                      void (*jacobian)(const double *x, double *d, void *context),
                      void *context, size_t n, size_t m, const double *x,
                      const struct secant_options *options, struct secant_outcome *outcome)
{
    return check((struct secant_callback){.vector = f,
                                          .derivative = jacobian,
                                          .context = context,
                                          .structure = SECANT_JACOBIAN,
                                          .inputs = n,
                                          .outputs = m,
                                          .x = x},
                 options, outcome);
}
