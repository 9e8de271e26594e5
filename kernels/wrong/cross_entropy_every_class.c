/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: s_j - 1 in every entry; the index of the class y is replaced by the
 * own index j.
 */
#include "logits.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    softmax(IN(0), (size_t)size[0], d[0]);
    for (long j = 0; j < size[0]; j++)
        d[0][j] -= 1;
}

WRONG(cross_entropy_every_class, cross_entropy, derivative,
      "Wrong index: the 1 is subtracted from every entry, not only from that of class y.",
      EVERY_PRECISION);
