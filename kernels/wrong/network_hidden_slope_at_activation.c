/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: dz1 = da .* sigmoid'(a); the slope is taken at a = sigmoid(z1)
 * instead of z1.
 */
#include "network.h"
#include "wrong.h"

static real slope_at_activation(real z) { return sigmoid_slope(sigmoid_value(z)); }

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    network_gradient(in, size, sigmoid_value, slope_at_activation, identity_mse_gradient,
                     d);
}

WRONG(network_hidden_slope_at_activation, network_sigmoid_identity_mse, derivative,
      "The slope of the hidden activation is taken at a instead of z1.", EVERY_PRECISION);
