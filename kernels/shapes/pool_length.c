/* SPDX-License-Identifier: MIT
 *
 * pool_floor, pool_ceil: how long the output of a pooling is along one axis.
 *
 *   floor mode   floor((n + 2 p - k) / s) + 1       windows wholly inside the padded input
 *   ceil mode    ceil((n + 2 p - k) / s) + 1        windows until its end is covered,
 *                less 1 if the last one would start at n + p or later, in the padding alone
 *
 * n: input, k: kernel, s: stride, p < k: padding on each side (the rules of PyTorch).
 */
#include "shape.h"
#include "walk.h"

#define SIZES                                                                              \
    {                                                                                      \
        {"n", 1, 12}, {"k", 1, 5}, {"s", 1, 5}, { "p", 0, 4 }                              \
    }

static bool fits(long *size)
{
    long n = size[0], k = size[1], p = size[3];
    return p < k && n + 2 * p >= k;
}

static long floor_mode(const long *size)
{
    long n = size[0], k = size[1], s = size[2], p = size[3];
    return (n + 2 * p - k) / s + 1;
}

static long count_inside(const long *size)
{
    long n = size[0], k = size[1], s = size[2], p = size[3];
    return walk_windows(-p, n + p - 1, k, s, 1);
}

const struct secant_shape_kernel shape_pool_floor = {
    .name = "shape/pool_floor",
    .formula = "floor((n + 2 p - k) / s) + 1",
    .signature = {.size = SIZES, .derive = fits},
    .formula_value = floor_mode,
    .count = count_inside,
};

static long ceil_mode(const long *size)
{
    long n = size[0], k = size[1], s = size[2], p = size[3];
    long steps = (n + 2 * p - k + s - 1) / s;
    return steps * s >= n + p ? steps : steps + 1;
}

static long count_until_covered(const long *size)
{
    long n = size[0], k = size[1], s = size[2], p = size[3];
    long count = 0, covered = -p; /* the first element that no window has reached */
    for (long at = -p; at < n && covered < n + p; at += s) {
        covered = at + k;
        count++;
    }
    return count;
}

const struct secant_shape_kernel shape_pool_ceil = {
    .name = "shape/pool_ceil",
    .formula = "m + 1 - [m s >= n + p] with m = ceil((n + 2 p - k) / s)",
    .signature = {.size = SIZES, .derive = fits},
    .formula_value = ceil_mode,
    .count = count_until_covered,
};

const struct secant_shape_kernel shape_pool_ceil_floored = {
    .name = "wrong/pool_ceil_floored",
    .formula = "floor((n + 2 p - k) / s) + 1",
    .wrong = true,
    .mistake = "Floor instead of ceil: the last, incomplete window is lost.",
    .signature = {.size = SIZES, .derive = fits},
    .formula_value = floor_mode,
    .count = count_until_covered,
};
