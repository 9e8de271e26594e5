/* SPDX-License-Identifier: MIT
 *
 * softmax_product: softmax as a layer, which multiplies what comes from above by its
 * Jacobian and never writes the Jacobian down.
 *
 *   s_i    = exp(z_i) / sum_j exp(z_j)
 *   (J'g)_i = s_i (g_i - s'g) = s_i sum_j s_j (g_i - g_j)
 *
 * The second form takes the differences first: g_i - s'g loses its digits when s_i is
 * near 1. No kinks.
 */
#include "logits.h"

static void value(const struct secant_array *in, const long *size, real *out)
{
    softmax(IN(0), (size_t)size[0], out);
}

static void backward(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0];
    const real *g = IN(1);
    real s[SECANT_LARGEST];
    softmax(IN(0), K, s);
    for (size_t i = 0; i < K; i++) {
        real sum = 0;
        for (size_t j = 0; j < K; j++)
            sum += s[j] * (g[i] - g[j]);
        d[0][i] = s[i] * sum;
    }
}

const struct secant_kernel PRECISE(softmax_product) = {
    .name = "softmax_product",
    .formula = "s_i = exp(z_i) / sum_j exp(z_j)",
    .value = value,
    .derivative = backward,
    .signature = {.output = "s",
                  .output_shape = "K",
                  .structure = SECANT_BACKWARD,
                  .size = {{"K", 2, 6}},
                  .input = {{"z", "K", SECANT_REAL, true, NULL},
                            {"g", "K", SECANT_UPSTREAM, false, NULL}},
                  .reach = 1},
};
