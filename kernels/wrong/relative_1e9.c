/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: the first element is too large by a relative 1e-9.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    PRECISE(softplus).derivative(in, size, d);
    d[0][0] += d[0][0] / 1000000000;
}

WRONG(relative_1e9, softplus, derivative,
      "The first element is too large by a relative 1e-9.", NOT_IN_FLOAT);
