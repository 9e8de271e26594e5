/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: dW2 = dz2 z1' instead of dz2 a'; the input of the second layer is
 * taken before the activation.
 */
#include "network.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    PRECISE(network_tanh_identity_mse).derivative(in, size, d);
    struct network n = network_forward(in, size, tanh_value);
    identity_mse_gradient(n.z2, n.y, n.m, n.dz2);
    layer_weights(n.dz2, n.z1, n.m, n.h, d[3]);
}

WRONG(network_output_weights_see_logits, network_tanh_identity_mse, derivative,
      "The gradient of W2 is formed with z1 instead of a.", EVERY_PRECISION);
