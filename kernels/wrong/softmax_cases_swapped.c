/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: J = s (1 - s)' - diag(s); the diagonal has -s_i^2, the other entries
 * have s_i (1 - s_j), so the two cases are swapped.
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
            d[0][i * K + j] = s[i] * ((i != j) - s[j]);
}

WRONG(softmax_cases_swapped, softmax, derivative,
      "The cases are swapped: the 1 of s_i (1 - s_i) stands beside the diagonal.",
      EVERY_PRECISION);
