/* SPDX-License-Identifier: MIT
 *
 * log_softmax: K logits to K log-probabilities.
 *
 *   y_i = z_i - ln sum_j exp(z_j) = (z_i - m) - ln sum_j exp(z_j - m),   m = max_j z_j
 *   dy_i/dz_j = delta_ij - s_j,   s = softmax(z)
 *
 * The term of the maximum, 1, goes into log1p, so y keeps its digits near 0. The diagonal
 * is the sum of the other s_j. No kinks: the maximum cancels.
 *
 * The naive form takes the logarithm of softmax.
 */
#include "logits.h"

static void value(const struct secant_array *in, const long *size, real *out)
{
    size_t K = (size_t)size[0], top = largest(IN(0), K);
    const real *z = IN(0);
    real above = log_sum_above(z, K, top);
    for (size_t i = 0; i < K; i++)
        out[i] = (z[i] - z[top]) - above;
}

static void jacobian(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0];
    real s[SECANT_LARGEST];
    softmax(IN(0), K, s);
    for (size_t i = 0; i < K; i++)
        for (size_t j = 0; j < K; j++)
            d[0][i * K + j] = i == j ? others(s, K, j) : -s[j];
}

const struct secant_kernel PRECISE(log_softmax) = {
    .name = "log_softmax",
    .formula = "y_i = ln(exp(z_i) / sum_j exp(z_j))",
    .value = value,
    .derivative = jacobian,
    .signature = {.output = "y",
                  .output_shape = "K",
                  .structure = SECANT_JACOBIAN,
                  .size = {{"K", 2, 6}},
                  .input = {{"z", "K", SECANT_REAL, true, NULL}},
                  .reach = 0.97},
};

static void naive_value(const struct secant_array *in, const long *size, real *out)
{
    size_t K = (size_t)size[0];
    softmax(IN(0), K, out);
    for (size_t i = 0; i < K; i++)
        out[i] = log(out[i]);
}

static void naive_jacobian(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0];
    real s[SECANT_LARGEST];
    softmax(IN(0), K, s);
    for (size_t i = 0; i < K; i++)
        for (size_t j = 0; j < K; j++)
            d[0][i * K + j] = (i == j) - s[j];
}

const struct secant_kernel PRECISE(log_softmax_naive) = {
    .name = "log_softmax_naive",
    .formula = "y_i = ln(exp(z_i) / sum_j exp(z_j))",
    .mistake =
        "a probability near 1 rounds to 1, one near 0 to 0: the value becomes 0 or -inf",
    .base = &PRECISE(log_softmax),
    .value = naive_value,
    .derivative = naive_jacobian,
    .breaks_float = 20,
    .breaks_double = 40,
    .breaks_extended = 50,
};
