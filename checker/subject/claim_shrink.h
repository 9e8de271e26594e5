/* SPDX-License-Identifier: MIT
 *
 * The smallest counterexample: smaller sizes first, then simpler numbers, as long as the
 * claim still fails.
 */
#ifndef SECANT_CLAIM_SHRINK_H
#define SECANT_CLAIM_SHRINK_H

#include "subject/attempt.h"

/* Shrinks the scene of a refuted attempt in place. False without memory. */
bool claim_shrink(struct attempt *attempt, const struct language_reading *reading,
                  const struct attempt_options *options);

#endif
