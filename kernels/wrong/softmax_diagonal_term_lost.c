/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: J = -s s'; the term diag(s) is lost.
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
            d[0][i * K + j] = -s[i] * s[j];
}

WRONG(softmax_diagonal_term_lost, softmax, derivative, "The term diag(s) is missing.",
      EVERY_PRECISION);
