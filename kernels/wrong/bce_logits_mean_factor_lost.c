/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: the gradient of the sum; the factor 1/K is lost.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    PRECISE(bce_logits).derivative(in, size, d);
}

WRONG(bce_logits_mean_factor_lost, bce_logits_mean, derivative,
      "Sum for mean: the factor 1/K is missing.", EVERY_PRECISION);
