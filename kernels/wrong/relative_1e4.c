/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: the first element is too large by a relative 1e-4.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    PRECISE(softplus).derivative(in, size, d);
    d[0][0] += d[0][0] / 10000;
}

WRONG(relative_1e4, softplus, derivative,
      "The first element is too large by a relative 1e-4.", EVERY_PRECISION);
