/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: 2 (yhat_i - y_1); every entry is given the first target.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    const real *yhat = IN(0), *y = IN(1);
    for (long i = 0; i < size[0]; i++)
        d[0][i] = 2 * (yhat[i] - y[0]);
}

WRONG(mse_sum_first_target, mse_sum, derivative, "Wrong index: y_1 stands in every entry.",
      EVERY_PRECISION);
