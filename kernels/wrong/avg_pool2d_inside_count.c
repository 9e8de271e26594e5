/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: g is divided by the number of elements inside the input; the value
 * divides by the whole kernel.
 */
#include "pool.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    struct pool p = pool2d_geometry(size);
    size_t at;
    pool_clear(&p, d[0]);
    for (size_t y = 0; y < pool_outputs(&p); y++) {
        size_t inside = 0;
        for (size_t t = 0; t < pool_taps(&p); t++)
            inside += pool_reach(&p, y, t, &at);
        for (size_t t = 0; t < pool_taps(&p); t++)
            if (pool_reach(&p, y, t, &at))
                d[0][at] += IN(1)[y] / (real)inside;
    }
}

WRONG(
    avg_pool2d_inside_count, avg_pool2d, derivative,
    "The gradient is divided by the elements inside the input instead of the whole kernel.",
    EVERY_PRECISION);
