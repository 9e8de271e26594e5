/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: 2 (yhat - y); the factor 1/K of the mean is lost.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    PRECISE(mse_sum).derivative(in, size, d);
}

WRONG(mse_mean_factor_lost, mse_mean, derivative,
      "Sum for mean: the factor 1/K is missing.", EVERY_PRECISION);
