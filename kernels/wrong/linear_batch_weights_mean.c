/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: dW = 1/n G' X; the samples are averaged where the output has no
 * mean.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    PRECISE(linear_batch).derivative(in, size, d);
    for (long i = 0; i < size[0] * size[1]; i++)
        d[1][i] /= (real)size[2];
}

WRONG(linear_batch_weights_mean, linear_batch, derivative,
      "A factor n is missing: the gradient of W is the mean over the samples, not the sum.",
      EVERY_PRECISION);
