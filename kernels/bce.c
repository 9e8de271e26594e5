/* SPDX-License-Identifier: MIT
 *
 * bce: binary cross-entropy of K probabilities, as a sum and as a mean.
 *
 *   L          = -sum_i y_i ln yhat_i + (1 - y_i) ln(1 - yhat_i)
 *   dL/dyhat_i = (yhat_i - y_i) / (yhat_i (1 - yhat_i))
 *   bce_mean: both divided by K
 *   domain: 0 < yhat_i < 1; no kinks
 *
 * ln(1 - yhat) is log1p(-yhat), which keeps the digits of a small yhat.
 *
 * The naive form writes ln(1 - yhat), and -y / yhat + (1 - y) / (1 - yhat).
 */
#include "kernel.h"

static void value(const struct secant_array *in, const long *size, real *out)
{
    const real *yhat = IN(0), *y = IN(1);
    real sum = 0;
    for (long i = 0; i < size[0]; i++)
        sum -= y[i] * log(yhat[i]) + (1 - y[i]) * log1p(-yhat[i]);
    out[0] = sum;
}

static void gradient(const struct secant_array *in, const long *size, real *const *d)
{
    const real *yhat = IN(0), *y = IN(1);
    for (long i = 0; i < size[0]; i++)
        d[0][i] = (yhat[i] - y[i]) / (yhat[i] * (1 - yhat[i]));
}

static void mean_value(const struct secant_array *in, const long *size, real *out)
{
    value(in, size, out);
    out[0] /= (real)size[0];
}

static void mean_gradient(const struct secant_array *in, const long *size, real *const *d)
{
    gradient(in, size, d);
    for (long i = 0; i < size[0]; i++)
        d[0][i] /= (real)size[0];
}

#define SIGNATURE                                                                          \
    {                                                                                      \
        .output = "L", .output_shape = "", .structure = SECANT_GRADIENT,                   \
        .size = {{"K", 2, 6}},                                                             \
        .input = {{"yhat", "K", SECANT_PROBABILITY, true, NULL},                           \
                  {"y", "K", SECANT_TARGET, false, NULL}},                                 \
        .reach = 1                                                                         \
    }

const struct secant_kernel PRECISE(bce) = {
    .name = "bce",
    .formula = "-sum_i (y_i ln(yhat_i) + (1 - y_i) ln(1 - yhat_i))",
    .domain = "0 < yhat_i < 1",
    .value = value,
    .derivative = gradient,
    .signature = SIGNATURE,
};

const struct secant_kernel PRECISE(bce_mean) = {
    .name = "bce_mean",
    .formula = "-1/K sum_i (y_i ln(yhat_i) + (1 - y_i) ln(1 - yhat_i))",
    .domain = "0 < yhat_i < 1",
    .value = mean_value,
    .derivative = mean_gradient,
    .signature = SIGNATURE,
};

static void naive_value(const struct secant_array *in, const long *size, real *out)
{
    const real *yhat = IN(0), *y = IN(1);
    real sum = 0;
    for (long i = 0; i < size[0]; i++)
        sum -= y[i] * log(yhat[i]) + (1 - y[i]) * log(1 - yhat[i]);
    out[0] = sum;
}

static void naive_gradient(const struct secant_array *in, const long *size, real *const *d)
{
    const real *yhat = IN(0), *y = IN(1);
    for (long i = 0; i < size[0]; i++)
        d[0][i] = -y[i] / yhat[i] + (1 - y[i]) / (1 - yhat[i]);
}

const struct secant_kernel PRECISE(bce_naive) = {
    .name = "bce_naive",
    .formula = "-sum_i (y_i ln(yhat_i) + (1 - y_i) ln(1 - yhat_i))",
    .domain = "0 < yhat_i < 1",
    .mistake = "1 - yhat rounds to 1 for small yhat: where y is 0 the loss becomes 0",
    .base = &PRECISE(bce),
    .value = naive_value,
    .derivative = naive_gradient,
    .breaks_float = 1e-9,
    .breaks_double = 1e-17,
    .breaks_extended = 1e-21,
};
