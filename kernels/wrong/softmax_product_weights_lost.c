/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: s .* (g - sum_j g_j); the sum has lost its weights s_j.
 */
#include "logits.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0];
    const real *g = IN(1);
    real s[SECANT_LARGEST];
    softmax(IN(0), K, s);
    real sum = 0;
    for (size_t j = 0; j < K; j++)
        sum += g[j];
    for (size_t i = 0; i < K; i++)
        d[0][i] = s[i] * (g[i] - sum);
}

WRONG(softmax_product_weights_lost, softmax_product, derivative,
      "The sum has lost its weights: sum_j g_j instead of s'g.", EVERY_PRECISION);
