/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: dz2 = 1/m (z2 - y); the 2 of the square is lost.
 */
#include "network.h"
#include "wrong.h"

static void gradient(const real *z, const real *y, size_t m, real *dz)
{
    for (size_t k = 0; k < m; k++)
        dz[k] = (z[k] - y[k]) / (real)m;
}

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    network_gradient(in, size, softplus_value, softplus_slope, gradient, d);
}

WRONG(network_mse_two_missing, network_softplus_identity_mse, derivative,
      "A factor 2 is missing.", EVERY_PRECISION);
