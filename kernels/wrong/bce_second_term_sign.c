/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: -y_i / yhat_i - (1 - y_i) / (1 - yhat_i); the inner minus of ln(1 -
 * yhat) is lost.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    const real *yhat = IN(0), *y = IN(1);
    for (long i = 0; i < size[0]; i++)
        d[0][i] = -y[i] / yhat[i] - (1 - y[i]) / (1 - yhat[i]);
}

WRONG(bce_second_term_sign, bce, derivative,
      "The second term has the wrong sign: the inner derivative -1 of ln(1 - yhat) is "
      "missing.",
      EVERY_PRECISION);
