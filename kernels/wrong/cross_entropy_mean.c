/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: (s - onehot(y)) / K; the loss of one class is no mean over the
 * logits.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    PRECISE(cross_entropy).derivative(in, size, d);
    for (long i = 0; i < size[0]; i++)
        d[0][i] /= (real)size[0];
}

WRONG(cross_entropy_mean, cross_entropy, derivative, "A factor 1/K too much.",
      EVERY_PRECISION);
