/* SPDX-License-Identifier: MIT
 *
 * Whether two readings of nearly the same claim say the same: a second opinion that knows
 * no secants.
 */
#ifndef TEST_SAME_VALUES_H
#define TEST_SAME_VALUES_H

#include "subject/scene.h"

enum same_values {
    VALUES_SAME,
    VALUES_DIFFER,
    VALUES_UNDEFINED, /* at no point finite */
    VALUES_UNKNOWN
};

/* Evaluates the sides of every entry of both, exactly differentiated, in balls of 512 bits
 * at several ordinary points, and compares left with left and right with right. Free
 * indices are matched by name. */
enum same_values same_values(const struct language_reading *a,
                             const struct language_reading *b, uint64_t seed);

#endif
