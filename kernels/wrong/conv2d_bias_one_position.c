/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: db[o] = g at the first position of channel o.
 */
#include "conv.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    struct conv c = conv2d_geometry(size);
    PRECISE(conv2d).derivative(in, size, d);
    for (size_t o = 0; o < conv_outputs(&c); o++)
        d[2][o] = IN(3)[o * conv_output_plane(&c)];
}

WRONG(conv2d_bias_one_position, conv2d, derivative,
      "The gradient of b is not summed over the positions.", EVERY_PRECISION);
