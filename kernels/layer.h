/* SPDX-License-Identifier: MIT
 *
 * One affine layer z = W x + b, W of `rows` x `columns`, and its three gradients for the
 * gradient g that comes from above:
 *
 *   dx = W' g,   dW = g x',   db = g
 */
#ifndef SECANT_LAYER_H
#define SECANT_LAYER_H

#include "kernel.h"

static inline void layer_value(const real *W, const real *x, const real *b, size_t rows,
                               size_t columns, real *z)
{
    for (size_t i = 0; i < rows; i++) {
        z[i] = b[i];
        for (size_t j = 0; j < columns; j++)
            z[i] += W[i * columns + j] * x[j];
    }
}

static inline void layer_input(const real *W, const real *g, size_t rows, size_t columns,
                               real *dx)
{
    for (size_t j = 0; j < columns; j++) {
        dx[j] = 0;
        for (size_t i = 0; i < rows; i++)
            dx[j] += W[i * columns + j] * g[i];
    }
}

static inline void layer_weights(const real *g, const real *x, size_t rows, size_t columns,
                                 real *dW)
{
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++)
            dW[i * columns + j] = g[i] * x[j];
}

static inline void layer_bias(const real *g, size_t rows, real *db)
{
    for (size_t i = 0; i < rows; i++)
        db[i] = g[i];
}

#endif
