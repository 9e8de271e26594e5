/* SPDX-License-Identifier: MIT */
#include "kernel.h"
#include "kernel_list.h"

#define X(id) extern const struct secant_kernel PRECISE(id);
SECANT_KERNELS
#undef X

const struct secant_kernel *const PRECISE(secant_kernels)[] = {
#define X(id) &PRECISE(id),
    SECANT_KERNELS
#undef X
        NULL};

#define X(id) extern const struct secant_kernel PRECISE(wrong_##id);
SECANT_MISTAKES
#undef X

const struct secant_kernel *const PRECISE(secant_mistakes)[] = {
#define X(id) &PRECISE(wrong_##id),
    SECANT_MISTAKES
#undef X
        NULL};
