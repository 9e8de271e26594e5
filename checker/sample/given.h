/* SPDX-License-Identifier: MIT
 *
 * Points as text, for `--at` and for replay lines: "z = [0x1p+0, -0.5]; stride = 2". Arrays
 * are nested brackets; sizes follow from them, and those that no shape shows are given by
 * name.
 */
#ifndef SECANT_GIVEN_H
#define SECANT_GIVEN_H

#include "function.h"

enum { SECANT_MESSAGE = 256 };

/* Reads a point. NULL with a message that says what was expected and what was found. */
struct secant_point *secant_point_parse(const struct secant_signature *signature,
                                        const char *text, char message[SECANT_MESSAGE]);

/* The text of a point, numbers as hex floats; to be freed. NULL without memory. */
char *secant_point_write(const struct secant_signature *signature,
                         const struct secant_point *point);

#endif
