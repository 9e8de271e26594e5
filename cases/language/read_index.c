/* SPDX-License-Identifier: MIT
 *
 * Entries, sums and whatever else binds an index.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "language.h"
#include "reader.h"

/* ---- subscripts ---- */

/* How much longer than `high` the axis is, where that is a number. */
static bool difference(const struct language_reading *r, int axis, int high, int *gap)
{
    const struct read_dim *a = &r->dim[axis], *b = &r->dim[high];
    *gap = a->constant - b->constant;
    return memcmp(a->factor, b->factor, sizeof a->factor) == 0;
}

/* An index subscripts an axis: it learns how far it runs, or must agree. */
static bool runs_over(struct reader *d, const struct tree *t, int node, int index, int axis)
{
    struct language_reading *r = d->r;
    struct read_index *i = &r->index[index];
    char here[64], there[64];
    int gap;
    if (i->dim < 0 && !i->high) {
        i->dim = axis;
        return true;
    }
    if (i->dim < 0 || i->dim == axis ||
        (i->high && difference(r, axis, i->dim, &gap) && gap >= 0))
        return true;
    read_dim_text(r, i->dim, here, sizeof here);
    read_dim_text(r, axis, there, sizeof there);
    return reader_fail(d, PROBLEM_INDEX, t, node,
                       "index %s runs to %s, but this axis has %s entries", i->name, here,
                       there);
}

/* A size of the same name as a lower-case letter gives way to the index, and so does e. */
static bool is_index_letter(const struct reader *d, const char *name)
{
    int symbol = reader_find(d, name);
    return d->free_allowed && islower((unsigned char)name[0]) && !name[1] &&
           (symbol >= 0 ? d->symbol[symbol].kind == SYMBOL_SIZE : name[0] == 'e');
}

static int free_index(struct reader *d, const struct tree *t, int node, const char *name)
{
    for (int i = d->bindings - 1; i >= 0; i--)
        if (strcmp(d->binding[i].name, name) == 0)
            return d->binding[i].node;
    int free = reader_free(d, name);
    return free >= 0 ? reader_index_node(d, t, node, free)
                     : reader_new_free(d, t, node, name);
}

static int subscript(struct reader *d, const struct tree *t, int node, int axis)
{
    struct language_reading *r = d->r;
    const struct tree_node *n = &t->node[node];
    int result = n->kind == TREE_NAME && is_index_letter(d, n->name)
                     ? free_index(d, t, node, n->name)
                     : reader_expression(d, t, node);
    if (!result)
        return 0;
    const struct read_node *read = &r->node[result];
    if (!is_scalar(&read->shape)) {
        reader_fail(d, PROBLEM_INDEX, t, node, "a subscript is a number");
        return 0;
    }
    if (read->kind == READ_INDEX && !runs_over(d, t, node, read->value, axis))
        return 0;
    int constant, gap = 0;
    if (read->kind == READ_NUMBER &&
        (!read_whole(read->name, &constant) || constant < 1 ||
         (difference(r, axis, reader_dim_constant(d, constant), &gap) && gap < 0))) {
        char text[64];
        reader_fail(d, PROBLEM_INDEX, t, node,
                    "index %s is out of range: this axis has %s entries", read->name,
                    read_dim_text(r, axis, text, sizeof text));
        return 0;
    }
    return result;
}

int reader_entry(struct reader *d, const struct tree *t, int node)
{
    struct language_reading *r = d->r;
    const struct tree_node *n = &t->node[node];
    int child[SYMBOL_MOST_RANK + 2], count = 0, given = n->children - 1;
    int base = reader_expression(d, t, tree_child(t, node, 0));
    if (!base)
        return 0;
    struct read_shape shape = r->node[base].shape, kept = {0};
    bool row = shape.rank == 2 && shape.dim[0] == 0 && given == 1;
    if (given != shape.rank && !row) {
        char text[96], name[80];
        tree_print(t, tree_child(t, node, 0), name, sizeof name);
        if (is_scalar(&shape))
            reader_fail(d, PROBLEM_INDEX, t, node, "%s is a number: it takes no subscript",
                        name);
        else
            reader_fail(d, PROBLEM_INDEX, t, node,
                        "%s is %s: it takes %d subscript%s, not %d", name,
                        read_shape_text(r, &shape, text, sizeof text), shape.rank,
                        shape.rank == 1 ? "" : "s", given);
        return 0;
    }
    child[count++] = base;
    int first_kept = -1;
    for (int axis = 0; axis < shape.rank; axis++) {
        if (row && axis == 0) {
            child[count] = reader_add(d, READ_NUMBER, t, node, &scalar_shape, NULL, 0);
            r->node[child[count++]].name = "1";
            continue;
        }
        int which = tree_child(t, node, row ? 1 : axis + 1);
        bool all = t->node[which].kind == TREE_ALL;
        child[count] = all ? reader_expression(d, t, which)
                           : subscript(d, t, which, shape.dim[axis]);
        if (!child[count++])
            return 0;
        if (all) {
            if (kept.rank == 0)
                first_kept = axis;
            kept.dim[kept.rank++] = shape.dim[axis];
        }
    }
    if (kept.rank == 1 && shape.rank == 2 && first_kept == 1) /* A[i,:] is a row */
        kept = matrix_shape(0, kept.dim[0]).rank == 2 ? matrix_shape(0, kept.dim[0])
                                                      : scalar_shape;
    return reader_add(d, READ_ENTRY, t, node, &kept, child, count);
}

/* ---- what binds an index ---- */

static void warn_hidden(struct reader *d, const char *name)
{
    bool hides = false;
    for (int i = 0; i < d->bindings; i++)
        hides = hides || (strcmp(d->binding[i].name, name) == 0 &&
                          d->r->node[d->binding[i].node].kind == READ_INDEX);
    if (hides || (d->free_allowed && reader_free(d, name) >= 0))
        reader_caveat(d, "the index %s of a sum hides the %s outside it", name, name);
}

/* Reads the index of a TREE_INDEX node, with its bounds, and binds it. */
static int bind_index(struct reader *d, const struct tree *t, int node)
{
    struct language_reading *r = d->r;
    const struct tree_node *n = &t->node[node];
    int low = 0, high = 0;
    warn_hidden(d, n->name);
    if (n->children > 0 && !(low = reader_expression(d, t, tree_child(t, node, 0))))
        return 0;
    if (n->children > 1 && !(high = reader_expression(d, t, tree_child(t, node, 1))))
        return 0;
    int index = reader_index(d, n->name);
    if (index < 0)
        return reader_fail(d, PROBLEM_MEMORY, t, node, "out of memory");
    r->index[index].low = low;
    r->index[index].high = high;
    if (high)
        r->index[index].dim = reader_dim_of_node(d, high);
    int result = reader_index_node(d, t, node, index);
    r->node[result].loose |= r->node[low].loose | r->node[high].loose;
    return reader_bind(d, t, node, n->name, result) ? result : 0;
}

static bool bounded(struct reader *d, const struct tree *t, int node, int index_node)
{
    const struct read_index *i = &d->r->index[d->r->node[index_node].value];
    return i->dim >= 0 || i->high ||
           reader_fail(
               d, PROBLEM_INDEX, t, node,
               "how far does index %s run? it subscripts nothing: write %s=1 and an "
               "upper bound",
               i->name, i->name);
}

static void unbind(struct reader *d, int node, const int child[], int count)
{
    for (int i = 0; i < count; i++)
        if (d->r->node[child[i]].kind == READ_INDEX)
            d->r->node[node].loose =
                without_index(d->r->node[node].loose, d->r->node[child[i]].value);
}

int reader_big(struct reader *d, const struct tree *t, int node)
{
    static const struct {
        const char *name;
        enum function_special special;
    } operators[] = {{"sum", SPECIAL_SUM},
                     {"prod", SPECIAL_PROD},
                     {"max", SPECIAL_MAX},
                     {"min", SPECIAL_MIN},
                     {"mean", SPECIAL_MEAN}};
    const struct tree_node *n = &t->node[node];
    int child[16], bindings = d->bindings, parts = n->children - 1;
    for (int i = 0; i < parts; i++) {
        int c = tree_child(t, node, i);
        if (t->node[c].kind == TREE_INDEX && !(child[i] = bind_index(d, t, c)))
            return 0;
    }
    int body = reader_expression(d, t, tree_child(t, node, parts));
    for (int i = 0; body && i < parts; i++) {
        int c = tree_child(t, node, i);
        if (t->node[c].kind != TREE_CONDITION)
            continue;
        int condition = reader_condition(d, t, tree_child(t, c, 0));
        child[i] = condition
                       ? reader_add(d, READ_CONDITION, t, c, &scalar_shape, &condition, 1)
                       : 0;
        if (!child[i])
            return 0;
    }
    d->bindings = bindings;
    if (!body)
        return 0;
    for (int i = 0; i < parts; i++)
        if (d->r->node[child[i]].kind == READ_INDEX && !bounded(d, t, node, child[i]))
            return 0;
    child[parts] = body;
    struct read_shape shape = d->r->node[body].shape;
    int result = reader_add(d, READ_BIG, t, node, &shape, child, parts + 1);
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (strcmp(operators[i].name, n->name) == 0)
            d->r->node[result].value = operators[i].special;
    unbind(d, result, child, parts);
    return result;
}

int reader_expectation(struct reader *d, const struct tree *t, int node)
{
    struct language_reading *r = d->r;
    const struct language_case *c = r->subject;
    int given = tree_child(t, node, 1), bindings = d->bindings, weights = 0;
    if (given)
        weights = reader_expression(d, t, given);
    else if (c->expectation)
        weights = reader_expression(d, &c->tree, c->expectation);
    else
        reader_fail(d, PROBLEM_NAME, t, node,
                    "over which weights? write E_{j~s}[...], or a line `expectation s`");
    if (!weights)
        return 0;
    struct read_shape shape = r->node[weights].shape;
    if (shape.rank != 1) {
        reader_fail(d, PROBLEM_SHAPE, t, node,
                    "the weights of an expectation are a vector");
        return 0;
    }
    int index = bind_index(d, t, tree_child(t, node, 0));
    if (!index)
        return 0;
    r->index[r->node[index].value].dim = shape.dim[0];
    int body = reader_expression(d, t, tree_child(t, node, 2));
    d->bindings = bindings;
    int weight =
        body ? reader_add(d, READ_ENTRY, t, node, &scalar_shape, (int[]){weights, index}, 2)
             : 0;
    int product = reader_elementwise(d, READ_MULTIPLY, t, node, weight, body);
    if (!product)
        return 0;
    shape = r->node[product].shape;
    int result = reader_add(d, READ_BIG, t, node, &shape, (int[]){index, product}, 2);
    r->node[result].value = SPECIAL_SUM;
    unbind(d, result, &index, 1);
    return result;
}

int reader_build(struct reader *d, const struct tree *t, int node)
{
    const struct tree_node *n = &t->node[node];
    int child[SYMBOL_MOST_RANK + 1], bindings = d->bindings, indices = n->children - 1;

    for (int i = 0; i < indices; i++)
        if (!(child[i] = bind_index(d, t, tree_child(t, node, i))))
            return 0;
    child[indices] = reader_expression(d, t, tree_child(t, node, indices));
    d->bindings = bindings;
    if (!child[indices])
        return 0;
    if (!is_scalar(&d->r->node[child[indices]].shape)) {
        reader_fail(d, PROBLEM_SHAPE, t, node, "the entries of a list are numbers");
        return 0;
    }
    struct read_shape shape = {.rank = indices};
    for (int i = 0; i < indices; i++) {
        if (!bounded(d, t, node, child[i]))
            return 0;
        shape.dim[i] = d->r->index[d->r->node[child[i]].value].dim;
        if (shape.dim[i] < 0) {
            reader_fail(d, PROBLEM_INDEX, t, node,
                        "the length of this list is no sum of sizes");
            return 0;
        }
    }
    if (indices == 1)
        shape = matrix_shape(0, shape.dim[0]);
    else if (indices == 2)
        shape = matrix_shape(shape.dim[0], shape.dim[1]);
    int result = reader_add(d, READ_BUILD, t, node, &shape, child, indices + 1);
    unbind(d, result, child, indices);
    return result;
}

/* A copy of `first` in which what differs from `last` - 1 there, n here - is the index #.
 */
static int run_copy(struct tree *to, const struct tree *t, int first, int last, int *end)
{
    const struct tree_node *a = &t->node[first], *b = &t->node[last];
    if (a->kind == TREE_NUMBER && strcmp(a->name, "1") == 0 &&
        (b->kind == TREE_NAME || (b->kind == TREE_NUMBER && strcmp(b->name, "1") != 0)) &&
        (!*end || tree_same(t, *end, t, last))) {
        *end = last;
        return tree_add(to, TREE_NAME, a->at, "#", NULL, 0);
    }
    if (a->kind != b->kind || a->children != b->children || a->value != b->value ||
        !a->name != !b->name || (a->name && strcmp(a->name, b->name) != 0))
        return 0;
    int child[TREE_MOST_CHILDREN];
    for (int i = 0; i < a->children; i++)
        if (!(child[i] =
                  run_copy(to, t, tree_child(t, first, i), tree_child(t, last, i), end)))
            return 0;
    int copy = tree_add(to, a->kind, a->at, a->name, child, a->children);
    to->node[copy].value = a->value;
    to->node[copy].primes = a->primes;
    return copy;
}

int reader_run(struct reader *d, const struct tree *t, int node)
{
    struct language_reading *r = d->r;
    int end = 0, bindings = d->bindings;
    int body =
        run_copy(&r->formula, t, tree_child(t, node, 0), tree_child(t, node, 1), &end);
    int high = body && end ? reader_expression(d, t, end) : 0;
    int dim = high ? reader_dim_of_node(d, high) : -1;
    if (dim < 0) {
        reader_fail(
            d, PROBLEM_SYNTAX, t, node,
            "the first and the last entry of a list with ... differ in more than an "
            "index that runs from 1");
        return 0;
    }
    int index = reader_index(d, "#"), i = reader_index_node(d, t, node, index);
    r->index[index].dim = dim;
    r->index[index].high = high;
    if (!reader_bind(d, t, node, "#", i))
        return 0;
    int entry = reader_expression(d, &r->formula, body);
    d->bindings = bindings;
    if (!entry)
        return 0;
    if (!is_scalar(&r->node[entry].shape)) {
        reader_fail(d, PROBLEM_SHAPE, t, node, "the entries of a list are numbers");
        return 0;
    }
    struct read_shape shape = matrix_shape(0, dim);
    int result = reader_add(d, READ_BUILD, t, node, &shape, (int[]){i, entry}, 2);
    unbind(d, result, &i, 1);
    return result;
}
