/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: the 1 is subtracted at class y + 1, as if classes were counted from
 * 1.
 */
#include "logits.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0], y = (size_t)IN(1)[0];
    softmax(IN(0), K, d[0]);
    d[0][(y + 1) % K] -= 1;
}

WRONG(cross_entropy_next_class, cross_entropy, derivative,
      "Wrong index: the 1 is subtracted one class after y.", EVERY_PRECISION);
