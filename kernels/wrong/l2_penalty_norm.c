/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: 2 lambda norm(theta) in every entry instead of 2 lambda theta_i.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    const real *theta = IN(0), *lambda = IN(1);
    real sum = 0;
    for (long i = 0; i < size[0]; i++)
        sum += theta[i] * theta[i];
    for (long i = 0; i < size[0]; i++)
        d[0][i] = 2 * lambda[0] * sqrt(sum);
}

WRONG(l2_penalty_norm, l2_penalty, derivative,
      "The norm of theta stands for the vector: 2 lambda norm(theta).", EVERY_PRECISION);
