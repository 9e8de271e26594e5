/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistakes: derivatives of the kernels with one mistake each. The checker must
 * fail every one whose mistake is larger than its detection power.
 */
#ifndef SECANT_WRONG_H
#define SECANT_WRONG_H

#include "kernel.h"
#include "kernel_list.h"

#define X(id) extern const struct secant_kernel PRECISE(id);
SECANT_KERNELS
#undef X

/* In which precisions the mistake is large enough to be seen. */
#define EVERY_PRECISION                                                                    \
    .expect_float = SECANT_EXPECT_WRONG, .expect_double = SECANT_EXPECT_WRONG,             \
    .expect_extended = SECANT_EXPECT_WRONG
#define NOT_IN_FLOAT                                                                       \
    .expect_double = SECANT_EXPECT_WRONG, .expect_extended = SECANT_EXPECT_WRONG
#define BELOW_DETECTION .expect_float = SECANT_EXPECT_RIGHT /* in none */

/* `right` is the kernel whose value and signature it takes. */
#define WRONG(id, right, derivative_, sentence, ...)                                       \
    const struct secant_kernel PRECISE(wrong_##id) = {.name = "wrong/" #id,                \
                                                      .mistake = sentence,                 \
                                                      .base = &PRECISE(right),             \
                                                      .derivative = derivative_,           \
                                                      __VA_ARGS__}

/* The same for an elementwise kernel, from a scalar function. */
#define WRONG_SLOPE(id, right, slope_, sentence, ...)                                      \
    static void derivative(const struct secant_array *in, const long *size,                \
                           real *const *d)                                                 \
    {                                                                                      \
        (void)size;                                                                        \
        for (size_t i = 0, n = LENGTH(0); i < n; i++)                                      \
            d[0][i] = slope_(IN(0)[i]);                                                    \
    }                                                                                      \
    WRONG(id, right, derivative, sentence, __VA_ARGS__)

#endif
