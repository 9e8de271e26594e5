/* SPDX-License-Identifier: MIT
 *
 * A kernel: a function in C with its hand-written derivative.
 *
 * Kernels are written once with `real` and <tgmath.h> and built in every precision: float,
 * double and long double. Literals that are not whole numbers carry a cast, (real)0.5, or
 * come from whole numbers, x / 2.
 *
 * The contract of `value` and `derivative`:
 *   - inputs are read only;
 *   - every output element is written, never added to;
 *   - the same input gives the same bits twice, on any thread;
 *   - no allocation, no global state.
 */
#ifndef SECANT_KERNEL_H
#define SECANT_KERNEL_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <tgmath.h>

#include "function.h"

#ifndef SECANT_TYPE /* outside the precision builds, for tools that read one file alone */
#define SECANT_TYPE      double
#define SECANT_PRECISION double
#endif

typedef SECANT_TYPE real;
#define SECANT_PASTE_(a, b) a##_##b
#define SECANT_PASTE(a, b)  SECANT_PASTE_(a, b)
#define PRECISE(id)         SECANT_PASTE(id, SECANT_PRECISION) /* softplus_float */

/* Verdict that the shipped run expects of a kernel, per precision. */
enum secant_expectation { SECANT_EXPECT_RIGHT, SECANT_EXPECT_WRONG };

/* The arrays of one call. `in` has one entry per input of the signature, in its order. */
struct secant_kernel {
    const char *name;    /* "softplus", "softplus_naive", "wrong/softmax_transposed" */
    const char *formula; /* what `value` computes, in plain mathematics */
    const char *domain;  /* NULL: every real input */
    const char *mistake; /* wrong: the mistake, as a sentence; naive: where it breaks */

    /* Naive and wrong ones: the kernel they imitate. Their signature is taken from it, and
     * so is `value` where they leave it NULL. */
    const struct secant_kernel *base;

    /* Writes the output (shape: signature.output_shape). */
    void (*value)(const struct secant_array *in, const long *size, real *out);

    /* Writes d[k] for the k-th *varying* input, laid out as signature.structure says. */
    void (*derivative)(const struct secant_array *in, const long *size, real *const *d);

    struct secant_signature signature;

    /* Expected verdict by precision: float, double, extended. Zero is "right". */
    enum secant_expectation expect_float, expect_double, expect_extended;

    /* Naive ones: an input at which they have lost every digit, or overflowed, in the given
     * precision; 0: nowhere. It is the first element of the varying input, whose others are
     * 0; all of them where 0 is not allowed. Classes and targets are 0 then. */
    double breaks_float, breaks_double, breaks_extended;
};

/* Shorthands for the common arguments. */
#define IN(k)      ((const real *)in[k].data)
#define LENGTH(k)  secant_elements(in[k].shape)
#define EVERYWHERE NULL

/* An elementwise kernel from two scalar functions `value` and `slope` in the same file;
 * further fields of struct secant_kernel follow as designated initialisers. */
#define POINTWISE(id, value_, slope_, ...)                                                 \
    POINTWISE_LOOPS(id, value_, slope_)                                                    \
    const struct secant_kernel PRECISE(id) = {                                             \
        .name = #id,                                                                       \
        .value = id##_value,                                                               \
        .derivative = id##_derivative,                                                     \
        .signature = {.output = "y",                                                       \
                      .output_shape = "n",                                                 \
                      .structure = SECANT_DIAGONAL,                                        \
                      .size = {{"n", 2, 8}},                                               \
                      .input = {{"x", "n", SECANT_REAL, true, NULL}},                      \
                      POINTWISE_KINKS,                                                     \
                      .reach = POINTWISE_REACH},                                           \
        __VA_ARGS__}

/* The same as a naive variant of the kernel `right`, whose signature it takes. */
#define POINTWISE_NAIVE(id, right, value_, slope_, ...)                                    \
    POINTWISE_LOOPS(id, value_, slope_)                                                    \
    const struct secant_kernel PRECISE(id) = {.name = #id,                                 \
                                              .base = &PRECISE(right),                     \
                                              .value = id##_value,                         \
                                              .derivative = id##_derivative,               \
                                              __VA_ARGS__}

#define POINTWISE_LOOPS(id, value_, slope_)                                                \
    static void id##_value(const struct secant_array *in, const long *size, real *out)     \
    {                                                                                      \
        (void)size;                                                                        \
        const real *x = IN(0);                                                             \
        for (size_t i = 0, n = LENGTH(0); i < n; i++)                                      \
            out[i] = value_(x[i]);                                                         \
    }                                                                                      \
    static void id##_derivative(const struct secant_array *in, const long *size,           \
                                real *const *d)                                            \
    {                                                                                      \
        (void)size;                                                                        \
        const real *x = IN(0);                                                             \
        for (size_t i = 0, n = LENGTH(0); i < n; i++)                                      \
            d[0][i] = slope_(x[i]);                                                        \
    }

/* A file whose function has kinks defines this before it uses POINTWISE. */
#ifndef POINTWISE_KINKS
#define POINTWISE_KINKS .kinks = 0
#endif

/* Likewise where the function grows faster than x. */
#ifndef POINTWISE_REACH
#define POINTWISE_REACH 1
#endif

/* The tables of one precision, ended by NULL; from the lists in kernels/meson.build. */
extern const struct secant_kernel *const PRECISE(secant_kernels)[];
extern const struct secant_kernel *const PRECISE(secant_mistakes)[];

#endif
