/* SPDX-License-Identifier: MIT
 *
 * network_HIDDEN_OUTPUT_LOSS: two layers and a loss, differentiated with respect to the
 * input and all parameters; forward, backward and losses stand in network.h.
 *
 *   z1 = W1 x + b1,   a = hidden(z1),   z2 = W2 a + b2,   yhat = output(z2)
 *
 * Kinks: relu has one where an element of z1 is 0, and takes the slope 0 there.
 *
 * The naive forms are those of a first homework: exp(z) / sum exp(z) or 1 / (1 + exp(-z))
 * as they stand, the logarithm of the result, s (1 - s) and 1 - t^2.
 */
#include "network.h"

#define FORMULA_mse "1/m sum_k (yhat_k - y_k)^2"
#define FORMULA_bce "-1/m sum_k (y_k ln yhat_k + (1 - y_k) ln(1 - yhat_k))"
#define FORMULA_ce  "-sum_k y_k ln yhat_k"
#define FORMULA(hidden, output_, loss)                                                     \
    "z1 = W1 x + b1, a = " #hidden "(z1), z2 = W2 a + b2, yhat = " #output_                \
    "(z2), L = " FORMULA_##loss

#define NETWORK_PASSES(id, hidden, last)                                                   \
    static void id##_value(const struct secant_array *in, const long *size, real *out)     \
    {                                                                                      \
        out[0] = network_loss(in, size, hidden##_value, last##_value);                     \
    }                                                                                      \
    static void id##_derivative(const struct secant_array *in, const long *size,           \
                                real *const *d)                                            \
    {                                                                                      \
        network_gradient(in, size, hidden##_value, hidden##_slope, last##_gradient, d);    \
    }

#define NETWORK(hidden, output_, loss, target)                                             \
    NETWORK_PASSES(hidden##_##output_##_##loss, hidden, output_##_##loss)                  \
    const struct secant_kernel PRECISE(network_##hidden##_##output_##_##loss) = {          \
        .name = "network_" #hidden "_" #output_ "_" #loss,                                 \
        .formula = FORMULA(hidden, output_, loss),                                         \
        .value = hidden##_##output_##_##loss##_value,                                      \
        .derivative = hidden##_##output_##_##loss##_derivative,                            \
        .signature = {.output = "L",                                                       \
                      .output_shape = "",                                                  \
                      .structure = SECANT_GRADIENT,                                        \
                      .size = {{"d", 2, 5}, {"h", 2, 5}, {"m", 2, 5}},                     \
                      .input = {{"x", "d", SECANT_REAL, true, NULL},                       \
                                {"W1", "h d", SECANT_REAL, true, NULL},                    \
                                {"b1", "h", SECANT_REAL, true, NULL},                      \
                                {"W2", "m h", SECANT_REAL, true, NULL},                    \
                                {"b2", "m", SECANT_REAL, true, NULL},                      \
                                {"y", "m", target, false, NULL}},                          \
                      .reach = 1.0 / 8},                                                   \
    }

#define EVERY_HIDDEN(output_, loss, target)                                                \
    NETWORK(relu, output_, loss, target);                                                  \
    NETWORK(sigmoid, output_, loss, target);                                               \
    NETWORK(softplus, output_, loss, target);                                              \
    NETWORK(tanh, output_, loss, target)

EVERY_HIDDEN(identity, mse, SECANT_REAL);
EVERY_HIDDEN(sigmoid, mse, SECANT_TARGET);
EVERY_HIDDEN(sigmoid, bce, SECANT_TARGET);
EVERY_HIDDEN(sigmoid, ce, SECANT_TARGET);
EVERY_HIDDEN(softmax, mse, SECANT_DISTRIBUTION);
EVERY_HIDDEN(softmax, bce, SECANT_TARGET);
EVERY_HIDDEN(softmax, ce, SECANT_DISTRIBUTION);

static real naive_sigmoid_value(real z) { return 1 / (1 + exp(-z)); }

static real naive_sigmoid_slope(real z)
{
    real s = naive_sigmoid_value(z);
    return s * (1 - s);
}

static real naive_softplus_value(real z) { return log(1 + exp(z)); }
static real naive_softplus_slope(real z) { return exp(z) / (1 + exp(z)); }

static real naive_tanh_value(real z) { return tanh(z); }
static real naive_tanh_slope(real z) { return 1 - tanh(z) * tanh(z); }

static void naive_softmax(const real *z, size_t m, real *s)
{
    real sum = 0;
    for (size_t k = 0; k < m; k++)
        sum += s[k] = exp(z[k]);
    for (size_t k = 0; k < m; k++)
        s[k] /= sum;
}

static real naive_softmax_ce_value(const real *z, const real *y, size_t m)
{
    real s[SECANT_LARGEST], sum = 0;
    naive_softmax(z, m, s);
    for (size_t k = 0; k < m; k++)
        sum -= y[k] * log(s[k]);
    return sum;
}

static void naive_softmax_ce_gradient(const real *z, const real *y, size_t m, real *dz)
{
    naive_softmax(z, m, dz);
    for (size_t k = 0; k < m; k++)
        dz[k] -= y[k];
}

static real naive_softmax_mse_value(const real *z, const real *y, size_t m)
{
    real s[SECANT_LARGEST];
    naive_softmax(z, m, s);
    return identity_mse_value(s, y, m);
}

static void naive_softmax_mse_gradient(const real *z, const real *y, size_t m, real *dz)
{
    real s[SECANT_LARGEST], ds[SECANT_LARGEST];
    naive_softmax(z, m, s);
    identity_mse_gradient(s, y, m, ds);
    for (size_t j = 0; j < m; j++) {
        dz[j] = 0;
        for (size_t k = 0; k < m; k++)
            dz[j] += ds[k] * (k == j ? s[k] * (1 - s[k]) : -s[k] * s[j]);
    }
}

static real naive_sigmoid_mse_value(const real *z, const real *y, size_t m)
{
    real s[SECANT_LARGEST];
    for (size_t k = 0; k < m; k++)
        s[k] = naive_sigmoid_value(z[k]);
    return identity_mse_value(s, y, m);
}

static void naive_sigmoid_mse_gradient(const real *z, const real *y, size_t m, real *dz)
{
    real s[SECANT_LARGEST];
    for (size_t k = 0; k < m; k++)
        s[k] = naive_sigmoid_value(z[k]);
    identity_mse_gradient(s, y, m, dz);
    for (size_t k = 0; k < m; k++)
        dz[k] *= s[k] * (1 - s[k]);
}

#define NETWORK_NAIVE(hidden, output_, loss, ...)                                          \
    NETWORK_PASSES(naive_##hidden##_##output_##_##loss, naive_##hidden,                    \
                   naive_##output_##_##loss)                                               \
    const struct secant_kernel PRECISE(network_##hidden##_##output_##_##loss##_naive) = {  \
        .name = "network_" #hidden "_" #output_ "_" #loss "_naive",                        \
        .formula = FORMULA(hidden, output_, loss),                                         \
        .base = &PRECISE(network_##hidden##_##output_##_##loss),                           \
        .value = naive_##hidden##_##output_##_##loss##_value,                              \
        .derivative = naive_##hidden##_##output_##_##loss##_derivative,                    \
        __VA_ARGS__}

NETWORK_NAIVE(sigmoid, sigmoid, mse,
              .mistake = "s rounds to 1 for large z, and s (1 - s) to 0",
              .breaks_float = 20, .breaks_double = 20, .breaks_extended = 30);
NETWORK_NAIVE(softplus, softmax, mse,
              .mistake = "exp(z) overflows in softplus and softmax: inf / inf is nan",
              .breaks_float = 90, .breaks_double = 720, .breaks_extended = 11400);
NETWORK_NAIVE(tanh, softmax, ce,
              .mistake = "exp(z) overflows for large logits: inf / inf is nan",
              .breaks_float = 90, .breaks_double = 720, .breaks_extended = 11400);
