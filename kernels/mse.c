/* SPDX-License-Identifier: MIT
 *
 * mse: the squared error of K predictions, as a sum and as a mean.
 *
 *   mse_sum:   L = sum_i (yhat_i - y_i)^2 = norm(yhat - y)^2,   dL/dyhat = 2 (yhat - y)
 *   mse_mean:  both divided by K
 *   no kinks
 */
#include "kernel.h"

static void sum_value(const struct secant_array *in, const long *size, real *out)
{
    const real *yhat = IN(0), *y = IN(1);
    real sum = 0;
    for (long i = 0; i < size[0]; i++)
        sum += (yhat[i] - y[i]) * (yhat[i] - y[i]);
    out[0] = sum;
}

static void sum_gradient(const struct secant_array *in, const long *size, real *const *d)
{
    const real *yhat = IN(0), *y = IN(1);
    for (long i = 0; i < size[0]; i++)
        d[0][i] = 2 * (yhat[i] - y[i]);
}

static void mean_value(const struct secant_array *in, const long *size, real *out)
{
    sum_value(in, size, out);
    out[0] /= (real)size[0];
}

static void mean_gradient(const struct secant_array *in, const long *size, real *const *d)
{
    sum_gradient(in, size, d);
    for (long i = 0; i < size[0]; i++)
        d[0][i] /= (real)size[0];
}

#define SIGNATURE                                                                          \
    {                                                                                      \
        .output = "L", .output_shape = "", .structure = SECANT_GRADIENT,                   \
        .size = {{"K", 2, 6}},                                                             \
        .input = {{"yhat", "K", SECANT_REAL, true, NULL},                                  \
                  {"y", "K", SECANT_REAL, false, NULL}},                                   \
        .reach = 0.45                                                                      \
    }

const struct secant_kernel PRECISE(mse_sum) = {
    .name = "mse_sum",
    .formula = "sum_i (yhat_i - y_i)^2",
    .value = sum_value,
    .derivative = sum_gradient,
    .signature = SIGNATURE,
};

const struct secant_kernel PRECISE(mse_mean) = {
    .name = "mse_mean",
    .formula = "1/K sum_i (yhat_i - y_i)^2",
    .value = mean_value,
    .derivative = mean_gradient,
    .signature = SIGNATURE,
};
