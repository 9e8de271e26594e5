/* SPDX-License-Identifier: MIT
 *
 * cross_entropy_soft: the loss of soft labels p, through softmax.
 *
 *   L       = -sum_i p_i ln s_i = sum_i p_i ((m - z_i) + ln sum_j exp(z_j - m))
 *   dL/dz_i = s_i - p_i = sum_j (s_i p_j - p_i s_j),   s = softmax(z), m = max_j z_j
 *
 * The second form, true since p and s add up to 1, keeps its digits when p is one-hot and s
 * nearly so, and stays the gradient of L when p adds up to 1 only after rounding. No kinks.
 */
#include "logits.h"

static void value(const struct secant_array *in, const long *size, real *out)
{
    size_t K = (size_t)size[0], top = largest(IN(0), K);
    const real *z = IN(0), *p = IN(1);
    real above = log_sum_above(z, K, top), sum = 0;
    for (size_t i = 0; i < K; i++)
        sum += p[i] * ((z[top] - z[i]) + above);
    out[0] = sum;
}

static void gradient(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0];
    const real *p = IN(1);
    real s[SECANT_LARGEST];
    softmax(IN(0), K, s);
    for (size_t i = 0; i < K; i++) {
        real sum = 0;
        for (size_t j = 0; j < K; j++)
            sum += j != i ? s[i] * p[j] - p[i] * s[j] : 0;
        d[0][i] = sum;
    }
}

const struct secant_kernel PRECISE(cross_entropy_soft) = {
    .name = "cross_entropy_soft",
    .formula = "-sum_i p_i ln(exp(z_i) / sum_j exp(z_j))",
    .value = value,
    .derivative = gradient,
    .signature = {.output = "L",
                  .output_shape = "",
                  .structure = SECANT_GRADIENT,
                  .size = {{"K", 2, 6}},
                  .input = {{"z", "K", SECANT_REAL, true, NULL},
                            {"p", "K", SECANT_DISTRIBUTION, false, NULL}},
                  .reach = 0.97},
};
