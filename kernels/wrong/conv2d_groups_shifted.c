/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: the gradient of the channels of x goes to those of the next group,
 * and from the last group to the first.
 */
#include "conv.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    struct conv c = conv2d_geometry(size);
    PRECISE(conv2d).derivative(in, size, d);
    size_t channels = conv_inputs(&c), plane = conv_input_plane(&c);
    real right[SECANT_LARGEST];
    for (size_t i = 0; i < plane; i++) {
        for (size_t k = 0; k < channels; k++)
            right[k] = d[0][k * plane + i];
        for (size_t k = 0; k < channels; k++)
            d[0][(k + (size_t)c.in) % channels * plane + i] = right[k];
    }
}

WRONG(conv2d_groups_shifted, conv2d, derivative,
      "The groups are mixed up in the gradient of x.", EVERY_PRECISION);
