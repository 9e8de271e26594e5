/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: the first element is 0 / 0.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    PRECISE(tanh).derivative(in, size, d);
    d[0][0] = (real)NAN;
}

WRONG(nan_in_one_element, tanh, derivative, "The first element is nan.", EVERY_PRECISION);
