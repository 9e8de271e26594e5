/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: dx = W g instead of W' g: W is read as if it were stored by
 * columns.
 */
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    size_t columns = (size_t)size[0], rows = (size_t)size[1];
    PRECISE(linear).derivative(in, size, d);
    for (size_t j = 0; j < columns; j++) {
        d[0][j] = 0;
        for (size_t i = 0; i < rows; i++)
            d[0][j] += IN(1)[j * rows + i] * IN(3)[i];
    }
}

WRONG(linear_input_through_weights, linear, derivative,
      "W is not transposed in the gradient of x.", EVERY_PRECISION);
