/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: dW = x g', d x h numbers in the place of the h x d numbers of g x'.
 */
#include "layer.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    size_t columns = (size_t)size[0], rows = (size_t)size[1];
    PRECISE(linear).derivative(in, size, d);
    /* NOLINTNEXTLINE(readability-suspicious-call-argument): the mistake */
    layer_weights(IN(0), IN(3), columns, rows, d[1]);
}

WRONG(linear_weights_transposed, linear, derivative, "The gradient of W is transposed.",
      EVERY_PRECISION);
