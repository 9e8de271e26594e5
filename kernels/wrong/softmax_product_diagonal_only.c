/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: s .* (1 - s) .* g, as if the Jacobian were diagonal.
 */
#include "logits.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0];
    const real *g = IN(1);
    real s[SECANT_LARGEST];
    softmax(IN(0), K, s);
    for (size_t i = 0; i < K; i++)
        d[0][i] = s[i] * (1 - s[i]) * g[i];
}

WRONG(softmax_product_diagonal_only, softmax_product, derivative,
      "Only the diagonal of the Jacobian is used.", EVERY_PRECISION);
