/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: dz2 = 2/m (yhat - y), which lacks the derivative of the output,
 * yhat (1 - yhat).
 */
#include "network.h"
#include "wrong.h"

static void gradient(const real *z, const real *y, size_t m, real *dz)
{
    for (size_t k = 0; k < m; k++)
        dz[k] = 2 * excess(z[k], y[k]) / (real)m;
}

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    network_gradient(in, size, tanh_value, tanh_slope, gradient, d);
}

WRONG(network_sigmoid_mse_output_slope_missing, network_tanh_sigmoid_mse, derivative,
      "The chain factor yhat (1 - yhat) is missing.", EVERY_PRECISION);
