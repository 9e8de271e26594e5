/* SPDX-License-Identifier: MIT
 *
 * Claims of the answer language as something to be judged: read in the layout that they
 * declare, attempted, and where they fail tried in the other layouts, shrunk and explained.
 */
#ifndef SECANT_CLAIM_H
#define SECANT_CLAIM_H

#include "language/language.h"
#include "subject/attempt.h"
#include "verdict/judge.h"

/* A claim as a tree, in the scope of its case. */
struct claim_statement {
    const struct language_case *subject;
    const struct tree *tree; /* of the case, or a changed copy */
    int root, condition;     /* condition 0: none */
    enum language_layout layout;
};

/* Attempts the statement in its layout, and where that fails in the others: right in
 * another one is transposed. `reading` is to be forgotten and `attempt` to be cleared by
 * the caller. False without memory, nothing then to be given back. */
bool claim_attempt(const struct claim_statement *statement,
                   const struct attempt_options *options, struct attempt *attempt,
                   struct language_reading **reading);

/* Judges claim number `claim` of a case of `file`; one result. False without memory. */
bool claim_judge(const struct language_file *file, const struct language_case *subject,
                 int claim, const struct judge_options *options,
                 struct judgement *judgement);

/* The verdict that the claim's line expects. */
enum secant_verdict claim_expected(const struct language_claim *claim);

#endif
