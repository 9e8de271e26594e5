/* SPDX-License-Identifier: MIT
 *
 * The precision builds of kernel_bind.c.
 */
#ifndef SECANT_KERNEL_BIND_H
#define SECANT_KERNEL_BIND_H

#include "function.h"

struct secant_kernel;

#define DECLARE(precision)                                                                 \
    extern const struct secant_kernel *const secant_kernels_##precision[];                 \
    extern const struct secant_kernel *const secant_mistakes_##precision[];                \
    bool secant_kernel_bind_##precision(struct secant_subject *subject,                    \
                                        const struct secant_kernel *kernel);               \
    void secant_kernel_unbind_##precision(struct secant_subject *subject);                 \
    void secant_kernel_answer_##precision(const struct secant_subject *subject,            \
                                          long double *in, long double *value,             \
                                          long double *slope);
DECLARE(float)
DECLARE(double)
DECLARE(extended)
#undef DECLARE

#endif
