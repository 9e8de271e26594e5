/* SPDX-License-Identifier: MIT
 *
 * conv1d, conv2d: convolution as networks call it, a cross-correlation with stride,
 * padding by zeros, dilation, groups and a bias; g is the gradient of its output.
 *
 *   y[o,i] = b[o] + sum_{c,u} W[o,c,u] x[group(o) + c, i stride + u dilation - padding]
 *
 *   dx[c,r]   = sum of W[o,c,u] g[o,i]  over all (o,i,u) whose tap lies at r
 *   dW[o,c,u] = sum_i g[o,i] x[group(o) + c, i stride + u dilation - padding]
 *   db[o]     = sum_i g[o,i]
 *
 * and the same with two positions in two dimensions. There are `groups` groups of `in`
 * input and `out` output channels. Smooth everywhere.
 */
#include "conv.h"

static void value(const struct conv *c, const struct secant_array *in, real *out)
{
    conv_output(c, IN(0), IN(1), out);
    conv_add_bias(IN(2), conv_outputs(c), conv_output_plane(c), out);
}

static void derivative(const struct conv *c, const struct secant_array *in, real *const *d)
{
    conv_input(c, IN(1), IN(3), d[0]);
    conv_weights(c, IN(0), IN(3), d[1]);
    conv_bias(IN(3), conv_outputs(c), conv_output_plane(c), d[2]);
}

static bool derive1d(long *size)
{
    struct conv c = conv1d_geometry(size);
    size[8] = c.groups * c.in;
    size[9] = c.groups * c.out;
    size[10] = c.column.out;
    return c.column.out > 0;
}

static void value1d(const struct secant_array *in, const long *size, real *out)
{
    struct conv c = conv1d_geometry(size);
    value(&c, in, out);
}

static void derivative1d(const struct secant_array *in, const long *size, real *const *d)
{
    struct conv c = conv1d_geometry(size);
    derivative(&c, in, d);
}

const struct secant_kernel PRECISE(conv1d) = {
    .name = "conv1d",
    .formula = "y[o,i] = b[o] + sum_{c,u} W[o,c,u] "
               "x[group(o) + c, i stride + u dilation - padding]",
    .value = value1d,
    .derivative = derivative1d,
    .signature = {.output = "y",
                  .output_shape = "c_out length_out",
                  .structure = SECANT_BACKWARD,
                  .size = {{"groups", 1, 3},
                           {"in", 1, 3},
                           {"out", 1, 3},
                           {"length", 4, 9},
                           {"kernel", 1, 4},
                           {"stride", 1, 3},
                           {"padding", 0, 2},
                           {"dilation", 1, 2},
                           {"c_in", 0, 0},
                           {"c_out", 0, 0},
                           {"length_out", 0, 0}},
                  .input = {{"x", "c_in length", SECANT_REAL, true, NULL},
                            {"W", "c_out in kernel", SECANT_REAL, true, NULL},
                            {"b", "c_out", SECANT_REAL, true, NULL},
                            {"g", "c_out length_out", SECANT_UPSTREAM, false, NULL}},
                  .derive = derive1d,
                  .reach = 1.0 / 4},
};

static bool derive2d(long *size)
{
    struct conv c = conv2d_geometry(size);
    size[10] = c.groups * c.in;
    size[11] = c.groups * c.out;
    size[12] = c.row.out;
    size[13] = c.column.out;
    return c.row.out > 0 && c.column.out > 0;
}

static void value2d(const struct secant_array *in, const long *size, real *out)
{
    struct conv c = conv2d_geometry(size);
    value(&c, in, out);
}

static void derivative2d(const struct secant_array *in, const long *size, real *const *d)
{
    struct conv c = conv2d_geometry(size);
    derivative(&c, in, d);
}

const struct secant_kernel PRECISE(conv2d) = {
    .name = "conv2d",
    .formula = "y[o,i,j] = b[o] + sum_{c,u,v} W[o,c,u,v] x[group(o) + c, "
               "i stride + u dilation - padding, j stride + v dilation - padding]",
    .value = value2d,
    .derivative = derivative2d,
    .signature = {.output = "y",
                  .output_shape = "c_out height_out width_out",
                  .structure = SECANT_BACKWARD,
                  .size = {{"groups", 1, 2},
                           {"in", 1, 2},
                           {"out", 1, 3},
                           {"height", 3, 6},
                           {"width", 3, 7},
                           {"kernel_h", 1, 3},
                           {"kernel_w", 1, 3},
                           {"stride", 1, 3},
                           {"padding", 0, 2},
                           {"dilation", 1, 2},
                           {"c_in", 0, 0},
                           {"c_out", 0, 0},
                           {"height_out", 0, 0},
                           {"width_out", 0, 0}},
                  .input = {{"x", "c_in height width", SECANT_REAL, true, NULL},
                            {"W", "c_out in kernel_h kernel_w", SECANT_REAL, true, NULL},
                            {"b", "c_out", SECANT_REAL, true, NULL},
                            {"g", "c_out height_out width_out", SECANT_UPSTREAM, false,
                             NULL}},
                  .derive = derive2d,
                  .reach = 1.0 / 4},
};
