/* SPDX-License-Identifier: MIT
 *
 * Two calls of one derivative, compared. Include with CONDUCT_TYPE defined, the type of its
 * numbers.
 */
#include <math.h>
#include <stdio.h>

#include "function.h"

static inline bool conduct_say(struct secant_conduct *finding, int varying,
                               const char *sentence)
{
    finding->varying = varying;
    snprintf(finding->sentence, sizeof finding->sentence, "%s", sentence);
    return true;
}

/* `first` was written over NaN, `second` over zeros, at the same inputs. */
static inline bool conduct_compare(const CONDUCT_TYPE *first, const CONDUCT_TYPE *second,
                                   size_t count, int varying,
                                   struct secant_conduct *finding)
{
    for (size_t i = 0; i < count; i++) {
        if (isnan(first[i]) && !isnan(second[i])) {
            finding->varying = varying;
            snprintf(finding->sentence, sizeof finding->sentence,
                     "It adds to element %zu of its output, or never writes it.", i + 1);
            return true;
        }
        if (first[i] != second[i] && !(isnan(first[i]) && isnan(second[i])))
            return conduct_say(finding, varying,
                               "It gives another answer when it is called again.");
    }
    return false;
}
