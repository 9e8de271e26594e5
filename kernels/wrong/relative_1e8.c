/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: the first element is too large by a relative 1e-8.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    PRECISE(softplus).derivative(in, size, d);
    d[0][0] += d[0][0] / 100000000;
}

WRONG(relative_1e8, softplus, derivative,
      "The first element is too large by a relative 1e-8.", NOT_IN_FLOAT);
