/* SPDX-License-Identifier: MIT
 *
 * parameters_linear, parameters_network, parameters_conv: how many numbers are learned.
 *
 *   linear    h (d + 1)                          W of h x d and b
 *   network   h (d + 1) + m (h + 1)              two of them
 *   conv      o (c / g) k l + o                  c to o channels in g groups, kernel k x l
 *
 * The counts go through the connections: one weight for each that exists.
 */
#include "shape.h"

static long connections(long inputs, long outputs)
{
    long count = 0;
    for (long i = 0; i < outputs; i++) {
        for (long j = 0; j < inputs; j++)
            count++;
        count++; /* the bias */
    }
    return count;
}

static long linear(const long *size) { return size[1] * (size[0] + 1); }
static long count_linear(const long *size) { return connections(size[0], size[1]); }

const struct secant_shape_kernel shape_parameters_linear = {
    .name = "shape/parameters_linear",
    .formula = "h (d + 1)",
    .signature = {.size = {{"d", 1, 12}, {"h", 1, 12}}},
    .formula_value = linear,
    .count = count_linear,
};

static long bias_missing(const long *size) { return size[0] * size[1]; }

const struct secant_shape_kernel shape_parameters_linear_bias_missing = {
    .name = "wrong/parameters_linear_bias_missing",
    .formula = "h d",
    .wrong = true,
    .mistake = "The h numbers of the bias are forgotten.",
    .signature = {.size = {{"d", 1, 12}, {"h", 1, 12}}},
    .formula_value = bias_missing,
    .count = count_linear,
};

static long network(const long *size)
{
    long d = size[0], h = size[1], m = size[2];
    return h * (d + 1) + m * (h + 1);
}

static long count_network(const long *size)
{
    return connections(size[0], size[1]) + connections(size[1], size[2]);
}

const struct secant_shape_kernel shape_parameters_network = {
    .name = "shape/parameters_network",
    .formula = "h (d + 1) + m (h + 1)",
    .signature = {.size = {{"d", 1, 12}, {"h", 1, 12}, {"m", 1, 12}}},
    .formula_value = network,
    .count = count_network,
};

#define CONV_SIZES                                                                         \
    {                                                                                      \
        {"c", 1, 8}, {"o", 1, 8}, {"k", 1, 5}, {"l", 1, 5}, { "g", 1, 4 }                  \
    }

static bool groups_fit(long *size)
{
    return size[0] % size[4] == 0 && size[1] % size[4] == 0;
}

static long conv(const long *size)
{
    long c = size[0], o = size[1], k = size[2], l = size[3], g = size[4];
    return o * (c / g) * k * l + o;
}

/* A weight for every pair of channels of the same group and every tap. */
static long count_conv(const long *size)
{
    long c = size[0], o = size[1], taps = size[2] * size[3], g = size[4], count = 0;
    for (long out = 0; out < o; out++) {
        for (long in = 0; in < c; in++)
            for (long tap = 0; tap < taps; tap++)
                count += in * g / c == out * g / o;
        count++; /* the bias */
    }
    return count;
}

const struct secant_shape_kernel shape_parameters_conv = {
    .name = "shape/parameters_conv",
    .formula = "o (c / g) k l + o",
    .signature = {.size = CONV_SIZES, .derive = groups_fit},
    .formula_value = conv,
    .count = count_conv,
};

static long groups_missing(const long *size)
{
    long c = size[0], o = size[1], k = size[2], l = size[3];
    return o * c * k * l + o;
}

const struct secant_shape_kernel shape_parameters_conv_groups_missing = {
    .name = "wrong/parameters_conv_groups_missing",
    .formula = "o c k l + o",
    .wrong = true,
    .mistake = "The groups are forgotten: an output channel reads c / g channels, not c.",
    .signature = {.size = CONV_SIZES, .derive = groups_fit},
    .formula_value = groups_missing,
    .count = count_conv,
};
