/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: dx = g / kernel instead of dx += g / kernel: of overlapping
 * windows, the later one wins.
 */
#include "pool.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    struct pool p = pool1d_geometry(size);
    size_t at;
    pool_clear(&p, d[0]);
    for (size_t y = 0; y < pool_outputs(&p); y++)
        for (size_t t = 0; t < pool_taps(&p); t++)
            if (pool_reach(&p, y, t, &at))
                d[0][at] = IN(1)[y] / (real)pool_taps(&p);
}

WRONG(avg_pool1d_overlap_assigned, avg_pool1d, derivative,
      "The gradients of overlapping windows are assigned instead of added.",
      EVERY_PRECISION);
