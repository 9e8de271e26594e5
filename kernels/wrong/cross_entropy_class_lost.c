/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: s; the one-hot vector of the class is lost.
 */
#include "logits.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    softmax(IN(0), (size_t)size[0], d[0]);
}

WRONG(cross_entropy_class_lost, cross_entropy, derivative,
      "The term -onehot(y) is missing.", EVERY_PRECISION);
