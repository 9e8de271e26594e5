/* SPDX-License-Identifier: MIT
 *
 * Counting windows by walking: what the closed formulas of the shapes are judged by.
 */
#ifndef SECANT_WALK_H
#define SECANT_WALK_H

#include <stdbool.h>

/* The positions at which all `kernel` taps, `dilation` apart, lie on the axis from
 * `first` to `last`, when the window starts at `first` and moves on by `stride`. */
static inline long walk_windows(long first, long last, long kernel, long stride,
                                long dilation)
{
    long count = 0;
    for (long at = first; at <= last; at += stride) {
        bool inside = true;
        for (long t = 0; t < kernel; t++)
            inside = inside && at + t * dilation <= last;
        count += inside;
    }
    return count;
}

#endif
