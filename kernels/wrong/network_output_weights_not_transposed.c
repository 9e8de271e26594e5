/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: da = W2 dz2 instead of W2' dz2: W2 is read as if it were stored by
 * columns.
 */
#include "network.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    struct network n = network_forward(in, size, relu_value);
    softmax_ce_gradient(n.z2, n.y, n.m, n.dz2);
    network_output_layer(&n, d);
    for (size_t i = 0; i < n.h; i++) {
        n.da[i] = 0;
        for (size_t k = 0; k < n.m; k++)
            n.da[i] += n.W2[i * n.m + k] * n.dz2[k];
    }
    network_hidden_layer(&n, relu_slope, d);
}

WRONG(network_output_weights_not_transposed, network_relu_softmax_ce, derivative,
      "W2 is not transposed on the way back.", EVERY_PRECISION);
