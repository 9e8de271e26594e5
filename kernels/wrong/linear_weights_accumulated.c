/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: dW is added to whatever its memory held, as if the caller had
 * cleared it.
 */
#include "layer.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    size_t columns = (size_t)size[0], rows = (size_t)size[1];
    layer_input(IN(1), IN(3), rows, columns, d[0]);
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++)
            d[1][i * columns + j] += IN(3)[i] * IN(0)[j];
    layer_bias(IN(3), rows, d[2]);
}

WRONG(linear_weights_accumulated, linear, derivative,
      "The gradient of W is added to the output instead of written.", EVERY_PRECISION);
