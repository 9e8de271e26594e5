/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: the gradient of x goes back with one more element of padding to
 * each side.
 */
#include "conv.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    struct conv c = conv2d_geometry(size);
    PRECISE(conv2d).derivative(in, size, d);
    c.row.padding++;
    c.column.padding++;
    conv_input(&c, IN(1), IN(3), d[0]);
}

WRONG(conv2d_padding_off_by_one, conv2d, derivative,
      "The gradient of x is shifted by one: the padding is counted wrongly.",
      EVERY_PRECISION);
