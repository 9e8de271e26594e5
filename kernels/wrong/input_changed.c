/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: the input is clipped in its own place.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    real *x = in[0].data;
    PRECISE(relu).derivative(in, size, d);
    for (size_t i = 0; i < LENGTH(0); i++)
        x[i] = x[i] > 0 ? x[i] : 0;
}

WRONG(input_changed, relu, derivative,
      "The derivative is right, but the call overwrites its input.", EVERY_PRECISION);
