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

const struct secant_signature *secant_kernel_signature(const struct secant_kernel *kernel);
bool secant_kernel_expected_wrong(const struct secant_kernel *kernel,
                                  enum secant_precision precision);

#endif
