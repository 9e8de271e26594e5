/* SPDX-License-Identifier: MIT
 *
 * For people: one line a claim, and a block of detail where there is something to look at.
 *
 * Results stream, so the columns are fixed beforehand; a name that is too long pushes its
 * neighbours to the right, and the line falls back into step as soon as it can.
 */
#include <math.h>
#include <stdlib.h>

#include "detail.h"
#include "number/format.h"
#include "report.h"

enum section { NOTHING_YET, CLAIMS, MISTAKES };

struct text {
    bool color;
    int verbose;
    enum section section;
    bool after_block; /* the last thing written was a block of detail */
};

/* Where each column begins. */
enum { CASE = 2, CLAIM = 22, PRECISION = 38, VERDICT = 48, ENTRIES = 60, POWER = 76 };

#define GREEN   "\033[32m"
#define YELLOW  "\033[33m"
#define RED     "\033[31m"
#define MAGENTA "\033[35m"
#define PLAIN   "\033[0m"

static const char *const verdict_color[SECANT_VERDICTS] = {
    [SECANT_RIGHT] = GREEN,      [SECANT_TRANSPOSED] = YELLOW, [SECANT_WRONG] = RED,
    [SECANT_UNDECIDED] = YELLOW, [SECANT_ERROR] = MAGENTA,
};

static void *create(void) { return calloc(1, sizeof(struct text)); }

/* Writes `text` from column `start` on, at least two blanks behind what stands at `column`.
 * Returns the column behind it. */
static int cell(FILE *out, int column, int start, const char *text)
{
    int gap = column == 0 ? start : column + 2 > start ? 2 : start - column;
    fprintf(out, "%*s", gap, "");
    return column + gap + secant_write_visible(out, text);
}

static int colored_cell(FILE *out, int column, int start, const char *text,
                        const char *color)
{
    if (color)
        fputs(color, out);
    column = cell(out, column, start, text);
    if (color)
        fputs(PLAIN, out);
    return column;
}

static void begin(void *state, FILE *out, const struct secant_run *run)
{
    struct text *t = state;
    t->color = run->color;
    t->verbose = run->verbose;
    fputs("Secant ", out);
    secant_write_visible(out, run->version ? run->version : "(unknown version)");
    fprintf(out, ", seed %llu, %ld %s a claim%s", (unsigned long long)run->seed,
            run->points, run->points == 1 ? "point" : "points",
            run->sharp ? ", sharp" : "");
    if (run->options && *run->options) {
        fputs(", options ", out);
        secant_write_visible(out, run->options);
    }
    fputc('\n', out);
}

static void open_section(struct text *t, FILE *out, enum section section)
{
    if (t->section == section) {
        if (t->after_block)
            fputc('\n', out);
    } else if (section == CLAIMS) {
        fputc('\n', out);
        int column = cell(out, 0, CASE, "case");
        column = cell(out, column, CLAIM, "claim");
        column = cell(out, column, PRECISION, "precision");
        column = cell(out, column, VERDICT, "verdict");
        column = cell(out, column, ENTRIES, "decided/drawn");
        cell(out, column, POWER, "detection power");
        fputc('\n', out);
    } else if (section == MISTAKES)
        fputs("\nDeliberate mistakes: caught\n", out);
    t->section = section;
    t->after_block = false;
}

static void write_power(double power, char *text, size_t size)
{
    char number[SECANT_NUMBER_SIZE];
    if (isnan(power))
        snprintf(text, size, "-");
    else if (isinf(power))
        snprintf(text, size, "would catch nothing");
    else
        snprintf(text, size, "would catch %s", secant_format_rounded(power, 2, number));
}

static void claim_line(const struct text *t, FILE *out, const struct secant_result *r)
{
    char entries[64], power[64];
    long decided = r->right + r->wrong;
    snprintf(entries, sizeof entries, "%ld/%ld", decided, decided + r->undecided);
    write_power(r->power, power, sizeof power);

    bool as_expected = r->verdict == r->expected;
    const char *color = t->color ? verdict_color[r->verdict] : NULL;
    if (!as_expected)
        fputc('!', out);
    int column = cell(out, !as_expected, CASE - !as_expected, r->name);
    column = cell(out, column, CLAIM, r->claim);
    column = cell(out, column, PRECISION, r->precision);
    column = colored_cell(out, column, VERDICT, secant_verdict_name(r->verdict), color);
    column = cell(out, column, ENTRIES, entries);
    cell(out, column, POWER, power);
    if (!as_expected)
        fprintf(out, "  (expected: %s%s)", secant_verdict_name(r->expected),
                r->mistake_planted ? ", for it is a deliberate mistake" : "");
    fputc('\n', out);
}

static void mistake_line(FILE *out, const struct secant_result *r)
{
    int column = cell(out, 0, CASE, r->name);
    column = cell(out, column, CLAIM, r->claim);
    column = cell(out, column, PRECISION, r->precision);
    cell(out, column, VERDICT, r->mistake ? r->mistake : secant_verdict_name(r->verdict));
    fputc('\n', out);
}

static void result(void *state, FILE *out, const struct secant_result *r)
{
    struct text *t = state;
    bool as_expected = r->verdict == r->expected;
    bool quiet = t->verbose<0, verbose = t->verbose> 0;
    if (quiet && as_expected)
        return;
    bool caught = r->mistake_planted && as_expected;
    open_section(t, out, caught ? MISTAKES : CLAIMS);
    if (caught)
        mistake_line(out, r);
    else
        claim_line(t, out, r);
    if (verbose || !as_expected || (r->verdict == SECANT_WRONG && !caught)) {
        secant_write_detail(out, r, 6, verbose);
        t->after_block = true;
    }
}

/* "3 wrong, " for the verdicts that occurred, "right" always. */
static void write_counts(FILE *out, const struct secant_summary *s)
{
    const char *separator = "";
    for (int v = 0; v < SECANT_VERDICTS; v++)
        if (s->count[v] || v == SECANT_RIGHT) {
            fprintf(out, "%s%zu %s", separator, s->count[v],
                    secant_verdict_name((enum secant_verdict)v));
            separator = ", ";
        }
}

static void paint(const struct text *t, FILE *out, const char *code)
{
    if (t->color)
        fputs(code, out);
}

static void end(void *state, FILE *out, const struct secant_summary *s)
{
    const struct text *t = state;
    char seconds[SECANT_NUMBER_SIZE];
    fputc('\n', out);
    if (s->interrupted)
        fputs("Interrupted: what follows counts only what was finished.\n", out);
    fprintf(out, "%zu %s in %s s: ", s->claims, s->claims == 1 ? "claim" : "claims",
            secant_format_fixed(s->seconds, 1, seconds));
    write_counts(out, s);
    fputs(".\n", out);

    if (s->claims == 0) {
        paint(t, out, YELLOW);
        fputs("Nothing was checked, and nothing was checked is never right.", out);
    } else if (s->expected == s->claims) {
        paint(t, out, GREEN);
        fputs(s->claims == 1 ? "It is as expected." : "All are as expected.", out);
    } else {
        paint(t, out, RED);
        fprintf(out,
                "%zu as expected, %zu decided otherwise than expected, %zu left open; "
                "look for the lines that begin with !",
                s->expected, s->unexpected, s->unresolved);
    }
    paint(t, out, PLAIN);
    fputc('\n', out);

    if (s->mistakes)
        fprintf(out, "Deliberate mistakes: %zu of %zu caught.\n", s->caught, s->mistakes);
    if (t->verbose >= 0)
        fputs("Right: no point refutes the claim, and every entry was confirmed within "
              "computed "
              "bounds.\nWrong: refuted at the point that is printed; to repeat it, run the "
              "replay line.\n",
              out);
}

const struct secant_report secant_report_text = {
    .name = "text",
    .description = "for people: one line a claim, with a block where there is more to see",
    .create = create,
    .destroy = free,
    .begin = begin,
    .result = result,
    .end = end,
};
