/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: db sums over the height x width positions of x instead of those of
 * the output.
 */
#include "conv.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    struct conv c = conv_transpose2d_geometry(size);
    PRECISE(conv_transpose2d).derivative(in, size, d);
    for (size_t o = 0; o < conv_inputs(&c); o++) {
        d[2][o] = 0;
        for (size_t i = 0; i < conv_output_plane(&c) && i < conv_input_plane(&c); i++)
            d[2][o] += IN(3)[o * conv_input_plane(&c) + i];
    }
}

WRONG(conv_transpose2d_bias_inner, conv_transpose2d, derivative,
      "The gradient of b is summed over the positions of x instead of those of the output.",
      EVERY_PRECISION);
