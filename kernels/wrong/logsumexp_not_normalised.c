/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: exp(z_i - m); the division by the sum is lost.
 */
#include "logits.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0];
    real top = IN(0)[largest(IN(0), K)];
    for (size_t i = 0; i < K; i++)
        d[0][i] = exp(IN(0)[i] - top);
}

WRONG(logsumexp_not_normalised, logsumexp, derivative,
      "The division by the sum of the exponentials is missing.", EVERY_PRECISION);
