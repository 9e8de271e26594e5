/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: (dyhat/dz)[i,j] = yhat_i (1 - yhat_i) for all i and j; the off-
 * diagonal entries, which are 0, repeat the diagonal.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0];
    real yhat[SECANT_LARGEST];
    PRECISE(sigmoid_jacobian).value(in, size, yhat);
    for (size_t i = 0; i < K; i++)
        for (size_t j = 0; j < K; j++)
            d[0][i * K + j] = yhat[i] * (1 - yhat[i]);
}

WRONG(sigmoid_jacobian_full, sigmoid_jacobian, derivative,
      "The off-diagonal entries should be 0; the diagonal is right.", EVERY_PRECISION);
