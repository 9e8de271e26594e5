/* SPDX-License-Identifier: MIT
 *
 * Built-in kernels as subjects, in each precision.
 */
#ifndef SECANT_KERNEL_SUBJECT_H
#define SECANT_KERNEL_SUBJECT_H

#include "function.h"

struct secant_kernel;

/* The precisions in the order float, double, extended. */
enum secant_precision { SECANT_FLOAT, SECANT_DOUBLE, SECANT_EXTENDED, SECANT_PRECISIONS };

const char *secant_precision_name(enum secant_precision precision);

/* Every kernel of one precision, and every deliberate mistake, ended by NULL. */
const struct secant_kernel *const *secant_kernel_table(enum secant_precision precision);
const struct secant_kernel *const *secant_mistake_table(enum secant_precision precision);

/* A subject for one thread; false without memory. The kernel must come from the table of
 * that precision. */
bool secant_kernel_subject_create(struct secant_subject *subject,
                                  const struct secant_kernel *kernel,
                                  enum secant_precision precision);
void secant_kernel_subject_destroy(struct secant_subject *subject,
                                   enum secant_precision precision);

/* What the kernel was given at the point that it is bound to, and what it made of it,
 * without any rounding: every input, one after the other in the signature's order; the
 * elements of its output; its derivatives as it lays them out, one after the other. */
void secant_kernel_subject_answer(const struct secant_subject *subject,
                                  enum secant_precision precision, long double *in,
                                  long double *value, long double *slope);

const struct secant_signature *secant_kernel_signature(const struct secant_kernel *kernel);
bool secant_kernel_expected_wrong(const struct secant_kernel *kernel,
                                  enum secant_precision precision);

#endif
