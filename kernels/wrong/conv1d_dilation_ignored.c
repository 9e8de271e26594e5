/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: the gradient of W is formed as if the dilation were 1.
 */
#include "conv.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    struct conv c = conv1d_geometry(size);
    PRECISE(conv1d).derivative(in, size, d);
    c.column.dilation = 1;
    conv_weights(&c, IN(0), IN(3), d[1]);
}

WRONG(conv1d_dilation_ignored, conv1d, derivative,
      "The dilation is ignored in the gradient of W.", EVERY_PRECISION);
