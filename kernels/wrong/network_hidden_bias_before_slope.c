/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: db1 = da instead of dz1; the bias is taken to sit behind the
 * activation.
 */
#include "network.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    struct network n = network_forward(in, size, softplus_value);
    sigmoid_mse_gradient(n.z2, n.y, n.m, n.dz2);
    network_output_layer(&n, d);
    network_hidden_layer(&n, softplus_slope, d);
    layer_bias(n.da, n.h, d[2]);
}

WRONG(network_hidden_bias_before_slope, network_softplus_sigmoid_mse, derivative,
      "The chain factor softplus'(z1) is missing in the gradient of b1.", EVERY_PRECISION);
