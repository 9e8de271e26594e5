/* SPDX-License-Identifier: MIT
 *
 * Shapes and arrays: contiguous, row-major, of rank at most SECANT_MAX_RANK.
 * Rank 0 is a scalar of one element; a dimension of 0 is legal and holds nothing.
 */
#ifndef SECANT_ARRAY_H
#define SECANT_ARRAY_H

#include <stddef.h>

enum { SECANT_MAX_RANK = 5 };

struct secant_shape {
    int rank;
    size_t dim[SECANT_MAX_RANK];
};

/* A borrowed array; its element type is that of the function it is handed to. */
struct secant_array {
    struct secant_shape shape;
    void *data;
};

static inline size_t secant_elements(struct secant_shape shape)
{
    size_t count = 1;
    for (int i = 0; i < shape.rank; i++)
        count *= shape.dim[i];
    return count;
}

#endif
