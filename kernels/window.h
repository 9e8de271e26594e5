/* SPDX-License-Identifier: MIT
 *
 * A window that slides along one axis. Tap t of window o lies at
 *
 *   o stride + t dilation - padding
 *
 * and in the padding if that is below 0 or not below `in`. There are as many windows as lie
 * wholly in the padded axis:
 *
 *   out = floor((in + 2 padding - dilation (kernel - 1) - 1) / stride) + 1
 */
#ifndef SECANT_WINDOW_H
#define SECANT_WINDOW_H

#include "kernel.h"

struct axis {
    long in, kernel, stride, padding, dilation, out;
};

/* The axis along which nothing slides: the missing one in one dimension. */
static const struct axis axis_none = {1, 1, 1, 0, 1, 1};

/* An axis of length `in`; `out` is 0 if not even one window fits. */
static inline struct axis axis_slide(long in, long kernel, long stride, long padding,
                                     long dilation)
{
    long room = in + 2 * padding - dilation * (kernel - 1) - 1;
    struct axis a = {in,      kernel,   stride,
                     padding, dilation, room < 0 ? 0 : room / stride + 1};
    return a;
}

/* The axis that has `out` windows, with `extra` < stride elements beyond the last one; `in`
 * is below 1 if the padding eats it up. */
static inline struct axis axis_reverse(long out, long kernel, long stride, long padding,
                                       long dilation, long extra)
{
    long in = (out - 1) * stride - 2 * padding + dilation * (kernel - 1) + extra + 1;
    struct axis a = {in, kernel, stride, padding, dilation, out};
    return a;
}

/* Where tap t of window o lies; false in the padding. */
static inline bool axis_reach(const struct axis *a, long o, long t, long *at)
{
    *at = o * a->stride + t * a->dilation - a->padding;
    return 0 <= *at && *at < a->in;
}

#endif
