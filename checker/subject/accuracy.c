/* SPDX-License-Identifier: MIT */
#include "subject/accuracy.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel.h"
#include "number/format.h"
#include "sample/point.h"
#include "sample/random.h"

/* Errors above this many units, and above so many times what the inputs' rounding makes,
 * are looked at; below, even the first digit of a subnormal number may be wrong honestly.
 */
static const double fault_units = 64, share_asked_from = 8, thorough_from = 2;

static struct exact_type type_of(enum secant_precision precision)
{
    switch (precision) {
    case SECANT_FLOAT:
        return (struct exact_type){FLT_MANT_DIG, FLT_MIN_EXP - FLT_MANT_DIG, FLT_MAX_EXP};
    case SECANT_DOUBLE:
        return (struct exact_type){DBL_MANT_DIG, DBL_MIN_EXP - DBL_MANT_DIG, DBL_MAX_EXP};
    case SECANT_EXTENDED:
    case SECANT_PRECISIONS: break;
    }
    return (struct exact_type){LDBL_MANT_DIG, LDBL_MIN_EXP - LDBL_MANT_DIG, LDBL_MAX_EXP};
}

bool accuracy_open(struct accuracy_meter *m, const struct secant_kernel *kernel,
                   enum secant_precision precision)
{
    *m = (struct accuracy_meter){.precision = precision};
    return secant_kernel_subject_create(&m->subject, kernel, precision) &&
           exact_open(&m->exact, kernel->base ? kernel->base->name : kernel->name,
                      secant_kernel_signature(kernel), type_of(precision));
}

void accuracy_close(struct accuracy_meter *m)
{
    if (m->subject.context)
        secant_kernel_subject_destroy(&m->subject, m->precision);
    exact_finish(&m->exact);
    free(m->in);
    *m = (struct accuracy_meter){0};
}

void accuracy_clear(struct accuracy *a)
{
    secant_point_destroy(a->value.point);
    for (int k = 0; k < SECANT_MAX_INPUTS; k++)
        secant_point_destroy(a->slope[k].point);
    *a = (struct accuracy){0};
}

/* ---------- one entry */

struct entry {
    const struct secant_point *point;
    struct secant_shape shape; /* of the output that it stands in */
    size_t at;
    int op;
    long double got;
};

/* A formula is never asked for a place by a number, so 0 stands for "the value". */
static void write_place(const struct secant_accuracy *a, char *text, size_t size)
{
    int length = snprintf(text, size, a->rank ? "entry (" : "the value");
    for (int i = 0; i < a->rank && length > 0 && (size_t)length < size; i++)
        length += snprintf(text + length, size - (size_t)length,
                           i + 1 < a->rank ? "%zu," : "%zu)", a->index[i]);
}

static struct secant_accuracy describe(const struct entry *e, const arb_t truth,
                                       double ulps)
{
    struct secant_accuracy a = {
        .ulps = ulps,
        .share = (double)NAN,
        .rank = e->shape.rank,
        .got = (double)e->got,
        .exact = arf_get_d(arb_midref(truth), ARF_RND_NEAR),
        .regime = e->point->regime,
        .point = e->point->index,
    };
    size_t rest = e->at;
    for (int i = e->shape.rank - 1; i >= 0; i--) {
        a.index[i] = 1 + rest % e->shape.dim[i];
        rest /= e->shape.dim[i];
    }
    return a;
}

static bool is_fault(struct accuracy_meter *m, const struct entry *e, const arb_t truth,
                     double ulps, double share)
{
    if (ulps <= fault_units || !exact_no_digit(e->got, truth))
        return false;
    if (!isfinite(e->got))
        return true;
    return ulps > fault_units * (1 + share) && !exact_reaches(&m->exact, e->op, e->got);
}

static void report(struct accuracy_output *o, const struct accuracy_meter *m,
                   const struct secant_accuracy *a, const struct secant_point *point)
{
    char place[64], got[SECANT_NUMBER_SIZE], exact[SECANT_NUMBER_SIZE];
    write_place(a, place, sizeof place);
    o->fault = true;
    snprintf(o->sentence, sizeof o->sentence,
             "No digit is right at %s: %s, where the formula gives %s.", place,
             secant_format_rounded(a->got, 4, got),
             secant_format_rounded(a->exact, 4, exact));
    o->point = secant_point_copy(m->subject.signature, point);
}

/* How far the error is beyond what rounded inputs make; 0 where that is not known, or where
 * the kernel is on the other side of a kink. */
static double excess(struct accuracy_meter *m, const struct entry *e,
                     const struct secant_accuracy *a)
{
    if (a->ulps <= thorough_from || isinf(a->ulps))
        return a->ulps;
    if (isnan(a->share))
        return 0;
    double beyond = a->ulps / (1 + a->share);
    bool excused = beyond > share_asked_from && exact_reaches(&m->exact, e->op, e->got);
    return excused ? 0 : beyond;
}

/* The error in units, -1 where it can't be known. */
static double compare(struct accuracy_meter *m, const struct entry *e,
                      struct accuracy_output *o)
{
    arb_t truth;
    arb_init(truth);
    double ulps = -1;
    if (exact_value(&m->exact, e->op, truth)) {
        ulps = exact_ulps(m->exact.type, e->got, truth);
        bool largest = o->largest.entries == 0 || ulps > o->largest.ulps;
        bool suspect = !o->fault && ulps > fault_units && exact_no_digit(e->got, truth);
        if (largest || suspect || (m->thorough && ulps > o->excess)) {
            struct secant_accuracy a = describe(e, truth, ulps);
            if (ulps > (m->thorough ? thorough_from : share_asked_from) && isfinite(ulps))
                a.share = exact_share(&m->exact, e->op, truth);
            if (suspect && is_fault(m, e, truth, ulps, a.share))
                report(o, m, &a, e->point);
            if (m->thorough)
                o->excess = fmax(o->excess, excess(m, e, &a));
            if (largest) {
                a.entries = o->largest.entries;
                a.undecided = o->largest.undecided;
                o->largest = a;
            }
        }
        o->largest.entries++;
    } else {
        o->largest.undecided++;
    }
    arb_clear(truth);
    return ulps;
}

/* ---------- one point */

static struct secant_shape slope_shape(const struct secant_signature *s, int input,
                                       const struct secant_point *point)
{
    struct secant_shape shape = point->in[input].shape;
    if (s->structure != SECANT_JACOBIAN)
        return shape;
    struct secant_shape both = secant_shape_of(s, s->output_shape, point->size);
    for (int i = 0; i < shape.rank && both.rank < SECANT_MAX_RANK; i++)
        both.dim[both.rank++] = shape.dim[i];
    return both;
}

static bool make_room(struct accuracy_meter *m, const struct secant_point *point)
{
    const struct secant_signature *s = m->subject.signature;
    size_t inputs = 0, slopes = 0;
    size_t values = secant_elements(secant_shape_of(s, s->output_shape, point->size));
    for (int k = 0; k < SECANT_MAX_INPUTS && s->input[k].name; k++) {
        inputs += secant_elements(point->in[k].shape);
        slopes += secant_elements(slope_shape(s, k, point));
    }
    size_t room = inputs + values + slopes + 1;
    if (room > m->room) {
        free(m->in);
        m->room = 0;
        m->in = malloc(room * sizeof *m->in);
        if (!m->in)
            return false;
        m->room = room;
    }
    m->value = m->in + inputs;
    m->slope = m->value + values;
    return true;
}

struct errors {
    double value, slope; /* the largest at a point */
};

static bool measure(struct accuracy_meter *m, const struct secant_point *point,
                    struct accuracy *a, struct errors *errors)
{
    const struct secant_signature *s = m->subject.signature;
    struct secant_function function;
    m->exact.problem[0] = '\0';
    if (!make_room(m, point) || !m->subject.bind(m->subject.context, point, &function))
        return false;
    secant_kernel_subject_answer(&m->subject, m->precision, m->in, m->value, m->slope);
    if (!exact_go(&m->exact, point, m->in))
        return false;
    *errors = (struct errors){-1, -1};
    struct entry e = {.point = point,
                      .shape = secant_shape_of(s, s->output_shape, point->size)};
    long undecided = a->value.largest.undecided;
    for (e.at = 0; e.at < m->exact.values; e.at++) {
        e.op = m->exact.value[e.at];
        e.got = m->value[e.at];
        errors->value = fmax(errors->value, compare(m, &e, &a->value));
    }
    bool outside = a->value.largest.undecided > undecided; /* of the formula's domain */
    size_t first = 0;
    for (int k = 0, varying = 0; k < SECANT_MAX_INPUTS && s->input[k].name; k++) {
        if (!s->input[k].varies)
            continue;
        e.shape = slope_shape(s, k, point);
        size_t count = secant_elements(e.shape);
        if (outside)
            a->slope[varying].largest.undecided += (long)count;
        for (e.at = 0; e.at < count && !outside; e.at++) {
            e.op = m->exact.slope[first + e.at];
            e.got = m->slope[first + e.at];
            errors->slope = fmax(errors->slope, compare(m, &e, &a->slope[varying]));
        }
        first += count;
        varying++;
    }
    return true;
}

bool accuracy_measure(struct accuracy_meter *m, const struct secant_point *point,
                      struct accuracy *a)
{
    struct errors errors;
    return measure(m, point, a, &errors) && !m->exact.starved;
}

/* ---------- looking for large errors */

static bool may_move(enum secant_kind kind)
{
    return kind == SECANT_REAL || kind == SECANT_POSITIVE || kind == SECANT_PROBABILITY;
}

/* x + 2^k units in the last place or less, of the same magnitude as x. */
static double step(const struct accuracy_meter *m, double x, double by, int k)
{
    int bits = m->exact.type.bits < DBL_MANT_DIG ? m->exact.type.bits : DBL_MANT_DIG;
    int before, after;
    frexp(x, &before);
    double y = x + by * ldexp(1, before - bits + k);
    frexp(y, &after);
    return x != 0 && after == before ? y : x;
}

void accuracy_roughen(const struct accuracy_meter *m, struct secant_point *point,
                      struct secant_random *random)
{
    const struct secant_signature *s = m->subject.signature;
    int bits = m->exact.type.bits < DBL_MANT_DIG ? m->exact.type.bits : DBL_MANT_DIG;
    for (int k = 0; k < SECANT_MAX_INPUTS && s->input[k].name; k++) {
        double *x = point->in[k].data;
        for (size_t i = 0, n = secant_elements(point->in[k].shape); i < n; i++)
            if (may_move(s->input[k].kind) || s->input[k].kind == SECANT_UPSTREAM)
                x[i] = step(m, x[i], secant_random_uniform(random, 52), bits - 8);
    }
}

bool accuracy_climb(struct accuracy_meter *m, struct secant_point *point,
                    struct secant_random *random, bool of_value, int steps,
                    struct accuracy *a)
{
    const struct secant_signature *s = m->subject.signature;
    struct errors best, errors;
    int bits = m->exact.type.bits < DBL_MANT_DIG ? m->exact.type.bits : DBL_MANT_DIG;
    if (!measure(m, point, a, &best))
        return false;
    while (steps-- > 0 && isfinite(of_value ? best.value : best.slope)) {
        int k;
        do
            k = (int)secant_random_integer(random, 0, SECANT_MAX_INPUTS - 1);
        while (!s->input[k].name || !s->input[k].varies || !may_move(s->input[k].kind));
        size_t count = secant_elements(point->in[k].shape);
        double *x = (double *)point->in[k].data +
                    secant_random_integer(random, 0, (long)count - 1);
        double before = *x;
        double sign = secant_random_bits(random) >> 63 ? 1 : -1;
        *x = step(m, before, sign, (int)secant_random_integer(random, 0, bits - 3));
        if (*x == before)
            continue;
        if (!measure(m, point, a, &errors))
            return false;
        bool better = of_value ? errors.value > best.value : errors.slope > best.slope;
        if (better)
            best = errors;
        else
            *x = before;
    }
    return true;
}
