/* SPDX-License-Identifier: MIT
 *
 * l2_penalty: the squared norm of the parameters, weighted.
 *
 *   R           = lambda sum_i theta_i^2 = lambda norm(theta)^2
 *   dR/dtheta_i = 2 lambda theta_i
 *   no kinks
 */
#include "kernel.h"

static void value(const struct secant_array *in, const long *size, real *out)
{
    const real *theta = IN(0), *lambda = IN(1);
    real sum = 0;
    for (long i = 0; i < size[0]; i++)
        sum += theta[i] * theta[i];
    out[0] = lambda[0] * sum;
}

static void gradient(const struct secant_array *in, const long *size, real *const *d)
{
    const real *theta = IN(0), *lambda = IN(1);
    for (long i = 0; i < size[0]; i++)
        d[0][i] = 2 * lambda[0] * theta[i];
}

const struct secant_kernel PRECISE(l2_penalty) = {
    .name = "l2_penalty",
    .formula = "lambda sum_i theta_i^2",
    .value = value,
    .derivative = gradient,
    .signature = {.output = "R",
                  .output_shape = "",
                  .structure = SECANT_GRADIENT,
                  .size = {{"p", 2, 6}},
                  .input = {{"theta", "p", SECANT_REAL, true, NULL},
                            {"lambda", "", SECANT_POSITIVE, false, NULL}},
                  .reach = 0.3},
};
