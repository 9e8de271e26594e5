/* SPDX-License-Identifier: MIT
 *
 * Shape formulas: whole numbers, compared exactly with a count.
 */
#ifndef SECANT_SHAPE_JUDGE_H
#define SECANT_SHAPE_JUDGE_H

#include "verdict/judge.h"

struct secant_shape_kernel;

/* Judges a formula at all of its small sizes and at drawn ones; or at the given sizes
 * alone. A counterexample is the smallest found. False without memory. */
bool secant_shape_judge(const struct secant_shape_kernel *shape,
                        const struct judge_options *options, struct judgement *judgement);

#endif
