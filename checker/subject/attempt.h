/* SPDX-License-Identifier: MIT
 *
 * A claim in one reading, judged at many points.
 */
#ifndef SECANT_ATTEMPT_H
#define SECANT_ATTEMPT_H

#include "result.h"
#include "subject/scene.h"

enum { ATTEMPT_TEXT = 400 };

struct attempt_options {
    uint64_t seed;
    long points;
    struct formula_demand demand;
    struct language_limit limit; /* `reached` NULL: none */
};

struct attempt {
    enum secant_verdict verdict;
    char reason[ATTEMPT_TEXT];  /* "" when there is nothing to be said */
    char mistake[ATTEMPT_TEXT]; /* of what does not conform */
    char caveat[SECANT_MAX_CAVEATS][128];
    int caveats;

    long points, right, wrong, undecided;
    struct secant_coverage coverage[SECANT_MAX_REGIMES];
    int regimes;

    double agreement; /* bits, the least over the entries that agree; HUGE_VAL: exact */

    /* wrong: where; right: the entry that agrees least */
    bool has_worst;
    struct secant_element worst;
    struct language_entry entry; /* the refuted one */
    char certificate[ATTEMPT_TEXT];
    struct scene scene; /* the point of the refutation; empty if there is none */
};

/* Judges the reading. False without memory. The reading must outlive the attempt. */
bool attempt_claim(struct attempt *attempt, const struct language_reading *reading,
                   const struct attempt_options *options);

/* Whether the reading is refuted at this scene; the entry, the certificate and the worst
 * element of the attempt are filled in. Used to shrink counterexamples. */
bool attempt_refutes(struct attempt *attempt, struct scene *scene,
                     const struct formula_demand *demand);

void attempt_clear(struct attempt *attempt);

#endif
