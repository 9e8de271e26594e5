/* SPDX-License-Identifier: MIT
 *
 * Cells of a table whose columns are fixed before its text is known: what is too long
 * pushes its neighbours to the right, and the line falls back into step as soon as it can.
 * Each function takes the column that the line has come to, 0 at its start, and returns the
 * one that it has come to then.
 */
#ifndef SECANT_CELL_H
#define SECANT_CELL_H

#include <stdio.h>

/* Blanks up to column `start`; two at least, except at the start of a line. */
int secant_go_to(FILE *out, int column, int start);

int secant_write_cell(FILE *out, int column, int start, const char *text);

/* Words up to column `width`, then on below where they began. `text` is taken apart. */
int secant_write_wrapped(FILE *out, int column, int start, int width, char *text);

#endif
