/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: -p_i (1 - s_i); the off-diagonal entries of the Jacobian of softmax
 * are lost.
 */
#include "logits.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0];
    real s[SECANT_LARGEST];
    softmax(IN(0), K, s);
    for (size_t i = 0; i < K; i++)
        d[0][i] = -IN(1)[i] * (1 - s[i]);
}

WRONG(cross_entropy_soft_diagonal_only, cross_entropy_soft, derivative,
      "Only the diagonal of the Jacobian of softmax is used.", EVERY_PRECISION);
