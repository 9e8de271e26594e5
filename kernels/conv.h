/* SPDX-License-Identifier: MIT
 *
 * The sums of a convolution in one and two dimensions; in one, the rows are `axis_none`.
 *
 * Every tap joins one element of the input x, one weight w and one element of the output y;
 * output channel o reads the input channels of its group:
 *
 *   y[o,i,j] = sum_{c,u,v} w[o,c,u,v] x[group(o) + c, reach(i,u), reach(j,v)]
 *
 * so value and gradients are one walk over all taps: y += w x, dx += w dy, dw += x dy.
 */
#ifndef SECANT_CONV_H
#define SECANT_CONV_H

#include "kernel.h"
#include "window.h"

struct conv {
    long groups, in, out; /* channels per group */
    struct axis row, column;
};

/* The arrays that a tap joins: those that are read, and the one that it adds to. */
struct conv_arrays {
    const real *x, *w, *y;
    real *sum;
};

static inline void conv_to_output(const struct conv_arrays *a, size_t x, size_t w, size_t y)
{
    a->sum[y] += a->w[w] * a->x[x];
}

static inline void conv_to_input(const struct conv_arrays *a, size_t x, size_t w, size_t y)
{
    a->sum[x] += a->w[w] * a->y[y];
}

static inline void conv_to_weights(const struct conv_arrays *a, size_t x, size_t w,
                                   size_t y)
{
    a->sum[w] += a->x[x] * a->y[y];
}

/* Elements of one channel of the input, one kernel, one channel of the output. */
static inline size_t conv_input_plane(const struct conv *c)
{
    return (size_t)(c->row.in * c->column.in);
}

static inline size_t conv_kernel_plane(const struct conv *c)
{
    return (size_t)(c->row.kernel * c->column.kernel);
}

static inline size_t conv_output_plane(const struct conv *c)
{
    return (size_t)(c->row.out * c->column.out);
}

static inline size_t conv_inputs(const struct conv *c) /* channels */
{
    return (size_t)(c->groups * c->in);
}

static inline size_t conv_outputs(const struct conv *c)
{
    return (size_t)(c->groups * c->out);
}

/* The taps of the window at (i, j) in one input channel; x, w, y: where the channel, the
 * kernel and the window's output start. */
static inline void conv_window(const struct conv *c, const struct conv_arrays *a,
                               void (*tap)(const struct conv_arrays *, size_t, size_t,
                                           size_t),
                               long i, long j, size_t x, size_t w, size_t y)
{
    long r, s;
    for (long u = 0; u < c->row.kernel; u++)
        for (long v = 0; v < c->column.kernel; v++, w++)
            if (axis_reach(&c->row, i, u, &r) && axis_reach(&c->column, j, v, &s))
                tap(a, x + (size_t)(r * c->column.in + s), w, y);
}

static inline void conv_walk(const struct conv *c, const struct conv_arrays *a,
                             void (*tap)(const struct conv_arrays *, size_t, size_t,
                                         size_t))
{
    size_t in = (size_t)c->in, out = (size_t)c->out, y = 0;
    for (size_t o = 0; o < conv_outputs(c); o++)
        for (long i = 0; i < c->row.out; i++)
            for (long j = 0; j < c->column.out; j++, y++)
                for (size_t k = 0; k < in; k++)
                    conv_window(c, a, tap, i, j, (o / out * in + k) * conv_input_plane(c),
                                (o * in + k) * conv_kernel_plane(c), y);
}

static inline void conv_clear(real *sum, size_t count)
{
    for (size_t i = 0; i < count; i++)
        sum[i] = 0;
}

static inline void conv_output(const struct conv *c, const real *x, const real *w, real *y)
{
    conv_clear(y, conv_outputs(c) * conv_output_plane(c));
    conv_walk(c, &(struct conv_arrays){.x = x, .w = w, .sum = y}, conv_to_output);
}

static inline void conv_input(const struct conv *c, const real *w, const real *y, real *x)
{
    conv_clear(x, conv_inputs(c) * conv_input_plane(c));
    conv_walk(c, &(struct conv_arrays){.w = w, .y = y, .sum = x}, conv_to_input);
}

static inline void conv_weights(const struct conv *c, const real *x, const real *y, real *w)
{
    conv_clear(w, conv_outputs(c) * (size_t)c->in * conv_kernel_plane(c));
    conv_walk(c, &(struct conv_arrays){.x = x, .y = y, .sum = w}, conv_to_weights);
}

/* Adds b[o] to each element of channel o. */
static inline void conv_add_bias(const real *b, size_t channels, size_t plane, real *y)
{
    for (size_t o = 0; o < channels; o++)
        for (size_t i = 0; i < plane; i++)
            y[o * plane + i] += b[o];
}

/* The bias reaches every element of its channel: db[o] is the sum over them. */
static inline void conv_bias(const real *g, size_t channels, size_t plane, real *db)
{
    for (size_t o = 0; o < channels; o++) {
        db[o] = 0;
        for (size_t i = 0; i < plane; i++)
            db[o] += g[o * plane + i];
    }
}

/* From the sizes of conv1d and conv2d; the outputs are 0 if no window fits. */
static inline struct conv conv1d_geometry(const long *size)
{
    struct conv c = {size[0], size[1], size[2], axis_none,
                     axis_slide(size[3], size[4], size[5], size[6], size[7])};
    return c;
}

static inline struct conv conv2d_geometry(const long *size)
{
    struct conv c = {size[0], size[1], size[2],
                     axis_slide(size[3], size[5], size[7], size[8], size[9]),
                     axis_slide(size[4], size[6], size[7], size[8], size[9])};
    return c;
}

/* From those of conv_transpose1d and conv_transpose2d: the convolution that it reverses. */
static inline struct conv conv_transpose1d_geometry(const long *size)
{
    struct conv c = {1, size[1], size[0], axis_none,
                     axis_reverse(size[2], size[3], size[4], size[5], size[6], size[7])};
    return c;
}

static inline struct conv conv_transpose2d_geometry(const long *size)
{
    struct conv c = {1, size[1], size[0],
                     axis_reverse(size[2], size[4], size[6], size[7], size[8], size[9]),
                     axis_reverse(size[3], size[5], size[6], size[7], size[8], size[9])};
    return c;
}

#endif
