/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: z - y; the sigmoid is forgotten.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    const real *z = IN(0), *y = IN(1);
    for (long i = 0; i < size[0]; i++)
        d[0][i] = z[i] - y[i];
}

WRONG(bce_logits_sigmoid_lost, bce_logits, derivative, "z - y instead of sigmoid(z) - y.",
      EVERY_PRECISION);
