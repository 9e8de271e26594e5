/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void table_row(struct table *t)
{
    if (t->rows < TABLE_ROWS)
        memset(t->cell[t->rows++], 0, sizeof t->cell[0]);
    t->column = 0;
}

void table_cell(struct table *t, const char *format, ...)
{
    va_list arguments;
    if (t->column == TABLE_COLUMNS)
        return;
    va_start(arguments, format);
    vsnprintf(t->cell[t->rows - 1][t->column++], TABLE_CELL, format, arguments);
    va_end(arguments);
    if (t->column > t->columns)
        t->columns = t->column;
}

static int width(const struct table *t, int column)
{
    int most = 3;
    for (int i = 0; i < t->rows; i++) {
        int length = (int)strlen(t->cell[i][column]);
        most = length > most ? length : most;
    }
    return most;
}

/* The first column stands at the left, numbers at the right. */
void table_write(struct table *t, bool markdown)
{
    const char *edge = markdown ? "| " : "", *between = markdown ? " | " : "  ";
    for (int i = 0; i < t->rows; i++) {
        printf("%s", edge);
        for (int c = 0; c < t->columns; c++)
            printf("%s%*s", c ? between : "", c ? width(t, c) : -width(t, c),
                   t->cell[i][c]);
        printf("%s\n", markdown ? " |" : "");
        for (int c = 0; c < t->columns && markdown && i == 0; c++)
            printf(c ? "---:|" : "|---|");
        if (markdown && i == 0)
            printf("\n");
    }
    printf("\n");
    fflush(stdout);
    t->rows = t->columns = t->column = 0;
}
