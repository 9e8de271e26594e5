/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: dz2 = y - yhat instead of yhat - y.
 */
#include "network.h"
#include "wrong.h"

static void gradient(const real *z, const real *y, size_t m, real *dz)
{
    softmax_ce_gradient(z, y, m, dz);
    for (size_t k = 0; k < m; k++)
        dz[k] = -dz[k];
}

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    network_gradient(in, size, sigmoid_value, sigmoid_slope, gradient, d);
}

WRONG(network_softmax_ce_sign, network_sigmoid_softmax_ce, derivative,
      "The sign is wrong: y - yhat instead of yhat - y.", EVERY_PRECISION);
