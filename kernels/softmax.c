/* SPDX-License-Identifier: MIT
 *
 * softmax: K logits to K probabilities.
 *
 *   s_i = exp(z_i - m) / sum_j exp(z_j - m),   m = max_j z_j    no exponent above 0
 *   ds_i/dz_j = s_i (delta_ij - s_j),          J = diag(s) - s s'
 *
 * The diagonal, s_i (1 - s_i), is computed as s_i times the sum of the other s_j: 1 - s_i
 * loses every digit when s_i is near 1. No kinks: the maximum cancels.
 *
 * The naive form exponentiates the logits as they are and writes s_i (1 - s_i).
 */
#include "logits.h"

static void value(const struct secant_array *in, const long *size, real *out)
{
    softmax(IN(0), (size_t)size[0], out);
}

static void jacobian(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0];
    real s[SECANT_LARGEST];
    softmax(IN(0), K, s);
    for (size_t i = 0; i < K; i++)
        for (size_t j = 0; j < K; j++)
            d[0][i * K + j] = s[i] * (i == j ? others(s, K, i) : -s[j]);
}

const struct secant_kernel PRECISE(softmax) = {
    .name = "softmax",
    .formula = "s_i = exp(z_i) / sum_j exp(z_j)",
    .value = value,
    .derivative = jacobian,
    .signature = {.output = "s",
                  .output_shape = "K",
                  .structure = SECANT_JACOBIAN,
                  .size = {{"K", 2, 6}},
                  .input = {{"z", "K", SECANT_REAL, true, NULL}},
                  .reach = 1},
};

static void naive_softmax(const real *z, size_t K, real *s)
{
    real sum = 0;
    for (size_t i = 0; i < K; i++)
        sum += s[i] = exp(z[i]);
    for (size_t i = 0; i < K; i++)
        s[i] /= sum;
}

static void naive_value(const struct secant_array *in, const long *size, real *out)
{
    naive_softmax(IN(0), (size_t)size[0], out);
}

static void naive_jacobian(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0];
    real s[SECANT_LARGEST];
    naive_softmax(IN(0), K, s);
    for (size_t i = 0; i < K; i++)
        for (size_t j = 0; j < K; j++)
            d[0][i * K + j] = i == j ? s[i] * (1 - s[i]) : -s[i] * s[j];
}

const struct secant_kernel PRECISE(softmax_naive) = {
    .name = "softmax_naive",
    .formula = "s_i = exp(z_i) / sum_j exp(z_j)",
    .mistake = "exp(z) overflows for large logits: inf / inf is nan",
    .base = &PRECISE(softmax),
    .value = naive_value,
    .derivative = naive_jacobian,
    .breaks_float = 90,
    .breaks_double = 720,
    .breaks_extended = 11400,
};
