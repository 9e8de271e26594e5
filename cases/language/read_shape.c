/* SPDX-License-Identifier: MIT
 *
 * Shapes and dimensions of a reading.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "reader.h"

const struct read_shape scalar_shape = {0};

struct read_shape vector_shape(int dim) { return (struct read_shape){1, {dim}}; }

struct read_shape matrix_shape(int rows, int columns)
{
    if (columns == 0) /* dimension 0 is the number 1 */
        return rows == 0 ? scalar_shape : vector_shape(rows);
    return (struct read_shape){2, {rows, columns}};
}

bool same_shape(const struct read_shape *a, const struct read_shape *b)
{
    if (a->rank != b->rank)
        return false;
    for (int i = 0; i < a->rank; i++)
        if (a->dim[i] != b->dim[i])
            return false;
    return true;
}

int reader_dim(struct reader *d, const struct read_dim *dim)
{
    struct language_reading *r = d->r;
    for (int i = 0; i < r->dims; i++)
        if (memcmp(&r->dim[i], dim, sizeof *dim) == 0)
            return i;
    if (!arena_grow(&r->arena, &r->dim, r->dims, &r->dim_room, sizeof *dim))
        return 0;
    r->dim[r->dims] = *dim;
    return r->dims++;
}

int reader_dim_constant(struct reader *d, int constant)
{
    struct read_dim dim;
    memset(&dim, 0, sizeof dim);
    dim.constant = constant;
    return reader_dim(d, &dim);
}

static bool combine(struct read_dim *to, const struct read_dim *from, long times)
{
    long constant = to->constant + times * from->constant;
    if (constant > 1000000 || constant < -1000000 || times > 1000 || times < -1000)
        return false;
    to->constant = (int)constant;
    for (int i = 0; i < SYMBOL_MOST_SIZES; i++) {
        long factor = to->factor[i] + times * from->factor[i];
        if (factor > SHRT_MAX || factor < SHRT_MIN)
            return false;
        to->factor[i] = (short)factor;
    }
    return true;
}

static bool is_constant(const struct read_dim *dim)
{
    for (int i = 0; i < SYMBOL_MOST_SIZES; i++)
        if (dim->factor[i])
            return false;
    return true;
}

static bool times(struct read_dim *to, const struct read_dim *a, const struct read_dim *b)
{
    memset(to, 0, sizeof *to);
    return is_constant(a)   ? combine(to, b, a->constant)
           : is_constant(b) ? combine(to, a, b->constant)
                            : false;
}

bool read_whole(const char *text, int *value)
{
    char *end;
    long number = strtol(text, &end, 10);
    bool fits = end != text && *end == '\0' && number >= 0 && number < 1000000;
    *value = fits ? (int)number : 0;
    return fits;
}

static bool tree_dim(struct reader *d, const struct tree *t, int node, struct read_dim *dim)
{
    const struct tree_node *n = &t->node[node];
    struct read_dim a, b;
    memset(dim, 0, sizeof *dim);
    switch ((int)n->kind) {
    case TREE_NUMBER: return read_whole(n->name, &dim->constant);
    case TREE_NAME:
        for (int i = 0; i < d->symbols; i++)
            if (strcmp(d->symbol[i].name, n->name) == 0 &&
                d->symbol[i].kind == SYMBOL_SIZE) {
                dim->factor[d->symbol[i].size] = 1;
                return true;
            }
        return false;
    case TREE_ADD:
    case TREE_SUBTRACT:
        return tree_dim(d, t, tree_child(t, node, 0), &a) &&
               tree_dim(d, t, tree_child(t, node, 1), &b) && combine(dim, &a, 1) &&
               combine(dim, &b, n->kind == TREE_ADD ? 1 : -1);
    case TREE_MULTIPLY:
        return tree_dim(d, t, tree_child(t, node, 0), &a) &&
               tree_dim(d, t, tree_child(t, node, 1), &b) && times(dim, &a, &b);
    default: return false;
    }
}

int reader_dim_of_tree(struct reader *d, const struct tree *t, int node)
{
    struct read_dim dim;
    return tree_dim(d, t, node, &dim) ? reader_dim(d, &dim) : -1;
}

/* Parts may be shared many times over: at most `budget` are looked at. */
static bool node_dim(struct reader *d, int node, struct read_dim *dim, int *budget)
{
    const struct read_node *n = &d->r->node[node];
    struct read_dim a, b;
    memset(dim, 0, sizeof *dim);
    if (--*budget < 0)
        return false;
    switch ((int)n->kind) {
    case READ_NUMBER: return read_whole(n->name, &dim->constant);
    case READ_SIZE: *dim = d->r->dim[n->value]; return true;
    case READ_ADD:
    case READ_SUBTRACT:
        return node_dim(d, read_child(d->r, node, 0), &a, budget) &&
               node_dim(d, read_child(d->r, node, 1), &b, budget) && combine(dim, &a, 1) &&
               combine(dim, &b, n->kind == READ_ADD ? 1 : -1);
    case READ_MULTIPLY:
        return node_dim(d, read_child(d->r, node, 0), &a, budget) &&
               node_dim(d, read_child(d->r, node, 1), &b, budget) && times(dim, &a, &b);
    default: return false;
    }
}

int reader_dim_of_node(struct reader *d, int node)
{
    struct read_dim dim;
    int budget = 1000;
    return node_dim(d, node, &dim, &budget) ? reader_dim(d, &dim) : -1;
}

bool reader_shape_of_symbol(struct reader *d, const struct language_symbol *symbol,
                            struct read_shape *shape)
{
    const struct tree *t = &d->r->subject->tree;
    *shape = (struct read_shape){.rank = symbol->rank};
    for (int i = 0; i < symbol->rank; i++) {
        shape->dim[i] = reader_dim_of_tree(d, t, symbol->dim[i]);
        if (shape->dim[i] < 0)
            return false;
    }
    if (shape->rank == 2)
        *shape = matrix_shape(shape->dim[0], shape->dim[1]);
    return true;
}

long read_dim_value(const struct language_reading *r, int dim, const long *size)
{
    long value = r->dim[dim].constant;
    for (int i = 0; i < SYMBOL_MOST_SIZES; i++)
        if (r->dim[dim].factor[i])
            value += r->dim[dim].factor[i] * size[i];
    return value;
}

const char *read_dim_text(const struct language_reading *r, int dim, char *text,
                          size_t size)
{
    const struct language_case *c = r->subject;
    size_t used = 0;
    text[0] = '\0';
    if (dim < 0) {
        snprintf(text, size, "?");
        return text;
    }
    const struct read_dim *v = &r->dim[dim];
    for (int i = 0; i < c->symbols; i++) {
        int factor = c->symbol[i].kind == SYMBOL_SIZE ? v->factor[c->symbol[i].size] : 0;
        if (!factor || used + 1 >= size)
            continue;
        const char *sign = factor < 0 ? "-" : used ? "+" : "";
        int absolute = factor < 0 ? -factor : factor;
        if (absolute == 1)
            snprintf(text + used, size - used, "%s%s", sign, c->symbol[i].name);
        else
            snprintf(text + used, size - used, "%s%d%s", sign, absolute, c->symbol[i].name);
        used += strlen(text + used);
    }
    if ((v->constant || !used) && used < size)
        snprintf(text + used, size - used, used ? "%+d" : "%d", v->constant);
    return text;
}

const char *read_shape_text(const struct language_reading *r,
                            const struct read_shape *shape, char *text, size_t size)
{
    char dim[64];
    if (shape->rank == 0) {
        snprintf(text, size, "scalar");
        return text;
    }
    text[0] = '\0';
    for (int i = 0; i < shape->rank; i++) {
        size_t used = strlen(text);
        snprintf(text + used, size - used, "%s%s", i ? " x " : "",
                 read_dim_text(r, shape->dim[i], dim, sizeof dim));
    }
    if (shape->rank == 1) {
        size_t used = strlen(text);
        snprintf(text + used, size - used, " x 1");
    }
    return text;
}
