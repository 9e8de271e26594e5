/* SPDX-License-Identifier: MIT */
#include "cell.h"

#include <string.h>

#include "detail.h"
#include "utf8.h"

int secant_go_to(FILE *out, int column, int start)
{
    int gap = column > 0 && column + 2 > start ? 2 : start - column;
    fprintf(out, "%*s", gap, "");
    return column + gap;
}

int secant_write_cell(FILE *out, int column, int start, const char *text)
{
    column = secant_go_to(out, column, start);
    return column + secant_write_visible(out, text);
}

static int characters(const char *text)
{
    int count = 0;
    for (; *text; count++)
        secant_utf8_read(&text);
    return count;
}

int secant_write_wrapped(FILE *out, int column, int start, int width, char *text)
{
    char *rest;
    start = column = secant_go_to(out, column, start);
    for (char *word = strtok_r(text, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        if (column > start && column + 1 + characters(word) > width) {
            fprintf(out, "\n%*s", start, "");
            column = start;
        } else if (column > start)
            column += fprintf(out, " ");
        column += secant_write_visible(out, word);
    }
    return column;
}
