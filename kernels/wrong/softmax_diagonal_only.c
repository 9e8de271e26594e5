/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: J = diag(s (1 - s)), as if softmax worked element by element.
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
            d[0][i * K + j] = i == j ? s[i] * (1 - s[i]) : 0;
}

WRONG(softmax_diagonal_only, softmax, derivative,
      "The off-diagonal entries -s_i s_j are missing.", EVERY_PRECISION);
