/* SPDX-License-Identifier: MIT
 *
 * cross_entropy: the loss of a class y, through softmax.
 *
 *   L       = -ln s_y = (m - z_y) + ln sum_j exp(z_j - m),   s = softmax(z), m = max_j z_j
 *   dL/dz_i = s_i - delta_iy
 *
 * Entry y of the gradient, s_y - 1, is minus the sum of the other s_j, so it keeps its
 * digits when the class is nearly certain. No kinks: the maximum cancels.
 *
 * The naive form takes -ln of softmax's entry, and subtracts the one-hot vector.
 */
#include "logits.h"

static void value(const struct secant_array *in, const long *size, real *out)
{
    size_t K = (size_t)size[0], y = (size_t)IN(1)[0], top = largest(IN(0), K);
    const real *z = IN(0);
    out[0] = (z[top] - z[y]) + log_sum_above(z, K, top);
}

static void gradient(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0], y = (size_t)IN(1)[0];
    softmax(IN(0), K, d[0]);
    d[0][y] = -others(d[0], K, y);
}

const struct secant_kernel PRECISE(cross_entropy) = {
    .name = "cross_entropy",
    .formula = "-ln(exp(z_y) / sum_j exp(z_j))",
    .value = value,
    .derivative = gradient,
    .signature = {.output = "L",
                  .output_shape = "",
                  .structure = SECANT_GRADIENT,
                  .size = {{"K", 2, 6}},
                  .input = {{"z", "K", SECANT_REAL, true, NULL},
                            {"y", "", SECANT_CLASS, false, .classes = "K"}},
                  .reach = 0.97},
};

static void naive_value(const struct secant_array *in, const long *size, real *out)
{
    real s[SECANT_LARGEST];
    softmax(IN(0), (size_t)size[0], s);
    out[0] = -log(s[(size_t)IN(1)[0]]);
}

static void naive_gradient(const struct secant_array *in, const long *size, real *const *d)
{
    softmax(IN(0), (size_t)size[0], d[0]);
    d[0][(size_t)IN(1)[0]] -= 1;
}

const struct secant_kernel PRECISE(cross_entropy_naive) = {
    .name = "cross_entropy_naive",
    .formula = "-ln(exp(z_y) / sum_j exp(z_j))",
    .mistake = "s_y rounds to 1 or to 0: the loss becomes 0 or inf",
    .base = &PRECISE(cross_entropy),
    .value = naive_value,
    .derivative = naive_gradient,
    .breaks_float = 20,
    .breaks_double = 40,
    .breaks_extended = 50,
};
