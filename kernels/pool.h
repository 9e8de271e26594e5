/* SPDX-License-Identifier: MIT
 *
 * What max and average pooling share: windows without dilation over each channel alone, the
 * padding smaller than the kernel, so that every window holds an element of the input.
 */
#ifndef SECANT_POOL_H
#define SECANT_POOL_H

#include "kernel.h"
#include "window.h"

struct pool {
    long channels;
    struct axis row, column;
};

static inline struct pool pool1d_geometry(const long *size)
{
    struct pool p = {size[0], axis_none, axis_slide(size[1], size[2], size[3], size[4], 1)};
    return p;
}

static inline struct pool pool2d_geometry(const long *size)
{
    struct pool p = {size[0], axis_slide(size[1], size[3], size[5], size[6], 1),
                     axis_slide(size[2], size[4], size[5], size[6], 1)};
    return p;
}

static inline bool pool1d_derive(long *size)
{
    struct pool p = pool1d_geometry(size);
    size[5] = p.column.out;
    return p.column.out > 0 && p.column.padding < p.column.kernel;
}

static inline bool pool2d_derive(long *size)
{
    struct pool p = pool2d_geometry(size);
    size[7] = p.row.out;
    size[8] = p.column.out;
    return p.row.out > 0 && p.column.out > 0 && p.row.padding < p.row.kernel &&
           p.column.padding < p.column.kernel;
}

static inline size_t pool_inputs(const struct pool *p)
{
    return (size_t)(p->channels * p->row.in * p->column.in);
}

static inline size_t pool_outputs(const struct pool *p)
{
    return (size_t)(p->channels * p->row.out * p->column.out);
}

static inline size_t pool_taps(const struct pool *p) /* of one window */
{
    return (size_t)(p->row.kernel * p->column.kernel);
}

/* The input element under a tap of the window of output y; false in the padding. */
static inline bool pool_reach(const struct pool *p, size_t y, size_t tap, size_t *at)
{
    long width = p->column.out, height = p->row.out, k = p->column.kernel;
    long j = (long)y % width, i = (long)y / width % height, c = (long)y / width / height;
    long r, s;
    if (!axis_reach(&p->row, i, (long)tap / k, &r) ||
        !axis_reach(&p->column, j, (long)tap % k, &s))
        return false;
    *at = (size_t)((c * p->row.in + r) * p->column.in + s);
    return true;
}

/* The largest element under the window of output y, the first one in case of a tie. */
static inline size_t pool_top(const struct pool *p, const real *x, size_t y)
{
    size_t top = pool_inputs(p), at;
    for (size_t t = 0; t < pool_taps(p); t++)
        if (pool_reach(p, y, t, &at) && (top == pool_inputs(p) || x[at] > x[top]))
            top = at;
    return top;
}

static inline void pool_clear(const struct pool *p, real *dx)
{
    for (size_t i = 0; i < pool_inputs(p); i++)
        dx[i] = 0;
}

/* The signatures, of sizes small enough to meet every window. */
#define POOL1D_SIGNATURE                                                                   \
    {                                                                                      \
        .output = "y", .output_shape = "channels length_out",                              \
        .structure = SECANT_BACKWARD,                                                      \
        .size = {{"channels", 1, 3}, {"length", 4, 9},  {"kernel", 2, 4},                  \
                 {"stride", 1, 3},   {"padding", 0, 1}, {"length_out", 0, 0}},             \
        .input = {{"x", "channels length", SECANT_REAL, true, NULL},                       \
                  {"g", "channels length_out", SECANT_UPSTREAM, false, NULL}},             \
        .derive = pool1d_derive, .reach = 1.0 / 2                                          \
    }

#define POOL2D_SIGNATURE                                                                   \
    {                                                                                      \
        .output = "y", .output_shape = "channels height_out width_out",                    \
        .structure = SECANT_BACKWARD,                                                      \
        .size = {{"channels", 1, 2}, {"height", 3, 6},     {"width", 3, 7},                \
                 {"kernel_h", 2, 3}, {"kernel_w", 2, 3},   {"stride", 1, 3},               \
                 {"padding", 0, 1},  {"height_out", 0, 0}, {"width_out", 0, 0}},           \
        .input = {{"x", "channels height width", SECANT_REAL, true, NULL},                 \
                  {"g", "channels height_out width_out", SECANT_UPSTREAM, false, NULL}},   \
        .derive = pool2d_derive, .reach = 1.0 / 2                                          \
    }

#endif
