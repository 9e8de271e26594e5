/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: -p_i / s_i, the derivative by the probability s_i; the way back
 * through softmax is forgotten.
 */
#include "logits.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0];
    real s[SECANT_LARGEST];
    softmax(IN(0), K, s);
    for (size_t i = 0; i < K; i++)
        d[0][i] = -IN(1)[i] / s[i];
}

WRONG(cross_entropy_soft_chain_lost, cross_entropy_soft, derivative,
      "The chain ends at the probabilities: the Jacobian of softmax is missing.",
      EVERY_PRECISION);
