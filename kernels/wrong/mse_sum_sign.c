/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: 2 (y - yhat).
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    const real *yhat = IN(0), *y = IN(1);
    for (long i = 0; i < size[0]; i++)
        d[0][i] = 2 * (y[i] - yhat[i]);
}

WRONG(mse_sum_sign, mse_sum, derivative, "The sign is wrong: 2 (y - yhat).",
      EVERY_PRECISION);
