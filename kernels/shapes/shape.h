/* SPDX-License-Identifier: MIT
 *
 * A shape: a closed formula for an output size or a parameter count, and a count that does
 * not know the formula: it walks positions, marks what an operation writes, or goes through
 * the parameters one by one. The two must agree for all sizes that fit.
 */
#ifndef SECANT_SHAPE_H
#define SECANT_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "function.h"

struct secant_shape_kernel {
    const char *name;    /* "shape/conv_length", "wrong/conv_length_one_missing" */
    const char *formula; /* in plain mathematics, of the names of the sizes */
    bool wrong;          /* a deliberate mistake: formula and count must differ somewhere */
    const char *mistake; /* wrong: the mistake, as a sentence */

    /* Sizes only, none of which is derived: `derive` says whether they fit together. */
    struct secant_signature signature;

    long (*formula_value)(const long *size);
    long (*count)(const long *size);
};

/* All of them, ended by NULL; from the lists in kernels/shapes/meson.build. */
extern const struct secant_shape_kernel *const secant_shapes[];

#endif
