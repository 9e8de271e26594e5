/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: J = s s' - diag(s) + 2 diag(s (1 - s)); the off-diagonal entries have
 * lost their minus.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0];
    PRECISE(softmax).derivative(in, size, d);
    for (size_t i = 0; i < K; i++)
        for (size_t j = 0; j < K; j++)
            if (i != j)
                d[0][i * K + j] = -d[0][i * K + j];
}

WRONG(softmax_off_diagonal_sign, softmax, derivative,
      "The off-diagonal entries have the wrong sign.", EVERY_PRECISION);
