/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: dz1 = da; the derivative of the hidden activation is left out.
 */
#include "network.h"
#include "wrong.h"

static real one(real z)
{
    (void)z;
    return 1;
}

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    network_gradient(in, size, tanh_value, one, softmax_ce_gradient, d);
}

WRONG(network_hidden_slope_missing, network_tanh_softmax_ce, derivative,
      "The chain factor tanh'(z1) is missing.", EVERY_PRECISION);
