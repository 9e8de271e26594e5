/* SPDX-License-Identifier: MIT
 *
 * Claims of the answer language as something to be judged: read in the layout that they
 * declare, attempted, and where they fail tried in the other layouts, shrunk and explained.
 */
#ifndef SECANT_CLAIM_H
#define SECANT_CLAIM_H

#include "language/language.h"
#include "verdict/judge.h"

/* Judges claim number `claim` of a case of `file`; one result. False without memory. */
bool claim_judge(const struct language_file *file, const struct language_case *subject,
                 int claim, const struct judge_options *options,
                 struct judgement *judgement);

/* The verdict that the claim's line expects. */
enum secant_verdict claim_expected(const struct language_claim *claim);

#endif
