/* SPDX-License-Identifier: MIT
 *
 * What several formats say in words: a claim's name, and the block that lets a stranger see
 * with pencil and paper why a claim got its verdict.
 */
#ifndef SECANT_DETAIL_H
#define SECANT_DETAIL_H

#include <stdbool.h>
#include <stdio.h>

#include "result.h"

/* Text on one line: control characters are written as \n, \t or \x1b. NULL is "-". Returns
 * how many columns it takes, if each character takes one. */
int secant_write_visible(FILE *out, const char *text);

/* The same over several lines: each begins with `indent` blanks from the second on. */
void secant_write_lines(FILE *out, const char *text, int indent);

/* "entry (2,1)"; "the value" for a scalar. */
void secant_write_entry(FILE *out, const struct secant_element *element);

/* "0.5, 1, ... 7 more", from at most `most` numbers; most 0: from all. */
void secant_write_numbers(FILE *out, const double *number, size_t count, size_t most,
                          char *(*format)(double number, char *text));

/* "[2 x 3]"; nothing for a scalar. */
void secant_write_shape(FILE *out, struct secant_shape shape);

/* The block: reason, worst element, counterexample, sizes, mistake, caveats, coverage and
 * replay, each line indented by `indent` blanks. Long arrays are cut unless `whole`. */
void secant_write_detail(FILE *out, const struct secant_result *result, int indent,
                         bool whole);

/* Whether there is a point to print, and a signature that names its inputs. */
bool secant_has_counterexample(const struct secant_result *result);

#endif
