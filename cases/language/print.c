/* SPDX-License-Identifier: MIT
 *
 * A tree back into text that reads as the same tree.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tree.h"

struct out {
    char *text;
    size_t size, used;
};

static void put(struct out *o, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void put(struct out *o, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    size_t room = o->used < o->size ? o->size - o->used : 0;
    int length = vsnprintf(room ? o->text + o->used : NULL, room, format, arguments);
    va_end(arguments);
    o->used += length > 0 ? (size_t)length : 0;
}

/* How tightly each binds; its operands must bind at least as tightly as given. */
enum { LOOSE = 0, ALTERNATIVE = 1, SUM = 2, PREFIX = 3, PRODUCT = 4, POWER = 6, TIGHT = 8 };

static void print(struct out *o, const struct tree *t, int node, int needed);

static void child(struct out *o, const struct tree *t, int node, int which, int needed)
{
    print(o, t, tree_child(t, node, which), needed);
}

static void infix(struct out *o, const struct tree *t, int node, const char *sign, int left,
                  int right)
{
    child(o, t, node, 0, left);
    put(o, "%s", sign);
    child(o, t, node, 1, right);
}

static void items(struct out *o, const struct tree *t, int node, int first, int last,
                  const char *between)
{
    for (int i = first; i < last; i++) {
        if (i > first)
            put(o, "%s", between);
        child(o, t, node, i, LOOSE);
    }
}

static void list(struct out *o, const struct tree *t, int node)
{
    const struct tree_node *n = &t->node[node];
    int columns = n->children / n->value;
    put(o, "[");
    for (int i = 0; i < n->value; i++) {
        if (i)
            put(o, "; ");
        items(o, t, node, i * columns, (i + 1) * columns, ", ");
    }
    put(o, "]");
}

/* The indices and conditions below a sum's sign; bounds stand at the index. */
static void indices(struct out *o, const struct tree *t, int node, int count)
{
    put(o, "_{");
    for (int i = 0; i < count; i++) {
        int c = tree_child(t, node, i);
        const struct tree_node *n = &t->node[c];
        bool next_is_condition = !n->children && i + 1 < count &&
                                 t->node[tree_child(t, node, i + 1)].kind == TREE_CONDITION;
        if (n->kind == TREE_CONDITION) {
            child(o, t, c, 0, LOOSE);
        } else if (next_is_condition) {
            continue; /* the condition names it */
        } else {
            put(o, "%s", n->name);
            if (n->children > 0) {
                put(o, "=");
                child(o, t, c, 0, SUM);
            }
            if (n->children > 1) {
                put(o, "..");
                child(o, t, c, 1, SUM);
            }
        }
        if (i + 1 < count)
            put(o, ", ");
    }
    put(o, "}");
}

static void derivative(struct out *o, const struct tree *t, int node)
{
    const struct tree_node *n = &t->node[node];
    int order = n->children - 1;
    if (order > 1)
        put(o, "d%d", order);
    else
        put(o, "d");
    put(o, "(");
    child(o, t, node, 0, LOOSE);
    put(o, order > 1 ? ")/(" : ")/");
    for (int i = 1; i < n->children; i++) {
        put(o, i > 1 ? " d(" : "d(");
        child(o, t, node, i, TIGHT);
        put(o, ")");
    }
    if (order > 1)
        put(o, ")");
}

static int tightness(const struct tree_node *n)
{
    switch ((int)n->kind) {
    case TREE_IF: return ALTERNATIVE;
    case TREE_ADD:
    case TREE_SUBTRACT: return SUM;
    case TREE_NEGATE:
    case TREE_BIG:
    case TREE_LIMIT: return PREFIX;
    case TREE_MULTIPLY:
    case TREE_MULTIPLY_EACH:
    case TREE_DIVIDE:
    case TREE_DIVIDE_EACH: return PRODUCT;
    case TREE_POWER:
    case TREE_POWER_EACH: return POWER;
    case TREE_GRADIENT: return PREFIX;
    case TREE_COMPARE:
    case TREE_AND:
    case TREE_OR:
    case TREE_NOT:
    case TREE_CHAIN:
    case TREE_CLAIM: return LOOSE;
    default: return TIGHT;
    }
}

static void body(struct out *o, const struct tree *t, int node)
{
    const struct tree_node *n = &t->node[node];
    switch (n->kind) {
    case TREE_NOTHING: break;
    case TREE_NUMBER:
    case TREE_NAME: put(o, "%s", n->name); break;
    case TREE_CALL:
        put(o, "%s", n->name);
        for (int i = 0; i < n->primes; i++)
            put(o, "'");
        put(o, "(");
        items(o, t, node, 0, n->children, ", ");
        put(o, ")");
        break;
    case TREE_NEGATE:
        put(o, "-");
        child(o, t, node, 0, PRODUCT);
        break;
    case TREE_ADD: infix(o, t, node, " + ", SUM, PREFIX); break;
    case TREE_SUBTRACT: infix(o, t, node, " - ", SUM, PREFIX); break;
    case TREE_MULTIPLY: infix(o, t, node, "*", PRODUCT, POWER); break;
    case TREE_MULTIPLY_EACH: infix(o, t, node, " .* ", PRODUCT, POWER); break;
    case TREE_DIVIDE: infix(o, t, node, "/", PRODUCT, POWER); break;
    case TREE_DIVIDE_EACH: infix(o, t, node, " ./ ", PRODUCT, POWER); break;
    case TREE_POWER: infix(o, t, node, "^", TIGHT, TIGHT); break;
    case TREE_POWER_EACH: infix(o, t, node, ".^", TIGHT, TIGHT); break;
    case TREE_TRANSPOSE:
        child(o, t, node, 0, TIGHT);
        put(o, "'");
        break;
    case TREE_ENTRY:
        child(o, t, node, 0, TIGHT);
        put(o, "[");
        items(o, t, node, 1, n->children, ",");
        put(o, "]");
        break;
    case TREE_ALL: put(o, ":"); break;
    case TREE_DERIVATIVE: derivative(o, t, node); break;
    case TREE_GRADIENT:
        put(o, "grad_{");
        child(o, t, node, 1, LOOSE);
        put(o, "} (");
        child(o, t, node, 0, LOOSE);
        put(o, ")");
        break;
    case TREE_BIG:
        put(o, "%s", n->name);
        indices(o, t, node, n->children - 1);
        put(o, " ");
        child(o, t, node, n->children - 1, PREFIX);
        break;
    case TREE_INDEX: put(o, "%s", n->name); break;
    case TREE_CONDITION: child(o, t, node, 0, LOOSE); break;
    case TREE_EXPECT:
        put(o, "E_{");
        child(o, t, node, 0, LOOSE);
        if (tree_child(t, node, 1)) {
            put(o, "~");
            child(o, t, node, 1, LOOSE);
        }
        put(o, "}[");
        child(o, t, node, 2, LOOSE);
        put(o, "]");
        break;
    case TREE_LIMIT:
        put(o, "lim_{%s->", n->name);
        child(o, t, node, 0,
              t->node[tree_child(t, node, 0)].kind == TREE_NEGATE ? PREFIX : TIGHT);
        put(o, "%s} ", n->value > 0 ? "+" : n->value < 0 ? "-" : "");
        child(o, t, node, 1, PREFIX);
        break;
    case TREE_LIST: list(o, t, node); break;
    case TREE_RUN:
        put(o, "[");
        child(o, t, node, 0, LOOSE);
        put(o, ", ..., ");
        child(o, t, node, 1, LOOSE);
        put(o, "]");
        break;
    case TREE_BUILD:
        put(o, "[");
        child(o, t, node, n->children - 1, LOOSE);
        put(o, "]");
        indices(o, t, node, n->children - 1);
        break;
    case TREE_IF:
        child(o, t, node, 1, SUM);
        put(o, " if ");
        child(o, t, node, 0, LOOSE);
        put(o, " else ");
        child(o, t, node, 2, ALTERNATIVE);
        break;
    case TREE_INDICATOR:
        put(o, "1[");
        child(o, t, node, 0, LOOSE);
        put(o, "]");
        break;
    case TREE_COMPARE:
        child(o, t, node, 0, SUM);
        put(o, " %s ", tree_relation((enum relation)n->value));
        child(o, t, node, 1, SUM);
        break;
    case TREE_AND: infix(o, t, node, " and ", LOOSE, LOOSE); break;
    case TREE_OR: infix(o, t, node, " or ", LOOSE, LOOSE); break;
    case TREE_NOT:
        put(o, "not ");
        child(o, t, node, 0, LOOSE);
        break;
    case TREE_SHAPE_OF:
        put(o, "shape ");
        child(o, t, node, 0, LOOSE);
        break;
    case TREE_SHAPE:
        if (!n->children)
            put(o, "scalar");
        items(o, t, node, 0, n->children, " x ");
        break;
    case TREE_RELATION: put(o, " %s ", tree_relation((enum relation)n->value)); break;
    case TREE_CHAIN: items(o, t, node, 0, n->children, ""); break;
    case TREE_CLAIM:
        if (n->value)
            put(o, "exists ");
        items(o, t, node, 0, n->children, " and ");
        break;
    case TREE_KINDS: break;
    }
}

static void print(struct out *o, const struct tree *t, int node, int needed)
{
    bool brackets = tightness(&t->node[node]) < needed;
    if (brackets)
        put(o, "(");
    body(o, t, node);
    if (brackets)
        put(o, ")");
}

size_t tree_print(const struct tree *tree, int node, char *text, size_t size)
{
    struct out o = {text, size, 0};
    if (size)
        text[0] = '\0';
    print(&o, tree, node, LOOSE);
    return o.used;
}
