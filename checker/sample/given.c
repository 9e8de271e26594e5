/* SPDX-License-Identifier: MIT */
#include "sample/given.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number/format.h"
#include "sample/point.h"

/* ---------- reading */

struct reader {
    const char *text, *at;
    char *message;
};

/* One `name = numbers`; the numbers lie one after the other, the shape is that of the
 * brackets. */
struct given {
    char name[32];
    const char *at; /* in the text */
    struct secant_shape shape;
    double *number;
    size_t count, room;
};

static bool fail(struct reader *r, const char *format, ...)
{
    char what[SECANT_MESSAGE / 2];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    snprintf(r->message, SECANT_MESSAGE, "column %zu: %s", (size_t)(r->at - r->text) + 1,
             what);
    return false;
}

static void skip_blanks(struct reader *r)
{
    while (isspace((unsigned char)*r->at))
        r->at++;
}

static bool read_numbers(struct reader *r, struct given *g, int depth)
{
    skip_blanks(r);
    if (*r->at != '[') {
        double number;
        size_t used = secant_parse_number(r->at, strlen(r->at), &number);
        if (used == 0)
            return fail(r, "expected a number or '[', found '%.10s'", r->at);
        if (depth != g->shape.rank)
            return fail(r, "all rows must be nested equally deep");
        if (g->count == g->room) {
            size_t room = g->room ? 2 * g->room : 16;
            double *more = realloc(g->number, room * sizeof *more);
            if (!more)
                return fail(r, "out of memory");
            g->number = more;
            g->room = room;
        }
        g->number[g->count++] = number;
        r->at += used;
        return true;
    }
    if (depth == SECANT_MAX_RANK)
        return fail(r, "brackets nested deeper than %d", SECANT_MAX_RANK);
    bool first_here = g->shape.rank == depth && g->count == 0;
    if (first_here)
        g->shape.rank++;
    r->at++;
    size_t items = 0;
    skip_blanks(r);
    while (*r->at != ']') {
        if (items > 0 && *r->at != ',')
            return fail(r, "expected ',' or ']', found '%.10s'", r->at);
        r->at += items > 0;
        if (!read_numbers(r, g, depth + 1))
            return false;
        items++;
        skip_blanks(r);
    }
    r->at++;
    if (g->shape.dim[depth] == 0)
        g->shape.dim[depth] = items;
    if (g->shape.dim[depth] != items)
        return fail(r, "rows of %zu and of %zu numbers", g->shape.dim[depth], items);
    return true;
}

static bool read_given(struct reader *r, struct given *g)
{
    skip_blanks(r);
    size_t length = 0;
    while (isalnum((unsigned char)r->at[length]) || r->at[length] == '_')
        length++;
    if (length == 0 || length >= sizeof g->name)
        return fail(r, "expected a name, found '%.10s'", r->at);
    memcpy(g->name, r->at, length);
    g->at = r->at;
    r->at += length;
    skip_blanks(r);
    if (*r->at != '=')
        return fail(r, "expected '=' after %s, found '%.10s'", g->name, r->at);
    r->at++;
    return read_numbers(r, g, 0);
}

/* ---------- matching */

static int find_size(const struct secant_signature *s, const char *name, size_t length)
{
    for (int i = 0; i < SECANT_MAX_SIZES && s->size[i].name; i++)
        if (strlen(s->size[i].name) == length && memcmp(s->size[i].name, name, length) == 0)
            return i;
    return -1;
}

static int find_input(const struct secant_signature *s, const char *name)
{
    for (int k = 0; k < SECANT_MAX_INPUTS && s->input[k].name; k++)
        if (strcmp(s->input[k].name, name) == 0)
            return k;
    return -1;
}

/* Learns the sizes that an input's shape shows. */
static bool match_shape(struct reader *r, const struct secant_signature *s, int input,
                        const struct given *g, long *size)
{
    const char *words = s->input[input].shape;
    for (int i = 0; i < g->shape.rank; i++) {
        size_t length = strcspn(words, " ");
        if (length == 0)
            return fail(r, "%s has shape '%s', found %d dimensions", g->name,
                        s->input[input].shape, g->shape.rank);
        int found = find_size(s, words, length);
        if (found >= 0 && size[found] != 0 && size[found] != (long)g->shape.dim[i])
            return fail(r, "%s is %ld elsewhere, %s has %zu there", s->size[found].name,
                        size[found], g->name, g->shape.dim[i]);
        if (found >= 0)
            size[found] = (long)g->shape.dim[i];
        words += length;
        words += strspn(words, " ");
    }
    if (*words)
        return fail(r, "%s has shape '%s', found %d dimensions", g->name,
                    s->input[input].shape, g->shape.rank);
    return true;
}

/* Whether some input's shape shows this size. */
static bool shown(const struct secant_signature *s, int size)
{
    for (int k = 0; k < SECANT_MAX_INPUTS && s->input[k].name; k++) {
        const char *words = s->input[k].shape;
        while (*words) {
            size_t length = strcspn(words, " ");
            if (find_size(s, words, length) == size)
                return true;
            words += length;
            words += strspn(words, " ");
        }
    }
    return false;
}

static bool is_derived(const struct secant_signature *s, int i)
{
    return s->size[i].most == 0;
}

static bool is_whole(double x, double least, double most)
{
    return x >= least && x <= most && x == floor(x);
}

/* Degenerate sizes, of 1, may be given where 2 is the least that is drawn. */
static bool check_size(struct reader *r, const struct secant_signature *s, int i,
                       double size)
{
    long least = s->size[i].least < 1 ? s->size[i].least : 1;
    if (is_whole(size, (double)least, SECANT_LARGEST))
        return true;
    char found[SECANT_NUMBER_SIZE];
    return fail(r, "size %s should be a whole number from %ld to %d, found %s",
                s->size[i].name, least, SECANT_LARGEST,
                secant_format_rounded(size, 17, found));
}

/* Sorts what was given into sizes and inputs; seen[] holds positions in `given`, from 1. */
static bool sort_given(struct reader *r, const struct secant_signature *s,
                       const struct given *given, size_t count, size_t *seen_input,
                       size_t *seen_size, long *size)
{
    for (size_t g = 0; g < count; g++) {
        int input = find_input(s, given[g].name);
        int named = find_size(s, given[g].name, strlen(given[g].name));
        r->at = given[g].at;
        if (input < 0 && (named < 0 || is_derived(s, named)))
            return fail(r, "there is no input or size '%s'", given[g].name);
        size_t *seen = input >= 0 ? &seen_input[input] : &seen_size[named];
        if (*seen)
            return fail(r, "%s is given twice", given[g].name);
        *seen = g + 1;
        if (input >= 0) {
            if (!match_shape(r, s, input, &given[g], size))
                return false;
            continue;
        }
        if (given[g].shape.rank > 0)
            return fail(r, "size %s should be one number", given[g].name);
        if (!check_size(r, s, named, given[g].number[0]))
            return false;
        if (size[named] != 0 && size[named] != (long)given[g].number[0])
            return fail(r, "size %s is %ld elsewhere, %ld here", given[g].name, size[named],
                        (long)given[g].number[0]);
        size[named] = (long)given[g].number[0];
    }
    return true;
}

static bool nothing_missing(struct reader *r, const struct secant_signature *s,
                            const size_t *seen_input, const size_t *seen_size,
                            const long *size)
{
    for (int k = 0; k < SECANT_MAX_INPUTS && s->input[k].name; k++)
        if (!seen_input[k])
            return fail(r, "input %s (shape '%s') is missing", s->input[k].name,
                        s->input[k].shape);
    for (int i = 0; i < SECANT_MAX_SIZES && s->size[i].name; i++) {
        if (is_derived(s, i))
            continue;
        if (!seen_size[i] && !shown(s, i))
            return fail(r, "size %s is missing", s->size[i].name);
        if (!check_size(r, s, i, (double)size[i]))
            return false;
    }
    return true;
}

/* ---------- numbers of the right kind */

static const char *expected_number(enum secant_kind kind)
{
    switch (kind) {
    case SECANT_POSITIVE: return "a number above 0";
    case SECANT_PROBABILITY: return "a number between 0 and 1";
    case SECANT_TARGET: return "a number from 0 to 1";
    case SECANT_CLASS: return "a class, counted from 0 and below the number of classes";
    case SECANT_DISTRIBUTION: return "numbers from 0 to 1 that add up to 1";
    case SECANT_REAL:
    case SECANT_UPSTREAM: break;
    }
    return "a number";
}

static bool is_of_kind(enum secant_kind kind, double x, long classes)
{
    switch (kind) {
    case SECANT_POSITIVE: return x > 0;
    case SECANT_PROBABILITY: return x > 0 && x < 1;
    case SECANT_TARGET:
    case SECANT_DISTRIBUTION: return x >= 0 && x <= 1;
    case SECANT_CLASS: return is_whole(x, 0, (double)classes - 1);
    case SECANT_REAL:
    case SECANT_UPSTREAM: break;
    }
    return true;
}

/* Typed decimals need not add up exactly. */
static bool adds_up(const double *row, size_t length)
{
    double sum = 0;
    for (size_t i = 0; i < length; i++)
        sum += row[i];
    return fabs(sum - 1) < 1e-6;
}

static bool check_kind(struct reader *r, const struct secant_signature *s, int k,
                       const struct given *g, const struct secant_point *point)
{
    const struct secant_input *input = &s->input[k];
    long classes = 1;
    if (input->kind == SECANT_CLASS && input->classes) {
        int named = find_size(s, input->classes, strlen(input->classes));
        classes = named < 0 ? 1 : point->size[named];
    }
    char found[SECANT_NUMBER_SIZE];
    for (size_t i = 0; i < g->count; i++)
        if (!is_of_kind(input->kind, g->number[i], classes))
            return fail(r, "%s expects %s, found %s", g->name, expected_number(input->kind),
                        secant_format_rounded(g->number[i], 17, found));
    size_t row = g->shape.rank > 0 ? g->shape.dim[g->shape.rank - 1] : 1;
    for (size_t i = 0; input->kind == SECANT_DISTRIBUTION && row > 0 && i < g->count;
         i += row)
        if (!adds_up(g->number + i, row))
            return fail(r, "%s expects %s", g->name, expected_number(input->kind));
    return true;
}

static bool same_shape(struct secant_shape a, struct secant_shape b)
{
    bool same = a.rank == b.rank;
    for (int i = 0; same && i < a.rank; i++)
        same = a.dim[i] == b.dim[i];
    return same;
}

static void write_shape(struct secant_shape shape, char text[64])
{
    int used = snprintf(text, 64, "%s", shape.rank ? "" : "one number");
    for (int i = 0; i < shape.rank && used < 64; i++)
        used +=
            snprintf(text + used, 64 - (size_t)used, i ? " x %zu" : "%zu", shape.dim[i]);
}

static bool fill_in(struct reader *r, const struct secant_signature *s, int k,
                    const struct given *g, const struct secant_point *point)
{
    r->at = g->at;
    /* derived sizes are known now */
    if (!same_shape(point->in[k].shape, g->shape) ||
        secant_elements(g->shape) != g->count) {
        char expected[64], found[64];
        write_shape(point->in[k].shape, expected);
        write_shape(g->shape, found);
        return fail(r, "%s should be %s, found %s", g->name, expected, found);
    }
    if (!check_kind(r, s, k, g, point))
        return false;
    if (g->count)
        memcpy(point->in[k].data, g->number, g->count * sizeof(double));
    return true;
}

static struct secant_point *assemble(struct reader *r, const struct secant_signature *s,
                                     const struct given *given, size_t count)
{
    const char *end = r->at;
    long size[SECANT_MAX_SIZES] = {0};
    size_t seen_input[SECANT_MAX_INPUTS] = {0}, seen_size[SECANT_MAX_SIZES] = {0};
    if (!sort_given(r, s, given, count, seen_input, seen_size, size))
        return NULL;
    r->at = end;
    if (!nothing_missing(r, s, seen_input, seen_size, size))
        return NULL;
    struct secant_point *point = secant_point_create(s, size);
    bool good = true;
    if (!point) {
        fail(r, "these sizes do not fit together");
        return NULL;
    }
    for (int k = 0; good && k < SECANT_MAX_INPUTS && s->input[k].name; k++)
        good = fill_in(r, s, k, &given[seen_input[k] - 1], point);
    if (good)
        return point;
    secant_point_destroy(point);
    return NULL;
}

struct secant_point *secant_point_parse(const struct secant_signature *signature,
                                        const char *text, char message[SECANT_MESSAGE])
{
    enum { MOST = SECANT_MAX_INPUTS + SECANT_MAX_SIZES };
    struct reader reader = {text, text, message};
    struct given given[MOST] = {{.count = 0}};
    size_t count = 0;
    bool good = true;
    while (good && *reader.at) {
        if (count == MOST) {
            good = fail(&reader, "too many names");
            break;
        }
        good = read_given(&reader, &given[count++]);
        skip_blanks(&reader);
        if (good && *reader.at && *reader.at != ';')
            good = fail(&reader, "expected ';', found '%.10s'", reader.at);
        else if (*reader.at)
            reader.at++;
        skip_blanks(&reader);
    }
    struct secant_point *point = good ? assemble(&reader, signature, given, count) : NULL;
    for (size_t i = 0; i < count; i++)
        free(given[i].number);
    return point;
}

/* ---------- writing */

static void write_numbers(FILE *out, struct secant_shape shape, int depth,
                          const double **next)
{
    char number[SECANT_NUMBER_SIZE];
    if (depth == shape.rank) {
        fputs(secant_format_hex(*(*next)++, number), out);
        return;
    }
    fputc('[', out);
    for (size_t i = 0; i < shape.dim[depth]; i++) {
        if (i > 0)
            fputc(',', out);
        write_numbers(out, shape, depth + 1, next);
    }
    fputc(']', out);
}

char *secant_point_write(const struct secant_signature *s, const struct secant_point *point)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (!out)
        return NULL;
    const char *between = "";
    for (int k = 0; k < SECANT_MAX_INPUTS && s->input[k].name; k++) {
        const double *next = point->in[k].data;
        fprintf(out, "%s%s=", between, s->input[k].name);
        write_numbers(out, point->in[k].shape, 0, &next);
        between = "; ";
    }
    for (int i = 0; i < SECANT_MAX_SIZES && s->size[i].name; i++)
        if (!is_derived(s, i) && !shown(s, i)) {
            fprintf(out, "%s%s=%ld", between, s->size[i].name, point->size[i]);
            between = "; ";
        }
    if (fclose(out) != 0) {
        free(text);
        return NULL;
    }
    return text;
}
