/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: -s_j in every entry; the term delta_ij is lost.
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
            d[0][i * K + j] = -s[j];
}

WRONG(log_softmax_delta_lost, log_softmax, derivative,
      "The term delta_ij is missing: the diagonal should have 1 - s_j.", EVERY_PRECISION);
