/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: -y_i / yhat_i; the term of 1 - y_i is lost.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    const real *yhat = IN(0), *y = IN(1);
    for (long i = 0; i < size[0]; i++)
        d[0][i] = -y[i] / yhat[i];
}

WRONG(bce_second_term_lost, bce, derivative, "The term (1 - y) / (1 - yhat) is missing.",
      EVERY_PRECISION);
