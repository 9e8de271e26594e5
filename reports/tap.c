/* SPDX-License-Identifier: MIT
 *
 * The Test Anything Protocol, version 13: a point a claim, ok if its verdict is the
 * expected one; the plan comes last. Diagnostics are a YAML mapping of quoted strings and
 * numbers, so that both full YAML readers and the small one in Perl's TAP::Parser read it.
 */
#include <stdlib.h>

#include "detail.h"
#include "number/format.h"
#include "report.h"
#include "utf8.h"

enum { MOST_NUMBERS = 24 };

struct tap {
    size_t points;
};

static void *create(void) { return calloc(1, sizeof(struct tap)); }

/* A description ends at its line and at a "#". */
static void description(FILE *out, const char *text)
{
    if (!text)
        text = "-";
    while (*text) {
        uint32_t character = secant_utf8_read(&text);
        if (secant_utf8_is_control(character))
            fputc(' ', out);
        else {
            if (character == '#' || character == '\\')
                fputc('\\', out);
            secant_utf8_write(out, character);
        }
    }
}

static void quoted(FILE *out, const char *text)
{
    fputc('"', out);
    while (*text) {
        uint32_t character = secant_utf8_read(&text);
        if (character == '"' || character == '\\')
            fprintf(out, "\\%c", (int)character);
        else if (character == '\n')
            fputs("\\n", out);
        else if (character == '\t')
            fputs("\\t", out);
        else if (character < 0x100 && secant_utf8_is_control(character))
            fprintf(out, "\\x%02x", (unsigned)character);
        else if (secant_utf8_is_control(character) || character == 0xfeff)
            secant_utf8_write(out, SECANT_REPLACEMENT); /* YAML might forbid it */
        else
            secant_utf8_write(out, character);
    }
    fputc('"', out);
}

static void member(FILE *out, const char *key, const char *text)
{
    if (!text)
        return;
    fprintf(out, "  %s: ", key);
    quoted(out, text);
    fputc('\n', out);
}

static void number(FILE *out, const char *key, double value)
{
    char text[SECANT_NUMBER_SIZE];
    fprintf(out, "    %s: \"%s\"\n", key, secant_format_shortest(value, text));
}

static void counterexample(FILE *out, const struct secant_result *r)
{
    const struct secant_point *p = r->counterexample;
    const struct secant_signature *s = r->signature;
    fprintf(out, "  point: %ld\n", p->index);
    member(out, "regime", p->regime);
    for (int i = 0; i < SECANT_MAX_SIZES && s->size[i].name; i++) {
        fputs(i ? "    " : "  sizes:\n    ", out);
        quoted(out, s->size[i].name);
        fprintf(out, ": %ld\n", p->size[i]);
    }
    for (int i = 0; i < SECANT_MAX_INPUTS && s->input[i].name; i++) {
        struct secant_array in = p->in[i];
        fputs(i ? "    " : "  inputs:\n    ", out);
        quoted(out, s->input[i].name);
        fputs(": \"", out);
        secant_write_shape(out, in.shape);
        fputs(in.shape.rank ? " " : "", out);
        secant_write_numbers(out, in.data, in.data ? secant_elements(in.shape) : 0,
                             MOST_NUMBERS, secant_format_shortest);
        fputs("\"\n", out);
    }
}

static void diagnostics(FILE *out, const struct secant_result *r)
{
    fputs("  ---\n", out);
    member(out, "verdict", secant_verdict_name(r->verdict));
    member(out, "expected", secant_verdict_name(r->expected));
    member(out, "id", r->id);
    member(out, "reason", r->reason);
    member(out, "mistake", r->mistake);
    fprintf(out, "  points: %ld\n  elements:\n", r->points);
    fprintf(out, "    right: %ld\n    wrong: %ld\n    undecided: %ld\n", r->right, r->wrong,
            r->undecided);
    if (r->has_worst) {
        fputs("  worst:\n    at: \"", out);
        secant_write_entry(out, &r->worst);
        fputs("\"\n", out);
        number(out, "claimed", r->worst.claimed);
        number(out, "measured", r->worst.measured);
        number(out, "bar", r->worst.bar);
        number(out, "step", r->worst.step);
    }
    if (secant_has_counterexample(r))
        counterexample(out, r);
    member(out, "replay", r->replay);
    fputs("  ...\n", out);
}

static void begin(void *state, FILE *out, const struct secant_run *run)
{
    (void)state;
    fputs("TAP version 13\n# Secant ", out);
    secant_write_visible(out, run->version);
    fprintf(out, ", seed %llu\n", (unsigned long long)run->seed);
}

static void result(void *state, FILE *out, const struct secant_result *r)
{
    struct tap *tap = state;
    bool as_expected = r->verdict == r->expected;
    fprintf(out, "%s %zu - ", as_expected ? "ok" : "not ok", ++tap->points);
    description(out, r->name);
    fputs(": ", out);
    description(out, r->claim);
    if (r->precision) {
        fputs(" [", out);
        description(out, r->precision);
        fputc(']', out);
    }
    fputc('\n', out);
    if (!as_expected)
        diagnostics(out, r);
}

/* An empty plan would be a skip, and nothing checked is not to pass. */
static void end(void *state, FILE *out, const struct secant_summary *s)
{
    struct tap *tap = state;
    if (tap->points == 0)
        fprintf(out, "not ok %zu - nothing was checked\n", ++tap->points);
    fprintf(out, "1..%zu\n", tap->points);
    if (s->interrupted)
        fputs("Bail out! Interrupted\n", out);
}

const struct secant_report secant_report_tap = {
    .name = "tap",
    .description = "Test Anything Protocol, version 13, for prove and others",
    .create = create,
    .destroy = free,
    .begin = begin,
    .result = result,
    .end = end,
};
