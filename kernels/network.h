/* SPDX-License-Identifier: MIT
 *
 * A two-layer network, forward and backward:
 *
 *   z1 = W1 x + b1,   a = hidden(z1),   z2 = W2 a + b2,   L = loss(z2, y)
 *
 *   dW2 = dz2 a',   db2 = dz2,   da = W2' dz2,   dz1 = da .* hidden'(z1)
 *   dW1 = dz1 x',   db1 = dz1,   dx = W1' dz1
 *
 * d inputs, h hidden units, m outputs; the gradients stand in the order x, W1, b1, W2, b2.
 */
#ifndef SECANT_NETWORK_H
#define SECANT_NETWORK_H

#include "kernel.h"
#include "layer.h"
#include "network_loss.h"

struct network {
    size_t d, h, m;
    const real *x, *W1, *b1, *W2, *b2, *y;
    real z1[SECANT_LARGEST], a[SECANT_LARGEST], z2[SECANT_LARGEST];
    real dz1[SECANT_LARGEST], da[SECANT_LARGEST], dz2[SECANT_LARGEST];
};

static inline real relu_value(real z) { return z > 0 ? z : 0; }
static inline real relu_slope(real z) { return z > 0; } /* 0 at the kink */

static inline real tanh_value(real z) { return tanh(z); }
static inline real tanh_slope(real z) { return 4 * sigmoid_of(2 * z) * sigmoid_of(-2 * z); }

static inline real sigmoid_value(real z) { return sigmoid_of(z); }
static inline real sigmoid_slope(real z) { return sigmoid_of(z) * sigmoid_of(-z); }

static inline real softplus_value(real z) { return softplus_of(z); }
static inline real softplus_slope(real z) { return sigmoid_of(z); }

static inline struct network network_forward(const struct secant_array *in,
                                             const long *size, real (*hidden)(real))
{
    struct network n = {
        .d = (size_t)size[0],
        .h = (size_t)size[1],
        .m = (size_t)size[2],
        .x = IN(0),
        .W1 = IN(1),
        .b1 = IN(2),
        .W2 = IN(3),
        .b2 = IN(4),
        .y = IN(5),
    };
    layer_value(n.W1, n.x, n.b1, n.h, n.d, n.z1);
    for (size_t i = 0; i < n.h; i++)
        n.a[i] = hidden(n.z1[i]);
    layer_value(n.W2, n.a, n.b2, n.m, n.h, n.z2);
    return n;
}

/* From dz2: the gradients of W2 and b2, and da. */
static inline void network_output_layer(struct network *n, real *const *d)
{
    layer_weights(n->dz2, n->a, n->m, n->h, d[3]);
    layer_bias(n->dz2, n->m, d[4]);
    layer_input(n->W2, n->dz2, n->m, n->h, n->da);
}

/* From da: the gradients of x, W1 and b1. */
static inline void network_hidden_layer(struct network *n, real (*slope)(real),
                                        real *const *d)
{
    for (size_t i = 0; i < n->h; i++)
        n->dz1[i] = n->da[i] * slope(n->z1[i]);
    layer_input(n->W1, n->dz1, n->h, n->d, d[0]);
    layer_weights(n->dz1, n->x, n->h, n->d, d[1]);
    layer_bias(n->dz1, n->h, d[2]);
}

static inline real network_loss(const struct secant_array *in, const long *size,
                                real (*hidden)(real),
                                real (*loss)(const real *z, const real *y, size_t m))
{
    struct network n = network_forward(in, size, hidden);
    return loss(n.z2, n.y, n.m);
}

static inline void network_gradient(const struct secant_array *in, const long *size,
                                    real (*hidden)(real), real (*slope)(real),
                                    void (*gradient)(const real *z, const real *y, size_t m,
                                                     real *dz),
                                    real *const *d)
{
    struct network n = network_forward(in, size, hidden);
    gradient(n.z2, n.y, n.m, n.dz2);
    network_output_layer(&n, d);
    network_hidden_layer(&n, slope, d);
}

#endif
