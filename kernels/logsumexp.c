/* SPDX-License-Identifier: MIT
 *
 * logsumexp: a smooth maximum of K numbers.
 *
 *   L       = ln sum_j exp(z_j) = m + ln sum_j exp(z_j - m),   m = max_j z_j
 *   dL/dz_i = exp(z_i) / sum_j exp(z_j) = softmax(z)_i
 *
 * No kinks: the maximum cancels.
 *
 * The naive form exponentiates the numbers as they are.
 */
#include "logits.h"

static void value(const struct secant_array *in, const long *size, real *out)
{
    size_t K = (size_t)size[0], top = largest(IN(0), K);
    out[0] = IN(0)[top] + log_sum_above(IN(0), K, top);
}

static void gradient(const struct secant_array *in, const long *size, real *const *d)
{
    softmax(IN(0), (size_t)size[0], d[0]);
}

const struct secant_kernel PRECISE(logsumexp) = {
    .name = "logsumexp",
    .formula = "ln(sum_j exp(z_j))",
    .value = value,
    .derivative = gradient,
    .signature = {.output = "L",
                  .output_shape = "",
                  .structure = SECANT_GRADIENT,
                  .size = {{"K", 2, 6}},
                  .input = {{"z", "K", SECANT_REAL, true, NULL}},
                  .reach = 1},
};

static real naive_sum(const real *z, size_t K)
{
    real sum = 0;
    for (size_t i = 0; i < K; i++)
        sum += exp(z[i]);
    return sum;
}

static void naive_value(const struct secant_array *in, const long *size, real *out)
{
    out[0] = log(naive_sum(IN(0), (size_t)size[0]));
}

static void naive_gradient(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0];
    real sum = naive_sum(IN(0), K);
    for (size_t i = 0; i < K; i++)
        d[0][i] = exp(IN(0)[i]) / sum;
}

const struct secant_kernel PRECISE(logsumexp_naive) = {
    .name = "logsumexp_naive",
    .formula = "ln(sum_j exp(z_j))",
    .mistake = "exp(z) overflows for large z: the value becomes inf, the gradient nan",
    .base = &PRECISE(logsumexp),
    .value = naive_value,
    .derivative = naive_gradient,
    .breaks_float = 90,
    .breaks_double = 720,
    .breaks_extended = 11400,
};
