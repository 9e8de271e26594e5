/* SPDX-License-Identifier: MIT
 *
 * How a claim was read: every operation in brackets, shapes where products take them.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "language.h"

struct out {
    const struct language_reading *r;
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

static void show(struct out *o, int node);

static void child(struct out *o, int node, int which)
{
    show(o, read_child(o->r, node, which));
}

static void shape(struct out *o, int node)
{
    char text[128];
    const struct read_shape *s = &o->r->node[node].shape;
    if (s->rank)
        put(o, "{%s}", read_shape_text(o->r, s, text, sizeof text));
}

static void infix(struct out *o, int node, const char *sign)
{
    put(o, "(");
    child(o, node, 0);
    put(o, " %s ", sign);
    child(o, node, 1);
    put(o, ")");
}

static void call(struct out *o, const char *name, int node)
{
    put(o, "%s(", name);
    for (int i = 0; i < o->r->node[node].children; i++) {
        if (i)
            put(o, ", ");
        child(o, node, i);
    }
    put(o, ")");
}

static const char *op_name(enum op_kind op)
{
    if (op == OP_MAX)
        return "max";
    if (op == OP_MIN)
        return "min";
    for (const struct language_function *f = language_functions; f->name; f++)
        if (f->kind == FUNCTION_ELEMENT && f->op == op)
            return strcmp(f->name, "arccos") != 0 && strcmp(f->name, "arcsin") != 0
                       ? f->name
                       : "a";
    return "?";
}

static void source(struct out *o, int node)
{
    char text[512];
    const struct read_node *n = &o->r->node[node];
    if (!n->tree) { /* made by the reader: nobody wrote it */
        put(o, "...");
        return;
    }
    tree_print(n->tree, n->source, text, sizeof text);
    put(o, "%s", text);
}

static void show(struct out *o, int node)
{
    if (o->used >= o->size)
        return; /* parts that are shared would be gone through again and again */
    const struct read_node *n = &o->r->node[node];
    static const char *const totals[] = {
        [SPECIAL_SUM] = "sum", [SPECIAL_MEAN] = "mean", [SPECIAL_PROD] = "prod",
        [SPECIAL_MAX] = "max", [SPECIAL_MIN] = "min",   [SPECIAL_ARGMAX] = "argmax",
    };
    switch (n->kind) {
    case READ_NUMBER: put(o, "%s", n->name); break;
    case READ_PRINTED: put(o, "%s(to its digits)", n->name); break;
    case READ_INPUT:
    case READ_DEFINED:
    case READ_DRAWN:
        put(o, "%s", o->r->subject->symbol[n->symbol].name);
        shape(o, node);
        break;
    case READ_INDEX: put(o, "%s", o->r->index[n->value].name); break;
    case READ_NEGATE:
        put(o, "(-");
        child(o, node, 0);
        put(o, ")");
        break;
    case READ_ADD: infix(o, node, "+"); break;
    case READ_SUBTRACT: infix(o, node, "-"); break;
    case READ_MULTIPLY:
        infix(o, node,
              o->r->node[read_child(o->r, node, 0)].shape.rank &&
                      o->r->node[read_child(o->r, node, 1)].shape.rank
                  ? ".*"
                  : "*");
        break;
    case READ_DIVIDE: infix(o, node, "/"); break;
    case READ_POWER: infix(o, node, "^"); break;
    case READ_PRODUCT:
        infix(o, node, "*");
        shape(o, node);
        break;
    case READ_TRANSPOSE:
        child(o, node, 0);
        put(o, "'");
        shape(o, node);
        break;
    case READ_FUNCTION:
    case READ_PAIR: call(o, op_name((enum op_kind)n->value), node); break;
    case READ_ENTRY:
        child(o, node, 0);
        put(o, "[");
        for (int i = 1; i < n->children; i++) {
            if (i > 1)
                put(o, ",");
            child(o, node, i);
        }
        put(o, "]");
        break;
    case READ_ALL: put(o, ":"); break;
    case READ_SLOPE:
        put(o, "d(");
        child(o, node, 0);
        put(o, ")/d(");
        child(o, node, 1);
        for (int i = 2; i < n->children; i++) {
            put(o, i == 2 ? "[" : ",");
            child(o, node, i);
        }
        put(o, n->children > 2 ? "])" : ")");
        shape(o, node);
        break;
    case READ_TOTAL: call(o, totals[n->value], node); break;
    case READ_IDENTITY:
        put(o, "I");
        shape(o, node);
        break;
    case READ_ZEROS:
        put(o, "0");
        shape(o, node);
        break;
    case READ_DIAG: call(o, "diag", node); break;
    case READ_DIAGONAL: call(o, "diagonal", node); break;
    case READ_NOTHING:
    case READ_PI:
    case READ_E:
    case READ_INFINITY:
    case READ_APPROACH:
    case READ_SIZE:
    case READ_ELEMENT:
    case READ_CUT:
    case READ_MATRIX_POWER:
    case READ_MAP:
    case READ_PRIME:
    case READ_BIG:
    case READ_CONDITION:
    case READ_BUILD:
    case READ_LIST:
    case READ_IF:
    case READ_COMPARE:
    case READ_AND:
    case READ_OR:
    case READ_NOT:
    case READ_LIMIT:
    case READ_ONES:
    case READ_ONEHOT:
    case READ_DET:
    case READ_INV:
    case READ_SIGNAL:
    case READ_KINDS:
        source(o, node);
        shape(o, node);
        break;
    }
}

size_t read_show(const struct language_reading *r, int node, char *text, size_t size)
{
    struct out o = {r, text, size, 0};
    if (size)
        text[0] = '\0';
    show(&o, node);
    return o.used;
}
