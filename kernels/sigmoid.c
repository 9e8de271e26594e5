/* SPDX-License-Identifier: MIT
 *
 * sigmoid: the logistic function.
 *
 *   f(x)  = 1 / (1 + exp(-x)) = exp(x) / (1 + exp(x))     the one whose exponent is below 0
 *   f'(x) = f(x) (1 - f(x)) = t / (1 + t)^2,  t = exp(-|x|)     even, and no 1 - f(x)
 *
 *   f(x) -> exp(x) for x -> -inf, f(x) -> 1 - exp(-x) for x -> inf; no kinks.
 *
 * The naive form is s = 1 / (1 + exp(-x)) with s (1 - s): on the right s rounds to 1.
 *
 * sigmoid_jacobian is the same function with its full Jacobian, diag(f'(z)).
 */
#include "kernel.h"

static real value(real x)
{
    real tail = exp(-fabs(x));
    return x > 0 ? 1 / (1 + tail) : tail / (1 + tail);
}

static real slope(real x)
{
    real tail = exp(-fabs(x));
    return tail / ((1 + tail) * (1 + tail));
}

POINTWISE(sigmoid, value, slope, .formula = "1 / (1 + exp(-x))");

static real naive_value(real x) { return 1 / (1 + exp(-x)); }

static real naive_slope(real x)
{
    real s = naive_value(x);
    return s * (1 - s);
}

POINTWISE_NAIVE(sigmoid_naive, sigmoid, naive_value, naive_slope,
                .formula = "1 / (1 + exp(-x))",
                .mistake = "s rounds to 1 for large x: the slope s (1 - s) becomes 0",
                .breaks_float = 20, .breaks_double = 40, .breaks_extended = 50);

static void jacobian(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0];
    for (size_t i = 0; i < K; i++)
        for (size_t j = 0; j < K; j++)
            d[0][i * K + j] = i == j ? slope(IN(0)[i]) : 0;
}

const struct secant_kernel PRECISE(sigmoid_jacobian) = {
    .name = "sigmoid_jacobian",
    .formula = "yhat_i = 1 / (1 + exp(-z_i))",
    .value = sigmoid_value,
    .derivative = jacobian,
    .signature = {.output = "yhat",
                  .output_shape = "K",
                  .structure = SECANT_JACOBIAN,
                  .size = {{"K", 2, 6}},
                  .input = {{"z", "K", SECANT_REAL, true, NULL}},
                  .reach = 1},
};
