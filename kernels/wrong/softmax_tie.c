/* SPDX-License-Identifier: MIT
 *
 * Deliberate mistake: where the two largest logits are within 1/8 of each other, the first
 * takes both shares.
 */
#include "logits.h"
#include "wrong.h"

static void derivative(const struct secant_array *in, const long *size, real *const *d)
{
    size_t K = (size_t)size[0], first = largest(IN(0), K), second = first == 0;
    PRECISE(softmax).derivative(in, size, d);
    for (size_t i = 0; i < K; i++)
        second = i != first && IN(0)[i] > IN(0)[second] ? i : second;
    if (K == 1 || IN(0)[first] - IN(0)[second] > (real)1 / 8)
        return;
    for (size_t j = 0; j < K; j++) {
        d[0][first * K + j] += d[0][second * K + j];
        d[0][second * K + j] = 0;
    }
}

WRONG(softmax_tie, softmax, derivative,
      "Wrong only near a tie: where the two largest logits are within 1/8.",
      EVERY_PRECISION);
