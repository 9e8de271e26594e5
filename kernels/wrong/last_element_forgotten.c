/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: the loop ends one element early.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    (void)size;
    for (size_t i = 0; i + 1 < LENGTH(0); i++) {
        real s = 1 / (1 + exp(-IN(0)[i]));
        d[0][i] = s * (1 - s);
    }
}

WRONG(last_element_forgotten, sigmoid, derivative, "The last element is not written.",
      EVERY_PRECISION);
