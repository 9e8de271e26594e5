/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: dz2 = 2/m (yhat - y) .* yhat .* (1 - yhat): only the diagonal of
 * the softmax's Jacobian.
 */
#include "network.h"
#include "wrong.h"

static void gradient(const real *z, const real *y, size_t m, real *dz)
{
    real t[SECANT_LARGEST];
    softmax_odds(z, m, t);
    mse_gradient(t, y, m, dz);
}

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    network_gradient(in, size, tanh_value, tanh_slope, gradient, d);
}

WRONG(network_softmax_mse_diagonal, network_tanh_softmax_mse, derivative,
      "The off-diagonal entries of the softmax's Jacobian are missing.", EVERY_PRECISION);
