/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: the gradient goes to the element of the largest magnitude.
 */
#include "pool.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    struct pool p = pool2d_geometry(size);
    size_t at;
    pool_clear(&p, d[0]);
    for (size_t y = 0; y < pool_outputs(&p); y++) {
        size_t top = pool_top(&p, IN(0), y);
        for (size_t t = 0; t < pool_taps(&p); t++)
            if (pool_reach(&p, y, t, &at) && fabs(IN(0)[at]) > fabs(IN(0)[top]))
                top = at;
        d[0][top] += IN(1)[y];
    }
}

WRONG(max_pool2d_absolute, max_pool2d, derivative,
      "The gradient goes to the largest |x| of the window instead of the largest x.",
      EVERY_PRECISION);
