/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: delta_ij - s_i instead of delta_ij - s_j.
 */
#include "logits.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0];
    real s[SECANT_LARGEST];
    softmax(IN(0), K, s);
    for (size_t i = 0; i < K; i++)
        for (size_t j = 0; j < K; j++)
            d[0][i * K + j] = (i == j) - s[i];
}

WRONG(log_softmax_transposed, log_softmax, derivative,
      "The Jacobian is transposed: delta_ij - s_i.", EVERY_PRECISION);
