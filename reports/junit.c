/* SPDX-License-Identifier: MIT
 *
 * JUnit XML as Jenkins reads it, through libxml2's writer. The head carries totals, so the
 * test cases wait in a temporary file, and memory stays as it is however many there are.
 *
 * A decided verdict other than the expected one is a failure; undecided and error, where
 * something else was expected, are errors, as is a run in which nothing was checked and one
 * that was interrupted: a reader who looks at the counts alone must not take them for fine.
 */
#include <libxml/xmlwriter.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "detail.h"
#include "number/format.h"
#include "report.h"
#include "scratch.h"
#include "utf8.h"

struct junit {
    FILE *spool;   /* the test cases, as XML */
    FILE *scratch; /* one block of detail */
    xmlTextWriterPtr cases, whole;
    xmlOutputBufferPtr buffer; /* of the open writer, which owns it */
    size_t tests, failures, errors;
    char *version, *options;
    unsigned long long seed;
    long points;
    const char *problem;
};

static const char no_memory[] = "not enough memory for the JUnit report";
static const char no_spool[] = "cannot write the temporary file of the JUnit report";

/* BAD_CAST would cast `const` away as well. */
static const xmlChar *xml(const char *text) { return (const xmlChar *)text; }

/* libxml2 prints to stderr when its own file output fails; this leaves the error to ferror,
 * where the caller looks for it. */
static int write_bytes(void *file, const char *bytes, int count)
{
    fwrite(bytes, 1, (size_t)count, file);
    return count;
}

static xmlTextWriterPtr open_writer(struct junit *j, FILE *out)
{
    xmlOutputBufferPtr buffer = xmlOutputBufferCreateIO(write_bytes, NULL, out, NULL);
    xmlTextWriterPtr writer = buffer ? xmlNewTextWriter(buffer) : NULL;
    if (!writer) {
        if (buffer)
            xmlOutputBufferClose(buffer);
        j->problem = no_memory;
        return NULL;
    }
    j->buffer = buffer;
    xmlTextWriterSetIndent(writer, 1);
    xmlTextWriterSetIndentString(writer, xml("  "));
    return writer;
}

/* Every call of the writer answers -1 where memory ran out. */
static void check(struct junit *j, int status)
{
    if (status < 0 && !j->problem)
        j->problem = no_memory;
}

/* The writer's last bytes may be lost for want of memory when it is freed; so flush first.
 */
static void close_writer(struct junit *j, xmlTextWriterPtr writer)
{
    check(j, xmlTextWriterFlush(writer));
    if (j->buffer->error)
        check(j, -1);
    xmlFreeTextWriter(writer);
}

/* XML 1.0 has no way at all to write most control characters. */
static bool is_xml(uint32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' ||
           c >= 0x20; /* the reader replaced others */
}

/* Text or an attribute's value, in pieces, so that its length does not matter. */
static void characters(struct junit *j, xmlTextWriterPtr w, const char *text)
{
    char piece[256];
    while (*text) {
        size_t used = 0;
        while (*text && used + 5 < sizeof piece) {
            uint32_t character = secant_utf8_read(&text);
            used += (size_t)secant_utf8_encode(
                is_xml(character) ? character : SECANT_REPLACEMENT, piece + used);
        }
        piece[used] = '\0';
        check(j, xmlTextWriterWriteString(w, xml(piece)));
    }
}

static void start(struct junit *j, xmlTextWriterPtr w, const char *element)
{
    check(j, xmlTextWriterStartElement(w, xml(element)));
}

static void finish(struct junit *j, xmlTextWriterPtr w)
{
    check(j, xmlTextWriterEndElement(w));
}

static void attribute(struct junit *j, xmlTextWriterPtr w, const char *name,
                      const char *text)
{
    check(j, xmlTextWriterStartAttribute(w, xml(name)));
    characters(j, w, text ? text : "-");
    check(j, xmlTextWriterEndAttribute(w));
}

static void count(struct junit *j, xmlTextWriterPtr w, const char *name, size_t value)
{
    check(j, xmlTextWriterWriteFormatAttribute(w, xml(name), "%zu", value));
}

static void property(struct junit *j, xmlTextWriterPtr w, const char *name,
                     const char *value)
{
    start(j, w, "property");
    attribute(j, w, "name", name);
    attribute(j, w, "value", value);
    finish(j, w);
}

static void destroy(void *state)
{
    struct junit *j = state;
    if (!j)
        return;
    if (j->cases)
        xmlFreeTextWriter(j->cases);
    if (j->spool)
        fclose(j->spool);
    if (j->scratch)
        fclose(j->scratch);
    free(j->version);
    free(j->options);
    free(j);
}

static void *create(void) { return calloc(1, sizeof(struct junit)); }

static void begin(void *state, FILE *out, const struct secant_run *run)
{
    struct junit *j = state;
    (void)out; /* nothing can be written before the totals are known */
    j->seed = run->seed;
    j->points = run->points;
    j->version = strdup(run->version ? run->version : "-");
    j->options = strdup(run->options ? run->options : "");
    j->spool = tmpfile();
    j->scratch = tmpfile();
    if (!j->version || !j->options)
        j->problem = no_memory;
    else if (!j->spool || !j->scratch)
        j->problem = no_spool;
    else
        j->cases = open_writer(j, j->spool);
}

static void start_case(struct junit *j, const char *classname, const char *name,
                       const char *precision)
{
    j->tests++;
    start(j, j->cases, "testcase");
    attribute(j, j->cases, "classname", classname);
    check(j, xmlTextWriterStartAttribute(j->cases, xml("name")));
    characters(j, j->cases, name ? name : "-");
    if (precision) {
        characters(j, j->cases, " [");
        characters(j, j->cases, precision);
        characters(j, j->cases, "]");
    }
    check(j, xmlTextWriterEndAttribute(j->cases));
}

/* WriteString does the same, but does not say when there is no memory for it. */
static void escaped(void *state, const char *bytes, size_t count)
{
    struct junit *j = state;
    (void)count;
    xmlChar *text = xmlEncodeSpecialChars(NULL, xml(bytes));
    check(j, text ? xmlTextWriterWriteRaw(j->cases, text) : -1);
    xmlFree(text);
}

/* What the text report prints as a block: valid UTF-8 without control characters. */
static void write_detail(struct junit *j, const struct secant_result *r)
{
    fputc('\n', j->scratch);
    secant_write_detail(j->scratch, r, 2, false);
    if (!secant_scratch_take(j->scratch, escaped, j) && !j->problem)
        j->problem = no_spool;
}

static void complain(struct junit *j, const struct secant_result *r)
{
    bool open = r->verdict == SECANT_UNDECIDED || r->verdict == SECANT_ERROR;
    const char *verdict = secant_verdict_name(r->verdict), *why = r->mistake;
    *(open ? &j->errors : &j->failures) += 1;
    start(j, j->cases, open ? "error" : "failure");
    attribute(j, j->cases, "type", verdict);
    check(j, xmlTextWriterStartAttribute(j->cases, xml("message")));
    characters(j, j->cases, verdict);
    characters(j, j->cases, " where ");
    characters(j, j->cases, secant_verdict_name(r->expected));
    characters(j, j->cases, " was expected");
    if (!why)
        why = r->reason ? r->reason : r->has_worst ? r->worst.reason : NULL;
    if (why) {
        characters(j, j->cases, ": ");
        characters(j, j->cases, why);
    }
    check(j, xmlTextWriterEndAttribute(j->cases));
    write_detail(j, r);
    finish(j, j->cases);
}

static void result(void *state, FILE *out, const struct secant_result *r)
{
    struct junit *j = state;
    (void)out;
    if (j->problem)
        return;
    start_case(j, r->name, r->claim, r->precision);
    if (r->verdict != r->expected)
        complain(j, r);
    finish(j, j->cases);
}

/* A test case of our own, for what concerns the whole run. */
static void whole_run(struct junit *j, const char *name, const char *message)
{
    j->errors++;
    start_case(j, "secant", name, NULL);
    start(j, j->cases, "error");
    attribute(j, j->cases, "type", name);
    attribute(j, j->cases, "message", message);
    finish(j, j->cases);
    finish(j, j->cases);
}

static void totals(struct junit *j, xmlTextWriterPtr w, const struct secant_summary *s)
{
    char seconds[SECANT_NUMBER_SIZE];
    bool sensible = s->seconds >= 0 && s->seconds < HUGE_VAL;
    attribute(j, w, "name", "secant");
    count(j, w, "tests", j->tests);
    count(j, w, "failures", j->failures);
    count(j, w, "errors", j->errors);
    attribute(j, w, "time", secant_format_fixed(sensible ? s->seconds : 0, 3, seconds));
}

static void head(struct junit *j, xmlTextWriterPtr w, const struct secant_summary *s)
{
    char number[32];
    /* StartDocument would set up a converter from UTF-8 to UTF-8, which can fail unnoticed.
     */
    check(j, xmlTextWriterWriteRaw(w, xml("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")));
    start(j, w, "testsuites");
    totals(j, w, s);
    start(j, w, "testsuite");
    totals(j, w, s);
    count(j, w, "skipped", 0);
    start(j, w, "properties");
    property(j, w, "version", j->version);
    snprintf(number, sizeof number, "%llu", j->seed);
    property(j, w, "seed", number);
    snprintf(number, sizeof number, "%ld", j->points);
    property(j, w, "points", number);
    property(j, w, "options", j->options);
    property(j, w, "interrupted", s->interrupted ? "true" : "false");
    finish(j, w);
}

static void copied(void *state, const char *bytes, size_t count)
{
    struct junit *j = state;
    check(j, xmlTextWriterWriteRawLen(j->whole, xml(bytes), (int)count));
}

static void end(void *state, FILE *out, const struct secant_summary *s)
{
    struct junit *j = state;
    if (j->problem)
        return;
    if (j->tests == 0)
        whole_run(j, "nothing was checked", "Nothing was checked, which is never right.");
    if (s->interrupted)
        whole_run(j, "interrupted", "Interrupted: only what was finished is listed.");
    close_writer(j, j->cases);
    j->cases = NULL;
    xmlTextWriterPtr w = j->whole = open_writer(j, out);
    if (!w)
        return;
    head(j, w, s);
    if (!secant_scratch_take(j->spool, copied, j) && !j->problem)
        j->problem = no_spool;
    finish(j, w);
    finish(j, w); /* not EndDocument: this notices if an element was forgotten on the way */
    close_writer(j, w);
}

static const char *problem(void *state) { return ((struct junit *)state)->problem; }

const struct secant_report secant_report_junit = {
    .name = "junit",
    .description = "JUnit XML, for Jenkins, GitLab and others",
    .create = create,
    .destroy = destroy,
    .begin = begin,
    .result = result,
    .end = end,
    .problem = problem,
};
