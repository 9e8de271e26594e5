/* SPDX-License-Identifier: MIT
 *
 * One call of a kernel: a point that fits its signature, and what the kernel answers there.
 * Every number comes from a counter, so every run sees the same points.
 */
#ifndef SECANT_TRIAL_H
#define SECANT_TRIAL_H

#include "kernel.h"

/* One of three, for float, double and long double. */
#define BY_TYPE(f, d, e)                                                                   \
    (sizeof(real) > sizeof(double) ? (e) : sizeof(real) > sizeof(float) ? (d) : (f))

/* Stands behind the last element of every array, to be found there again. */
enum { MARK = 42 };

/* How the numbers of a point are chosen: small; large enough for an exponential to
 * overflow; as large as the signature's reach allows; 0, for a naive variant's breaking
 * point. */
enum regime { MILD, EXTREME, FAR, BREAKING, REGIMES };

struct point {
    long size[SECANT_MAX_SIZES];
    int inputs;
    struct secant_array in[SECANT_MAX_INPUTS + 1];
    size_t outputs;
};

/* What a call wrote: the output, and one array of slopes for each varying input. */
struct answer {
    real *out;
    real *d[SECANT_MAX_INPUTS];
    size_t slopes[SECANT_MAX_INPUTS];
    int varying;
};

/* The kernel that a naive or wrong one imitates, itself for the others: has the signature.
 */
const struct secant_kernel *base(const struct secant_kernel *kernel);

/* The caller drops what it drew and what it asked. */
struct point draw(const struct secant_signature *signature, enum regime regime, long turn);
void drop_point(struct point *p);
struct answer ask(const struct secant_kernel *kernel, const struct point *p);
void drop_answer(struct answer *a);

/* Only the value, into an array of numbers(p->outputs). */
void value(const struct secant_kernel *kernel, const struct point *p, real *out);

/* `count` times nan, and the mark. */
real *numbers(size_t count);

/* Equal to the bit, or both nan. */
bool same(real a, real b);

#endif
