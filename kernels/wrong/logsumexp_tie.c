/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: where the two largest are within 1/8 of each other, the first takes
 * both shares.
 */
#include "logits.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0], first = largest(IN(0), K), second = first == 0;
    softmax(IN(0), K, d[0]);
    for (size_t i = 0; i < K; i++)
        second = i != first && IN(0)[i] > IN(0)[second] ? i : second;
    if (K == 1 || IN(0)[first] - IN(0)[second] > (real)1 / 8)
        return;
    d[0][first] += d[0][second];
    d[0][second] = 0;
}

WRONG(logsumexp_tie, logsumexp, derivative,
      "Wrong only near a tie: where the two largest are within 1/8.", EVERY_PRECISION);
