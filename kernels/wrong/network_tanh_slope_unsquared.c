/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: tanh' = 1 - tanh(z1) instead of 1 - tanh(z1)^2.
 */
#include "network.h"
#include "wrong.h"

static real slope(real z) { return 1 - tanh(z); }

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    network_gradient(in, size, tanh_value, slope, sigmoid_bce_gradient, d);
}

WRONG(network_tanh_slope_unsquared, network_tanh_sigmoid_bce, derivative,
      "The square is missing in 1 - tanh(z1)^2.", EVERY_PRECISION);
