/* SPDX-License-Identifier: MIT
 *
 * JSON Lines: one record a line, its kind in "type". Every record of a kind has the same
 * keys in the same order; what is not known is null. Numbers are the shortest that read
 * back as the same double; JSON has no NaN and no infinity, so these are strings.
 *
 * Written by hand, not through Jansson: its numbers are not the shortest, it knows no
 * integer above 2^63 (a seed may be), and a tree in memory can fail where a stream cannot.
 */
#include <inttypes.h>
#include <math.h>

#include "detail.h"
#include "number/format.h"
#include "report.h"
#include "utf8.h"

static void string(FILE *out, const char *text)
{
    if (!text) {
        fputs("null", out);
        return;
    }
    fputc('"', out);
    while (*text) {
        uint32_t character = secant_utf8_read(&text);
        if (character == '"' || character == '\\')
            fprintf(out, "\\%c", (int)character);
        else if (character == '\n')
            fputs("\\n", out);
        else if (character == '\t')
            fputs("\\t", out);
        else if (secant_utf8_is_control(character))
            fprintf(out, "\\u%04x", (unsigned)character);
        else
            secant_utf8_write(out, character);
    }
    fputc('"', out);
}

static void number(FILE *out, double value)
{
    char text[SECANT_NUMBER_SIZE];
    secant_format_shortest(value, text);
    if (!isfinite(value))
        fprintf(out, "\"%s\"", text);
    else if (value == 0 && signbit(value))
        fputs("-0.0", out); /* "-0" is an integer to many readers, which loses the sign */
    else
        fputs(text, out);
}

static const char *boolean(bool value) { return value ? "true" : "false"; }

/* `,"name":` - every record begins with its type, so a comma always stands before. */
static void key(FILE *out, const char *name) { fprintf(out, ",\"%s\":", name); }

static void string_member(FILE *out, const char *name, const char *text)
{
    key(out, name);
    string(out, text);
}

static void number_member(FILE *out, const char *name, double value)
{
    key(out, name);
    number(out, value);
}

static void begin(void *state, FILE *out, const struct secant_run *run)
{
    (void)state;
    fputs("{\"type\":\"run\"", out);
    string_member(out, "version", run->version);
    fprintf(out, ",\"seed\":%" PRIu64 ",\"points\":%ld,\"sharp\":%s", run->seed,
            run->points, boolean(run->sharp));
    string_member(out, "options", run->options);
    fputs("}\n", out);
}

static void elements(FILE *out, long right, long wrong, long undecided)
{
    fprintf(out, "\"right\":%ld,\"wrong\":%ld,\"undecided\":%ld}", right, wrong, undecided);
}

static void regimes(FILE *out, const struct secant_result *r)
{
    key(out, "regimes");
    fputc('[', out);
    for (int i = 0; i < r->regimes; i++) {
        const struct secant_coverage *c = &r->coverage[i];
        fputs(i ? ",{\"regime\":" : "{\"regime\":", out);
        string(out, c->regime);
        fprintf(out, ",\"points\":%ld,\"elements\":{", c->points);
        elements(out, c->right, c->wrong, c->undecided);
        fputc('}', out);
    }
    fputc(']', out);
}

static void worst(FILE *out, const struct secant_result *r)
{
    key(out, "worst");
    if (!r->has_worst) {
        fputs("null", out);
        return;
    }
    const struct secant_element *w = &r->worst;
    fputs("{\"index\":[", out);
    for (int i = 0; i < w->rank; i++)
        fprintf(out, i ? ",%zu" : "%zu", w->index[i]);
    fputc(']', out);
    number_member(out, "claimed", w->claimed);
    number_member(out, "measured", w->measured);
    number_member(out, "bar", w->bar);
    number_member(out, "step", w->step);
    string_member(out, "reason", w->reason);
    fputc('}', out);
}

static void input(FILE *out, const char *name, struct secant_array array)
{
    const double *value = array.data;
    size_t count = value ? secant_elements(array.shape) : 0;
    string(out, name);
    fputs(":{\"shape\":[", out);
    for (int i = 0; i < array.shape.rank; i++)
        fprintf(out, i ? ",%zu" : "%zu", array.shape.dim[i]);
    fputs("],\"values\":[", out);
    for (size_t i = 0; i < count; i++) {
        fputs(i ? "," : "", out);
        number(out, value[i]);
    }
    fputs("],\"hex\":[", out);
    for (size_t i = 0; i < count; i++) {
        char text[SECANT_NUMBER_SIZE];
        fprintf(out, i ? ",\"%s\"" : "\"%s\"", secant_format_hex(value[i], text));
    }
    fputs("]}", out);
}

static void counterexample(FILE *out, const struct secant_result *r)
{
    key(out, "counterexample");
    if (!secant_has_counterexample(r)) {
        fputs("null", out);
        return;
    }
    const struct secant_point *p = r->counterexample;
    const struct secant_signature *s = r->signature;
    fputs("{\"regime\":", out);
    string(out, p->regime);
    fprintf(out, ",\"index\":%ld,\"sizes\":{", p->index);
    for (int i = 0; i < SECANT_MAX_SIZES && s->size[i].name; i++) {
        fputs(i ? "," : "", out);
        string(out, s->size[i].name);
        fprintf(out, ":%ld", p->size[i]);
    }
    fputs("},\"inputs\":{", out);
    for (int i = 0; i < SECANT_MAX_INPUTS && s->input[i].name; i++) {
        fputs(i ? "," : "", out);
        input(out, s->input[i].name, p->in[i]);
    }
    fputs("}}", out);
}

static void result(void *state, FILE *out, const struct secant_result *r)
{
    (void)state;
    fputs("{\"type\":\"claim\"", out);
    string_member(out, "case", r->name);
    string_member(out, "claim", r->claim);
    string_member(out, "id", r->id);
    string_member(out, "precision", r->precision);
    string_member(out, "formula", r->formula);
    string_member(out, "verdict", secant_verdict_name(r->verdict));
    string_member(out, "expected", secant_verdict_name(r->expected));
    fprintf(out, ",\"mistake_planted\":%s", boolean(r->mistake_planted));
    string_member(out, "reason", r->reason);
    key(out, "caveats");
    fputc('[', out);
    for (int i = 0; i < r->caveats; i++) {
        fputs(i ? "," : "", out);
        string(out, r->caveat[i]);
    }
    fprintf(out, "],\"points\":%ld,\"elements\":{", r->points);
    elements(out, r->right, r->wrong, r->undecided);
    regimes(out, r);
    number_member(out, "power", r->power);
    worst(out, r);
    counterexample(out, r);
    string_member(out, "mistake", r->mistake);
    string_member(out, "replay", r->replay);
    fputs("}\n", out);
}

static void end(void *state, FILE *out, const struct secant_summary *s)
{
    (void)state;
    fprintf(out, "{\"type\":\"summary\",\"claims\":%zu,\"verdicts\":{", s->claims);
    for (int v = 0; v < SECANT_VERDICTS; v++)
        fprintf(out, "%s\"%s\":%zu", v ? "," : "",
                secant_verdict_name((enum secant_verdict)v), s->count[v]);
    fprintf(out,
            "},\"expected\":%zu,\"unexpected\":%zu,\"unresolved\":%zu,\"mistakes\":%zu,"
            "\"caught\":%zu",
            s->expected, s->unexpected, s->unresolved, s->mistakes, s->caught);
    number_member(out, "seconds", s->seconds);
    fprintf(out, ",\"interrupted\":%s}\n", boolean(s->interrupted));
}

const struct secant_report secant_report_json = {
    .name = "json",
    .description = "JSON Lines: records of type run, claim and summary",
    .begin = begin,
    .result = result,
    .end = end,
};
