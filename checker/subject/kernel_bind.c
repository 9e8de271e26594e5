/* SPDX-License-Identifier: MIT
 *
 * A kernel bound to a point, in one precision: built once for each. The oracle speaks
 * double; here values are computed, and their differences taken, in the kernel's own type.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel.h"
#include "sample/point.h"
#include "subject/kernel_bind.h"

#define DIFFERENCE_TYPE  real
#define DIFFERENCE(name) difference_##name
#include "oracle/difference.h"

#define CONDUCT_TYPE real
#include "subject/conduct.h"

/* Products with the upstream gradient are added up in a wider type, so that they add no
 * noise of their own. */
typedef long double sum;

struct binding {
    const struct secant_kernel *kernel;
    const struct secant_signature *signature;
    const struct secant_point *point;
    long size[SECANT_MAX_SIZES];
    struct secant_array in[SECANT_MAX_INPUTS];
    size_t inputs, outputs; /* of the function; `elements` of the kernel's output */
    size_t elements, derivatives;
    bool backward, diagonal;

    real *memory;   /* everything below is carved from here */
    real *x;        /* the varying inputs, one after the other; the others follow */
    real *upstream; /* elements; NULL unless backward */
    real *middle, *low, *high;
    real *d[SECANT_MAX_INPUTS];
    size_t d_count[SECANT_MAX_INPUTS];
    int varying;
    real *inputs_before, *first; /* copies: all inputs, all derivatives */
};

static const struct secant_kernel *value_of(const struct secant_kernel *kernel)
{
    return kernel->value ? kernel : kernel->base;
}

/* The kernel's output, or its product with the upstream gradient. */
static void evaluate(struct binding *b, real *y)
{
    value_of(b->kernel)->value(b->in, b->size, b->backward ? b->high : y);
    if (!b->backward)
        return;
    sum total = 0;
    for (size_t i = 0; i < b->elements; i++)
        total += (sum)b->upstream[i] * (sum)b->high[i];
    y[0] = (real)total;
}

static void load(struct binding *b, const double *x)
{
    for (size_t j = 0; j < b->inputs; j++)
        b->x[j] = (real)x[j];
}

static bool value(void *context, const double *x, double *y, double *terms)
{
    struct binding *b = context;
    load(b, x);
    evaluate(b, b->middle);
    for (size_t k = 0; k < b->outputs; k++) {
        y[k] = (double)b->middle[k];
        if (terms)
            terms[k] = fabs(y[k]);
    }
    if (terms && b->backward) {
        terms[0] = 0;
        for (size_t i = 0; i < b->elements; i++)
            terms[0] += fabs((double)b->upstream[i] * (double)b->high[i]);
    }
    return true;
}

/* Fills with nan first: an element that is never written can't pass for a number. */
static void differentiate(struct binding *b)
{
    for (int k = 0; k < b->varying; k++)
        for (size_t i = 0; i < b->d_count[k]; i++)
            b->d[k][i] = (real)NAN;
    b->kernel->derivative(b->in, b->size, b->d);
}

static bool claim(void *context, const double *x, double *slope)
{
    struct binding *b = context;
    load(b, x);
    differentiate(b);
    size_t outputs = b->diagonal ? 1 : b->outputs, offset = 0;
    for (int k = 0; k < b->varying; k++) {
        size_t columns = outputs ? b->d_count[k] / outputs : 0;
        for (size_t o = 0; o < outputs; o++)
            for (size_t i = 0; i < columns; i++)
                slope[o * b->inputs + offset + i] = (double)b->d[k][o * columns + i];
        offset += columns;
    }
    return true;
}

/* `middle` holds the value at x: the oracle asks for it before it measures around x. */
static bool secant(void *context, const double *x, size_t j, const double *h,
                   struct secant_row *row)
{
    struct binding *b = context;
    size_t first = b->diagonal ? 0 : j, end = b->diagonal ? b->inputs : j + 1;
    for (size_t i = first; i < end; i++)
        b->x[i] = (real)(x[i] - h[i]);
    evaluate(b, b->low);
    real x_low = b->x[j];
    for (size_t i = first; i < end; i++)
        b->x[i] = (real)(x[i] + h[i]);
    real x_high = b->x[j];
    real *high = b->backward ? &(real){0} : b->high;
    evaluate(b, high);
    for (size_t k = 0; k < b->outputs; k++) {
        size_t i = b->diagonal ? k : j;
        if (b->diagonal) {
            x_low = (real)(x[i] - h[i]);
            x_high = (real)(x[i] + h[i]);
        }
        difference_row(b->low[k], b->middle[k], high[k], x_low, x_high, h[i], &row[k]);
    }
    for (size_t i = first; i < end; i++)
        b->x[i] = (real)x[i];
    return true;
}

/* ---------- conduct */

/* Room for the copies is part of the binding: a failed allocation can't hide a finding. */
static bool conduct(void *context, struct secant_conduct *finding)
{
    struct binding *b = context;
    size_t bytes = (size_t)(b->middle - b->memory) * sizeof(real); /* every input */
    memcpy(b->inputs_before, b->memory, bytes);
    differentiate(b);
    bool found = memcmp(b->inputs_before, b->memory, bytes) != 0 &&
                 conduct_say(finding, -1, "The derivative changes its inputs.");
    memcpy(b->memory, b->inputs_before, bytes);
    real *first = b->first;
    for (int k = 0; k < b->varying; first += b->d_count[k++]) {
        memcpy(first, b->d[k], b->d_count[k] * sizeof(real));
        memset(b->d[k], 0, b->d_count[k] * sizeof(real));
    }
    b->kernel->derivative(b->in, b->size, b->d);
    memcpy(b->memory, b->inputs_before, bytes);
    first = b->first;
    for (int k = 0; k < b->varying && !found; first += b->d_count[k++])
        found = conduct_compare(first, b->d[k], b->d_count[k], k, finding);
    return found;
}

/* ---------- binding */

static void carve(struct binding *b, const struct secant_point *point)
{
    real *next = b->memory;
    b->x = next;
    next += b->inputs;
    b->varying = 0;
    real *varying = b->x;
    for (int k = 0; k < SECANT_MAX_INPUTS && b->signature->input[k].name; k++) {
        size_t count = secant_elements(point->in[k].shape);
        bool varies = b->signature->input[k].varies;
        real *to = varies ? varying : next;
        for (size_t i = 0; i < count; i++)
            to[i] = (real)((const double *)point->in[k].data)[i];
        b->in[k] = (struct secant_array){point->in[k].shape, to};
        if (b->signature->input[k].kind == SECANT_UPSTREAM)
            b->upstream = to;
        if (varies) {
            varying += count;
            b->d_count[b->varying++] =
                count * (b->signature->structure == SECANT_JACOBIAN ? b->elements : 1);
        } else {
            next += count;
        }
    }
    b->middle = next;
    b->low = next += b->elements + 1;
    b->high = next += b->elements + 1;
    next += b->elements + 1;
    for (int k = 0; k < b->varying; k++) {
        b->d[k] = next;
        next += b->d_count[k];
    }
    b->inputs_before = next;
    b->first = next + (b->middle - b->memory);
}

static bool bind(void *context, const struct secant_point *point,
                 struct secant_function *function)
{
    struct binding *b = context;
    const struct secant_signature *s = b->signature;
    struct secant_shape shape = secant_shape_of(s, s->output_shape, point->size);
    b->point = point;
    b->backward = s->structure == SECANT_BACKWARD;
    b->diagonal = s->structure == SECANT_DIAGONAL;
    b->elements = secant_elements(shape);
    b->inputs = point->varying;
    b->outputs = b->backward ? 1 : b->elements;
    memcpy(b->size, point->size, sizeof b->size);

    size_t room = 3 * (b->elements + 1);
    for (int k = 0; k < SECANT_MAX_INPUTS && s->input[k].name; k++) {
        size_t count = secant_elements(point->in[k].shape);
        size_t derivatives = s->structure == SECANT_JACOBIAN ? count * b->elements : count;
        room += 2 * (count + derivatives);
    }
    free(b->memory);
    b->memory = malloc(room * sizeof(real));
    if (!b->memory)
        return false;
    carve(b, point);

    bool long_double = sizeof(real) > sizeof(double);
    *function = (struct secant_function){
        .context = b,
        .inputs = b->inputs,
        .outputs = b->outputs,
        .diagonal = b->diagonal,
        .bits = sizeof(real) == sizeof(float) ? 24
                : long_double                 ? 64
                                              : 53,
        .value = value,
        .claim = claim,
        .secant = secant,
    };
    return true;
}

bool PRECISE(secant_kernel_bind)(struct secant_subject *subject,
                                 const struct secant_kernel *kernel)
{
    struct binding *b = calloc(1, sizeof *b);
    if (!b)
        return false;
    b->kernel = kernel;
    b->signature = kernel->base ? &kernel->base->signature : &kernel->signature;
    *subject = (struct secant_subject){
        .name = kernel->name,
        .signature = b->signature,
        .bits = sizeof(real) == sizeof(float)   ? 24
                : sizeof(real) > sizeof(double) ? 64
                                                : 53,
        .context = b,
        .bind = bind,
        .conduct = conduct,
    };
    return true;
}

void PRECISE(secant_kernel_unbind)(struct secant_subject *subject)
{
    struct binding *b = subject->context;
    if (b)
        free(b->memory);
    free(b);
    subject->context = NULL;
}

void PRECISE(secant_kernel_answer)(const struct secant_subject *subject, long double *in,
                                   long double *value, long double *slope)
{
    struct binding *b = subject->context;
    for (int k = 0; k < SECANT_MAX_INPUTS && b->signature->input[k].name; k++)
        for (size_t i = 0; i < secant_elements(b->in[k].shape); i++)
            *in++ = (long double)((const real *)b->in[k].data)[i];
    for (size_t i = 0; i < b->elements; i++)
        b->high[i] = (real)NAN;
    value_of(b->kernel)->value(b->in, b->size, b->high);
    for (size_t i = 0; i < b->elements; i++)
        *value++ = (long double)b->high[i];
    differentiate(b);
    for (int k = 0; k < b->varying; k++)
        for (size_t i = 0; i < b->d_count[k]; i++)
            *slope++ = (long double)b->d[k][i];
}
