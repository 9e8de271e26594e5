/* SPDX-License-Identifier: MIT
 *
 * What the kernels compute, in the answer language: the cases of cases/kernels/, built into
 * the library.
 */
#ifndef SECANT_KERNEL_CASES_H
#define SECANT_KERNEL_CASES_H

struct kernel_case {
    const char *kernel; /* "softplus" */
    const char *text;   /* of a case file with one case */
};

/* Ended by a NULL kernel. */
extern const struct kernel_case secant_kernel_cases[];

#endif
