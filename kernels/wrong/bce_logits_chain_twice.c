/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: (s - y) s (1 - s); s - y contains the slope of the sigmoid already.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    const real *z = IN(0), *y = IN(1);
    for (long i = 0; i < size[0]; i++) {
        real s = 1 / (1 + exp(-z[i]));
        d[0][i] = (s - y[i]) * s * (1 - s);
    }
}

WRONG(bce_logits_chain_twice, bce_logits, derivative,
      "The slope s (1 - s) of the sigmoid is multiplied in twice.", EVERY_PRECISION);
