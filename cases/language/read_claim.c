/* SPDX-License-Identifier: MIT
 *
 * A claim's sides, and what they are compared as.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "reader.h"

/* A number that stands alone: with its sign, a whole side. */
static bool lone_number(const struct tree *t, int node, const char **text)
{
    if (t->node[node].kind == TREE_NEGATE)
        node = tree_child(t, node, 0);
    *text = t->node[node].name;
    return t->node[node].kind == TREE_NUMBER;
}

/* A side; with `printed`, its numbers are right to their digits only. */
static int side(struct reader *d, const struct tree *t, int node, enum relation relation,
                bool about)
{
    const char *text;
    bool lone = lone_number(t, node, &text);
    bool list = about && t->node[node].kind == TREE_LIST;
    bool printed = lone && (about || (relation == RELATION_EQUAL && strpbrk(text, ".eE") &&
                                      strncmp(text, "0x", 2) != 0));
    int first = d->r->nodes;
    int result = reader_expression(d, t, node);
    if (result && (printed || list))
        for (int i = first; i < d->r->nodes; i++)
            if (d->r->node[i].kind == READ_NUMBER)
                d->r->node[i].kind = READ_PRINTED;
    return result;
}

static bool is_number(const struct language_reading *r, int node, const char *text)
{
    return r->node[node].kind == READ_NUMBER && strcmp(r->node[node].name, text) == 0;
}

/* 0, 1 and I take the other side's shape. Returns the node that stands for `node`. */
static int fit(struct reader *d, const struct tree *t, int node, int other)
{
    struct language_reading *r = d->r;
    struct read_shape shape = r->node[other].shape;
    bool square = shape.rank == 2 && shape.dim[0] == shape.dim[1];
    if (is_scalar(&shape))
        return node;
    int source = r->node[node].source;
    if (is_number(r, node, "0"))
        return reader_add(d, READ_ZEROS, t, source, &shape, NULL, 0);
    if (is_number(r, node, "1") && square) {
        reader_caveat(d, "1 is read as the identity matrix");
        return reader_add(d, READ_IDENTITY, t, source, &shape, NULL, 0);
    }
    if (r->node[node].kind == READ_IDENTITY && r->node[node].shape.dim[0] < 0 && square)
        r->node[node].shape = shape;
    return node;
}

/* Whether `part` stands somewhere in the tree below `node`. */
static bool contains(const struct tree *t, int node, int part)
{
    if (tree_same(t, node, t, part))
        return true;
    for (int i = 0; i < t->node[node].children; i++)
        if (contains(t, tree_child(t, node, i), part))
            return true;
    return false;
}

static bool says_nothing(struct reader *d, const struct tree *t, int left, int right)
{
    bool same = tree_same(t, left, t, right);
    bool slope = t->node[left].kind == TREE_DERIVATIVE && contains(t, right, left);
    bool slope2 = t->node[right].kind == TREE_DERIVATIVE && contains(t, left, right);
    if (!same && !slope && !slope2)
        return false;
    reader_fail(d, PROBLEM_EMPTY, t, right,
                same ? "both sides are the same: this says nothing"
                     : "this states the derivative that it claims: it says nothing");
    return true;
}

static bool compare(struct reader *d, const struct tree *t, int left, int right,
                    enum relation relation)
{
    struct language_reading *r = d->r;
    left = fit(d, t, left, right);
    right = left ? fit(d, t, right, left) : 0;
    if (!right)
        return false;
    const struct read_shape *x = &r->node[left].shape, *y = &r->node[right].shape;
    bool order = relation != RELATION_EQUAL && relation != RELATION_ABOUT &&
                 relation != RELATION_UPDATE;
    bool number = is_scalar(x) || is_scalar(y);
    if (!same_shape(x, y) && !(order && number)) {
        reader_mismatch(d, t, r->node[right].source, left, right,
                        ": the sides differ in shape");
        return false;
    }
    if (r->pairs == 64)
        return reader_fail(d, PROBLEM_TOO_LARGE, t, 0, "more than 64 comparisons");
    r->pair[r->pairs++] =
        (struct language_pair){left, right, relation, false, false, r->parts};
    return true;
}

/* theta <- EXPR: conforms, and says the same when derivatives lie as their variables do. */
static bool update(struct reader *d, const struct tree *t, int left, int right)
{
    struct language_reading *r = d->r;
    int old = reader_expression(d, t, left),
        here = old ? reader_expression(d, t, right) : 0;
    if (!here)
        return false;
    if (!same_shape(&r->node[old].shape, &r->node[here].shape)) {
        reader_mismatch(d, t, right, old, here, ": the update has another shape");
        return false;
    }
    enum language_layout layout = d->layout;
    d->layout = LAYOUT_PARAMETER;
    int there = reader_expression(d, t, right);
    d->layout = layout;
    if (there)
        return compare(d, t, there, here, RELATION_UPDATE);
    if (r->problem.kind != PROBLEM_SHAPE || r->pairs == 64)
        return false;
    r->problem.kind = PROBLEM_NONE; /* transposed by hand: it conforms, as it should */
    r->pair[r->pairs++] =
        (struct language_pair){0, 0, RELATION_UPDATE, true, true, r->parts};
    return true;
}

static bool shape_side(struct reader *d, const struct tree *t, int node,
                       struct read_shape *shape)
{
    const struct tree_node *n = &t->node[node];
    if (n->kind == TREE_SHAPE_OF) {
        int inner = reader_expression(d, t, tree_child(t, node, 0));
        if (inner)
            *shape = d->r->node[inner].shape;
        return inner != 0;
    }
    *shape = (struct read_shape){.rank = n->children};
    for (int i = 0; i < n->children; i++) {
        shape->dim[i] = reader_dim_of_tree(d, t, tree_child(t, node, i));
        if (shape->dim[i] < 0)
            return reader_fail(d, PROBLEM_NAME, t, tree_child(t, node, i),
                               "this is no size of the case");
    }
    if (shape->rank == 2)
        *shape = matrix_shape(shape->dim[0], shape->dim[1]);
    else if (shape->rank == 1 && shape->dim[0] == 0)
        *shape = scalar_shape;
    return true;
}

static bool shapes(struct reader *d, const struct tree *t, int node)
{
    struct language_reading *r = d->r;
    struct read_shape left, right;
    const struct tree_node *n = &t->node[node];
    if (!shape_side(d, t, tree_child(t, node, 0), &left))
        return false;
    for (int i = 1; i + 1 < n->children; i += 2) {
        if (!shape_side(d, t, tree_child(t, node, i + 1), &right))
            return false;
        if (r->pairs == 64)
            return reader_fail(d, PROBLEM_TOO_LARGE, t, 0, "more than 64 comparisons");
        bool same = same_shape(&left, &right);
        r->pair[r->pairs++] =
            (struct language_pair){0, 0, RELATION_EQUAL, true, same, r->parts};
        if (!same) {
            char x[96], y[96];
            reader_fail(d, PROBLEM_SHAPE, t, tree_child(t, node, i + 1),
                        "the shape is %s, not %s", read_shape_text(r, &left, x, sizeof x),
                        read_shape_text(r, &right, y, sizeof y));
            return false;
        }
        left = right;
    }
    return true;
}

static bool chain(struct reader *d, const struct tree *t, int node)
{
    const struct tree_node *n = &t->node[node];
    int first = tree_child(t, node, 0);
    if (t->node[first].kind == TREE_SHAPE_OF)
        return shapes(d, t, node);
    int left = 0, left_tree = first;
    for (int i = 1; i + 1 < n->children; i += 2) {
        enum relation relation = (enum relation)t->node[tree_child(t, node, i)].value;
        int right_tree = tree_child(t, node, i + 1);
        if (relation == RELATION_UPDATE) {
            if (!update(d, t, left_tree, right_tree))
                return false;
            left = 0;
        } else {
            bool about = relation == RELATION_ABOUT;
            if (relation == RELATION_EQUAL && says_nothing(d, t, left_tree, right_tree))
                return false;
            if (!left)
                left = side(d, t, left_tree, relation, false);
            int right = left ? side(d, t, right_tree, relation, about) : 0;
            if (!right || !compare(d, t, left, right, relation))
                return false;
            left = right;
        }
        left_tree = right_tree;
    }
    return true;
}

static bool question(struct reader *d, const struct tree *t, int root)
{
    struct language_reading *r = d->r;
    int only = reader_expression(d, t, root);
    if (only)
        r->pair[r->pairs++] =
            (struct language_pair){only, only, RELATION_EQUAL, false, false, r->parts};
    return only != 0;
}

/* One part, with the condition read in terms of its own free indices. */
static bool part(struct reader *d, const struct tree *t, int node, int condition,
                 bool several)
{
    struct language_reading *r = d->r;
    struct language_part *p = &r->part[r->parts];
    if (!(t->node[node].kind == TREE_CHAIN ? chain(d, t, node) : question(d, t, node)))
        return false;
    if (condition) {
        int frees = p->frees;
        p->condition = reader_condition(d, t, condition);
        if (p->condition && !is_scalar(&r->node[p->condition].shape))
            return reader_fail(d, PROBLEM_SHAPE, t, condition,
                               "a condition compares numbers; take an entry, or a norm");
        if (p->frees > frees && several) { /* it speaks of the indices of another part */
            p->frees = frees;
            p->condition = 0;
        }
    }
    for (int i = 0; i < p->frees; i++)
        if (r->index[p->free[i]].dim < 0)
            return reader_fail(
                d, PROBLEM_NAME, t, node,
                "`%s` is not declared, and as an index it subscripts nothing",
                r->index[p->free[i]].name);
    return r->problem.kind == PROBLEM_NONE;
}

static void claim(struct reader *d, const struct tree *t, int root, int condition)
{
    struct language_reading *r = d->r;
    const struct tree_node *n = &t->node[root];
    bool whole = n->kind == TREE_CLAIM;
    struct language_problem first = {.kind = PROBLEM_NONE};
    r->exists = whole && n->value;
    for (int i = 0; i < (whole ? n->children : 1); i++) {
        struct language_part *p = &r->part[r->parts];
        if (r->parts == 32) {
            reader_fail(d, PROBLEM_TOO_LARGE, t, root,
                        "more than 32 parts joined by `and`");
            break;
        }
        p->first = r->pairs;
        d->bindings = 0;
        if (!part(d, t, whole ? tree_child(t, root, i) : root, condition, n->children > 1))
            r->pairs = p->first;
        p->pairs = r->pairs - p->first;
        p->problem = r->problem;
        r->parts++;
        if (first.kind == PROBLEM_NONE)
            first = r->problem;
        if (r->problem.kind != PROBLEM_NONE && !problem_is_mistake(&r->problem))
            break;
        r->problem.kind = PROBLEM_NONE;
    }
    d->free_allowed = false;
    for (int i = 0; r->problem.kind == PROBLEM_NONE && i < r->subject->assumptions; i++)
        r->assumption[r->assumptions++] =
            reader_condition(d, &r->subject->tree, r->subject->assumption[i]);
    if (first.kind != PROBLEM_NONE)
        r->problem = first;
}

struct language_reading *language_read_tree(const struct language_case *subject,
                                            const struct tree *tree, int root,
                                            int condition, enum language_layout layout)
{
    struct language_reading *r = calloc(1, sizeof *r);
    if (!r)
        return NULL;
    r->subject = subject;
    r->layout = layout == LAYOUT_EITHER ? LAYOUT_NUMERATOR : layout;
    struct reader d = {.r = r,
                       .symbol = subject->symbol,
                       .symbols = subject->symbols,
                       .free_allowed = true,
                       .layout = r->layout};
    d.defined = arena_take(&r->arena, sizeof(int) * (size_t)(subject->symbols + 1));
    if (!d.defined || !tree_init(&r->formula, &r->arena) ||
        !arena_grow(&r->arena, &r->node, 0, &r->node_room, sizeof *r->node) ||
        !arena_grow(&r->arena, &r->dim, 0, &r->dim_room, sizeof *r->dim)) {
        language_forget(r);
        return NULL;
    }
    r->nodes = 1; /* READ_NOTHING */
    reader_dim_constant(&d, 1);
    claim(&d, tree, root, condition);
    return r;
}

struct language_reading *language_read(const struct language_case *subject,
                                       int claim_number, enum language_layout layout)
{
    const struct language_claim *c = &subject->claim[claim_number];
    struct language_reading *r =
        language_read_tree(subject, &subject->tree, c->root, c->condition, layout);
    if (r && c->problem.kind != PROBLEM_NONE)
        r->problem = c->problem;
    return r;
}

void language_forget(struct language_reading *reading)
{
    if (reading)
        arena_finish(&reading->arena);
    free(reading);
}

bool language_mentions(const struct language_reading *reading, int symbol)
{
    const struct language_symbol *named = &reading->subject->symbol[symbol];
    if (named->kind == SYMBOL_SIZE) {
        for (int d = 0; d < reading->dims; d++)
            if (reading->dim[d].factor[named->size] != 0)
                return true;
        return false;
    }
    for (int i = 1; i < reading->nodes; i++) {
        const struct read_node *n = &reading->node[i];
        if ((n->kind == READ_INPUT || n->kind == READ_DEFINED || n->kind == READ_DRAWN) &&
            n->symbol == symbol)
            return true;
    }
    return false;
}

const char *language_layout_name(enum language_layout layout)
{
    static const char *const name[LAYOUTS] = {"numerator", "denominator", "parameter",
                                              "mixed", "either"};
    return name[layout];
}
