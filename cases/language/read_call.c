/* SPDX-License-Identifier: MIT
 *
 * Calls of functions, and derivatives: by a variable, and f'(x).
 */
#include <stdio.h>
#include <string.h>

#include "language.h"
#include "parse.h"
#include "reader.h"

/* ---- functions that a formula defines ---- */

struct body {
    const struct tree *tree;
    int node;
    const char *const *parameter, *const *index;
    int parameters, indices;
    int symbols; /* how many of the case's symbols it knows */
};

/* A built-in formula, read from its text once for every call. */
static bool builtin_body(struct reader *d, const struct language_function *f,
                         struct body *body)
{
    struct language_symbol parameter[4];
    struct language_problem problem = {.kind = PROBLEM_NONE};
    memset(parameter, 0, sizeof parameter);
    for (int i = 0; i < f->least; i++)
        parameter[i] =
            (struct language_symbol){.name = f->parameter[i], .kind = SYMBOL_VARIABLE};
    struct parser p = {.tree = &d->r->formula,
                       .problem = &problem,
                       .symbol = parameter,
                       .symbols = f->least};
    parse_begin(&p, f->formula, 0, strlen(f->formula));
    int node = parse_expression(&p);
    *body = (struct body){&d->r->formula, node, f->parameter, NULL, f->least, 0, 0};
    return node != 0;
}

/* The body with its parameters standing for nodes, in a scope of its own. */
static int apply(struct reader *d, const struct body *body, const struct tree *t, int node,
                 const int *argument)
{
    struct reader inner = *d;
    struct language_reading *r = d->r;
    inner.bindings = 0;
    inner.free_allowed = false;
    inner.symbols = body->symbols;
    for (int i = 0; i < body->parameters; i++)
        reader_bind(&inner, t, node, body->parameter[i], argument[i]);
    int child[SYMBOL_MOST_RANK + 1];
    for (int i = 0; i < body->indices; i++) {
        int index = reader_index(&inner, body->index[i]);
        child[i] = index < 0 ? 0 : reader_index_node(&inner, t, node, index);
        if (!child[i] || !reader_bind(&inner, t, node, body->index[i], child[i]))
            return 0;
    }
    if (body->tree == &r->formula && t != &r->formula) {
        inner.call_tree = t;
        inner.call = node;
    }
    int first = r->nodes;
    int result = reader_expression(&inner, body->tree, body->node);
    if (result >= first &&
        !body->indices) { /* in messages it is the call that was written */
        r->node[result].tree = t;
        r->node[result].source = node;
    }
    if (!result || !body->indices)
        return result;
    struct read_shape shape = {.rank = body->indices};
    if (!is_scalar(&r->node[result].shape)) {
        reader_fail(d, PROBLEM_SHAPE, t, node, "an entry of a function is a number");
        return 0;
    }
    unsigned long long loose = r->node[result].loose;
    child[body->indices] = result;
    for (int i = 0; i < body->indices; i++) {
        int index = r->node[child[i]].value;
        shape.dim[i] = r->index[index].dim;
        if (shape.dim[i] < 0) {
            reader_fail(d, PROBLEM_INDEX, t, node, "how far does index %s run?",
                        body->index[i]);
            return 0;
        }
        loose = without_index(loose, index);
    }
    if (shape.rank == 2)
        shape = matrix_shape(shape.dim[0], shape.dim[1]);
    result = reader_add(d, READ_BUILD, t, node, &shape, child, body->indices + 1);
    r->node[result].loose = loose;
    return result;
}

/* Whether the nodes from `first` on mention a variable of the case. */
static bool mentions_variables(const struct reader *d, int first)
{
    for (int i = first; i < d->r->nodes; i++) {
        const struct read_node *n = &d->r->node[i];
        if (n->kind == READ_INPUT || n->kind == READ_DEFINED ||
            (n->kind == READ_DRAWN && d->symbol[n->symbol].kind == SYMBOL_VARIABLE))
            return true;
    }
    return false;
}

/* One function of one number, at a number: its value, or its derivatives. */
static int at_number(struct reader *d, const struct tree *t, int node,
                     const struct language_function *f, const struct body *body, int symbol,
                     int argument, int primes)
{
    struct language_reading *r = d->r;
    int x = primes ? reader_add(d, READ_CUT, t, node, &scalar_shape, &argument, 1)
                   : argument;
    int first = r->nodes, value = 0;
    if (f && f->kind == FUNCTION_ELEMENT) {
        value = reader_add(d, READ_FUNCTION, t, node, &scalar_shape, &x, 1);
        r->node[value].value = f->op;
    } else if (symbol >= 0 && d->symbol[symbol].kind == SYMBOL_UNSPECIFIED) {
        value = reader_add(d, READ_DRAWN, t, node, &scalar_shape, &x, 1);
        r->node[value].symbol = symbol;
    } else {
        value = apply(d, body, t, node, &x);
    }
    if (!value)
        return 0;
    if (!is_scalar(&r->node[value].shape)) {
        reader_fail(d, PROBLEM_SHAPE, t, node, "this function of a number is no number");
        return 0;
    }
    bool own = mentions_variables(d, first);
    if (primes)
        r->node[x].value = own;
    for (int i = 0; i < primes && value; i++)
        value = reader_add(d, READ_PRIME, t, node, &scalar_shape, (int[]){value, x}, 2);
    return value;
}

/* The same for every entry of an array. */
static int mapped(struct reader *d, const struct tree *t, int node,
                  const struct language_function *f, const struct body *body, int symbol,
                  int argument, int primes)
{
    struct language_reading *r = d->r;
    struct read_shape shape = r->node[argument].shape;
    if (is_scalar(&shape))
        return at_number(d, t, node, f, body, symbol, argument, primes);
    int index = reader_index(d, "entry");
    int element = reader_add(d, READ_ELEMENT, t, node, &scalar_shape, &argument, 1);
    if (index < 0 || !element)
        return 0;
    r->node[element].value = index;
    r->node[element].loose |= index_bit(index);
    int value = at_number(d, t, node, f, body, symbol, element, primes);
    if (!value)
        return 0;
    int map =
        reader_add(d, READ_MAP, t, node, &shape, (int[]){argument, element, value}, 3);
    r->node[map].value = index;
    r->node[map].loose = without_index(r->node[map].loose, index);
    return map;
}

static int formula(struct reader *d, const struct tree *t, int node,
                   const struct body *body, const int *argument, int primes)
{
    struct language_reading *r = d->r;
    int count = t->node[node].children;
    if (body->parameters != count) {
        reader_fail(d, PROBLEM_SYNTAX, t, node, "%s takes %d argument%s, not %d",
                    t->node[node].name, body->parameters, body->parameters == 1 ? "" : "s",
                    count);
        return 0;
    }
    if (primes && count == 1)
        return mapped(d, t, node, NULL, body, -1, argument[0], primes);
    int caveats = r->caveats;
    int whole = apply(d, body, t, node, argument);
    if (whole || count != 1 || is_scalar(&r->node[argument[0]].shape) ||
        r->problem.kind == PROBLEM_MEMORY || r->problem.kind == PROBLEM_TOO_LARGE)
        return whole;
    /* written for a number, called with an array: elementwise */
    struct language_problem problem = r->problem;
    r->problem.kind = PROBLEM_NONE;
    r->caveats = caveats;
    whole = mapped(d, t, node, NULL, body, -1, argument[0], 0);
    if (!whole)
        r->problem = problem;
    return whole;
}

/* ---- special functions ---- */

static int total(struct reader *d, const struct tree *t, int node, int special,
                 int argument)
{
    int result = reader_add(d, READ_TOTAL, t, node, &scalar_shape, &argument, 1);
    d->r->node[result].value = special;
    return result;
}

static int size_node(struct reader *d, const struct tree *t, int node, int dim)
{
    int result = reader_add(d, READ_SIZE, t, node, &scalar_shape, NULL, 0);
    d->r->node[result].value = dim;
    return result;
}

static int several(struct reader *d, const struct tree *t, int node, enum op_kind op,
                   const int *argument, int count)
{
    int result = argument[0];
    for (int i = 1; i < count && result; i++) {
        result = reader_elementwise(d, READ_PAIR, t, node, result, argument[i]);
        d->r->node[result].value = (int)op;
    }
    return result;
}

static int filled(struct reader *d, const struct tree *t, int node, enum read_kind kind,
                  const int *argument, int count)
{
    struct read_shape shape = {.rank = count};
    for (int i = 0; i < count; i++) {
        shape.dim[i] = reader_dim_of_node(d, argument[i]);
        if (shape.dim[i] < 0) {
            reader_fail(d, PROBLEM_SYNTAX, t, tree_child(t, node, i),
                        "a shape is made of sizes and whole numbers");
            return 0;
        }
    }
    if (count == 2)
        shape = matrix_shape(shape.dim[0], shape.dim[1]);
    return reader_add(d, kind, t, node, &shape, NULL, 0);
}

static int signal_shape(struct reader *d, const struct tree *t, int node, int special,
                        int a, int b)
{
    struct language_reading *r = d->r;
    struct read_shape shape = r->node[a].shape, kernel = r->node[b].shape;
    bool row = shape.rank == 2 && shape.dim[0] == 0;
    bool kernel_row = kernel.rank == 2 && kernel.dim[0] == 0;
    if (!(shape.rank == 1 || row) || !(kernel.rank == 1 || kernel_row)) {
        reader_mismatch(d, t, node, a, b, ": signals are rows or columns");
        return 0;
    }
    struct read_dim n = r->dim[shape.dim[row]], k = r->dim[kernel.dim[kernel_row]];
    bool full = special == SPECIAL_CONV_FULL || special == SPECIAL_CORR_FULL;
    bool valid = special == SPECIAL_CONV_VALID || special == SPECIAL_CORR_VALID;
    int sign = full ? 1 : valid ? -1 : 0;
    n.constant += sign * k.constant - sign;
    for (int i = 0; i < SYMBOL_MOST_SIZES; i++)
        n.factor[i] = (short)(n.factor[i] + sign * k.factor[i]);
    int dim = reader_dim(d, &n);
    struct read_shape result = row ? matrix_shape(0, dim) : vector_shape(dim);
    int signal_node = reader_add(d, READ_SIGNAL, t, node, &result, (int[]){a, b}, 2);
    r->node[signal_node].value = special;
    return signal_node;
}

static int special(struct reader *d, const struct tree *t, int node,
                   const struct language_function *f, const int *argument, int count)
{
    struct language_reading *r = d->r;
    struct read_shape shape = r->node[argument[0]].shape;
    bool row = shape.rank == 2 && shape.dim[0] == 0;
    int result;
    switch (f->special) {
    case SPECIAL_MAX:
    case SPECIAL_MIN:
        if (count > 1)
            return several(d, t, node, f->special == SPECIAL_MAX ? OP_MAX : OP_MIN,
                           argument, count);
        return total(d, t, node, f->special, argument[0]);
    case SPECIAL_SUM:
    case SPECIAL_MEAN:
    case SPECIAL_PROD:
    case SPECIAL_ARGMAX: return total(d, t, node, f->special, argument[0]);
    case SPECIAL_DIAG:
        if (shape.rank == 1 || row) {
            int dim = shape.dim[row];
            struct read_shape square = matrix_shape(dim, dim);
            return reader_add(d, READ_DIAG, t, node, &square, argument, 1);
        }
        /* fall through */
    case SPECIAL_TRACE:
    case SPECIAL_DET:
    case SPECIAL_INV:
        if (shape.rank != 2 || shape.dim[0] != shape.dim[1]) {
            char text[96];
            reader_fail(d, PROBLEM_SHAPE, t, node, "%s is for square matrices, this is %s",
                        f->name, read_shape_text(r, &shape, text, sizeof text));
            return 0;
        }
        if (f->special == SPECIAL_DET)
            return reader_add(d, READ_DET, t, node, &scalar_shape, argument, 1);
        if (f->special == SPECIAL_INV)
            return reader_add(d, READ_INV, t, node, &shape, argument, 1);
        shape = vector_shape(shape.dim[0]);
        result = reader_add(d, READ_DIAGONAL, t, node, &shape, argument, 1);
        return f->special == SPECIAL_DIAG ? result : total(d, t, node, SPECIAL_SUM, result);
    case SPECIAL_IDENTITY: {
        int dim = reader_dim_of_node(d, argument[0]);
        if (dim < 0) {
            reader_fail(d, PROBLEM_SYNTAX, t, node, "the size of I(...) is a size");
            return 0;
        }
        shape = matrix_shape(dim, dim);
        return reader_add(d, READ_IDENTITY, t, node, &shape, NULL, 0);
    }
    case SPECIAL_ZEROS: return filled(d, t, node, READ_ZEROS, argument, count);
    case SPECIAL_ONES: return filled(d, t, node, READ_ONES, argument, count);
    case SPECIAL_ONEHOT: {
        int dim = reader_dim_of_node(d, argument[1]);
        if (dim < 0) {
            reader_fail(d, PROBLEM_SYNTAX, t, node, "onehot(k, n): n is a size");
            return 0;
        }
        shape = vector_shape(dim);
        return reader_add(d, READ_ONEHOT, t, node, &shape, argument, 1);
    }
    case SPECIAL_DELTA:
        result = reader_add(d, READ_COMPARE, t, node, &scalar_shape, argument, 2);
        r->node[result].value = RELATION_EQUAL;
        return result;
    case SPECIAL_ENTRIES:
        result = size_node(d, t, node, reader_dim_constant(d, 1));
        for (int i = 0; i < shape.rank; i++)
            result = reader_elementwise(d, READ_MULTIPLY, t, node, result,
                                        size_node(d, t, node, shape.dim[i]));
        return result;
    case SPECIAL_ROWS: return size_node(d, t, node, shape.rank ? shape.dim[0] : 0);
    case SPECIAL_COLS: return size_node(d, t, node, shape.rank == 2 ? shape.dim[1] : 0);
    case SPECIAL_CONV_FULL:
    case SPECIAL_CONV_VALID:
    case SPECIAL_CONV_SAME:
    case SPECIAL_CORR_FULL:
    case SPECIAL_CORR_VALID:
    case SPECIAL_CORR_SAME:
        return signal_shape(d, t, node, (int)f->special, argument[0], argument[1]);
    case SPECIAL_NONE: break;
    }
    return 0;
}

static int builtin(struct reader *d, const struct tree *t, int node, const int *argument)
{
    const struct tree_node *n = &t->node[node];
    const struct language_function *f = function_find(n->name);
    int count = n->children;
    if (!f) {
        reader_fail(d, PROBLEM_NAME, t, node, "there is no function `%s`", n->name);
        return 0;
    }
    if (count < f->least || count > f->most) {
        reader_fail(d, PROBLEM_SYNTAX, t, node, "%s takes %d argument%s, not %d", n->name,
                    f->least, f->least == 1 ? "" : "s", count);
        return 0;
    }
    if (n->primes && (f->kind == FUNCTION_SPECIAL || f->most > 1)) {
        reader_fail(d, PROBLEM_SYNTAX, t, node, "%s' is no derivative by one number",
                    n->name);
        return 0;
    }
    struct body body = {0};
    switch (f->kind) {
    case FUNCTION_ELEMENT:
        if (n->primes)
            return mapped(d, t, node, f, NULL, -1, argument[0], n->primes);
        {
            struct read_shape shape = d->r->node[argument[0]].shape;
            int result = reader_add(d, READ_FUNCTION, t, node, &shape, argument, 1);
            d->r->node[result].value = (int)f->op;
            return result;
        }
    case FUNCTION_PAIR: return several(d, t, node, f->op, argument, count);
    case FUNCTION_FORMULA:
        if (!builtin_body(d, f, &body)) {
            reader_fail(d, PROBLEM_MEMORY, t, node, "out of memory");
            return 0;
        }
        return formula(d, t, node, &body, argument, n->primes);
    case FUNCTION_SPECIAL: return special(d, t, node, f, argument, count);
    }
    return 0;
}

/* x(u) for `x : function of u`, and l(a, b) at other places than its own variables. */
static int drawn(struct reader *d, const struct tree *t, int node, int symbol,
                 const int *argument)
{
    const struct language_symbol *s = &d->symbol[symbol];
    int own = reader_symbol(d, t, node, symbol);
    if (!own || s->parameters != t->node[node].children) {
        reader_fail(d, PROBLEM_SYNTAX, t, node, "%s is a function of %d variables", s->name,
                    s->parameters);
        return 0;
    }
    bool same = true;
    for (int i = 0; i < s->parameters; i++) {
        const struct read_node *mine = &d->r->node[read_child(d->r, own, i)],
                               *given = &d->r->node[argument[i]];
        if (!same_shape(&mine->shape, &given->shape)) {
            reader_mismatch(d, t, node, read_child(d->r, own, i), argument[i],
                            ": the argument has another shape than declared");
            return 0;
        }
        same = same && mine->kind == given->kind && mine->symbol == given->symbol;
    }
    if (same)
        return own;
    struct read_shape shape = d->r->node[own].shape;
    int result = reader_add(d, READ_DRAWN, t, node, &shape, argument, s->parameters);
    d->r->node[result].symbol = symbol;
    return result;
}

int reader_call(struct reader *d, const struct tree *t, int node)
{
    const struct tree_node *n = &t->node[node];
    int argument[TREE_MOST_CHILDREN], symbol = reader_find(d, n->name);
    for (int i = 0; i < n->children; i++)
        if (!(argument[i] = reader_expression(d, t, tree_child(t, node, i))))
            return 0;
    if (symbol < 0)
        return builtin(d, t, node, argument);
    const struct language_symbol *s = &d->symbol[symbol];
    if (s->kind == SYMBOL_UNSPECIFIED) {
        if (n->children == 1)
            return mapped(d, t, node, NULL, NULL, symbol, argument[0], n->primes);
        reader_fail(d, PROBLEM_SYNTAX, t, node, "%s is a function of one number", n->name);
        return 0;
    }
    if (s->kind == SYMBOL_VARIABLE && s->drawn)
        return drawn(d, t, node, symbol, argument);
    struct body body = {&d->r->subject->tree, s->body,    s->parameter, s->index,
                        s->parameters,        s->indices, s->scope};
    return formula(d, t, node, &body, argument, n->primes);
}

/* ---- derivatives ---- */

static int variable(struct reader *d, const struct tree *t, int node, int child[],
                    int *count)
{
    struct language_reading *r = d->r;
    bool entry = t->node[node].kind == TREE_ENTRY;
    int result, name = node;
    if (entry) {
        result = reader_entry(d, t, node);
        name = tree_child(t, node, 0);
        if (!result)
            return 0;
        if (!is_scalar(&r->node[result].shape)) {
            reader_fail(d, PROBLEM_SHAPE, t, node,
                        "a derivative is by a variable or an entry");
            return 0;
        }
        child[(*count)++] = read_child(r, result, 0);
        for (int i = 1; i < r->node[result].children; i++)
            child[(*count)++] = read_child(r, result, i);
    } else {
        result = reader_expression(d, t, node);
        if (!result)
            return 0;
        child[(*count)++] = result;
    }
    const struct read_node *v = &r->node[child[1]];
    bool numbers = v->kind == READ_INPUT && d->symbol[v->symbol].numbers >= NUMBERS_INTEGER;
    if ((v->kind != READ_INPUT && v->kind != READ_DEFINED && v->kind != READ_DRAWN) ||
        numbers) {
        char text[64];
        tree_print(t, name, text, sizeof text);
        reader_fail(d, PROBLEM_SYNTAX, t, node, "%s is no variable to differentiate by",
                    text);
        return 0;
    }
    return result;
}

/* dy/dx as the layout lays it, from the output's indices first. */
static int lay(struct reader *d, const struct tree *t, int node, int slope, int outputs,
               int inputs, bool gradient)
{
    if (gradient || !slope)
        return slope;
    enum language_layout l = d->layout;
    bool turned = false;
    if (outputs == 0 && inputs == 1)
        turned = l == LAYOUT_NUMERATOR || l == LAYOUT_MIXED;
    else if (outputs == 0 && inputs == 2)
        turned = l == LAYOUT_NUMERATOR;
    else if (outputs + inputs <= 2 && outputs > 0)
        turned = l == LAYOUT_DENOMINATOR;
    return turned ? reader_transpose(d, t, node, slope) : slope;
}

int reader_derivative(struct reader *d, const struct tree *t, int node)
{
    struct language_reading *r = d->r;
    const struct tree_node *n = &t->node[node];
    bool gradient = n->kind == TREE_GRADIENT;
    int y = reader_expression(d, t, tree_child(t, node, 0)), outputs = 0, inputs = 0;
    if (!y)
        return 0;
    struct read_shape shape = r->node[y].shape;
    if (gradient && !is_scalar(&shape)) {
        reader_fail(d, PROBLEM_SHAPE, t, node, "a gradient is taken of a number");
        return 0;
    }
    for (int i = 1; i < n->children; i++) {
        int child[SYMBOL_MOST_RANK + 2] = {y}, count = 1;
        if (!variable(d, t, tree_child(t, node, i), child, &count))
            return 0;
        if (shape.rank == 2 && shape.dim[0] == 0) /* a row's entries have one index */
            shape = vector_shape(shape.dim[1]);
        outputs = shape.rank;
        inputs = 0;
        const struct read_shape by = r->node[child[1]].shape;
        if (count == 2) {
            inputs = by.rank;
            for (int axis = 0; axis < by.rank; axis++) {
                if (shape.rank == SYMBOL_MOST_RANK) {
                    reader_fail(d, PROBLEM_TOO_LARGE, t, node,
                                "a derivative with more than %d indices", SYMBOL_MOST_RANK);
                    return 0;
                }
                shape.dim[shape.rank++] = by.dim[axis];
            }
        }
        y = reader_add(d, READ_SLOPE, t, node, &shape, child, count);
    }
    return n->children == 2 ? lay(d, t, node, y, outputs, inputs, gradient) : y;
}
