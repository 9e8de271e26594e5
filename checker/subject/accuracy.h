/* SPDX-License-Identifier: MIT
 *
 * The second opinion on a kernel: its value and its derivative against its formula in
 * balls, in units in the last place.
 */
#ifndef SECANT_ACCURACY_H
#define SECANT_ACCURACY_H

#include "result.h"
#include "subject/exact.h"
#include "subject/kernel_subject.h"

/* What was found of one output: the value, or the derivative by one varying input. */
struct accuracy_output {
    struct secant_accuracy largest;
    double excess; /* the largest ulps / (1 + share), if the meter is thorough: how far
                      beyond what the inputs' own rounding makes */
    bool fault; /* no digit is right, and neither the inputs' rounding nor a kink excuses it
                 */
    char sentence[200];         /* of the first fault */
    struct secant_point *point; /* where it is; owned */
};

/* Of all points so far. Zeroed at first. */
struct accuracy {
    struct accuracy_output value, slope[SECANT_MAX_INPUTS]; /* by varying input */
};

void accuracy_clear(struct accuracy *accuracy);

struct accuracy_meter {
    struct secant_subject subject;
    enum secant_precision precision;
    bool thorough; /* set it to learn of the excess; takes second derivatives */
    struct exact exact;
    long double *in, *value, *slope; /* the kernel's; room for the largest point so far */
    size_t room;
};

/* A meter for one thread. The kernel must come from the table of that precision; a naive or
 * mistaken one is held against the formula of the kernel that it imitates. False: there is
 * no formula, see meter->exact.problem. To be closed either way. */
bool accuracy_open(struct accuracy_meter *meter, const struct secant_kernel *kernel,
                   enum secant_precision precision);
void accuracy_close(struct accuracy_meter *meter);

/* Compares every entry at a point. False: see meter->exact.problem. */
bool accuracy_measure(struct accuracy_meter *meter, const struct secant_point *point,
                      struct accuracy *accuracy);

struct secant_random;

/* Gives the real numbers of a point all the bits that the type has; magnitudes stay. */
void accuracy_roughen(const struct accuracy_meter *meter, struct secant_point *point,
                      struct secant_random *random);

/* Looks for larger errors around a point: steps of all sizes to neighbours of the same
 * magnitude, kept where the error of the value (or of the derivatives) grows. */
bool accuracy_climb(struct accuracy_meter *meter, struct secant_point *point,
                    struct secant_random *random, bool of_value, int steps,
                    struct accuracy *accuracy);

#endif
