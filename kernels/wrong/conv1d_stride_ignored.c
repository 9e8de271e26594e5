/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: the gradient of x goes back as if the stride were 1.
 */
#include "conv.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    struct conv c = conv1d_geometry(size);
    PRECISE(conv1d).derivative(in, size, d);
    c.column.stride = 1;
    conv_input(&c, IN(1), IN(3), d[0]);
}

WRONG(conv1d_stride_ignored, conv1d, derivative,
      "The stride is ignored in the gradient of x.", EVERY_PRECISION);
