/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: 2/K (yhat - y); the loss is the squared norm, and the derivative
 * that of the mean.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    PRECISE(mse_mean).derivative(in, size, d);
}

WRONG(mse_sum_mean, mse_sum, derivative, "Mean for sum: a factor 1/K too much.",
      EVERY_PRECISION);
