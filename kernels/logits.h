/* SPDX-License-Identifier: MIT
 *
 * What the softmax family shares. Every exponent is at most 0, so nothing overflows.
 */
#ifndef SECANT_LOGITS_H
#define SECANT_LOGITS_H

#include "kernel.h"

/* Index of the largest logit. */
static inline size_t largest(const real *z, size_t K)
{
    size_t top = 0;
    for (size_t i = 1; i < K; i++)
        top = z[i] > z[top] ? i : top;
    return top;
}

/* exp(z - top). The rounding error of a large difference would be magnified by it: it is
 * found, after Knuth, and put back to first order. */
static inline real exp_below(real z, real top)
{
    real gap = z - top, back = gap - z;
    real lost = (z - (gap - back)) - (top + back);
    real power = exp(gap);
    return power > 0 ? power + power * lost : 0;
}

static inline void softmax(const real *z, size_t K, real *s)
{
    real top = z[largest(z, K)], sum = 0;
    for (size_t i = 0; i < K; i++)
        sum += s[i] = exp_below(z[i], top);
    for (size_t i = 0; i < K; i++)
        s[i] /= sum;
}

/* ln(sum_j exp(z_j - z_top)), without the 1 that the largest logit adds under the log. */
static inline real log_sum_above(const real *z, size_t K, size_t top)
{
    real sum = 0;
    for (size_t j = 0; j < K; j++)
        sum += j != top ? exp_below(z[j], z[top]) : 0;
    return log1p(sum);
}

/* 1 - s_i as the sum of the other probabilities: no digit is lost when s_i is near 1. */
static inline real others(const real *s, size_t K, size_t i)
{
    real sum = 0;
    for (size_t j = 0; j < K; j++)
        sum += j != i ? s[j] : 0;
    return sum;
}

#endif
