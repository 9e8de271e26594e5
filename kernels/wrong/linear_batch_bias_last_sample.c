/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: db = g of the last sample; each sample overwrites the one before.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    PRECISE(linear_batch).derivative(in, size, d);
    const real *last = IN(3) + (size[2] - 1) * size[1];
    for (long i = 0; i < size[1]; i++)
        d[2][i] = last[i];
}

WRONG(linear_batch_bias_last_sample, linear_batch, derivative,
      "The gradient of b is not summed over the samples.", EVERY_PRECISION);
