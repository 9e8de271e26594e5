/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: 1 for the largest and 0 for the others, the gradient of the maximum.
 */
#include "logits.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0];
    for (size_t i = 0; i < K; i++)
        d[0][i] = i == largest(IN(0), K);
}

WRONG(logsumexp_hard_maximum, logsumexp, derivative,
      "The gradient of the maximum, not of the smooth maximum.", EVERY_PRECISION);
