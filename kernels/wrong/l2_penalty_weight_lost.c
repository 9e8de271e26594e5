/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: 2 theta; the weight lambda is lost.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    for (long i = 0; i < size[0]; i++)
        d[0][i] = 2 * IN(0)[i];
}

WRONG(l2_penalty_weight_lost, l2_penalty, derivative, "The weight lambda is missing.",
      EVERY_PRECISION);
