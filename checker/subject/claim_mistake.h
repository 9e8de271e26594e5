/* SPDX-License-Identifier: MIT
 *
 * The name of a mistake: the change of a wrong claim that makes it right at fresh points.
 */
#ifndef SECANT_CLAIM_MISTAKE_H
#define SECANT_CLAIM_MISTAKE_H

#include "subject/attempt.h"

/* Writes a sentence, or "" if no single change makes the claim right. */
void claim_name_mistake(const struct language_case *subject,
                        const struct language_claim *claim,
                        const struct language_reading *reading,
                        const struct attempt *attempt,
                        const struct attempt_options *options, char *sentence, size_t size);

/* The reading as text: every comparison of it, bracketed, with shapes. */
void claim_show(const struct language_reading *reading, char *text, size_t size);

#endif
