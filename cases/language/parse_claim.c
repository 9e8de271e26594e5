/* SPDX-License-Identifier: MIT
 *
 * Statements: chains of sides, and shapes.
 */
#include <string.h>

#include "parse.h"

static int relation_node(struct parser *p)
{
    enum relation relation;
    size_t at = p->token.at;
    if (p->token.kind == TOKEN_CLOSE || p->token.kind == TOKEN_CLOSE_SQUARE ||
        p->token.kind == TOKEN_CLOSE_BRACE) {
        problem_set(p->problem, PROBLEM_SYNTAX, at, "a relation", "a bracket",
                    "this `%c` closes no bracket", p->text[at]);
        return 0;
    }
    if (!parse_relation(p, &relation))
        return parse_fail(p, "a relation (=, ~, <, <=, >, >=, != or <-)");
    parse_advance(p);
    int node = parse_add(p, TREE_RELATION, at, NULL, NULL, 0);
    if (node)
        p->tree->node[node].value = relation;
    return node;
}

static bool is_shape_word(const struct parser *p)
{
    static const char *const words[] = {"scalar",   "vector", "matrix",   "tensor",
                                        "integer",  "class",  "size",     "real",
                                        "positive", "target", "function", "distribution"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (parse_is_word(p, words[i]) && !parse_symbol(p, words[i]))
            return true;
    return false;
}

/* n, 3, n+1, n + k - 1, 2n, 2*n */
int parse_size(struct parser *p)
{
    int left = 0;
    enum token_kind sign = TOKEN_PLUS;
    size_t at = p->token.at;
    do {
        int term = 0;
        if (left) {
            sign = p->token.kind;
            parse_advance(p);
        }
        bool times = true;
        if (p->token.kind == TOKEN_NUMBER) {
            term = parse_add(
                p, TREE_NUMBER, p->token.at,
                arena_text(p->tree->arena, p->token.name, strlen(p->token.name)), NULL, 0);
            parse_advance(p);
            times =
                parse_take(p, TOKEN_STAR) ||
                (p->token.kind == TOKEN_NAME && !p->token.space && p->token.name[0] != 'x');
        }
        if (times) {
            if (p->token.kind != TOKEN_NAME || is_shape_word(p))
                return parse_fail(p, "a size");
            int name = parse_add(
                p, TREE_NAME, p->token.at,
                arena_text(p->tree->arena, p->token.name, strlen(p->token.name)), NULL, 0);
            parse_advance(p);
            term = term ? parse_add(p, TREE_MULTIPLY, at, NULL, (int[]){term, name}, 2)
                        : name;
        }
        left = left ? parse_add(p, sign == TOKEN_PLUS ? TREE_ADD : TREE_SUBTRACT, at, NULL,
                                (int[]){left, term}, 2)
                    : term;
        /* vector 3 -5..5: a sign that touches what follows only begins a range */
        if (p->token.kind == TOKEN_MINUS && p->token.space && p->after < p->end &&
            p->text[p->after] != ' ')
            break;
    } while (left && (p->token.kind == TOKEN_PLUS || p->token.kind == TOKEN_MINUS));
    return left;
}

static int shape_literal(struct parser *p)
{
    size_t at = p->token.at;
    int child[SYMBOL_MOST_RANK + 1], count = 0;
    if (parse_take_word(p, "scalar"))
        return parse_add(p, TREE_SHAPE, at, NULL, NULL, 0);
    bool bracket = parse_take(p, TOKEN_OPEN);
    for (;;) {
        if (count == SYMBOL_MOST_RANK)
            return parse_fail(p, "at most 5 sizes");
        if (!(child[count++] = parse_size(p)))
            return 0;
        if (bracket ? !parse_take(p, TOKEN_COMMA)
                    : !parse_take_word(p, "x") && !parse_take(p, TOKEN_STAR))
            break;
    }
    if (bracket && !parse_expect(p, TOKEN_CLOSE, "`)` or `,`"))
        return 0;
    return parse_add(p, TREE_SHAPE, at, NULL, child, count);
}

static int shape_of(struct parser *p)
{
    size_t at = p->token.at;
    parse_advance(p);
    int inner = parse_expression(p);
    return inner ? parse_add(p, TREE_SHAPE_OF, at, NULL, &inner, 1) : 0;
}

static bool begins_shape(const struct parser *p)
{
    return parse_is_word(p, "shape") && !parse_is_variable(p, "shape");
}

static int chain(struct parser *p)
{
    size_t at = p->token.at;
    int child[TREE_MOST_CHILDREN], count = 0;
    bool shapes = begins_shape(p);
    enum relation relation;
    child[count++] = shapes ? shape_of(p) : parse_expression(p);
    if (parse_failed(p))
        return 0;
    do {
        if (count + 2 > TREE_MOST_CHILDREN)
            return parse_fail(p, "at most 32 sides");
        child[count++] = relation_node(p);
        if (parse_failed(p))
            return 0;
        if (shapes)
            child[count++] = begins_shape(p) ? shape_of(p) : shape_literal(p);
        else
            child[count++] = parse_expression(p);
        if (parse_failed(p))
            return 0;
    } while (parse_relation(p, &relation));
    return parse_add(p, TREE_CHAIN, at, NULL, child, count);
}

int parse_statement(struct parser *p)
{
    size_t at = p->token.at;
    int child[TREE_MOST_CHILDREN], count = 0;
    bool exists = parse_is_word(p, "exists") && !parse_is_variable(p, "exists");
    if (exists)
        parse_advance(p);
    do {
        if (count == TREE_MOST_CHILDREN)
            return parse_fail(p, "at most 64 parts");
        child[count++] = chain(p);
        if (parse_failed(p))
            return 0;
    } while (parse_take_word(p, "and"));
    int node = parse_add(p, TREE_CLAIM, at, NULL, child, count);
    if (node)
        p->tree->node[node].value = exists;
    return node;
}
