/* SPDX-License-Identifier: MIT
 *
 * conv_transpose1d, conv_transpose2d: the transposed convolution, which spreads every input
 * element over the taps of its window; g is the gradient of its output.
 *
 *   y[o,r] = b[o] + sum of W[c,o,u] x[c,i]  over all (c,i,u) with
 *            r = i stride + u dilation - padding
 *   length_out = (length - 1) stride - 2 padding + dilation (kernel - 1) + extra + 1
 *
 * As a linear map of x it is the transpose of the convolution with the same weights, which
 * goes from y's shape to x's. So its three sums are that convolution's, in other places:
 *
 *   y = input gradient,   dx = output,   dW = weight gradient of (g, x)
 *
 * `extra`, the output padding, is below the stride and lengthens y at its end: it chooses
 * among the lengths that the convolution takes to x's. Smooth everywhere.
 */
#include "conv.h"

static void value(const struct conv *c, const struct secant_array *in, real *out)
{
    conv_input(c, IN(1), IN(0), out);
    conv_add_bias(IN(2), conv_inputs(c), conv_input_plane(c), out);
}

static void derivative(const struct conv *c, const struct secant_array *in, real *const *d)
{
    conv_output(c, IN(3), IN(1), d[0]);
    conv_weights(c, IN(3), IN(0), d[1]);
    conv_bias(IN(3), conv_inputs(c), conv_input_plane(c), d[2]);
}

static bool derive1d(long *size)
{
    long stride = size[4], extra = size[7];
    size[8] = conv_transpose1d_geometry(size).column.in;
    return extra < stride && size[8] > 0;
}

static void value1d(const struct secant_array *in, const long *size, real *out)
{
    struct conv c = conv_transpose1d_geometry(size);
    value(&c, in, out);
}

static void derivative1d(const struct secant_array *in, const long *size, real *const *d)
{
    struct conv c = conv_transpose1d_geometry(size);
    derivative(&c, in, d);
}

const struct secant_kernel PRECISE(conv_transpose1d) = {
    .name = "conv_transpose1d",
    .formula = "y[o,r] = b[o] + sum_{c,i,u: i stride + u dilation - padding = r} "
               "W[c,o,u] x[c,i]",
    .value = value1d,
    .derivative = derivative1d,
    .signature = {.output = "y",
                  .output_shape = "c_out length_out",
                  .structure = SECANT_BACKWARD,
                  .size = {{"c_in", 1, 4},
                           {"c_out", 1, 4},
                           {"length", 2, 6},
                           {"kernel", 1, 4},
                           {"stride", 1, 3},
                           {"padding", 0, 2},
                           {"dilation", 1, 2},
                           {"extra", 0, 1},
                           {"length_out", 0, 0}},
                  .input = {{"x", "c_in length", SECANT_REAL, true, NULL},
                            {"W", "c_in c_out kernel", SECANT_REAL, true, NULL},
                            {"b", "c_out", SECANT_REAL, true, NULL},
                            {"g", "c_out length_out", SECANT_UPSTREAM, false, NULL}},
                  .derive = derive1d,
                  .reach = 1.0 / 4},
};

static bool derive2d(long *size)
{
    struct conv c = conv_transpose2d_geometry(size);
    long stride = size[6], extra = size[9];
    size[10] = c.row.in;
    size[11] = c.column.in;
    return extra < stride && size[10] > 0 && size[11] > 0;
}

static void value2d(const struct secant_array *in, const long *size, real *out)
{
    struct conv c = conv_transpose2d_geometry(size);
    value(&c, in, out);
}

static void derivative2d(const struct secant_array *in, const long *size, real *const *d)
{
    struct conv c = conv_transpose2d_geometry(size);
    derivative(&c, in, d);
}

const struct secant_kernel PRECISE(conv_transpose2d) = {
    .name = "conv_transpose2d",
    .formula = "y[o,r,s] = b[o] + sum_{c,i,u: i stride + u dilation - padding = r} "
               "sum_{j,v: j stride + v dilation - padding = s} W[c,o,u,v] x[c,i,j]",
    .value = value2d,
    .derivative = derivative2d,
    .signature = {.output = "y",
                  .output_shape = "c_out height_out width_out",
                  .structure = SECANT_BACKWARD,
                  .size = {{"c_in", 1, 3},
                           {"c_out", 1, 3},
                           {"height", 2, 4},
                           {"width", 2, 5},
                           {"kernel_h", 1, 3},
                           {"kernel_w", 1, 3},
                           {"stride", 1, 3},
                           {"padding", 0, 1},
                           {"dilation", 1, 2},
                           {"extra", 0, 1},
                           {"height_out", 0, 0},
                           {"width_out", 0, 0}},
                  .input = {{"x", "c_in height width", SECANT_REAL, true, NULL},
                            {"W", "c_in c_out kernel_h kernel_w", SECANT_REAL, true, NULL},
                            {"b", "c_out", SECANT_REAL, true, NULL},
                            {"g", "c_out height_out width_out", SECANT_UPSTREAM, false,
                             NULL}},
                  .derive = derive2d,
                  .reach = 1.0 / 4},
};
