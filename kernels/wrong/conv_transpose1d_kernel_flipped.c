/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: dx is formed with the kernel reversed: the convolution is taken for
 * the one that flips.
 */
#include "conv.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    struct conv c = conv_transpose1d_geometry(size);
    PRECISE(conv_transpose1d).derivative(in, size, d);
    c.column.padding -= (c.column.kernel - 1) * c.column.dilation;
    c.column.dilation = -c.column.dilation;
    conv_output(&c, IN(3), IN(1), d[0]);
}

WRONG(conv_transpose1d_kernel_flipped, conv_transpose1d, derivative,
      "The kernel is flipped in the gradient of x.", EVERY_PRECISION);
