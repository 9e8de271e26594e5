/* SPDX-License-Identifier: MIT
 *
 * max_pool1d, max_pool2d: the largest element under each window; g is the gradient of the
 * output. The padding is never the largest.
 *
 *   y[c,i]  = max_t x[c, i stride + t - padding]
 *   dx[c,r] = sum of g[c,i] over the windows i whose largest element lies at r
 *
 * Overlapping windows add up. Kinks: where two elements tie for the largest of a window;
 * the first one takes the gradient then.
 */
#include "pool.h"

static void value(const struct pool *p, const real *x, real *out)
{
    for (size_t y = 0; y < pool_outputs(p); y++)
        out[y] = x[pool_top(p, x, y)];
}

static void derivative(const struct pool *p, const real *x, const real *g, real *dx)
{
    pool_clear(p, dx);
    for (size_t y = 0; y < pool_outputs(p); y++)
        dx[pool_top(p, x, y)] += g[y];
}

static void value1d(const struct secant_array *in, const long *size, real *out)
{
    struct pool p = pool1d_geometry(size);
    value(&p, IN(0), out);
}

static void derivative1d(const struct secant_array *in, const long *size, real *const *d)
{
    struct pool p = pool1d_geometry(size);
    derivative(&p, IN(0), IN(1), d[0]);
}

const struct secant_kernel PRECISE(max_pool1d) = {
    .name = "max_pool1d",
    .formula = "y[c,i] = max_t x[c, i stride + t - padding]",
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
    derivative(&p, IN(0), IN(1), d[0]);
}

const struct secant_kernel PRECISE(max_pool2d) = {
    .name = "max_pool2d",
    .formula = "y[c,i,j] = max_{u,v} x[c, i stride + u - padding, j stride + v - padding]",
    .value = value2d,
    .derivative = derivative2d,
    .signature = POOL2D_SIGNATURE,
};
