/* SPDX-License-Identifier: MIT
 *
 * Shape inference: from the syntax tree to the reading.
 */
#include "read.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "language.h"
#include "reader.h"

int reader_add(struct reader *d, enum read_kind kind, const struct tree *t, int source,
               const struct read_shape *shape, const int *child, int children)
{
    struct language_reading *r = d->r;
    if (r->problem.kind != PROBLEM_NONE)
        return 0;
    if (r->nodes >= READ_MOST_NODES) {
        reader_fail(d, PROBLEM_TOO_LARGE, t, source,
                    "with its definitions put in, this claim has more than %d operations",
                    READ_MOST_NODES);
        return 0;
    }
    bool room = arena_grow(&r->arena, &r->node, r->nodes, &r->node_room, sizeof *r->node);
    int first = r->links;
    unsigned long long loose = 0;
    for (int i = 0; room && i < children; i++) {
        room = arena_grow(&r->arena, &r->link, r->links, &r->link_room, sizeof *r->link);
        if (room)
            r->link[r->links++] = child[i];
        loose |= r->node[child[i]].loose;
    }
    if (!room) {
        reader_fail(d, PROBLEM_MEMORY, t, source, "out of memory");
        return 0;
    }
    r->node[r->nodes] = (struct read_node){.kind = kind,
                                           .shape = *shape,
                                           .first = first,
                                           .children = children,
                                           .tree = t,
                                           .source = source,
                                           .loose = loose};
    return r->nodes++;
}

bool reader_fail(struct reader *d, enum problem_kind kind, const struct tree *t, int node,
                 const char *format, ...)
{
    char message[320];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (d->definition && (kind == PROBLEM_SHAPE || kind == PROBLEM_INDEX))
        kind =
            PROBLEM_SYNTAX; /* a mistake in a definition is the case's, not the answer's */
    if (t == &d->r->formula && d->call_tree) {
        t = d->call_tree;
        node = d->call;
    }
    size_t at = t == &d->r->formula ? 0 : t->node[node].at;
    if (d->defining)
        return problem_set(&d->r->problem, kind, at, NULL, NULL,
                           "in the definition of %s: %s", d->defining, message);
    return problem_set(&d->r->problem, kind, at, NULL, NULL, "%s", message);
}

void reader_caveat(struct reader *d, const char *format, ...)
{
    struct language_reading *r = d->r;
    if (r->caveats == 8)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(r->caveat[r->caveats], sizeof r->caveat[0], format, arguments);
    va_end(arguments);
    for (int i = 0; i < r->caveats; i++)
        if (strcmp(r->caveat[i], r->caveat[r->caveats]) == 0)
            return;
    r->caveats++;
}

/* ---- names ---- */

bool reader_bind(struct reader *d, const struct tree *t, int at, const char *name, int node)
{
    if (d->bindings == READER_MOST_BINDINGS)
        return reader_fail(d, PROBLEM_TOO_LARGE, t, at,
                           "more than %d indices around one place", READER_MOST_BINDINGS);
    d->binding[d->bindings++] = (struct binding){name, node};
    return true;
}

int reader_index(struct reader *d, const char *name)
{
    struct language_reading *r = d->r;
    if (!arena_grow(&r->arena, &r->index, r->indices, &r->index_room, sizeof *r->index))
        return -1;
    r->index[r->indices] = (struct read_index){.name = name, .dim = -1};
    return r->indices++;
}

int reader_index_node(struct reader *d, const struct tree *t, int node, int index)
{
    int result = reader_add(d, READ_INDEX, t, node, &scalar_shape, NULL, 0);
    d->r->node[result].value = index;
    d->r->node[result].loose = index_bit(index);
    return result;
}

int reader_free(const struct reader *d, const char *name)
{
    const struct language_part *part = &d->r->part[d->r->parts];
    for (int i = 0; i < part->frees; i++)
        if (strcmp(d->r->index[part->free[i]].name, name) == 0)
            return part->free[i];
    return -1;
}

int reader_new_free(struct reader *d, const struct tree *t, int node, const char *name)
{
    struct language_part *part = &d->r->part[d->r->parts];
    int index = part->frees < 8 ? reader_index(d, name) : -1;
    if (index < 0)
        return reader_fail(d, PROBLEM_TOO_LARGE, t, node, "more than 8 free indices");
    part->free[part->frees++] = index;
    return reader_index_node(d, t, node, index);
}

int reader_find(const struct reader *d, const char *name)
{
    for (int i = d->symbols - 1; i >= 0; i--)
        if (strcmp(d->symbol[i].name, name) == 0)
            return i;
    return -1;
}

/* The definition of a symbol, read once, in a scope of its own. */
static int definition(struct reader *d, int symbol)
{
    const struct language_symbol *s = &d->symbol[symbol];
    if (d->defined[symbol] < 0) {
        reader_fail(d, PROBLEM_SYNTAX, &d->r->subject->tree, s->body,
                    "%s is defined by itself", s->name);
        return 0;
    }
    if (d->defined[symbol])
        return d->defined[symbol];
    d->defined[symbol] = -1;
    struct reader inner = *d;
    const struct tree *t = &d->r->subject->tree;
    inner.bindings = 0;
    inner.free_allowed = false;
    inner.definition = true;
    inner.symbols = s->scope; /* what comes later is not known to it */
    struct read_shape shape = scalar_shape;
    if (s->shaped && !reader_shape_of_symbol(d, s, &shape))
        return 0;
    int child[SYMBOL_MOST_RANK + 1];
    for (int i = 0; i < s->indices; i++) {
        int index = reader_index(&inner, s->index[i]);
        if (index < 0)
            return 0;
        if (s->shaped && s->rank == s->indices)
            d->r->index[index].dim = shape.dim[i];
        child[i] = reader_index_node(&inner, t, s->body, index);
        if (!reader_bind(&inner, t, s->body, s->index[i], child[i]))
            return 0;
    }
    inner.defining = s->name;
    int body = reader_expression(&inner, t, s->body);
    inner.defining = NULL;
    if (body && s->indices) {
        struct read_shape built = {.rank = s->indices};
        child[s->indices] = body;
        if (!is_scalar(&d->r->node[body].shape)) {
            reader_fail(&inner, PROBLEM_SHAPE, t, s->body,
                        "an entry of %s is a number, not an array", s->name);
            return 0;
        }
        unsigned long long loose = d->r->node[body].loose;
        for (int i = 0; i < s->indices; i++) {
            int index = d->r->node[child[i]].value;
            built.dim[i] = d->r->index[index].dim;
            if (built.dim[i] < 0) {
                reader_fail(
                    &inner, PROBLEM_INDEX, t, s->body,
                    "how far does index %s of %s run? declare the shape of %s first",
                    s->index[i], s->name, s->name);
                return 0;
            }
            loose = without_index(loose, index);
        }
        if (built.rank == 2)
            built = matrix_shape(built.dim[0], built.dim[1]);
        body = reader_add(&inner, READ_BUILD, t, s->body, &built, child, s->indices + 1);
        d->r->node[body].loose = loose;
    }
    if (!body)
        return 0;
    if (s->shaped && !same_shape(&shape, &d->r->node[body].shape)) {
        bool constant = is_scalar(&d->r->node[body].shape);
        char declared[96], found[96];
        read_shape_text(d->r, &shape, declared, sizeof declared);
        read_shape_text(d->r, &d->r->node[body].shape, found, sizeof found);
        struct tree_node *source = &t->node[s->body];
        if (constant && source->kind == TREE_NUMBER && !strcmp(source->name, "0")) {
            body = reader_add(&inner, READ_ZEROS, t, s->body, &shape, NULL, 0);
        } else {
            reader_fail(&inner, PROBLEM_SHAPE, t, s->body,
                        "%s is declared as %s, but its definition is %s", s->name, declared,
                        found);
            return 0;
        }
    }
    return d->defined[symbol] = body;
}

int reader_symbol(struct reader *d, const struct tree *t, int node, int symbol)
{
    const struct language_symbol *s = &d->symbol[symbol];
    struct read_shape shape;
    int result = 0;
    if (s->kind == SYMBOL_SIZE) {
        struct read_dim dim;
        memset(&dim, 0, sizeof dim);
        dim.factor[s->size] = 1;
        result = reader_add(d, READ_SIZE, t, node, &scalar_shape, NULL, 0);
        d->r->node[result].value = reader_dim(d, &dim);
        return result;
    }
    if (s->kind != SYMBOL_VARIABLE) {
        reader_fail(d, PROBLEM_NAME, t, node, "%s is a function: write %s(...)", s->name,
                    s->name);
        return 0;
    }
    if (s->body) {
        int body = definition(d, symbol);
        if (!body)
            return 0;
        shape = d->r->node[body].shape;
        result = reader_add(d, READ_DEFINED, t, node, &shape, &body, 1);
    } else {
        int child[SYMBOL_MOST_NAMES], count = 0;
        if (!reader_shape_of_symbol(d, s, &shape)) {
            reader_fail(d, PROBLEM_NAME, t, node, "the shape of %s names an unknown size",
                        s->name);
            return 0;
        }
        for (int i = 0; s->drawn && i < s->parameters; i++) {
            int of = reader_find(d, s->parameter[i]);
            if (of < 0 || of == symbol) {
                reader_fail(d, PROBLEM_NAME, t, node, "%s is not declared",
                            s->parameter[i]);
                return 0;
            }
            child[count] = reader_symbol(d, t, node, of);
            if (!child[count++])
                return 0;
        }
        result = reader_add(d, s->drawn ? READ_DRAWN : READ_INPUT, t, node, &shape, child,
                            count);
    }
    d->r->node[result].symbol = symbol;
    return result;
}

int reader_name(struct reader *d, const struct tree *t, int node)
{
    const char *name = t->node[node].name;
    for (int i = d->bindings - 1; i >= 0; i--)
        if (strcmp(d->binding[i].name, name) == 0)
            return d->binding[i].node;
    int free = d->free_allowed ? reader_free(d, name) : -1;
    if (free >= 0)
        return reader_index_node(d, t, node, free);
    int symbol = reader_find(d, name);
    if (symbol >= 0)
        return reader_symbol(d, t, node, symbol);
    if (strcmp(name, "e") == 0)
        return reader_add(d, READ_E, t, node, &scalar_shape, NULL, 0);
    if (strcmp(name, "pi") == 0)
        return reader_add(d, READ_PI, t, node, &scalar_shape, NULL, 0);
    if (strcmp(name, "inf") == 0)
        return reader_add(d, READ_INFINITY, t, node, &scalar_shape, NULL, 0);
    if (strcmp(name, "I") == 0) {
        struct read_shape square = {2, {-1, -1}};
        return reader_add(d, READ_IDENTITY, t, node, &square, NULL, 0);
    }
    if (strncmp(name, "I_", 2) == 0) {
        int size = reader_find(d, name + 2), dim = -1;
        if (size >= 0 && d->symbol[size].kind == SYMBOL_SIZE) {
            struct read_dim value;
            memset(&value, 0, sizeof value);
            value.factor[d->symbol[size].size] = 1;
            dim = reader_dim(d, &value);
        } else if (isdigit((unsigned char)name[2]) && strlen(name) < 6) {
            int constant;
            if (read_whole(name + 2, &constant))
                dim = reader_dim_constant(d, constant);
        }
        if (dim < 0) {
            reader_fail(d, PROBLEM_NAME, t, node, "the size of %s is not known", name);
            return 0;
        }
        struct read_shape square = matrix_shape(dim, dim);
        return reader_add(d, READ_IDENTITY, t, node, &square, NULL, 0);
    }
    bool letter = isalpha((unsigned char)name[0]) && !name[1];
    if (d->free_allowed && letter)
        return reader_new_free(d, t, node, name);
    if (d->defining && strcmp(name, d->defining) == 0)
        reader_fail(d, PROBLEM_NAME, t, node, "it is defined by itself");
    else
        reader_fail(d, PROBLEM_NAME, t, node, "`%s` is not declared", name);
    return 0;
}

/* ---- operators ---- */

void reader_mismatch(struct reader *d, const struct tree *t, int node, int a, int b,
                     const char *hint)
{
    char left[96], right[96], x[80], y[80];
    const struct language_reading *r = d->r;
    read_shape_text(r, &r->node[a].shape, left, sizeof left);
    read_shape_text(r, &r->node[b].shape, right, sizeof right);
    tree_print(r->node[a].tree, r->node[a].source, x, sizeof x);
    tree_print(r->node[b].tree, r->node[b].source, y, sizeof y);
    reader_fail(d, PROBLEM_SHAPE, t, node, "%s is %s and %s is %s%s", x, left, y, right,
                hint);
    if (r->problem.kind != PROBLEM_NONE && !r->problem.expected[0]) {
        snprintf(d->r->problem.expected, sizeof r->problem.expected, "%.90s", left);
        snprintf(d->r->problem.found, sizeof r->problem.found, "%.90s", right);
    }
}

static bool unsized(const struct language_reading *r, int node)
{
    const struct read_node *n = &r->node[node];
    return n->kind == READ_IDENTITY && n->shape.dim[0] < 0;
}

int reader_elementwise(struct reader *d, enum read_kind kind, const struct tree *t,
                       int node, int a, int b)
{
    struct language_reading *r = d->r;
    if (!a || !b)
        return 0;
    if (unsized(r, a) && r->node[b].shape.rank == 2)
        r->node[a].shape = r->node[b].shape;
    if (unsized(r, b) && r->node[a].shape.rank == 2)
        r->node[b].shape = r->node[a].shape;
    const struct read_shape *x = &r->node[a].shape, *y = &r->node[b].shape;
    if (!is_scalar(x) && !is_scalar(y) && !same_shape(x, y)) {
        reader_mismatch(d, t, node, a, b,
                        kind == READ_ADD || kind == READ_SUBTRACT
                            ? ": these cannot be added"
                            : ": the shapes differ");
        return 0;
    }
    struct read_shape shape = is_scalar(x) ? *y : *x;
    return reader_add(d, kind, t, node, &shape, (int[]){a, b}, 2);
}

static void as_matrix(const struct read_shape *shape, int *rows, int *columns)
{
    *rows = shape->rank ? shape->dim[0] : 0;
    *columns = shape->rank == 2 ? shape->dim[1] : 0;
}

int reader_product(struct reader *d, const struct tree *t, int node, int a, int b)
{
    struct language_reading *r = d->r;
    if (!a || !b)
        return 0;
    if (is_scalar(&r->node[a].shape) || is_scalar(&r->node[b].shape))
        return reader_elementwise(d, READ_MULTIPLY, t, node, a, b);
    int rows, inner, other, columns;
    if (unsized(r, a)) {
        as_matrix(&r->node[b].shape, &rows, &inner);
        r->node[a].shape = (struct read_shape){2, {rows, rows}};
    }
    if (unsized(r, b)) {
        as_matrix(&r->node[a].shape, &rows, &inner);
        r->node[b].shape = (struct read_shape){2, {inner, inner}};
    }
    struct read_shape x = r->node[a].shape, y = r->node[b].shape;
    if (x.rank > 2 || y.rank > 2) {
        struct read_shape shape = {0};
        int row = x.rank == 2 && x.dim[0] == 0;
        if (x.dim[x.rank - 1] != y.dim[0] || x.rank + y.rank - 2 - row > SYMBOL_MOST_RANK) {
            reader_mismatch(d, t, node, a, b, ": no index to contract");
            return 0;
        }
        for (int i = row; i < x.rank - 1; i++)
            shape.dim[shape.rank++] = x.dim[i];
        for (int i = 1; i < y.rank; i++)
            shape.dim[shape.rank++] = y.dim[i];
        int product = reader_add(d, READ_PRODUCT, t, node, &shape, (int[]){a, b}, 2);
        /* a row times a tensor is a scalar's derivative by what the tensor is by */
        if (product && row && shape.rank == 2 && d->layout == LAYOUT_NUMERATOR)
            product = reader_transpose(d, t, node, product);
        return product;
    }
    as_matrix(&x, &rows, &inner);
    as_matrix(&y, &other, &columns);
    if (inner != other) {
        bool vectors = x.rank == 1 && y.rank == 1;
        reader_mismatch(d, t, node, a, b,
                        vectors
                            ? ": two columns have no product; write x'*y, x*y' or x .* y"
                            : ": the product does not conform");
        return 0;
    }
    struct read_shape shape = matrix_shape(rows, columns);
    return reader_add(d, READ_PRODUCT, t, node, &shape, (int[]){a, b}, 2);
}

int reader_transpose(struct reader *d, const struct tree *t, int node, int a)
{
    if (!a)
        return 0;
    struct read_shape shape = d->r->node[a].shape;
    if (unsized(d->r, a))
        return a;
    if (shape.rank == 0) {
        char text[80];
        tree_print(t, node, text, sizeof text);
        reader_fail(
            d, PROBLEM_SYNTAX, t, node,
            "%s: ' is the transpose of an array or stands behind a function's name; "
            "the derivative of a number is written d/dx ...",
            text);
        return 0;
    }
    if (shape.rank > 2) {
        reader_fail(d, PROBLEM_SHAPE, t, node, "a tensor has no transpose");
        return 0;
    }
    shape = shape.rank == 1 ? (struct read_shape){2, {0, shape.dim[0]}}
                            : matrix_shape(shape.dim[1], shape.dim[0]);
    return reader_add(d, READ_TRANSPOSE, t, node, &shape, &a, 1);
}

enum { MOST_POWER = 16 };

static int power(struct reader *d, const struct tree *t, int node)
{
    int base = tree_child(t, node, 0), exponent = tree_child(t, node, 1);
    const struct tree_node *x = &t->node[base], *n = &t->node[exponent];
    bool two = n->kind == TREE_NUMBER && strcmp(n->name, "2") == 0;
    if (x->kind == TREE_CALL && !x->primes && two && !strcmp(x->name, "norm") &&
        reader_find(d, "norm") < 0 &&
        x->children == 1) { /* smooth, where the norm has a kink */
        int v = reader_expression(d, t, tree_child(t, base, 0));
        int square = reader_elementwise(d, READ_MULTIPLY, t, base, v, v);
        int total = square ? reader_add(d, READ_TOTAL, t, node, &scalar_shape, &square, 1)
                           : 0;
        d->r->node[total].value = SPECIAL_SUM;
        return total;
    }
    int a = reader_expression(d, t, base), b = a ? reader_expression(d, t, exponent) : 0;
    if (!b)
        return 0;
    if (!is_scalar(&d->r->node[b].shape)) {
        reader_mismatch(d, t, node, a, b, ": an exponent is a number; elementwise is .^");
        return 0;
    }
    const struct read_shape shape = d->r->node[a].shape;
    if (shape.rank == 2 && shape.dim[0] == shape.dim[1]) {
        bool inverse = n->kind == TREE_NEGATE;
        const struct tree_node *m = inverse ? &t->node[tree_child(t, exponent, 0)] : n;
        int value;
        if (m->kind != TREE_NUMBER || !read_whole(m->name, &value) || value < 1 ||
            value > MOST_POWER) {
            bool whole = m->kind == TREE_NUMBER && !m->name[strspn(m->name, "0123456789")];
            reader_fail(d, whole ? PROBLEM_TOO_LARGE : PROBLEM_SYNTAX, t, node,
                        "the power of a matrix is a whole number, at most %d, or -1; "
                        "elementwise is .^",
                        MOST_POWER);
            return 0;
        }
        int result = inverse ? reader_add(d, READ_INV, t, node, &shape, &a, 1) : a;
        if (value == 1 || !result)
            return result;
        result = reader_add(d, READ_MATRIX_POWER, t, node, &shape, &result, 1);
        d->r->node[result].value = value;
        return result;
    }
    if (shape.rank > 2 || (shape.rank == 2 && shape.dim[0] != 0)) {
        reader_fail(d, PROBLEM_SHAPE, t, node, "the power of an array is written .^");
        return 0;
    }
    return reader_elementwise(d, READ_POWER, t, node, a, b);
}

static int divide(struct reader *d, const struct tree *t, int node)
{
    int a = reader_expression(d, t, tree_child(t, node, 0));
    int b = a ? reader_expression(d, t, tree_child(t, node, 1)) : 0;
    if (!b)
        return 0;
    if (!is_scalar(&d->r->node[a].shape) && !is_scalar(&d->r->node[b].shape)) {
        reader_mismatch(d, t, node, a, b, ": elementwise division is written ./");
        return 0;
    }
    return reader_elementwise(d, READ_DIVIDE, t, node, a, b);
}

static int list(struct reader *d, const struct tree *t, int node)
{
    const struct tree_node *n = &t->node[node];
    int child[TREE_MOST_CHILDREN], rows = n->value, columns = n->children / rows;
    for (int i = 0; i < n->children; i++) {
        child[i] = reader_expression(d, t, tree_child(t, node, i));
        if (!child[i])
            return 0;
        if (!is_scalar(&d->r->node[child[i]].shape)) {
            reader_fail(d, PROBLEM_SHAPE, t, tree_child(t, node, i),
                        "the entries of a list are numbers");
            return 0;
        }
    }
    struct read_shape shape =
        matrix_shape(reader_dim_constant(d, rows), reader_dim_constant(d, columns));
    return reader_add(d, READ_LIST, t, node, &shape, child, n->children);
}

/* ---- conditions ---- */

int reader_condition(struct reader *d, const struct tree *t, int node)
{
    const struct tree_node *n = &t->node[node];
    int child[2] = {0};
    bool comparison = n->kind == TREE_COMPARE;
    for (int i = 0; i < n->children && i < 2; i++) {
        int c = tree_child(t, node, i);
        child[i] = comparison ? reader_expression(d, t, c) : reader_condition(d, t, c);
        if (!child[i])
            return 0;
    }
    enum read_kind kind = n->kind == TREE_AND   ? READ_AND
                          : n->kind == TREE_OR  ? READ_OR
                          : n->kind == TREE_NOT ? READ_NOT
                                                : READ_COMPARE;
    struct read_shape shape = d->r->node[child[0]].shape;
    if (n->children == 2) {
        const struct read_shape *x = &d->r->node[child[0]].shape,
                                *y = &d->r->node[child[1]].shape;
        if (!is_scalar(x) && !is_scalar(y) && !same_shape(x, y)) {
            reader_mismatch(d, t, node, child[0], child[1], ": these cannot be compared");
            return 0;
        }
        shape = is_scalar(x) ? *y : *x;
    }
    int result = reader_add(d, kind, t, node, &shape, child, n->children);
    d->r->node[result].value = n->value;
    return result;
}

static int conditional(struct reader *d, const struct tree *t, int node)
{
    int c = reader_condition(d, t, tree_child(t, node, 0));
    int a = c ? reader_expression(d, t, tree_child(t, node, 1)) : 0;
    int b = a ? reader_expression(d, t, tree_child(t, node, 2)) : 0;
    if (!b)
        return 0;
    struct read_shape shape = scalar_shape;
    int part[3] = {c, a, b};
    for (int i = 0; i < 3; i++) {
        const struct read_shape *s = &d->r->node[part[i]].shape;
        if (is_scalar(s))
            continue;
        if (!is_scalar(&shape) && !same_shape(&shape, s)) {
            reader_mismatch(d, t, node, part[i], part[i - 1],
                            ": the parts of `if` differ in shape");
            return 0;
        }
        shape = *s;
    }
    return reader_add(d, READ_IF, t, node, &shape, part, 3);
}

static int limit(struct reader *d, const struct tree *t, int node)
{
    const struct tree_node *n = &t->node[node];
    int target = reader_expression(d, t, tree_child(t, node, 0)), bindings = d->bindings;
    if (!target)
        return 0;
    int variable = reader_add(d, READ_APPROACH, t, node, &scalar_shape, &target, 1);
    d->r->node[variable].value = n->value;
    d->r->limits++;
    if (!reader_bind(d, t, node, n->name, variable))
        return 0;
    int body = reader_expression(d, t, tree_child(t, node, 1));
    d->bindings = bindings;
    if (!body)
        return 0;
    struct read_shape shape = d->r->node[body].shape;
    reader_caveat(d, "a limit is observed here, not proved");
    return reader_add(d, READ_LIMIT, t, node, &shape, (int[]){variable, target, body}, 3);
}

int reader_expression(struct reader *d, const struct tree *t, int node)
{
    const struct tree_node *n = &t->node[node];
    int a, b;
    if (d->r->problem.kind != PROBLEM_NONE)
        return 0;
    if (d->depth > 3 * TREE_TALLEST) {
        reader_fail(d, PROBLEM_TOO_LARGE, t, node, "nested too deep");
        return 0;
    }
    d->depth++;
    int result = 0;
    switch (n->kind) {
    case TREE_NUMBER:
        result = reader_add(d, READ_NUMBER, t, node, &scalar_shape, NULL, 0);
        d->r->node[result].name = n->name;
        break;
    case TREE_NAME: result = reader_name(d, t, node); break;
    case TREE_CALL: result = reader_call(d, t, node); break;
    case TREE_NEGATE:
        a = reader_expression(d, t, tree_child(t, node, 0));
        if (a) {
            struct read_shape shape = d->r->node[a].shape;
            result = reader_add(d, READ_NEGATE, t, node, &shape, &a, 1);
        }
        break;
    case TREE_ADD:
    case TREE_SUBTRACT:
    case TREE_MULTIPLY_EACH:
    case TREE_DIVIDE_EACH:
    case TREE_POWER_EACH: {
        static const enum read_kind kinds[TREE_KINDS] = {
            [TREE_ADD] = READ_ADD,
            [TREE_SUBTRACT] = READ_SUBTRACT,
            [TREE_MULTIPLY_EACH] = READ_MULTIPLY,
            [TREE_DIVIDE_EACH] = READ_DIVIDE,
            [TREE_POWER_EACH] = READ_POWER,
        };
        a = reader_expression(d, t, tree_child(t, node, 0));
        b = a ? reader_expression(d, t, tree_child(t, node, 1)) : 0;
        result = reader_elementwise(d, kinds[n->kind], t, node, a, b);
        break;
    }
    case TREE_MULTIPLY:
        a = reader_expression(d, t, tree_child(t, node, 0));
        b = a ? reader_expression(d, t, tree_child(t, node, 1)) : 0;
        result = reader_product(d, t, node, a, b);
        break;
    case TREE_DIVIDE: result = divide(d, t, node); break;
    case TREE_POWER: result = power(d, t, node); break;
    case TREE_TRANSPOSE:
        a = reader_expression(d, t, tree_child(t, node, 0));
        result = reader_transpose(d, t, node, a);
        break;
    case TREE_ENTRY: result = reader_entry(d, t, node); break;
    case TREE_ALL: result = reader_add(d, READ_ALL, t, node, &scalar_shape, NULL, 0); break;
    case TREE_DERIVATIVE:
    case TREE_GRADIENT: result = reader_derivative(d, t, node); break;
    case TREE_BIG: result = reader_big(d, t, node); break;
    case TREE_EXPECT: result = reader_expectation(d, t, node); break;
    case TREE_LIMIT: result = limit(d, t, node); break;
    case TREE_LIST: result = list(d, t, node); break;
    case TREE_RUN: result = reader_run(d, t, node); break;
    case TREE_BUILD: result = reader_build(d, t, node); break;
    case TREE_IF: result = conditional(d, t, node); break;
    case TREE_INDICATOR: result = reader_condition(d, t, tree_child(t, node, 0)); break;
    case TREE_COMPARE:
    case TREE_AND:
    case TREE_OR:
    case TREE_NOT: result = reader_condition(d, t, node); break;
    case TREE_NOTHING:
    case TREE_INDEX:
    case TREE_CONDITION:
    case TREE_SHAPE_OF:
    case TREE_SHAPE:
    case TREE_RELATION:
    case TREE_CHAIN:
    case TREE_CLAIM:
    case TREE_KINDS:
        reader_fail(d, PROBLEM_SYNTAX, t, node, "no expression stands here");
        break;
    }
    d->depth--;
    return d->r->problem.kind == PROBLEM_NONE ? result : 0;
}
