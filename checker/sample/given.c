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

static bool is_derived(const struct secant_signature *s, int i)
{
    return s->size[i].most == 0;
}

static struct secant_point *assemble(struct reader *r, const struct secant_signature *s,
                                     const struct given *given, size_t count)
{
    long size[SECANT_MAX_SIZES] = {0};
    bool seen[SECANT_MAX_INPUTS] = {false}, size_given[SECANT_MAX_SIZES] = {false};
    for (size_t g = 0; g < count; g++) {
        int input = find_input(s, given[g].name);
        int named = find_size(s, given[g].name, strlen(given[g].name));
        if (input >= 0 && !match_shape(r, s, input, &given[g], size))
            return NULL;
        if (input < 0 && (named < 0 || given[g].count != 1)) {
            fail(r, "there is no input or size '%s'", given[g].name);
            return NULL;
        }
        if (input >= 0)
            seen[input] = true;
        else {
            size[named] = (long)given[g].number[0];
            size_given[named] = true;
        }
    }
    for (int k = 0; k < SECANT_MAX_INPUTS && s->input[k].name; k++)
        if (!seen[k]) {
            fail(r, "input %s (shape '%s') is missing", s->input[k].name,
                 s->input[k].shape);
            return NULL;
        }
    for (int i = 0; i < SECANT_MAX_SIZES && s->size[i].name; i++)
        if (size[i] == 0 && !size_given[i] && !is_derived(s, i)) {
            fail(r, "size %s is missing", s->size[i].name);
            return NULL;
        }
    struct secant_point *point = secant_point_create(s, size);
    if (!point) {
        fail(r, "these sizes do not fit together");
        return NULL;
    }
    for (size_t g = 0; g < count; g++) {
        int k = find_input(s, given[g].name);
        if (k < 0)
            continue;
        if (secant_elements(point->in[k].shape) != given[g].count) {
            fail(r, "%s should hold %zu numbers, found %zu", given[g].name,
                 secant_elements(point->in[k].shape), given[g].count);
            secant_point_destroy(point);
            return NULL;
        }
        if (given[g].count)
            memcpy(point->in[k].data, given[g].number, given[g].count * sizeof(double));
    }
    return point;
}

struct secant_point *secant_point_parse(const struct secant_signature *signature,
                                        const char *text, char message[SECANT_MESSAGE])
{
    enum { MOST = SECANT_MAX_INPUTS + SECANT_MAX_SIZES };
    struct reader reader = {text, text, message};
    struct given given[MOST] = {{{0}, {0}, NULL, 0, 0}};
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
        if (!is_derived(s, i) && !shown(s, i))
            fprintf(out, "%s%s=%ld", between, s->size[i].name, point->size[i]);
    if (fclose(out) != 0) {
        free(text);
        return NULL;
    }
    return text;
}
