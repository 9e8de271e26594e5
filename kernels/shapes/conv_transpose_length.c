/* SPDX-License-Identifier: MIT
 *
 * conv_transpose_length: how long a transposed convolution's output is along one axis.
 *
 *   (n - 1) s - 2 p + d (k - 1) + e + 1
 *
 * n: input, k: kernel, s: stride, p: padding, d: dilation, e < s: output padding. Element i
 * writes i s + t d for every tap t; p elements are cut off at both ends of what is spanned,
 * and e are appended. Some result must be left, e not counted.
 */
#include "shape.h"

#define SIZES                                                                              \
    {                                                                                      \
        {"n", 1, 8}, {"k", 1, 5}, {"s", 1, 4}, {"p", 0, 3}, {"d", 1, 3}, { "e", 0, 3 }     \
    }

static long length(const long *size)
{
    long n = size[0], k = size[1], s = size[2], p = size[3], d = size[4], e = size[5];
    return (n - 1) * s - 2 * p + d * (k - 1) + e + 1;
}

static bool fits(long *size) { return size[5] < size[2] && length(size) - size[5] > 0; }

static long count(const long *size)
{
    long n = size[0], k = size[1], s = size[2], p = size[3], d = size[4], e = size[5];
    long last = 0, count = e;
    for (long i = 0; i < n; i++)
        for (long t = 0; t < k; t++)
            if (i * s + t * d > last)
                last = i * s + t * d;
    for (long at = p; at <= last - p; at++)
        count++;
    return count;
}

const struct secant_shape_kernel shape_conv_transpose_length = {
    .name = "shape/conv_transpose_length",
    .formula = "(n - 1) s - 2 p + d (k - 1) + e + 1",
    .signature = {.size = SIZES, .derive = fits},
    .formula_value = length,
    .count = count,
};

static long stride_everywhere(const long *size) { return length(size) + size[2] - 1; }

const struct secant_shape_kernel shape_conv_transpose_length_stride_everywhere = {
    .name = "wrong/conv_transpose_length_stride_everywhere",
    .formula = "n s - 2 p + d (k - 1) + e",
    .wrong = true,
    .mistake = "n s instead of (n - 1) s + 1: nothing is inserted after the last element.",
    .signature = {.size = SIZES, .derive = fits},
    .formula_value = stride_everywhere,
    .count = count,
};
