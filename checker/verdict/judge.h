/* SPDX-License-Identifier: MIT
 *
 * From points to a verdict: draws the points of a subject, examines every entry of its
 * derivative at each, and sums up one result per claim (one per varying input).
 */
#ifndef SECANT_JUDGE_H
#define SECANT_JUDGE_H

#include "function.h"
#include "verdict/block.h"

struct judge_options {
    uint64_t seed;
    long points; /* 0: the default, 64 */
    bool sharp;
    long bits;      /* formulas: agreement that counts as right; 0: the default */
    double seconds; /* formulas: of one processor, per claim; 0: the default */
    const struct secant_point *given; /* judge this point alone; NULL: the drawn ones */

    /* Asked now and then; true ends the work early. NULL: never. */
    bool (*cancelled)(void *context);
    void *context;
};

/* The results of one subject and what they point to: the blocks that they sum up, or
 * the memory of another kind of subject. */
struct judgement {
    struct secant_result *result;
    struct block *block;
    size_t results;
    struct secant_point *misconduct_at;
    void *
        memory; /* what else the results point to, given back by `release`; NULL: nothing */
    void (*release)(void *memory);
    long calls;     /* evaluations of the function */
    bool cancelled; /* ended early: the results are not to be used */
};

/* False without memory. What goes wrong with the subject itself (it fails, no sizes fit) is
 * in the results, as verdict "error". */
bool judge(const struct secant_subject *subject, const struct judge_options *options,
           struct judgement *judgement);

void judgement_finish(struct judgement *judgement);

#endif
