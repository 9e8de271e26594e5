/* SPDX-License-Identifier: MIT
 *
 * The last layer of a network: m outputs z, the output function, the loss L(z) and dL/dz.
 *
 * Sigmoid and softmax outputs are both sigmoid(t_k) of their log odds t_k = ln(yhat_k /
 * (1 - yhat_k)), from which neither yhat_k nor 1 - yhat_k loses digits in a tail:
 *
 *   sigmoid:  t_k = z_k
 *   softmax:  t_k = z_k - ln sum_{j != k} exp(z_j),   m >= 2
 *             dt_k/dz_j = delta_kj - (1 - delta_kj) exp(z_j) / sum_{i != k} exp(z_i)
 *
 * and -ln yhat_k = softplus(-t_k), -ln(1 - yhat_k) = softplus(t_k). So with targets y:
 *
 *   mse = 1/m sum_k (yhat_k - y_k)^2                   dL/dt_k = 2/m (yhat_k - y_k)
 *                                                                yhat_k (1 - yhat_k)
 *   bce = 1/m sum_k (y_k softplus(-t_k)                dL/dt_k = 1/m (yhat_k - y_k)
 *                    + (1 - y_k) softplus(t_k))
 *   ce  = sum_k y_k softplus(-t_k)                     dL/dt_k = -y_k (1 - yhat_k)
 *
 * The identity output goes with mse alone: it may be negative, and then has no logarithm.
 */
#ifndef SECANT_NETWORK_LOSS_H
#define SECANT_NETWORK_LOSS_H

#include "kernel.h"

static inline real sigmoid_of(real t)
{
    real tail = exp(-fabs(t)); /* at most 1 */
    return t > 0 ? 1 / (1 + tail) : tail / (1 + tail);
}

static inline real softplus_of(real t)
{
    real tail = log1p(exp(-fabs(t)));
    return t > 0 ? t + tail : tail;
}

/* sigmoid(t) - y for 0 <= y <= 1, without taking a number near 1 from 1. */
static inline real excess(real t, real y)
{
    return sigmoid_of(t) * (1 - y) - y * sigmoid_of(-t);
}

static inline real mse_value(const real *t, const real *y, size_t m)
{
    real sum = 0;
    for (size_t k = 0; k < m; k++)
        sum += excess(t[k], y[k]) * excess(t[k], y[k]);
    return sum / (real)m;
}

static inline void mse_gradient(const real *t, const real *y, size_t m, real *dt)
{
    for (size_t k = 0; k < m; k++)
        dt[k] = 2 * excess(t[k], y[k]) / (real)m * sigmoid_of(t[k]) * sigmoid_of(-t[k]);
}

static inline real bce_value(const real *t, const real *y, size_t m)
{
    real sum = 0;
    for (size_t k = 0; k < m; k++)
        sum += y[k] * softplus_of(-t[k]) + (1 - y[k]) * softplus_of(t[k]);
    return sum / (real)m;
}

static inline void bce_gradient(const real *t, const real *y, size_t m, real *dt)
{
    for (size_t k = 0; k < m; k++)
        dt[k] = excess(t[k], y[k]) / (real)m;
}

static inline real ce_value(const real *t, const real *y, size_t m)
{
    real sum = 0;
    for (size_t k = 0; k < m; k++)
        sum += y[k] * softplus_of(-t[k]);
    return sum;
}

static inline void ce_gradient(const real *t, const real *y, size_t m, real *dt)
{
    for (size_t k = 0; k < m; k++)
        dt[k] = -y[k] * sigmoid_of(-t[k]);
}

static inline void sigmoid_odds(const real *z, size_t m, real *t)
{
    for (size_t k = 0; k < m; k++)
        t[k] = z[k];
}

static inline void sigmoid_back(const real *z, const real *dt, size_t m, real *dz)
{
    (void)z;
    for (size_t k = 0; k < m; k++)
        dz[k] = dt[k];
}

/* sum_{j != k} exp(z_j) = exp(top) sum, sum >= 1; an empty sum for m = 1. */
struct others_than {
    real top, sum;
};

static inline struct others_than others_than(const real *z, size_t m, size_t k)
{
    struct others_than o = {0, 0};
    if (m < 2)
        return o;
    o.top = z[k == 0];
    for (size_t j = 0; j < m; j++)
        o.top = j == k ? o.top : fmax(o.top, z[j]);
    for (size_t j = 0; j < m; j++)
        o.sum += j == k ? 0 : exp(z[j] - o.top);
    return o;
}

static inline void softmax_odds(const real *z, size_t m, real *t)
{
    for (size_t k = 0; k < m; k++) {
        struct others_than o = others_than(z, m, k);
        t[k] = (z[k] - o.top) - log(o.sum);
    }
}

static inline void softmax_back(const real *z, const real *dt, size_t m, real *dz)
{
    for (size_t j = 0; j < m; j++)
        dz[j] = m < 2 ? 0 : dt[j]; /* the softmax of one number is 1 */
    for (size_t k = 0; k < m; k++) {
        struct others_than o = others_than(z, m, k);
        for (size_t j = 0; j < m; j++)
            dz[j] -= j == k ? 0 : dt[k] * (exp(z[j] - o.top) / o.sum);
    }
}

#define LOSS_OF_ODDS(output, loss)                                                         \
    static inline real output##_##loss##_value(const real *z, const real *y, size_t m)     \
    {                                                                                      \
        real t[SECANT_LARGEST];                                                            \
        output##_odds(z, m, t);                                                            \
        return loss##_value(t, y, m);                                                      \
    }                                                                                      \
    static inline void output##_##loss##_gradient(const real *z, const real *y, size_t m,  \
                                                  real *dz)                                \
    {                                                                                      \
        real t[SECANT_LARGEST], dt[SECANT_LARGEST];                                        \
        output##_odds(z, m, t);                                                            \
        loss##_gradient(t, y, m, dt);                                                      \
        output##_back(z, dt, m, dz);                                                       \
    }

LOSS_OF_ODDS(sigmoid, mse)
LOSS_OF_ODDS(sigmoid, bce)
LOSS_OF_ODDS(sigmoid, ce)
LOSS_OF_ODDS(softmax, mse)
LOSS_OF_ODDS(softmax, bce)
LOSS_OF_ODDS(softmax, ce)

static inline real identity_mse_value(const real *z, const real *y, size_t m)
{
    real sum = 0;
    for (size_t k = 0; k < m; k++)
        sum += (z[k] - y[k]) * (z[k] - y[k]);
    return sum / (real)m;
}

static inline void identity_mse_gradient(const real *z, const real *y, size_t m, real *dz)
{
    for (size_t k = 0; k < m; k++)
        dz[k] = 2 * (z[k] - y[k]) / (real)m;
}

#endif
