/* SPDX-License-Identifier: MIT */
#include "subject/callback.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "sample/point.h"
#include "sample/random.h"

#define DIFFERENCE_TYPE  double
#define DIFFERENCE(name) difference_##name
#include "oracle/difference.h"

#define CONDUCT_TYPE double
#include "subject/conduct.h"

struct bound {
    struct secant_callback call;
    struct secant_signature signature;
    const struct secant_point *point; /* bound to; NULL: none */
    bool diagonal;
    size_t claims;

    /* carved from the end of this block */
    double *x;                   /* the inputs */
    double *shown;               /* the copy of them that a callback sees */
    double *middle, *low, *high; /* outputs */
    double *first, *second;      /* claims */
};

/* ---------- calls */

static double *show(struct bound *b)
{
    memcpy(b->shown, b->x, b->call.inputs * sizeof *b->shown);
    return b->shown;
}

/* Outputs start as nan: an element that is never written can't pass for a number. */
static void evaluate(struct bound *b, double *y)
{
    for (size_t k = 0; k < b->call.outputs; k++)
        y[k] = (double)NAN;
    if (b->call.scalar)
        y[0] = b->call.scalar(show(b), b->call.context);
    else
        b->call.vector(show(b), y, b->call.context);
}

static void differentiate(struct bound *b, double before, double *slope)
{
    for (size_t i = 0; i < b->claims; i++)
        slope[i] = before;
    b->call.derivative(show(b), slope, b->call.context);
}

static void load(struct bound *b, const double *x)
{
    memcpy(b->x, x, b->call.inputs * sizeof *x);
}

static bool value(void *context, const double *x, double *y, double *terms)
{
    struct bound *b = context;
    load(b, x);
    evaluate(b, b->middle);
    for (size_t k = 0; k < b->call.outputs; k++) {
        y[k] = b->middle[k];
        if (terms)
            terms[k] = fabs(y[k]);
    }
    return true;
}

static bool claim(void *context, const double *x, double *slope)
{
    struct bound *b = context;
    load(b, x);
    differentiate(b, (double)NAN, slope);
    return true;
}

/* `middle` holds the value at x: the oracle asks for it before it measures around x. */
static bool secant(void *context, const double *x, size_t j, const double *h,
                   struct secant_row *row)
{
    struct bound *b = context;
    size_t first = b->diagonal ? 0 : j, end = b->diagonal ? b->call.inputs : j + 1;
    for (size_t i = first; i < end; i++)
        b->x[i] = x[i] - h[i];
    evaluate(b, b->low);
    for (size_t i = first; i < end; i++)
        b->x[i] = x[i] + h[i];
    evaluate(b, b->high);
    for (size_t k = 0; k < b->call.outputs; k++) {
        size_t i = b->diagonal ? k : j;
        double low = x[i] - h[i], high = x[i] + h[i];
        difference_row(b->low[k], b->middle[k], b->high[k], low, high, h[i], &row[k]);
    }
    for (size_t i = first; i < end; i++)
        b->x[i] = x[i];
    return true;
}

/* ---------- conduct */

static bool changed(const struct bound *b)
{
    return memcmp(b->x, b->shown, b->call.inputs * sizeof *b->x) != 0;
}

static bool conduct(void *context, struct secant_conduct *finding)
{
    struct bound *b = context;
    load(b, b->point->in[0].data);
    evaluate(b, b->low);
    if (changed(b))
        return conduct_say(finding, -1, "The function changes its input.");
    evaluate(b, b->high);
    for (size_t k = 0; k < b->call.outputs; k++)
        if (b->low[k] != b->high[k] && !(isnan(b->low[k]) && isnan(b->high[k])))
            return conduct_say(finding, -1,
                               "The function gives another value when it is called again.");
    differentiate(b, (double)NAN, b->first);
    if (changed(b))
        return conduct_say(finding, -1, "The derivative changes its input.");
    differentiate(b, 0, b->second);
    return conduct_compare(b->first, b->second, b->claims, 0, finding);
}

/* ---------- points */

/* Within `spread` of x in steps of its 256th part, and on the same side of zero. */
static double near(double x, double spread, struct secant_random *random)
{
    double scale = x != 0 ? fabs(x) : 1;
    return x + spread * scale * (2 * secant_random_uniform(random, 9) - 1);
}

static struct secant_point *draw(void *context, uint64_t seed, long index)
{
    const struct bound *b = context;
    const long size[SECANT_MAX_SIZES] = {(long)b->call.inputs, (long)b->call.outputs};
    struct secant_point *point = secant_point_create(&b->signature, size);
    if (!point)
        return NULL;
    double *x = point->in[0].data;
    point->index = index;
    point->regime = index == 0 ? "given" : "near";
    struct secant_random random;
    secant_random_start(&random, seed, secant_random_stream(b->call.name));
    secant_random_skip(&random, (uint64_t)index);
    for (size_t i = 0; i < b->call.inputs; i++)
        x[i] = index == 0 ? b->call.x[i] : near(b->call.x[i], b->call.spread, &random);
    return point;
}

/* ---------- binding */

static bool bind(void *context, const struct secant_point *point,
                 struct secant_function *function)
{
    struct bound *b = context;
    b->point = point;
    *function = (struct secant_function){
        .context = b,
        .inputs = b->call.inputs,
        .outputs = b->call.outputs,
        .diagonal = b->diagonal,
        .bits = 53,
        .value = value,
        .claim = claim,
        .secant = secant,
    };
    return true;
}

/* Numbers that fit into one block with room to spare. */
static bool is_affordable(const struct secant_callback *call)
{
    size_t most = SIZE_MAX / sizeof(double) / 64;
    return call->inputs < most && call->outputs < most && call->inputs < LONG_MAX &&
           call->outputs < LONG_MAX &&
           (call->inputs == 0 || call->outputs <= most / call->inputs);
}

bool secant_callback_create(struct secant_subject *subject,
                            const struct secant_callback *call)
{
    size_t n = call->inputs, m = call->outputs;
    bool diagonal = call->structure == SECANT_DIAGONAL;
    if (!is_affordable(call))
        return false;
    size_t claims = diagonal ? n : n * m;
    struct bound *b = malloc(sizeof *b + (2 * n + 3 * m + 2 * claims) * sizeof(double));
    if (!b)
        return false;
    *b = (struct bound){.call = *call, .diagonal = diagonal, .claims = claims};
    b->x = (double *)(b + 1);
    b->shown = b->x + n;
    b->middle = b->shown + n;
    b->low = b->middle + m;
    b->high = b->low + m;
    b->first = b->high + m;
    b->second = b->first + claims;
    b->signature = (struct secant_signature){
        .output = "y",
        .output_shape = call->scalar ? ""
                        : diagonal   ? "n"
                                     : "m",
        .structure = call->structure,
        .size = {{"n", (long)n, (long)n}, {"m", (long)m, (long)m}},
        .input = {{"x", "n", SECANT_REAL, true, NULL}},
        .reach = 1,
    };
    *subject = (struct secant_subject){
        .name = b->call.name,
        .signature = &b->signature,
        .bits = 53,
        .context = b,
        .bind = bind,
        .draw = draw,
        .conduct = conduct,
    };
    return true;
}

void secant_callback_destroy(struct secant_subject *subject)
{
    free(subject->context);
    subject->context = NULL;
}
