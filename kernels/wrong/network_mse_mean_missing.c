/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: dz2 = 2 (z2 - y); the mean over the m outputs is lost.
 */
#include "network.h"
#include "wrong.h"

static void gradient(const real *z, const real *y, size_t m, real *dz)
{
    for (size_t k = 0; k < m; k++)
        dz[k] = 2 * (z[k] - y[k]);
}

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    network_gradient(in, size, relu_value, relu_slope, gradient, d);
}

WRONG(network_mse_mean_missing, network_relu_identity_mse, derivative,
      "A factor 1/m is missing.", EVERY_PRECISION);
