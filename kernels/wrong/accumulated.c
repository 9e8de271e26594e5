/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: the gradient is added to what the output holds.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    const real *yhat = IN(0), *y = IN(1);
    for (long i = 0; i < size[0]; i++)
        d[0][i] += 2 * (yhat[i] - y[i]);
}

WRONG(accumulated, mse_sum, derivative, "The output is added to (+=) instead of written.",
      EVERY_PRECISION);
