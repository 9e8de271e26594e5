/* SPDX-License-Identifier: MIT
 *
 * Functions of somebody else's program as subjects: their points lie near one that is
 * given.
 */
#ifndef SECANT_CALLBACK_H
#define SECANT_CALLBACK_H

#include "function.h"

/* What was handed in. Exactly one of `scalar` and `vector` is set. */
struct secant_callback {
    double (*scalar)(const double *x, void *context);
    void (*vector)(const double *x, double *y, void *context);
    void (*derivative)(const double *x, double *d, void *context);
    void *context;
    enum secant_structure structure; /* gradient, diagonal or Jacobian */
    size_t inputs, outputs;
    const double *x; /* point 0; must outlive the subject */
    double spread;   /* the others lie within this part of |x[i]|, or of 1 */
    const char *name;
};

/* A subject for one thread. False without memory. */
bool secant_callback_create(struct secant_subject *subject,
                            const struct secant_callback *callback);
void secant_callback_destroy(struct secant_subject *subject);

#endif
