/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: lambda theta; the 2 of the square is lost.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    const real *theta = IN(0), *lambda = IN(1);
    for (long i = 0; i < size[0]; i++)
        d[0][i] = lambda[0] * theta[i];
}

WRONG(l2_penalty_two_lost, l2_penalty, derivative, "The factor 2 of the square is missing.",
      EVERY_PRECISION);
