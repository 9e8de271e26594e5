/* SPDX-License-Identifier: MIT */
#include "subject/claim_rewrite.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { DEEPEST = 64, WORDS = 96 };

struct rewriting {
    const struct language_case *subject;
    struct tree *tree;
    int root;
    bool (*visit)(void *context, const struct rewrite *rewrite);
    void *context;
    bool stopped;

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

/* ---------- a whole side */

static void change_side(struct rewriting *w, const char *side)
{
    static const struct {
        const char *text, *inverse;
    } factors[] = {{"2", "1/2"}, {"3", "1/3"}, {"4", "1/4"}, {"5", "1/5"}};
    int node = w->node[w->depth];
    offer(w, REWRITE_SIGN, make(w, TREE_NEGATE, NULL, 1, node),
          "The sign of the %s side is wrong.", side);
    offer(w, REWRITE_TRANSPOSE, make(w, TREE_TRANSPOSE, NULL, 1, node),
          "The %s side should be transposed.", side);
    for (size_t k = 0; k < sizeof factors / sizeof factors[0]; k++) {
        int factor = number(w, factors[k].text);
        offer(w, REWRITE_FACTOR, make(w, TREE_MULTIPLY, NULL, 2, factor, node),
              "A factor %s is missing on the %s side.", factors[k].text, side);
        offer(w, REWRITE_FACTOR, make(w, TREE_DIVIDE, NULL, 2, node, factor),
              "The %s side is too large by a factor %s: a factor %s is missing.", side,
              factors[k].text, factors[k].inverse);
    }
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
    offer(w, REWRITE_DIAGONAL, make(w, TREE_CALL, "diag", 1, node),
          "The derivative of a vector by a vector is a matrix: diag(...) is missing on the "
          "%s "
          "side.",
          side);
    offer(w, REWRITE_DIAGONAL,
          make(w, TREE_MULTIPLY_EACH, NULL, 2, node, make(w, TREE_NAME, "I", 0)),
          "Off-diagonal entries should be 0; the diagonal of the %s side is right.", side);
    /* the same for a claim about entries: two indices that should be equal */
    offer(w, REWRITE_FACTOR,
          make(w, TREE_DIVIDE, NULL, 2, node, make(w, TREE_CALL, "ln", 1, number(w, "10"))),
          "The logarithm on the %s side has another base: factor 1/ln 10.", side);
    offer(
        w, REWRITE_FACTOR,
        make(w, TREE_MULTIPLY, NULL, 2, make(w, TREE_CALL, "ln", 1, number(w, "10")), node),
        "The logarithm on the %s side has base 10; the natural one is meant.", side);
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

/* Chain factors that are forgotten most often. */
static void change_call(struct rewriting *w, int node)
{
    const struct tree_node *t = &w->tree->node[node];
    const char *name = t->name ? t->name : "";
    if (t->children < 1)
        return;
    int argument = tree_child(w->tree, node, 0);
    offer(w, REWRITE_OPERATION, argument, "%s is too much there.", name);
    char inside[WORDS];
    words(w, argument, inside);
    if (strcmp(name, "norm") == 0)
        offer(w, REWRITE_OPERATION, argument,
              "The norm of %s stands where %s itself is meant.", inside, inside);
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

static void change_name(struct rewriting *w, int node)
{
    const struct tree_node *t = &w->tree->node[node];
    bool subscript = is_subscript(w);
    static const char *const indices[] = {"i", "j", "k", "l", "y", "1"};
    if (subscript) {
        for (size_t k = 0; k < sizeof indices / sizeof indices[0]; k++)
            if (strcmp(indices[k], t->name) != 0)
                offer(w, REWRITE_INDEX, make(w, TREE_NAME, indices[k], 0),
                      "Wrong index: %s stands where %s is meant.", t->name, indices[k]);
        return;
    }
    for (int s = 0; s < w->subject->symbols; s++) {
        const struct language_symbol *symbol = &w->subject->symbol[s];
        if (symbol->kind == SYMBOL_UNSPECIFIED || !symbol->name ||
            strcmp(symbol->name, t->name) == 0)
            continue;
        offer(w, symbol->kind == SYMBOL_SIZE ? REWRITE_INDEX : REWRITE_NAME,
              make(w, TREE_NAME, symbol->name, 0), "%s stands where %s is meant.", t->name,
              symbol->name);
    }
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
    [TREE_ADD] = change_sum,          [TREE_SUBTRACT] = change_sum,
    [TREE_MULTIPLY] = change_product, [TREE_MULTIPLY_EACH] = change_product,
    [TREE_DIVIDE] = change_quotient,  [TREE_CALL] = change_call,
    [TREE_POWER] = change_power,      [TREE_NAME] = change_name,
    [TREE_NUMBER] = change_number,    [TREE_TRANSPOSE] = change_transpose,
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

/* A chain's children are side, relation, side ... */
static void visit_sides(struct rewriting *w, int chain, bool whole)
{
    int children = w->tree->node[chain].children;
    for (int k = children - 1; k >= 0 && !w->stopped; k -= 2) {
        w->node[w->depth] = chain;
        w->which[w->depth] = k;
        int side = tree_child(w->tree, chain, k);
        w->depth++;
        w->node[w->depth] = side;
        if (whole && k > 0)
            change_side(w, children > 3 ? "last" : "right");
        else if (!whole)
            walk(w, side);
        w->depth--;
    }
}

void claim_rewrite(const struct language_case *subject, struct tree *tree, int root,
                   bool (*visit)(void *context, const struct rewrite *rewrite),
                   void *context)
{
    struct rewriting w = {
        .subject = subject, .tree = tree, .root = root, .visit = visit, .context = context};
    for (int pass = 0; pass < 2; pass++)
        for (int k = 0; k < tree->node[root].children; k++) {
            w.node[0] = root;
            w.which[0] = k;
            w.depth = 1;
            visit_sides(&w, tree_child(tree, root, k), pass == 0);
        }
}

int claim_rewrite_scale(struct tree *tree, int root, int chain, int side, const char *over,
                        const char *under)
{
    int node = tree_child(tree, root, chain), which = 2 * side;
    int scaled = tree_child(tree, node, which);
    size_t at = tree->node[scaled].at;
    int part[2] = {tree_add(tree, TREE_NUMBER, at, over, NULL, 0),
                   tree_add(tree, TREE_NUMBER, at, under, NULL, 0)};
    int product[2] = {tree_add(tree, TREE_DIVIDE, at, NULL, part, 2), scaled};
    scaled = tree_add(tree, TREE_MULTIPLY, at, NULL, product, 2);
    if (tree_full(tree))
        return 0;
    return tree_with_child(tree, root, chain, tree_with_child(tree, node, which, scaled));
}
