/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: onehot(y) - s; the minus of the loss is lost.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    PRECISE(cross_entropy).derivative(in, size, d);
    for (long i = 0; i < size[0]; i++)
        d[0][i] = -d[0][i];
}

WRONG(cross_entropy_sign, cross_entropy, derivative,
      "The sign is wrong: onehot(y) - s instead of s - onehot(y).", EVERY_PRECISION);
