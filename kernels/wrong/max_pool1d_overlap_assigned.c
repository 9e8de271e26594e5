/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: dx = g instead of dx += g: of two windows with the same largest
 * element, the later one wins.
 */
#include "pool.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    struct pool p = pool1d_geometry(size);
    pool_clear(&p, d[0]);
    for (size_t y = 0; y < pool_outputs(&p); y++)
        d[0][pool_top(&p, IN(0), y)] = IN(1)[y];
}

WRONG(max_pool1d_overlap_assigned, max_pool1d, derivative,
      "The gradients of overlapping windows are assigned instead of added.",
      EVERY_PRECISION);
