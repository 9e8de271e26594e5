/* SPDX-License-Identifier: MIT
 *
 * bce_logits: binary cross-entropy of K logits through the sigmoid, as a sum and as a mean.
 *
 *   L       = sum_i softplus(z_i) - y_i z_i
 *           = sum_i (1 - y_i) max(z_i, 0) + y_i max(-z_i, 0) + log1p(exp(-|z_i|))
 *   dL/dz_i = sigmoid(z_i) - y_i = (1 - y_i) sigmoid(z_i) - y_i sigmoid(-z_i)
 *   bce_logits_mean: both divided by K
 *   no kinks: the three terms bend at 0, their sum does not
 *
 * No term of the second forms loses digits when the sigmoid rounds to 0 or 1.
 *
 * The naive form puts the naive sigmoid s into bce, and writes s - y.
 */
#include "kernel.h"

static void value(const struct secant_array *in, const long *size, real *out)
{
    const real *z = IN(0), *y = IN(1);
    real sum = 0;
    for (long i = 0; i < size[0]; i++)
        sum += (z[i] > 0 ? 1 - y[i] : -y[i]) * z[i] + log1p(exp(-fabs(z[i])));
    out[0] = sum;
}

static void gradient(const struct secant_array *in, const long *size, real *const *d)
{
    const real *z = IN(0), *y = IN(1);
    for (long i = 0; i < size[0]; i++) {
        real tail = exp(-fabs(z[i]));
        real top = z[i] > 0 ? (1 - y[i]) - y[i] * tail : (1 - y[i]) * tail - y[i];
        d[0][i] = top / (1 + tail);
    }
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
        .input = {{"z", "K", SECANT_REAL, true, NULL},                                     \
                  {"y", "K", SECANT_TARGET, false, NULL}},                                 \
        .reach = 0.95                                                                      \
    }

const struct secant_kernel PRECISE(bce_logits) = {
    .name = "bce_logits",
    .formula = "sum_i (ln(1 + exp(z_i)) - y_i z_i)",
    .value = value,
    .derivative = gradient,
    .signature = SIGNATURE,
};

const struct secant_kernel PRECISE(bce_logits_mean) = {
    .name = "bce_logits_mean",
    .formula = "1/K sum_i (ln(1 + exp(z_i)) - y_i z_i)",
    .value = mean_value,
    .derivative = mean_gradient,
    .signature = SIGNATURE,
};

static real naive_sigmoid(real z) { return 1 / (1 + exp(-z)); }

static void naive_value(const struct secant_array *in, const long *size, real *out)
{
    const real *z = IN(0), *y = IN(1);
    real sum = 0;
    for (long i = 0; i < size[0]; i++) {
        real s = naive_sigmoid(z[i]);
        sum -= y[i] * log(s) + (1 - y[i]) * log(1 - s);
    }
    out[0] = sum;
}

static void naive_gradient(const struct secant_array *in, const long *size, real *const *d)
{
    const real *z = IN(0), *y = IN(1);
    for (long i = 0; i < size[0]; i++)
        d[0][i] = naive_sigmoid(z[i]) - y[i];
}

const struct secant_kernel PRECISE(bce_logits_naive) = {
    .name = "bce_logits_naive",
    .formula = "-sum_i (y_i ln(s_i) + (1 - y_i) ln(1 - s_i)), s_i = 1 / (1 + exp(-z_i))",
    .mistake = "the sigmoid rounds to 1 for large z: ln(1 - s) becomes -inf",
    .base = &PRECISE(bce_logits),
    .value = naive_value,
    .derivative = naive_gradient,
    .breaks_float = 20,
    .breaks_double = 40,
    .breaks_extended = 50,
};
