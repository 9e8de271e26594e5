/* SPDX-License-Identifier: MIT
 *
 * One point: every entry of a claimed derivative against the black-box oracle, with as many
 * evaluations as each entry needs. A quick look passes most; what it does not pass is
 * measured to full depth; what then looks wrong must look wrong on a second grid and again
 * at a second point, where the claim is asked anew.
 */
#ifndef SECANT_EXAMINE_H
#define SECANT_EXAMINE_H

#include "oracle/sweep.h"
#include "verdict/compare.h"

struct examiner {
    const struct secant_function *f;
    bool sharp;
    double reference; /* upper quartile of |f| over the points of the regime */
    double largest;   /* largest |claim| of the run */

    /* One entry may be judged as if its claim were off by this factor (detection power). */
    size_t planted; /* its position among the claims; SIZE_MAX: none */
    double factor;

    struct sweep sweep;
    double *value, *terms;  /* outputs, at x */
    double *near;           /* inputs: the point beside x */
    double *claim_near;     /* claims, beside x */
    double *column;         /* outputs: the claims along one coordinate */
    struct finding *found;  /* outputs: along one coordinate */
    struct finding *beside; /* outputs: the same, at the point beside x */
    unsigned char *state;   /* outputs */
    bool *marked;           /* outputs */
    bool moved;             /* value and terms are those of another point */
};

bool examiner_create(struct examiner *examiner, const struct secant_function *f);
void examiner_destroy(struct examiner *examiner);

/* Claims of a function: outputs * inputs, or inputs when it is diagonal. */
size_t examiner_claims(const struct secant_function *f);

/* Judges the entries along coordinates first..end-1 (all of them at once when the function
 * is diagonal) at x. `claim` and `finding` have examiner_claims(f) elements. False if the
 * function could not be evaluated. */
bool examine(struct examiner *examiner, const double *x, const double *claim, size_t first,
             size_t end, struct finding *finding);

/* Whether a relative error `factor` - 1, planted in the entry `output`, `input`, would be
 * found wrong at x. */
bool examine_planted(struct examiner *examiner, const double *x, const double *claim,
                     size_t output, size_t input, double factor);

#endif
