/* SPDX-License-Identifier: MIT
 *
 * JSON Lines through Jansson: one record a line, its kind in "type". Every record of a kind
 * has the same keys in the same order; what is not known is null. Numbers read back as the
 * same double; JSON has no NaN and no infinity, so these are strings.
 *
 * A record that cannot be built, for want of memory, ends the report: nothing follows it,
 * and no summary, so that what is there cannot be taken for the whole.
 */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "detail.h"
#include "number/format.h"
#include "report.h"
#include "utf8.h"

struct json {
    bool incomplete;
};

static void *create(void) { return calloc(1, sizeof(struct json)); }

/* Any bytes; NULL is null. Jansson refuses what is not UTF-8. */
static json_t *string(const char *text)
{
    if (!text)
        return json_null();
    char *clean = secant_utf8_clean(text);
    json_t *value = clean ? json_string(clean) : NULL;
    free(clean);
    return value;
}

static json_t *number(double value)
{
    char word[SECANT_NUMBER_SIZE];
    return isfinite(value) ? json_real(value)
                           : json_string(secant_format_shortest(value, word));
}

static json_t *integer(size_t value) { return json_integer((json_int_t)value); }

/* Adds to an array or an object. Either may be NULL for want of memory, and so may what is
 * added: then the whole is given up, and the answer is NULL. Jansson takes the value over,
 * whatever comes of it. */
static json_t *kept(json_t *whole, int status)
{
    if (status == 0)
        return whole;
    json_decref(whole);
    return NULL;
}

static json_t *append(json_t *array, json_t *value)
{
    return kept(array, json_array_append_new(array, value));
}

static json_t *set(json_t *object, const char *name, json_t *value)
{
    char *key = secant_utf8_clean(name);
    int status = json_object_set_new(object, key, value);
    free(key);
    return kept(object, status);
}

/* Below, json_pack answers NULL if any of its parts is NULL, and frees the others. */

static json_t *elements(long right, long wrong, long undecided)
{
    return json_pack("{s:I, s:I, s:I}", "right", (json_int_t)right, "wrong",
                     (json_int_t)wrong, "undecided", (json_int_t)undecided);
}

static json_t *regimes(const struct secant_result *r)
{
    json_t *list = json_array();
    for (int i = 0; i < r->regimes; i++) {
        const struct secant_coverage *c = &r->coverage[i];
        list = append(list, json_pack("{s:o, s:I, s:o}", "regime", string(c->regime),
                                      "points", (json_int_t)c->points, "elements",
                                      elements(c->right, c->wrong, c->undecided)));
    }
    return list;
}

static json_t *caveats(const struct secant_result *r)
{
    json_t *list = json_array();
    for (int i = 0; i < r->caveats; i++)
        list = append(list, string(r->caveat[i]));
    return list;
}

static json_t *integers(const size_t *value, int count)
{
    json_t *list = json_array();
    for (int i = 0; i < count; i++)
        list = append(list, integer(value[i]));
    return list;
}

static json_t *worst(const struct secant_result *r)
{
    const struct secant_element *w = &r->worst;
    if (!r->has_worst)
        return json_null();
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}",               //
                     "index", integers(w->index, w->rank),           //
                     "claimed", number(w->claimed),                  //
                     "measured", number(w->measured),                //
                     "bar", number(w->bar), "step", number(w->step), //
                     "reason", string(w->reason));
}

static json_t *input(struct secant_array array)
{
    const double *value = array.data;
    size_t count = value ? secant_elements(array.shape) : 0;
    json_t *values = json_array(), *hex = json_array();
    for (size_t i = 0; i < count; i++) {
        char text[SECANT_NUMBER_SIZE];
        values = append(values, number(value[i]));
        hex = append(hex, json_string(secant_format_hex(value[i], text)));
    }
    return json_pack("{s:o, s:o, s:o}", "shape",
                     integers(array.shape.dim, array.shape.rank), "values", values, "hex",
                     hex);
}

static json_t *counterexample(const struct secant_result *r)
{
    const struct secant_point *p = r->counterexample;
    const struct secant_signature *s = r->signature;
    if (!secant_has_counterexample(r))
        return json_null();
    json_t *sizes = json_object(), *inputs = json_object();
    for (int i = 0; i < SECANT_MAX_SIZES && s->size[i].name; i++)
        sizes = set(sizes, s->size[i].name, json_integer(p->size[i]));
    for (int i = 0; i < SECANT_MAX_INPUTS && s->input[i].name; i++)
        inputs = set(inputs, s->input[i].name, input(p->in[i]));
    return json_pack("{s:o, s:I, s:o, s:o}", "regime", string(p->regime), "index",
                     (json_int_t)p->index, "sizes", sizes, "inputs", inputs);
}

static json_t *ulps(const struct secant_accuracy *a)
{
    if (a->entries == 0)
        return json_null();
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:I}", "ulps",
                     number(a->ulps), "share", number(a->share), //
                     "index", integers(a->index, a->rank),       //
                     "got", number(a->got),                      //
                     "exact", number(a->exact),                  //
                     "regime", string(a->regime),                //
                     "point", (json_int_t)a->point,              //
                     "entries", (json_int_t)a->entries,          //
                     "undecided", (json_int_t)a->undecided);
}

static json_t *accuracy(const struct secant_result *r)
{
    if (!r->has_accuracy)
        return json_null();
    return json_pack("{s:o, s:o}", "value", ulps(&r->value_accuracy), "derivative",
                     ulps(&r->accuracy));
}

/* NULL without memory. Not json_dumps: where its buffer cannot grow in the middle of a key,
 * it leaves out the key and says nothing (Jansson 2.14). */
static char *line(const json_t *record)
{
    const size_t flags = JSON_COMPACT | JSON_ENSURE_ASCII;
    size_t size = record ? json_dumpb(record, NULL, 0, flags) : 0;
    char *text = size ? malloc(size + 1) : NULL;
    if (!text || json_dumpb(record, text, size, flags) != size) {
        free(text);
        return NULL;
    }
    text[size] = '\0';
    return text;
}

/* Whole records only. */
static void write_record(struct json *json, FILE *out, json_t *record)
{
    char *text = json->incomplete ? NULL : line(record);
    if (text)
        fprintf(out, "%s\n", text);
    else
        json->incomplete = true;
    free(text);
    json_decref(record);
}

static void begin(void *state, FILE *out, const struct secant_run *run)
{
    write_record(state, out,
                 json_pack("{s:s, s:o, s:I, s:I, s:b, s:o}", "type", "run",        //
                           "version", string(run->version),                        //
                           "seed", (json_int_t)run->seed,                          //
                           "points", (json_int_t)run->points, "sharp", run->sharp, //
                           "options", string(run->options)));
}

static void result(void *state, FILE *out, const struct secant_result *r)
{
    write_record(
        state, out,
        json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:s, s:s, s:b, s:o, s:o, s:I, s:o, s:o,"
                  " s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
                  "type", "claim",                                        //
                  "case", string(r->name),                                //
                  "claim", string(r->claim),                              //
                  "id", string(r->id),                                    //
                  "precision", string(r->precision),                      //
                  "formula", string(r->formula),                          //
                  "verdict", secant_verdict_name(r->verdict),             //
                  "expected", secant_verdict_name(r->expected),           //
                  "mistake_planted", r->mistake_planted,                  //
                  "reason", string(r->reason),                            //
                  "caveats", caveats(r),                                  //
                  "points", (json_int_t)r->points,                        //
                  "elements", elements(r->right, r->wrong, r->undecided), //
                  "regimes", regimes(r),                                  //
                  "power", number(r->power),                              //
                  "file", string(r->file),                                //
                  "line", r->file ? json_integer(r->line) : json_null(),  //
                  "reading", string(r->reading),                          //
                  "agreement", number(r->agreement),                      //
                  "certificate", string(r->certificate),                  //
                  "accuracy", accuracy(r),                                //
                  "worst", worst(r),                                      //
                  "counterexample", counterexample(r),                    //
                  "mistake", string(r->mistake),                          //
                  "replay", string(r->replay)));
}

static void end(void *state, FILE *out, const struct secant_summary *s)
{
    json_t *verdicts = json_object();
    for (int v = 0; v < SECANT_VERDICTS; v++)
        verdicts = set(verdicts, secant_verdict_name((enum secant_verdict)v),
                       integer(s->count[v]));
    write_record(state, out,
                 json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b}", "type",
                           "summary",                            //
                           "claims", integer(s->claims),         //
                           "verdicts", verdicts,                 //
                           "expected", integer(s->expected),     //
                           "unexpected", integer(s->unexpected), //
                           "unresolved", integer(s->unresolved), //
                           "mistakes", integer(s->mistakes),     //
                           "caught", integer(s->caught),         //
                           "seconds", number(s->seconds),        //
                           "interrupted", s->interrupted));
}

static const char *problem(void *state)
{
    const struct json *json = state;
    return json->incomplete ? "not enough memory for the JSON report" : NULL;
}

const struct secant_report secant_report_json = {
    .name = "json",
    .description = "JSON Lines: records of type run, claim and summary",
    .create = create,
    .destroy = free,
    .begin = begin,
    .result = result,
    .end = end,
    .problem = problem,
};
