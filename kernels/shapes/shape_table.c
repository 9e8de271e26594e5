/* SPDX-License-Identifier: MIT */
#include "shape.h"
#include "shape_list.h"

#define X(id) extern const struct secant_shape_kernel shape_##id;
SECANT_SHAPES
#undef X

const struct secant_shape_kernel *const secant_shapes[] = {
#define X(id) &shape_##id,
    SECANT_SHAPES
#undef X
        NULL};
