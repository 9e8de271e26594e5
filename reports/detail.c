/* SPDX-License-Identifier: MIT */
#include "detail.h"

#include <string.h>

#include <math.h>
#include <stdlib.h>

#include "number/format.h"
#include "utf8.h"

enum { MOST_COLUMNS = 8, MOST_ROWS = 8, LABEL_WIDTH = 11, ROUNDED_CONSTANT = 45 };

static int write_visible(FILE *out, uint32_t character)
{
    if (!secant_utf8_is_control(character)) {
        secant_utf8_write(out, character);
        return 1;
    }
    if (character == '\n')
        return fprintf(out, "\\n");
    if (character == '\t')
        return fprintf(out, "\\t");
    return fprintf(out, character < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)character);
}

int secant_write_visible(FILE *out, const char *text)
{
    int columns = 0;
    if (!text)
        text = "-";
    while (*text)
        columns += write_visible(out, secant_utf8_read(&text));
    return columns;
}

void secant_write_lines(FILE *out, const char *text, int indent)
{
    if (!text)
        text = "-";
    while (*text) {
        uint32_t character = secant_utf8_read(&text);
        if (character == '\n')
            fprintf(out, "\n%*s", indent, "");
        else
            write_visible(out, character);
    }
}

void secant_write_entry(FILE *out, const struct secant_element *element)
{
    if (element->rank == 0) {
        fputs("the value", out);
        return;
    }
    fputs("entry (", out);
    for (int i = 0; i < element->rank; i++)
        fprintf(out, i ? ",%zu" : "%zu", element->index[i]);
    fputc(')', out);
}

void secant_write_numbers(FILE *out, const double *number, size_t count, size_t most,
                          char *(*format)(double number, char *text))
{
    char text[SECANT_NUMBER_SIZE];
    size_t shown = most && count > most ? most : count;
    for (size_t i = 0; i < shown; i++)
        fprintf(out, i ? ", %s" : "%s", format(number[i], text));
    if (shown < count)
        fprintf(out, ", ... %zu more", count - shown);
}

void secant_write_shape(FILE *out, struct secant_shape shape)
{
    if (shape.rank == 0)
        return;
    for (int i = 0; i < shape.rank; i++)
        fprintf(out, i ? " x %zu" : "[%zu", shape.dim[i]);
    fputc(']', out);
}

bool secant_has_counterexample(const struct secant_result *result)
{
    return result->counterexample && result->signature;
}

static void label(FILE *out, int indent, const char *word)
{
    fprintf(out, "%*s%-*s", indent, "", LABEL_WIDTH, word);
}

static void field(FILE *out, int indent, const char *word, const char *text)
{
    if (!text || !*text)
        return;
    label(out, indent, word);
    secant_write_lines(out, text, indent + LABEL_WIDTH);
    fputc('\n', out);
}

static void write_worst(FILE *out, const struct secant_element *worst, int indent)
{
    char claimed[SECANT_NUMBER_SIZE], measured[SECANT_NUMBER_SIZE];
    char bar[SECANT_NUMBER_SIZE], step[SECANT_NUMBER_SIZE];
    label(out, indent, "at");
    secant_write_entry(out, worst);
    if (worst->reason) {
        fputs(": ", out);
        secant_write_lines(out, worst->reason, indent + LABEL_WIDTH);
    }
    fputc('\n', out);
    label(out, indent, "claimed");
    fprintf(out, "%s\n", secant_format_shortest(worst->claimed, claimed));
    label(out, indent, "measured");
    if (worst->bar == 0 && worst->step == 0) {
        fprintf(out, "%s, exactly\n", secant_format_shortest(worst->measured, measured));
        return;
    }
    fprintf(out, "%s ± %s, by a secant of half-width %s\n",
            secant_format_shortest(worst->measured, measured),
            secant_format_rounded(worst->bar, 2, bar),
            secant_format_rounded(worst->step, 3, step));
}

/* Rows are labelled by their indices, from 1: "2" in a matrix, "1,2" in a tensor. */
static int write_row_label(FILE *out, struct secant_shape shape, size_t row)
{
    size_t index[SECANT_MAX_RANK] = {0};
    for (int i = shape.rank - 2; i >= 0; i--) {
        index[i] = row % shape.dim[i] + 1;
        row /= shape.dim[i];
    }
    int width = 0;
    for (int i = 0; i + 1 < shape.rank; i++)
        width += fprintf(out, i ? ",%zu" : "row %zu", index[i]);
    return shape.rank < 2 ? 0 : width + fprintf(out, ":  ");
}

/* Decimal for the reader, and hexadecimal, which is exact on sight, in the line below. */
static void write_array(FILE *out, struct secant_array array, int indent, bool whole)
{
    const double *number = array.data;
    size_t count = secant_elements(array.shape);
    if (count == 0 || !number) {
        fprintf(out, "%*s(empty)\n", indent, "");
        return;
    }
    size_t columns = array.shape.rank ? array.shape.dim[array.shape.rank - 1] : 1;
    size_t rows = count / columns;
    size_t shown = !whole && rows > MOST_ROWS ? MOST_ROWS : rows;
    size_t most = whole ? 0 : MOST_COLUMNS;
    for (size_t row = 0; row < shown; row++, number += columns) {
        fprintf(out, "%*s", indent, "");
        int width = write_row_label(out, array.shape, row);
        secant_write_numbers(out, number, columns, most, secant_format_shortest);
        fprintf(out, "\n%*s", indent + width, "");
        secant_write_numbers(out, number, columns, most, secant_format_hex);
        fputc('\n', out);
    }
    if (shown < rows)
        fprintf(out, "%*s... %zu more rows\n", indent, "", rows - shown);
}

static void write_counterexample(FILE *out, const struct secant_signature *signature,
                                 const struct secant_point *point, int indent, bool whole)
{
    label(out, indent, "point");
    if (point->index < 0)
        fputs("given by hand", out);
    else {
        fprintf(out, "%ld, regime ", point->index);
        secant_write_visible(out, point->regime);
    }
    for (int i = 0; i < SECANT_MAX_SIZES && signature->size[i].name; i++) {
        fputs(i ? ", " : "; sizes ", out);
        secant_write_visible(out, signature->size[i].name);
        fprintf(out, " = %ld", point->size[i]);
    }
    fputc('\n', out);
    for (int i = 0; i < SECANT_MAX_INPUTS && signature->input[i].name; i++) {
        fprintf(out, "%*s", indent + 2, "");
        secant_write_visible(out, signature->input[i].name);
        fputs(point->in[i].shape.rank ? " " : "", out);
        secant_write_shape(out, point->in[i].shape);
        fputs(" =\n", out);
        write_array(out, point->in[i], indent + 4, whole);
    }
}

static void write_coverage(FILE *out, const struct secant_result *result, int indent)
{
    for (int i = 0; i < result->regimes; i++) {
        const struct secant_coverage *c = &result->coverage[i];
        label(out, indent, i ? "" : "coverage");
        secant_write_visible(out, c->regime);
        fprintf(out, ": %ld %s; entries: %ld right, %ld wrong, %ld undecided\n", c->points,
                c->points == 1 ? "point" : "points", c->right, c->wrong, c->undecided);
    }
}

static void write_ulps(FILE *out, const char *what, const struct secant_accuracy *a)
{
    char number[SECANT_NUMBER_SIZE];
    struct secant_element element = {.rank = a->rank};
    for (int i = 0; i < a->rank; i++)
        element.index[i] = a->index[i];
    if (a->entries == 0) {
        fprintf(out, "%s: not decided", what);
        return;
    }
    fprintf(out, "%s %s ulp", what, secant_format_rounded(a->ulps, 3, number));
    if (isfinite(a->ulps) && isfinite(a->share))
        fprintf(out, " (the inputs' rounding: %s)",
                secant_format_rounded(a->share, 3, number));
    if (a->rank)
        fputs(" at ", out);
    if (a->rank)
        secant_write_entry(out, &element);
    fputs(", ", out);
    secant_write_visible(out, a->regime);
    if (a->point >= 0)
        fprintf(out, " point %ld", a->point);
}

static void write_accuracy(FILE *out, const struct secant_result *result, int indent)
{
    if (!result->has_accuracy)
        return;
    label(out, indent, "accuracy");
    write_ulps(out, "value", &result->value_accuracy);
    fputs("; ", out);
    write_ulps(out, "derivative", &result->accuracy);
    fputc('\n', out);
}

/* What belongs to a claim that is a formula: how it was read, and what was proved. */
static void write_formula(FILE *out, const struct secant_result *r, int indent, bool whole)
{
    char number[SECANT_NUMBER_SIZE];
    bool refuted = r->verdict == SECANT_WRONG && r->has_worst;
    field(out, indent, "read as", r->reading);
    if (r->layout && strcmp(r->layout, "numerator") != 0)
        field(out, indent, "layout", r->layout);
    field(out, indent, "mistake", r->mistake);
    if (secant_has_counterexample(r))
        write_counterexample(out, r->signature, r->counterexample, indent, whole);
    if (refuted && r->worst.rank > 0) {
        label(out, indent, "at");
        secant_write_entry(out, &r->worst);
        fputc('\n', out);
    }
    if (refuted) {
        label(out, indent, "claimed");
        fprintf(out, "%s\n", secant_format_rounded(r->worst.claimed, 12, number));
        label(out, indent, r->worst.step > 0 ? "slope" : "other");
        fprintf(out, "%s\n", secant_format_rounded(r->worst.measured, 12, number));
        field(out, indent, "proof", r->certificate);
    }
    if (refuted && r->agreement >= ROUNDED_CONSTANT) {
        label(out, indent, "note");
        fprintf(out, "the sides agree to %.0f bits: was a constant rounded?\n",
                r->agreement);
    }
    field(out, indent, "reason", r->reason);
    for (int i = 0; i < r->caveats; i++)
        field(out, indent, "caveat", r->caveat[i]);
    if (whole)
        write_coverage(out, r, indent);
    if (r->verdict != SECANT_RIGHT || whole)
        field(out, indent, "replay", r->replay);
}

void secant_write_detail(FILE *out, const struct secant_result *result, int indent,
                         bool whole)
{
    if (result->file) {
        write_formula(out, result, indent, whole);
        return;
    }
    field(out, indent, "id", result->id);
    field(out, indent, "formula", result->formula);
    field(out, indent, "reason", result->reason);
    field(out, indent, "mistake", result->mistake);
    if (result->has_worst)
        write_worst(out, &result->worst, indent);
    if (secant_has_counterexample(result))
        write_counterexample(out, result->signature, result->counterexample, indent, whole);
    for (int i = 0; i < result->caveats; i++)
        field(out, indent, "caveat", result->caveat[i]);
    write_accuracy(out, result, indent);
    write_coverage(out, result, indent);
    field(out, indent, "replay", result->replay);
}
