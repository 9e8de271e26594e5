/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: dW is written with the kernel reversed, as for a convolution that
 * flips.
 */
#include "conv.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    struct conv c = conv1d_geometry(size);
    PRECISE(conv1d).derivative(in, size, d);
    size_t kernel = conv_kernel_plane(&c), kernels = conv_outputs(&c) * (size_t)c.in;
    for (size_t k = 0; k < kernels; k++)
        for (size_t u = 0; u < kernel / 2; u++) {
            real *left = &d[1][k * kernel + u], *right = &d[1][(k + 1) * kernel - 1 - u];
            real swap = *left;
            *left = *right;
            *right = swap;
        }
}

WRONG(conv1d_weights_flipped, conv1d, derivative, "The gradient of W is flipped.",
      EVERY_PRECISION);
