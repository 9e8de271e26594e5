/* SPDX-License-Identifier: MIT
 *
 * conv_valid, conv_full, conv_same: the three usual output lengths without a padding of
 * one's own.
 *
 *   valid  n - k + 1        every window lies wholly inside
 *   full   n + k - 1        every product of an element and a weight lands somewhere
 *   same   ceil(n / s)      padded by k - 1 in all, the odd one at the end
 */
#include "shape.h"
#include "walk.h"

static bool kernel_fits(long *size) { return size[1] <= size[0]; }
static long valid(const long *size) { return size[0] - size[1] + 1; }

static long count_valid(const long *size)
{
    return walk_windows(0, size[0] - 1, size[1], 1, 1);
}

const struct secant_shape_kernel shape_conv_valid = {
    .name = "shape/conv_valid",
    .formula = "n - k + 1",
    .signature = {.size = {{"n", 1, 16}, {"k", 1, 8}}, .derive = kernel_fits},
    .formula_value = valid,
    .count = count_valid,
};

static long full(const long *size) { return size[0] + size[1] - 1; }

/* Element i times weight j lands at i + j. */
static bool lands(long n, long k, long at)
{
    for (long i = 0; i < n; i++)
        for (long j = 0; j < k; j++)
            if (i + j == at)
                return true;
    return false;
}

static long count_full(const long *size)
{
    long n = size[0], k = size[1], count = 0;
    for (long at = 0; at < 2 * (n + k); at++)
        count += lands(n, k, at);
    return count;
}

const struct secant_shape_kernel shape_conv_full = {
    .name = "shape/conv_full",
    .formula = "n + k - 1",
    .signature = {.size = {{"n", 1, 16}, {"k", 1, 8}}},
    .formula_value = full,
    .count = count_full,
};

static long same(const long *size) { return (size[0] + size[2] - 1) / size[2]; }

static long count_same(const long *size)
{
    long n = size[0], k = size[1], s = size[2], before = (k - 1) / 2;
    return walk_windows(-before, n - 1 + (k - 1 - before), k, s, 1);
}

const struct secant_shape_kernel shape_conv_same = {
    .name = "shape/conv_same",
    .formula = "ceil(n / s)",
    .signature = {.size = {{"n", 1, 16}, {"k", 1, 8}, {"s", 1, 4}}},
    .formula_value = same,
    .count = count_same,
};
