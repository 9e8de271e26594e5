/* SPDX-License-Identifier: MIT
 *
 * conv_length: how long a convolution's output is along one axis.
 *
 *   floor((n + 2 p - d (k - 1) - 1) / s) + 1
 *
 * n: input, k: kernel, s: stride, p: padding on each side, d: dilation. The window must fit
 * into the padded input once, else C's division, which truncates, is not the floor.
 */
#include "shape.h"
#include "walk.h"

#define SIZES                                                                              \
    {                                                                                      \
        {"n", 1, 12}, {"k", 1, 5}, {"s", 1, 4}, {"p", 0, 4}, { "d", 1, 3 }                 \
    }

static bool fits(long *size)
{
    long n = size[0], k = size[1], p = size[3], d = size[4];
    return n + 2 * p >= d * (k - 1) + 1;
}

static long length(const long *size)
{
    long n = size[0], k = size[1], s = size[2], p = size[3], d = size[4];
    return (n + 2 * p - d * (k - 1) - 1) / s + 1;
}

static long count(const long *size)
{
    long n = size[0], k = size[1], s = size[2], p = size[3], d = size[4];
    return walk_windows(-p, n + p - 1, k, s, d);
}

const struct secant_shape_kernel shape_conv_length = {
    .name = "shape/conv_length",
    .formula = "floor((n + 2 p - d (k - 1) - 1) / s) + 1",
    .signature = {.size = SIZES, .derive = fits},
    .formula_value = length,
    .count = count,
};

static long one_missing(const long *size) { return length(size) - 1; }

const struct secant_shape_kernel shape_conv_length_one_missing = {
    .name = "wrong/conv_length_one_missing",
    .formula = "floor((n + 2 p - d (k - 1) - 1) / s)",
    .wrong = true,
    .mistake = "The + 1 is forgotten: the window at the start counts too.",
    .signature = {.size = SIZES, .derive = fits},
    .formula_value = one_missing,
    .count = count,
};

static long dilation_missing(const long *size)
{
    long n = size[0], k = size[1], s = size[2], p = size[3];
    return (n + 2 * p - k) / s + 1;
}

const struct secant_shape_kernel shape_conv_length_dilation_missing = {
    .name = "wrong/conv_length_dilation_missing",
    .formula = "floor((n + 2 p - k) / s) + 1",
    .wrong = true,
    .mistake = "The dilation is forgotten: the kernel covers d (k - 1) + 1 elements.",
    .signature = {.size = SIZES, .derive = fits},
    .formula_value = dilation_missing,
    .count = count,
};

static bool fits_padded_once(long *size)
{
    long n = size[0], k = size[1], p = size[3], d = size[4];
    return n + p >= d * (k - 1) + 1;
}

static long padding_once(const long *size)
{
    long n = size[0], k = size[1], s = size[2], p = size[3], d = size[4];
    return (n + p - d * (k - 1) - 1) / s + 1;
}

const struct secant_shape_kernel shape_conv_length_padding_once = {
    .name = "wrong/conv_length_padding_once",
    .formula = "floor((n + p - d (k - 1) - 1) / s) + 1",
    .wrong = true,
    .mistake = "The padding is counted once: it is added on both sides.",
    .signature = {.size = SIZES, .derive = fits_padded_once},
    .formula_value = padding_once,
    .count = count,
};
