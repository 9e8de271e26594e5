/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: every element is 0.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    (void)in;
    for (long i = 0; i < size[0]; i++)
        d[0][i] = 0;
}

WRONG(zero_gradient, logsumexp, derivative, "The gradient is all zero.", EVERY_PRECISION);
