/* SPDX-License-Identifier: MIT
 *
 * Kernels judged both ways: by secants of their own value, and against their formula.
 */
#ifndef SECANT_KERNEL_JUDGE_H
#define SECANT_KERNEL_JUDGE_H

#include "subject/kernel_subject.h"
#include "verdict/judge.h"

/* As `judge`. What has not one right digit where the formula is well conditioned is wrong,
 * in a naive form a caveat. False without memory. */
bool kernel_judge(const struct secant_kernel *kernel, enum secant_precision precision,
                  const struct judge_options *options, struct judgement *judgement);

#endif
