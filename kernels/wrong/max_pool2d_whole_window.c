/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: every element of a window receives the gradient, as if it were a
 * sum.
 */
#include "pool.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    struct pool p = pool2d_geometry(size);
    size_t at;
    pool_clear(&p, d[0]);
    for (size_t y = 0; y < pool_outputs(&p); y++)
        for (size_t t = 0; t < pool_taps(&p); t++)
            if (pool_reach(&p, y, t, &at))
                d[0][at] += IN(1)[y];
}

WRONG(max_pool2d_whole_window, max_pool2d, derivative,
      "The gradient goes to every element of the window instead of the largest.",
      EVERY_PRECISION);
