/* SPDX-License-Identifier: MIT
 *
 * linear: one affine layer, y = W x + b, with the gradient g of its output from above.
 *
 *   dx = W' g,   dW = g x',   db = g
 *
 * linear_batch has n samples in the rows of X, Y = X W' + 1 b'; the samples share W and b,
 * so their gradients add up:
 *
 *   dX = G W,   dW = G' X,   db = G' 1
 *
 * Smooth everywhere; products of two inputs and g set how far they may go.
 */
#include "layer.h"

static void value(const struct secant_array *in, const long *size, real *out)
{
    layer_value(IN(1), IN(0), IN(2), (size_t)size[1], (size_t)size[0], out);
}

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    size_t columns = (size_t)size[0], rows = (size_t)size[1];
    layer_input(IN(1), IN(3), rows, columns, d[0]);
    layer_weights(IN(3), IN(0), rows, columns, d[1]);
    layer_bias(IN(3), rows, d[2]);
}

const struct secant_kernel PRECISE(linear) = {
    .name = "linear",
    .formula = "y = W x + b",
    .value = value,
    .derivative = derivative,
    .signature = {.output = "y",
                  .output_shape = "h",
                  .structure = SECANT_BACKWARD,
                  .size = {{"d", 2, 6}, {"h", 2, 6}},
                  .input = {{"x", "d", SECANT_REAL, true, NULL},
                            {"W", "h d", SECANT_REAL, true, NULL},
                            {"b", "h", SECANT_REAL, true, NULL},
                            {"g", "h", SECANT_UPSTREAM, false, NULL}},
                  .reach = 1.0 / 4},
};

static void batch_value(const struct secant_array *in, const long *size, real *out)
{
    size_t columns = (size_t)size[0], rows = (size_t)size[1];
    for (size_t s = 0; s < (size_t)size[2]; s++)
        layer_value(IN(1), IN(0) + s * columns, IN(2), rows, columns, out + s * rows);
}

static void batch_weights(const real *X, const real *G, const long *size, real *dW)
{
    size_t columns = (size_t)size[0], rows = (size_t)size[1], samples = (size_t)size[2];
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++) {
            real sum = 0;
            for (size_t s = 0; s < samples; s++)
                sum += G[s * rows + i] * X[s * columns + j];
            dW[i * columns + j] = sum;
        }
}

static void batch_derivative(const struct secant_array *in, const long *size,
                             real *const *d)
{
    size_t columns = (size_t)size[0], rows = (size_t)size[1], samples = (size_t)size[2];
    for (size_t s = 0; s < samples; s++)
        layer_input(IN(1), IN(3) + s * rows, rows, columns, d[0] + s * columns);
    batch_weights(IN(0), IN(3), size, d[1]);
    for (size_t i = 0; i < rows; i++) {
        d[2][i] = 0;
        for (size_t s = 0; s < samples; s++)
            d[2][i] += IN(3)[s * rows + i];
    }
}

const struct secant_kernel PRECISE(linear_batch) = {
    .name = "linear_batch",
    .formula = "Y = X W' + 1 b'",
    .value = batch_value,
    .derivative = batch_derivative,
    .signature = {.output = "Y",
                  .output_shape = "n h",
                  .structure = SECANT_BACKWARD,
                  .size = {{"d", 2, 5}, {"h", 2, 5}, {"n", 2, 5}},
                  .input = {{"X", "n d", SECANT_REAL, true, NULL},
                            {"W", "h d", SECANT_REAL, true, NULL},
                            {"b", "h", SECANT_REAL, true, NULL},
                            {"g", "n h", SECANT_UPSTREAM, false, NULL}},
                  .reach = 1.0 / 4},
};
