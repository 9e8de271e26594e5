/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: db = 0; the bias is treated as a constant.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    PRECISE(linear).derivative(in, size, d);
    for (long i = 0; i < size[1]; i++)
        d[2][i] = 0;
}

WRONG(linear_bias_zero, linear, derivative, "The gradient of b is forgotten.",
      EVERY_PRECISION);
