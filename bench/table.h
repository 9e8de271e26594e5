/* SPDX-License-Identifier: MIT
 *
 * A table on standard output: aligned, or in Markdown.
 */
#ifndef BENCH_TABLE_H
#define BENCH_TABLE_H

#include <stdbool.h>

enum { TABLE_COLUMNS = 20, TABLE_ROWS = 512, TABLE_CELL = 48 };

struct table {
    char cell[TABLE_ROWS][TABLE_COLUMNS][TABLE_CELL];
    int rows, columns, column; /* column: where the next cell of the last row goes */
};

/* Starts the next row; the first one is the heading. */
void table_row(struct table *table);

/* The next cell of the row. */
__attribute__((format(printf, 2, 3))) void table_cell(struct table *table,
                                                      const char *format, ...);

/* Writes the table and empties it. */
void table_write(struct table *table, bool markdown);

#endif
