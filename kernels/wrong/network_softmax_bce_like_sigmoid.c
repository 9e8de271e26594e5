/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: dz2 = 1/m (yhat - y), right for a sigmoid output; a softmax couples
 * the outputs.
 */
#include "network.h"
#include "wrong.h"

static void gradient(const real *z, const real *y, size_t m, real *dz)
{
    real t[SECANT_LARGEST];
    softmax_odds(z, m, t);
    bce_gradient(t, y, m, dz);
}

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    network_gradient(in, size, softplus_value, softplus_slope, gradient, d);
}

WRONG(network_softmax_bce_like_sigmoid, network_softplus_softmax_bce, derivative,
      "The gradient is that of a sigmoid output: the terms by which softmax couples the "
      "outputs are missing.",
      EVERY_PRECISION);
