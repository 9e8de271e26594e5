/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: (yhat_i - y_i) / (yhat_i (1 - yhat_i)); the factor 1/K of the mean
 * is lost.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    const real *yhat = IN(0), *y = IN(1);
    for (long i = 0; i < size[0]; i++)
        d[0][i] = (yhat[i] - y[i]) / (yhat[i] * (1 - yhat[i]));
}

WRONG(bce_mean_factor_lost, bce_mean, derivative, "The factor 1/K of the mean is missing.",
      EVERY_PRECISION);
