/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: yhat - y; the 2 of the square is lost.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    const real *yhat = IN(0), *y = IN(1);
    for (long i = 0; i < size[0]; i++)
        d[0][i] = yhat[i] - y[i];
}

WRONG(mse_sum_two_lost, mse_sum, derivative, "The factor 2 of the square is missing.",
      EVERY_PRECISION);
