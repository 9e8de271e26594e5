/* SPDX-License-Identifier: MIT
 *
 * avg_pool1d, avg_pool2d: the mean under each window; g is the gradient of the output. The
 * padding counts: its elements are zeros, and every sum is divided by the whole kernel.
 *
 *   y[c,i]  = 1/kernel sum_t x[c, i stride + t - padding]
 *   dx[c,r] = 1/kernel sum of g[c,i] over the windows i that hold r
 *
 * Smooth everywhere.
 */
#include "pool.h"

static void value(const struct pool *p, const real *x, real *out)
{
    size_t at;
    for (size_t y = 0; y < pool_outputs(p); y++) {
        real sum = 0;
        for (size_t t = 0; t < pool_taps(p); t++)
            sum += pool_reach(p, y, t, &at) ? x[at] : 0;
        out[y] = sum / (real)pool_taps(p);
    }
}

static void derivative(const struct pool *p, const real *g, real *dx)
{
    size_t at;
    pool_clear(p, dx);
    for (size_t y = 0; y < pool_outputs(p); y++)
        for (size_t t = 0; t < pool_taps(p); t++)
            if (pool_reach(p, y, t, &at))
                dx[at] += g[y] / (real)pool_taps(p);
}

static void value1d(const struct secant_array *in, const long *size, real *out)
{
    struct pool p = pool1d_geometry(size);
    value(&p, IN(0), out);
}

static void derivative1d(const struct secant_array *in, const long *size, real *const *d)
{
    struct pool p = pool1d_geometry(size);
    derivative(&p, IN(1), d[0]);
}

const struct secant_kernel PRECISE(avg_pool1d) = {
    .name = "avg_pool1d",
    .formula = "y[c,i] = 1/kernel sum_t x[c, i stride + t - padding], x = 0 outside",
    .value = value1d,
    .derivative = derivative1d,
    .signature = POOL1D_SIGNATURE,
};

static void value2d(const struct secant_array *in, const long *size, real *out)
{
    struct pool p = pool2d_geometry(size);
    value(&p, IN(0), out);
}

static void derivative2d(const struct secant_array *in, const long *size, real *const *d)
{
    struct pool p = pool2d_geometry(size);
    derivative(&p, IN(1), d[0]);
}

const struct secant_kernel PRECISE(avg_pool2d) = {
    .name = "avg_pool2d",
    .formula = "y[c,i,j] = 1/(kernel_h kernel_w) sum_{u,v} "
               "x[c, i stride + u - padding, j stride + v - padding], x = 0 outside",
    .value = value2d,
    .derivative = derivative2d,
    .signature = POOL2D_SIGNATURE,
};
