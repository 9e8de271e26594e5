/* SPDX-License-Identifier: MIT */
#include "subject/claim_rewrite.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { DEEPEST = 64, WORDS = 96, INDICES = 8, PARTS = 16, FACTORS = 5 };

struct rewriting {
    const struct language_case *subject;
    struct tree *tree;
    int root;
    bool (*visit)(void *context, const struct rewrite *rewrite);
    void *context;
    bool stopped;

    /* names that are indices in the claim, and parts of it that may be a missing term */
    const char *index[INDICES];
    int indices;
    int part[PARTS];
    int parts;

    /* the way from the root to the node at hand: nodes, and which child was taken */
    int node[DEEPEST], which[DEEPEST], depth;
};

/* ---------- building */

static int make(struct rewriting *w, enum tree_kind kind, const char *name, int children,
                ...)
{
    int child[4];
    va_list arguments;
    va_start(arguments, children);
    for (int k = 0; k < children && k < 4; k++)
        child[k] = va_arg(arguments, int);
    va_end(arguments);
    return tree_add(w->tree, kind, w->tree->node[w->node[w->depth]].at, name, child,
                    children);
}

static int number(struct rewriting *w, const char *text)
{
    return make(w, TREE_NUMBER, text, 0);
}

/* The whole claim with the node at hand replaced. */
static int rebuilt(struct rewriting *w, int replacement)
{
    for (int d = w->depth - 1; d >= 0; d--)
        replacement = tree_with_child(w->tree, w->node[d], w->which[d], replacement);
    return replacement;
}

static void words(struct rewriting *w, int node, char text[WORDS])
{
    tree_print(w->tree, node, text, WORDS);
}

static void offer(struct rewriting *w, enum rewrite_kind kind, int replacement,
                  const char *format, ...) __attribute__((format(printf, 4, 5)));

static void offer(struct rewriting *w, enum rewrite_kind kind, int replacement,
                  const char *format, ...)
{
    struct rewrite rewrite = {.kind = kind};
    va_list arguments;
    if (w->stopped || replacement == 0 || tree_full(w->tree))
        return;
    rewrite.root = rebuilt(w, replacement);
    va_start(arguments, format);
    vsnprintf(rewrite.sentence, sizeof rewrite.sentence, format, arguments);
    va_end(arguments);
    if (rewrite.root != 0 && !w->visit(w->context, &rewrite))
        w->stopped = true;
}

/* ---------- what the claim is made of */

static const struct language_symbol *symbol_of(const struct rewriting *w, const char *name)
{
    for (int s = 0; s < w->subject->symbols; s++)
        if (w->subject->symbol[s].name && strcmp(w->subject->symbol[s].name, name) == 0)
            return &w->subject->symbol[s];
    return NULL;
}

static bool is_whole(const struct language_symbol *symbol)
{
    return symbol->numbers == NUMBERS_CLASS || symbol->numbers == NUMBERS_INTEGER;
}

static void keep_index(struct rewriting *w, const char *name)
{
    const struct language_symbol *symbol = symbol_of(w, name);
    if (symbol && !is_whole(symbol))
        return;
    for (int k = 0; k < w->indices; k++)
        if (strcmp(w->index[k], name) == 0)
            return;
    if (w->indices < INDICES)
        w->index[w->indices++] = name;
}

static void collect(struct rewriting *w, int node, bool subscript)
{
    const struct tree_node *t = &w->tree->node[node];
    bool known = false;
    if (t->kind == TREE_NAME && subscript)
        keep_index(w, t->name);
    if (t->kind == TREE_INDEX && t->name)
        keep_index(w, t->name);
    for (int k = 0; k < w->parts; k++)
        known = known || tree_same(w->tree, w->part[k], w->tree, node);
    bool part = t->kind == TREE_ENTRY || t->kind == TREE_CALL ||
                (t->kind == TREE_NAME && symbol_of(w, t->name));
    if (part && !subscript && !known && w->parts < PARTS)
        w->part[w->parts++] = node;
    for (int k = 0; k < w->tree->node[node].children; k++)
        collect(w, tree_child(w->tree, node, k),
                subscript || (w->tree->node[node].kind == TREE_ENTRY && k > 0));
}

/* ---------- a whole side */

static void change_factor(struct rewriting *w, int node, const char *side)
{
    static const struct {
        const char *text, *inverse;
    } factors[] = {{"2", "1/2"}, {"3", "1/3"}, {"4", "1/4"}, {"5", "1/5"}};
    for (int s = 0; s < w->subject->symbols; s++) {
        const struct language_symbol *symbol = &w->subject->symbol[s];
        if (symbol->kind != SYMBOL_SIZE)
            continue;
        int size = make(w, TREE_NAME, symbol->name, 0);
        offer(
            w, REWRITE_FACTOR, make(w, TREE_DIVIDE, NULL, 2, node, size),
            "A factor 1/%s is missing on the %s side: a sum stands where a mean is meant.",
            symbol->name, side);
        offer(
            w, REWRITE_FACTOR, make(w, TREE_MULTIPLY, NULL, 2, size, node),
            "There is a factor 1/%s too much on the %s side: a mean stands where a sum is "
            "meant.",
            symbol->name, side);
    }
    for (size_t k = 0; k < sizeof factors / sizeof factors[0]; k++) {
        int factor = number(w, factors[k].text);
        offer(w, REWRITE_FACTOR, make(w, TREE_MULTIPLY, NULL, 2, factor, node),
              "A factor %s is missing on the %s side.", factors[k].text, side);
        offer(w, REWRITE_FACTOR, make(w, TREE_DIVIDE, NULL, 2, node, factor),
              "A factor %s is missing on the %s side.", factors[k].inverse, side);
    }
    int ten = make(w, TREE_CALL, "ln", 1, number(w, "10"));
    offer(w, REWRITE_FACTOR, make(w, TREE_MULTIPLY, NULL, 2, ten, node),
          "The logarithm has the wrong base: the %s side is to base 10, the natural one is "
          "meant.",
          side);
    offer(w, REWRITE_FACTOR, make(w, TREE_DIVIDE, NULL, 2, node, ten),
          "The logarithm has the wrong base: the %s side is natural, base 10 is meant.",
          side);
}

static void change_diagonal(struct rewriting *w, int node, const char *side)
{
    offer(w, REWRITE_DIAGONAL,
          make(w, TREE_MULTIPLY_EACH, NULL, 2, node, make(w, TREE_NAME, "I", 0)),
          "Off-diagonal entries should be 0; the diagonal of the %s side is right.", side);
    offer(w, REWRITE_DIAGONAL, make(w, TREE_CALL, "diag", 1, node),
          "The derivative of a vector by a vector is a matrix: diag(...) is missing on the "
          "%s "
          "side.",
          side);
    for (int a = 0; a < w->indices; a++)
        for (int b = 0; b < a; b++) {
            int delta = make(w, TREE_CALL, "delta", 2, make(w, TREE_NAME, w->index[a], 0),
                             make(w, TREE_NAME, w->index[b], 0));
            offer(
                w, REWRITE_DIAGONAL, make(w, TREE_MULTIPLY, NULL, 2, delta, node),
                "Off-diagonal entries should be 0 (a factor delta(%s,%s)); the diagonal is "
                "right.",
                w->index[b], w->index[a]);
        }
}

/* Derivatives of a tensor rank lose their indices easily: what stands there is one slice.
 */
static void change_missing_term(struct rewriting *w, int node, const char *side)
{
    for (int k = 0; k < w->parts; k++) {
        char text[WORDS];
        words(w, w->part[k], text);
        offer(w, REWRITE_TERM, make(w, TREE_ADD, NULL, 2, node, w->part[k]),
              "The term %s is missing on the %s side.", text, side);
        offer(w, REWRITE_TERM, make(w, TREE_SUBTRACT, NULL, 2, node, w->part[k]),
              "The term -%s is missing on the %s side.", text, side);
    }
}

static void offer_factor(struct rewriting *w, int node, int factor, const char *side)
{
    static const enum tree_kind products[] = {TREE_MULTIPLY, TREE_MULTIPLY_EACH};
    char text[WORDS];
    words(w, factor, text);
    for (int p = 0; p < 2; p++)
        offer(w, REWRITE_TERM, make(w, products[p], NULL, 2, node, factor),
              "A factor %s is missing on the %s side (chain rule).", text, side);
}

/* A factor of the chain rule: f'(u) for an f(u) that stands in the claim, diag(f'(u)) for a
 * vector, a part of the claim, or 1 less it. */
static void change_missing_factor(struct rewriting *w, int node, const char *side)
{
    for (int k = 0; k < w->parts; k++) {
        const struct tree_node *t = &w->tree->node[w->part[k]];
        bool call = t->kind == TREE_CALL && t->children == 1;
        int slope = call ? tree_copy(w->tree, w->tree, w->part[k]) : 0;
        offer_factor(w, node, w->part[k], side);
        offer_factor(w, node, make(w, TREE_SUBTRACT, NULL, 2, number(w, "1"), w->part[k]),
                     side);
        if (slope == 0)
            continue;
        w->tree->node[slope].primes++;
        offer_factor(w, node, slope, side);
        offer_factor(w, node, make(w, TREE_CALL, "diag", 1, slope), side);
    }
}

static void change_count(struct rewriting *w, int node)
{
    static const char *const counts[] = {"1", "2", "3", "4"};
    for (size_t k = 0; k < sizeof counts / sizeof counts[0]; k++)
        offer(w, REWRITE_OPERATION, number(w, counts[k]), "There %s %s, not %s.",
              k ? "are" : "is", counts[k], w->tree->node[node].name);
    for (int s = 0; s < w->subject->symbols; s++)
        if (w->subject->symbol[s].kind == SYMBOL_SIZE)
            offer(w, REWRITE_OPERATION, make(w, TREE_NAME, w->subject->symbol[s].name, 0),
                  "There are %s, not %s.", w->subject->symbol[s].name,
                  w->tree->node[node].name);
}

static void change_value(struct rewriting *w)
{
    for (int s = 0; s < w->subject->symbols; s++) {
        const struct language_symbol *symbol = &w->subject->symbol[s];
        if (symbol->kind == SYMBOL_VARIABLE)
            offer(w, REWRITE_NAME, make(w, TREE_NAME, symbol->name, 0),
                  "It is not that number but the value of %s.", symbol->name);
    }
}

static void change_side(struct rewriting *w, int other, const char *side)
{
    int node = w->node[w->depth];
    const struct tree_node *t = &w->tree->node[node], *o = &w->tree->node[other];
    bool counting = o->kind == TREE_CALL && o->name &&
                    (strcmp(o->name, "entries") == 0 || strcmp(o->name, "rows") == 0 ||
                     strcmp(o->name, "cols") == 0);
    if (counting && (t->kind == TREE_NAME || t->kind == TREE_NUMBER)) {
        change_count(w, node);
        return;
    }
    offer(w, REWRITE_SIGN, make(w, TREE_NEGATE, NULL, 1, node),
          "The sign of the %s side is wrong.", side);
    if (t->kind == TREE_NUMBER)
        change_value(w);
    change_diagonal(w, node, side);
    change_factor(w, node, side);
    offer(w, REWRITE_TRANSPOSE, make(w, TREE_TRANSPOSE, NULL, 1, node),
          "The %s side should be transposed.", side);
}

/* ---------- a product that does not conform: all orders and transposes of its factors */

static int flatten(struct rewriting *w, int node, int *factor, int count)
{
    const struct tree_node *t = &w->tree->node[node];
    if (t->kind == TREE_MULTIPLY && t->children == 2) {
        count = flatten(w, tree_child(w->tree, node, 0), factor, count);
        return flatten(w, tree_child(w->tree, node, 1), factor, count);
    }
    if (t->kind == TREE_TRANSPOSE)
        node = tree_child(w->tree, node, 0);
    if (count < FACTORS)
        factor[count] = node;
    return count + 1;
}

static void arrange(struct rewriting *w, const int *factor, int count, unsigned used,
                    int product)
{
    if (w->stopped)
        return;
    if (used == (1u << count) - 1) {
        char text[WORDS];
        words(w, product, text);
        offer(w, REWRITE_ORDER, product, "Order and transposes are wrong: %s is right.",
              text);
        return;
    }
    for (int k = 0; k < count; k++)
        for (int turned = 0; turned < 2 && !(used & 1u << k); turned++) {
            int next = turned ? make(w, TREE_TRANSPOSE, NULL, 1, factor[k]) : factor[k];
            int longer = used ? make(w, TREE_MULTIPLY, NULL, 2, product, next) : next;
            arrange(w, factor, count, used | 1u << k, longer);
        }
}

static void change_arrangement(struct rewriting *w, int node)
{
    int factor[FACTORS], count = flatten(w, node, factor, 0);
    if (count >= 2 && count <= FACTORS)
        arrange(w, factor, count, 0, 0);
}

/* ---------- one node inside a side */

static bool is_subscript(const struct rewriting *w)
{
    return w->depth > 0 && w->tree->node[w->node[w->depth - 1]].kind == TREE_ENTRY &&
           w->which[w->depth - 1] > 0;
}

static void change_sum(struct rewriting *w, int node)
{
    enum tree_kind kind = w->tree->node[node].kind;
    int a = tree_child(w->tree, node, 0), b = tree_child(w->tree, node, 1);
    char left[WORDS], right[WORDS];
    words(w, a, left);
    words(w, b, right);
    enum tree_kind other = kind == TREE_ADD ? TREE_SUBTRACT : TREE_ADD;
    offer(w, REWRITE_SIGN, make(w, other, NULL, 2, a, b), "The sign before %s is wrong.",
          right);
    offer(w, REWRITE_SIGN, make(w, kind, NULL, 2, make(w, TREE_NEGATE, NULL, 1, a), b),
          "The sign of %s is wrong.", left);
    offer(w, REWRITE_TERM, a, "The term %s is too much.", right);
    offer(w, REWRITE_TERM, kind == TREE_ADD ? b : make(w, TREE_NEGATE, NULL, 1, b),
          "The term %s is too much.", left);
}

static void change_product(struct rewriting *w, int node)
{
    enum tree_kind kind = w->tree->node[node].kind;
    int a = tree_child(w->tree, node, 0), b = tree_child(w->tree, node, 1);
    char left[WORDS], right[WORDS];
    words(w, a, left);
    words(w, b, right);
    offer(w, REWRITE_TRANSPOSE,
          make(w, kind, NULL, 2, make(w, TREE_TRANSPOSE, NULL, 1, a), b),
          "%s should be transposed.", left);
    offer(w, REWRITE_TRANSPOSE,
          make(w, kind, NULL, 2, a, make(w, TREE_TRANSPOSE, NULL, 1, b)),
          "%s should be transposed.", right);
    offer(w, REWRITE_ORDER, make(w, kind, NULL, 2, b, a),
          "The factors stand in the wrong order: %s comes before %s.", right, left);
    int a_turned = make(w, TREE_TRANSPOSE, NULL, 1, a);
    int b_turned = make(w, TREE_TRANSPOSE, NULL, 1, b);
    offer(w, REWRITE_ORDER, make(w, kind, NULL, 2, a_turned, b_turned),
          "The product does not conform: both factors, %s and %s, should be transposed.",
          left, right);
    offer(w, REWRITE_ORDER, make(w, kind, NULL, 2, b_turned, a_turned),
          "The product should be transposed: %s^T comes before %s^T.", right, left);
    offer(w, REWRITE_TERM, a, "The factor %s is too much.", right);
    offer(w, REWRITE_TERM, b, "The factor %s is too much.", left);
    if (kind == TREE_MULTIPLY)
        offer(w, REWRITE_OPERATION, make(w, TREE_MULTIPLY_EACH, NULL, 2, a, b),
              "An elementwise product is meant between %s and %s.", left, right);
}

static void change_quotient(struct rewriting *w, int node)
{
    int a = tree_child(w->tree, node, 0), b = tree_child(w->tree, node, 1);
    char left[WORDS], right[WORDS];
    words(w, a, left);
    words(w, b, right);
    offer(w, REWRITE_OPERATION, make(w, TREE_MULTIPLY, NULL, 2, a, b),
          "%s should be multiplied by %s, not divided by it.", left, right);
    offer(w, REWRITE_OPERATION, make(w, TREE_DIVIDE, NULL, 2, b, a),
          "Numerator and denominator are swapped: %s over %s.", right, left);
    offer(w, REWRITE_TERM, a, "The division by %s is too much.", right);
}

static void change_call(struct rewriting *w, int node)
{
    const struct tree_node *t = &w->tree->node[node];
    const char *name = t->name ? t->name : "";
    char inside[WORDS];
    if (t->children < 1)
        return;
    int argument = tree_child(w->tree, node, 0);
    words(w, argument, inside);
    if (strcmp(name, "norm") == 0)
        offer(w, REWRITE_OPERATION, argument,
              "The norm of %s stands where the vector %s itself is meant.", inside, inside);
    else
        offer(w, REWRITE_OPERATION, argument, "%s is too much: %s itself is meant.", name,
              inside);
    int slope = tree_copy(w->tree, w->tree, node);
    if (slope != 0 && w->tree->node[slope].children == 1) {
        char text[WORDS];
        w->tree->node[slope].primes++;
        words(w, slope, text);
        offer(w, REWRITE_OPERATION, slope, "The derivative %s is meant there.", text);
    }
}

/* The same change wherever it applies below a node: one index for another ... */
static int index_everywhere(struct rewriting *w, int node, const char *from, const char *to)
{
    int children = w->tree->node[node].children;
    if (w->tree->node[node].kind == TREE_NAME &&
        strcmp(w->tree->node[node].name, from) == 0)
        return make(w, TREE_NAME, to, 0);
    for (int k = 0; k < children; k++) {
        int child = index_everywhere(w, tree_child(w->tree, node, k), from, to);
        if (child != tree_child(w->tree, node, k))
            node = tree_with_child(w->tree, node, k, child);
    }
    return node;
}

/* ... and powers taken for products. */
static int powers_to_products(struct rewriting *w, int node)
{
    int children = w->tree->node[node].children;
    for (int k = 0; k < children; k++) {
        int child = powers_to_products(w, tree_child(w->tree, node, k));
        if (child != tree_child(w->tree, node, k))
            node = tree_with_child(w->tree, node, k, child);
    }
    if (w->tree->node[node].kind == TREE_POWER ||
        w->tree->node[node].kind == TREE_POWER_EACH)
        return make(w, TREE_MULTIPLY, NULL, 2, tree_child(w->tree, node, 1),
                    tree_child(w->tree, node, 0));
    return node;
}

static void change_power(struct rewriting *w, int node)
{
    int a = tree_child(w->tree, node, 0), b = tree_child(w->tree, node, 1);
    char base[WORDS], exponent[WORDS];
    words(w, a, base);
    words(w, b, exponent);
    offer(w, REWRITE_OPERATION, make(w, TREE_MULTIPLY, NULL, 2, b, a),
          "A power stands where a product is meant: %s %s, not %s^%s.", exponent, base,
          base, exponent);
    offer(w, REWRITE_OPERATION, a, "The power %s of %s is too much.", exponent, base);
    offer(w, REWRITE_OPERATION, make(w, TREE_POWER, NULL, 2, a, number(w, "2")),
          "%s should be squared.", base);
}

static void change_index(struct rewriting *w, const char *name, enum tree_kind kind,
                         int node)
{
    for (int k = 0; k < w->indices; k++) {
        int other = kind == TREE_NAME ? make(w, TREE_NAME, w->index[k], 0)
                                      : tree_copy(w->tree, w->tree, node);
        if (strcmp(w->index[k], name) == 0 || other == 0)
            continue;
        w->tree->node[other].name = w->index[k];
        offer(w, REWRITE_INDEX, other,
              kind == TREE_NAME ? "Wrong index: %s stands where %s is meant."
                                : "The sum runs over %s; it should run over %s.",
              name, w->index[k]);
    }
    if (kind == TREE_INDEX && w->tree->node[node].children > 0)
        offer(w, REWRITE_INDEX, make(w, TREE_INDEX, name, 0),
              "The bounds of the sum over %s are wrong.", name);
}

/* A variable that was left out beside this one: W1 + b1 for W1 x + b1. */
static void change_left_out(struct rewriting *w, int node)
{
    for (int s = 0; s < w->subject->symbols; s++) {
        const struct language_symbol *symbol = &w->subject->symbol[s];
        if (symbol->kind == SYMBOL_VARIABLE && !symbol->body && !is_whole(symbol))
            offer(
                w, REWRITE_NAME,
                make(w, TREE_MULTIPLY, NULL, 2, node, make(w, TREE_NAME, symbol->name, 0)),
                "%s is left out: %s %s is meant.", symbol->name, w->tree->node[node].name,
                symbol->name);
    }
}

static void change_name(struct rewriting *w, int node)
{
    const char *name = w->tree->node[node].name;
    const struct language_symbol *own = symbol_of(w, name);
    if (is_subscript(w) || !own || is_whole(own)) {
        change_index(w, name, TREE_NAME, node);
        if (!own)
            return;
    }
    for (int s = 0; s < w->subject->symbols; s++) {
        const struct language_symbol *symbol = &w->subject->symbol[s];
        if (symbol->kind == SYMBOL_UNSPECIFIED || !symbol->name || symbol == own ||
            (own && symbol->kind != own->kind))
            continue;
        offer(w, symbol->kind == SYMBOL_SIZE ? REWRITE_INDEX : REWRITE_NAME,
              make(w, TREE_NAME, symbol->name, 0), "%s stands where %s is meant.", name,
              symbol->name);
    }
    if (own && own->kind == SYMBOL_VARIABLE) {
        offer(w, REWRITE_DIAGONAL,
              make(w, TREE_MULTIPLY_EACH, NULL, 2, node, make(w, TREE_NAME, "I", 0)),
              "Off-diagonal entries of %s should be 0.", name);
        change_left_out(w, node);
        int rest = make(w, TREE_SUBTRACT, NULL, 2, number(w, "1"), node);
        offer(w, REWRITE_TERM, make(w, TREE_MULTIPLY_EACH, NULL, 2, node, rest),
              "A factor 1 - %s is missing beside %s.", name, name);
    }
}

static void change_bound(struct rewriting *w, int node)
{
    if (w->tree->node[node].name)
        change_index(w, w->tree->node[node].name, TREE_INDEX, node);
}

static void change_number(struct rewriting *w, int node)
{
    static const char *const numbers[] = {"0", "1", "2", "3", "4"};
    const char *name = w->tree->node[node].name;
    for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++)
        if (strcmp(numbers[k], name) != 0)
            offer(w, REWRITE_OPERATION, number(w, numbers[k]),
                  "The number %s should be %s.", name, numbers[k]);
}

static void change_transpose(struct rewriting *w, int node)
{
    char text[WORDS];
    words(w, tree_child(w->tree, node, 0), text);
    offer(w, REWRITE_TRANSPOSE, tree_child(w->tree, node, 0),
          "%s should not be transposed.", text);
}

static void change_minus(struct rewriting *w, int node)
{
    offer(w, REWRITE_SIGN, tree_child(w->tree, node, 0), "A minus is too much.");
}

/* By kind of node; where there is none, nothing is often mistaken. */
static void (*const changes[TREE_KINDS])(struct rewriting *w, int node) = {
    [TREE_ADD] = change_sum,
    [TREE_SUBTRACT] = change_sum,
    [TREE_MULTIPLY] = change_product,
    [TREE_MULTIPLY_EACH] = change_product,
    [TREE_DIVIDE] = change_quotient,
    [TREE_CALL] = change_call,
    [TREE_POWER] = change_power,
    [TREE_NAME] = change_name,
    [TREE_INDEX] = change_bound,
    [TREE_NUMBER] = change_number,
    [TREE_TRANSPOSE] = change_transpose,
    [TREE_NEGATE] = change_minus,
};

/* ---------- the walk */

static void walk(struct rewriting *w, int node)
{
    w->node[w->depth] = node;
    if (changes[w->tree->node[node].kind])
        changes[w->tree->node[node].kind](w, node);
    if (w->depth + 1 >= DEEPEST)
        return;
    for (int k = 0; k < w->tree->node[node].children && !w->stopped; k++) {
        w->node[w->depth] = node;
        w->which[w->depth] = k;
        int child = tree_child(w->tree, node, k);
        w->depth++;
        walk(w, child);
        w->depth--;
    }
}

/* One index for another, as often as it stands on a side outside derivatives' places. */
static void change_indices(struct rewriting *w, int node)
{
    for (int a = 0; a < w->indices; a++)
        for (int b = 0; b < w->indices; b++) {
            if (a == b)
                continue;
            int changed = index_everywhere(w, node, w->index[a], w->index[b]);
            if (changed != node)
                offer(w, REWRITE_INDEX, changed,
                      "Wrong index: %s stands where %s is meant.", w->index[a],
                      w->index[b]);
        }
}

static void change_powers(struct rewriting *w, int node, const char *where)
{
    int product = powers_to_products(w, node);
    if (product != node)
        offer(w, REWRITE_OPERATION, product,
              "A power stands %s where a product is meant: scaling is no power.", where);
}

enum pass { WHOLE_SIDES, INSIDE, TERMS, ARRANGEMENTS, PASSES };

/* A chain's children are side, relation, side ... */
static void visit_sides(struct rewriting *w, int chain, enum pass pass)
{
    int children = w->tree->node[chain].children;
    for (int k = children - 1; k >= 0 && !w->stopped; k -= 2) {
        const char *name = k == 0 ? "left" : children > 3 ? "last" : "right";
        int side = tree_child(w->tree, chain, k);
        int other = tree_child(w->tree, chain, k == 0 ? children - 1 : 0);
        w->node[w->depth] = chain;
        w->which[w->depth] = k;
        w->depth++;
        w->node[w->depth] = side;
        switch (pass) {
        case WHOLE_SIDES:
            if (k > 0 || children > 3)
                change_side(w, other, name);
            break;
        case INSIDE: walk(w, side); break;
        case TERMS:
            if (k > 0) {
                change_missing_term(w, side, name);
                change_missing_factor(w, side, name);
            }
            change_indices(w, side);
            change_powers(w, side, k == 0 ? "on the left side" : "on the right side");
            break;
        case ARRANGEMENTS: change_arrangement(w, side); break;
        case PASSES: break;
        }
        w->depth--;
    }
}

void claim_rewrite(const struct language_case *subject, struct tree *tree, int root,
                   bool (*visit)(void *context, const struct rewrite *rewrite),
                   void *context)
{
    struct rewriting w = {
        .subject = subject, .tree = tree, .root = root, .visit = visit, .context = context};
    collect(&w, root, false);
    for (int pass = 0; pass < PASSES; pass++)
        for (int k = 0; k < tree->node[root].children; k++) {
            w.node[0] = root;
            w.which[0] = k;
            w.depth = 1;
            visit_sides(&w, tree_child(tree, root, k), (enum pass)pass);
            w.node[1] = tree_child(tree, root, k);
            if (pass == TERMS)
                change_powers(&w, w.node[1], "on both sides");
        }
}

int claim_rewrite_scale(struct tree *tree, int root, int chain, int side, const char *over,
                        const char *under)
{
    int node = tree_child(tree, root, chain), which = 2 * side;
    int scaled = tree_child(tree, node, which);
    size_t at = tree->node[scaled].at;
    over = arena_text(tree->arena, over, strlen(over));
    under = arena_text(tree->arena, under, strlen(under));
    if (!over || !under)
        return 0;
    int part[2] = {tree_add(tree, TREE_NUMBER, at, over, NULL, 0),
                   tree_add(tree, TREE_NUMBER, at, under, NULL, 0)};
    int product[2] = {tree_add(tree, TREE_DIVIDE, at, NULL, part, 2), scaled};
    scaled = tree_add(tree, TREE_MULTIPLY, at, NULL, product, 2);
    if (tree_full(tree))
        return 0;
    return tree_with_child(tree, root, chain, tree_with_child(tree, node, which, scaled));
}
