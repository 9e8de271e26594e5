/* SPDX-License-Identifier: MIT
 *
 * Declarations and definitions.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"

/* ---- symbols ---- */

static int find(const struct language_case *c, const char *name)
{
    for (int i = c->symbols - 1; i >= 0; i--)
        if (strcmp(c->symbol[i].name, name) == 0)
            return i;
    return -1;
}

/* Words that end an expression: no name can be one of them. */
static bool is_reserved(const char *name)
{
    static const char *const words[] = {"if", "else", "otherwise", "for",   "when",  "and",
                                        "or", "not",  "layout",    "where", "expect"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(name, words[i]) == 0)
            return true;
    return false;
}

static bool add(struct opener *o, struct parser *p, const struct language_symbol *symbol)
{
    struct language_case *c = o->subject;
    struct arena *arena = &o->file->arena;
    if (is_reserved(symbol->name))
        return problem_set(p->problem, PROBLEM_NAME, symbol->at, "a name", symbol->name,
                           "`%s` is a word of the answer language: it names nothing",
                           symbol->name);
    if (find(c, symbol->name) >= 0)
        return problem_set(p->problem, PROBLEM_NAME, symbol->at, "a new name", symbol->name,
                           "%s is declared already", symbol->name);
    if (c->symbols == SYMBOL_MOST)
        return problem_set(p->problem, PROBLEM_TOO_LARGE, symbol->at, NULL, NULL,
                           "more than %d names in one case", SYMBOL_MOST);
    if (symbol->kind == SYMBOL_SIZE && c->sizes == SYMBOL_MOST_SIZES)
        return problem_set(p->problem, PROBLEM_TOO_LARGE, symbol->at, NULL, NULL,
                           "more than %d sizes", SYMBOL_MOST_SIZES);
    if (!arena_grow(arena, &c->symbol, c->symbols, &c->symbol_room, sizeof *symbol))
        return problem_set(p->problem, PROBLEM_MEMORY, symbol->at, NULL, NULL,
                           "out of memory");
    c->symbol[c->symbols] = *symbol;
    if (symbol->kind == SYMBOL_SIZE)
        c->symbol[c->symbols].size = c->sizes++;
    c->symbols++;
    p->symbol = c->symbol;
    p->symbols = c->symbols;
    return true;
}

/* Names in a shape that nothing declares are sizes. */
static bool sizes(struct opener *o, struct parser *p, int node)
{
    const struct tree *t = p->tree;
    const struct tree_node *n = &t->node[node];
    if (n->kind == TREE_NAME) {
        int known = find(o->subject, n->name);
        if (known >= 0 && o->subject->symbol[known].kind != SYMBOL_SIZE)
            return problem_set(p->problem, PROBLEM_NAME, n->at, "a size", n->name,
                               "%s is a variable, not a size", n->name);
        struct language_symbol size = {.name = n->name, .kind = SYMBOL_SIZE, .at = n->at};
        return known >= 0 || add(o, p, &size);
    }
    for (int i = 0; i < n->children; i++)
        if (!sizes(o, p, tree_child(t, node, i)))
            return false;
    return true;
}

/* ---- declarations ---- */

static bool dimensions(struct opener *o, struct parser *p, struct language_symbol *s,
                       int least, int most)
{
    do {
        if (s->rank == SYMBOL_MOST_RANK)
            break;
        int node = parse_size(p);
        if (!node || !sizes(o, p, node))
            return false;
        s->dim[s->rank++] = node;
        bool more = p->token.kind == TOKEN_NUMBER ||
                    (p->token.kind == TOKEN_NAME && find(o->subject, p->token.name) >= 0);
        if (s->rank == SYMBOL_MOST_RANK && (more || p->token.kind == TOKEN_NAME) &&
            !parse_is_word(p, "function") && !parse_is_word(p, "in")) {
            problem_set(p->problem, PROBLEM_TOO_LARGE, p->token.at, NULL, NULL,
                        "a tensor has at most %d indices", SYMBOL_MOST_RANK);
            return false;
        }
    } while (s->rank < least || (s->rank < most && (p->token.kind == TOKEN_NUMBER ||
                                                    (p->token.kind == TOKEN_NAME &&
                                                     !parse_is_word(p, "function") &&
                                                     !parse_is_word(p, "in")))));
    s->shaped = true;
    return true;
}

static bool bound(struct parser *p, double *value)
{
    bool minus = parse_take(p, TOKEN_MINUS);
    if (p->token.kind != TOKEN_NUMBER) {
        parse_fail(p, "a number");
        return false;
    }
    *value = strtod(p->token.name, NULL);
    if (minus)
        *value = -*value;
    parse_advance(p);
    return true;
}

static bool range(struct parser *p, struct language_symbol *s)
{
    enum { MOST_SIZE = 1000000 };
    parse_take_word(p, "in");
    size_t at = p->token.at;
    if (p->token.kind != TOKEN_NUMBER && p->token.kind != TOKEN_MINUS)
        return true;
    if (!bound(p, &s->least) || !parse_expect(p, TOKEN_RANGE, "`..`") ||
        !bound(p, &s->most))
        return false;
    s->ranged = true;
    bool size = s->kind == SYMBOL_SIZE, whole = size || s->numbers == NUMBERS_INTEGER;
    double most = size ? MOST_SIZE : whole ? 0x1p53 : 0x1p1000;
    if (!(fabs(s->least) <= most && fabs(s->most) <= most))
        return problem_set(p->problem, PROBLEM_TOO_LARGE, at, NULL, NULL,
                           "this range goes beyond %g, which is the limit here", most);
    if (whole && (s->least != floor(s->least) || s->most != floor(s->most)))
        return problem_set(p->problem, PROBLEM_SYNTAX, at, "whole numbers", "",
                           "this range is of whole numbers: both its ends must be whole");
    if (size && s->least < 0)
        return problem_set(p->problem, PROBLEM_SYNTAX, at, "sizes from 0", "",
                           "a size is never below 0");
    return s->least <= s->most ||
           problem_set(p->problem, PROBLEM_SYNTAX, at, "a range", "",
                       "this range is empty: %g is above %g", s->least, s->most);
}

/* `of x, y`: a name behind a comma belongs here unless something begins with it. */
static bool variables_of(struct opener *o, struct parser *p, struct language_symbol *s)
{
    s->drawn = true;
    for (;;) {
        if (p->token.kind != TOKEN_NAME || s->parameters == SYMBOL_MOST_NAMES) {
            parse_fail(p, "the name of a variable");
            return false;
        }
        int known = find(o->subject, p->token.name);
        if (known < 0 || o->subject->symbol[known].kind != SYMBOL_VARIABLE)
            return problem_set(p->problem, PROBLEM_NAME, p->token.at, "a declared variable",
                               p->token.name, "`%s` is not declared", p->token.name);
        s->parameter[s->parameters++] = o->subject->symbol[known].name;
        parse_advance(p);
        struct token next = token_read(p->text, p->after, p->end);
        struct token behind = token_read(p->text, next.at + next.length, p->end);
        bool more = p->token.kind == TOKEN_COMMA && next.kind == TOKEN_NAME &&
                    behind.kind != TOKEN_COLON && behind.kind != TOKEN_EQUAL &&
                    behind.kind != TOKEN_OPEN && behind.kind != TOKEN_OPEN_SQUARE &&
                    find(o->subject, next.name) >= 0;
        if (!more)
            return true;
        parse_advance(p);
    }
}

static bool type(struct opener *o, struct parser *p, struct language_symbol *s)
{
    static const struct {
        const char *word;
        enum numbers numbers;
    } kinds[] = {{"positive", NUMBERS_POSITIVE},
                 {"probability", NUMBERS_PROBABILITY},
                 {"target", NUMBERS_TARGET},
                 {"distribution", NUMBERS_DISTRIBUTION},
                 {"real", NUMBERS_REAL}};
    bool kind = false, shape = true;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (parse_take_word(p, kinds[i].word)) {
            s->numbers = kinds[i].numbers;
            kind = true;
            break;
        }
    if (parse_take_word(p, "scalar"))
        s->shaped = true;
    else if (parse_take_word(p, "vector"))
        shape = dimensions(o, p, s, 1, 1);
    else if (parse_take_word(p, "matrix"))
        shape = dimensions(o, p, s, 2, 2);
    else if (parse_take_word(p, "tensor"))
        shape = dimensions(o, p, s, 3, SYMBOL_MOST_RANK);
    else if (parse_take_word(p, "integer")) {
        s->numbers = NUMBERS_INTEGER;
        s->shaped = true;
    } else if (parse_take_word(p, "class")) {
        s->numbers = NUMBERS_CLASS;
        s->shaped = true;
        s->classes = parse_size(p);
        shape = s->classes && sizes(o, p, s->classes);
    } else if (parse_take_word(p, "size"))
        s->kind = SYMBOL_SIZE;
    else if (kind)
        s->shaped = true;
    else if (!parse_is_word(p, "function")) {
        parse_fail(p, "scalar, vector, matrix, tensor, integer, class, size or function");
        return false;
    }
    if (!shape)
        return false;
    if (parse_take_word(p, "function")) {
        s->shaped = true;
        if (parse_take_word(p, "of"))
            return variables_of(o, p, s);
        s->kind = SYMBOL_UNSPECIFIED;
        return true;
    }
    return range(p, s);
}

static bool is_declaration(const struct parser *p)
{
    struct token token = p->token;
    for (;;) {
        if (token.kind != TOKEN_NAME)
            return false;
        token = token_read(p->text, token.at + token.length, p->end);
        if (token.kind == TOKEN_COLON)
            return true;
        if (token.kind != TOKEN_COMMA)
            return false;
        token = token_read(p->text, token.at + token.length, p->end);
    }
}

static bool declaration(struct opener *o, struct parser *p)
{
    enum { MOST = 32 };
    struct {
        const char *name;
        size_t at;
    } name[MOST];
    int names = 0;
    do {
        if (names == MOST) {
            parse_fail(p, "at most 32 names");
            return false;
        }
        name[names].name = case_keep(o, p->token.name, strlen(p->token.name));
        name[names++].at = p->token.at;
        parse_advance(p);
    } while (parse_take(p, TOKEN_COMMA));
    parse_advance(p); /* the colon */
    struct language_symbol symbol = {.kind = SYMBOL_VARIABLE};
    if (!type(o, p, &symbol))
        return false;
    for (int i = 0; i < names; i++) {
        symbol.name = name[i].name;
        symbol.at = name[i].at;
        int known = find(o->subject, symbol.name);
        if (known >= 0 && symbol.kind == SYMBOL_SIZE &&
            o->subject->symbol[known].kind == SYMBOL_SIZE) {
            struct language_symbol *size =
                &o->subject->symbol[known]; /* its range, later */
            size->ranged = symbol.ranged;
            size->least = symbol.least;
            size->most = symbol.most;
        } else if (!add(o, p, &symbol)) {
            return false;
        }
    }
    return true;
}

/* ---- definitions ---- */

/* Whether `name` stands as a subscript somewhere below the node. */
static bool subscripts(const struct tree *t, int node, const char *name)
{
    const struct tree_node *n = &t->node[node];
    for (int i = 0; i < n->children; i++) {
        int c = tree_child(t, node, i);
        if (n->kind == TREE_ENTRY && i > 0 && t->node[c].kind == TREE_NAME &&
            strcmp(t->node[c].name, name) == 0)
            return true;
        if (subscripts(t, c, name))
            return true;
    }
    return false;
}

/* ---- the command line ---- */

static bool bound_below(const struct tree *t, int node, const char *name)
{
    const struct tree_node *n = &t->node[node];
    if ((n->kind == TREE_INDEX || n->kind == TREE_LIMIT) && strcmp(n->name, name) == 0)
        return true;
    for (int i = 0; i < n->children; i++)
        if (bound_below(t, tree_child(t, node, i), name))
            return true;
    return false;
}

/* Letters below `node` that nothing declares; `root` is what their indices are looked for
 * in. */
static void declare(struct opener *o, struct parser *p, int root, int node)
{
    const struct tree *t = p->tree;
    const struct tree_node n = t->node[node];
    if (n.kind == TREE_DERIVATIVE) {
        const struct tree_node *y = &t->node[tree_child(t, node, 0)];
        if (y->kind == TREE_NAME && find(o->subject, y->name) < 0)
            problem_set(p->problem, PROBLEM_NAME, n.at, "a definition", y->name,
                        "what is %s? define it: ... where %s = ...", y->name, y->name);
    }
    if (n.kind == TREE_NAME && !parse_is_bound(p, n.name) && parse_is_variable(p, n.name) &&
        find(o->subject, n.name) < 0 && !subscripts(t, root, n.name) &&
        !bound_below(t, root, n.name)) {
        struct language_symbol symbol = {
            .name = n.name, .kind = SYMBOL_VARIABLE, .shaped = true, .at = n.at};
        add(o, p, &symbol);
    }
    for (int i = 0; i < n.children; i++)
        declare(o, p, root, tree_child(t, node, i));
}

static bool parameters(struct opener *o, struct parser *p, struct language_symbol *s)
{
    s->kind = SYMBOL_FUNCTION;
    parse_advance(p);
    do {
        if (p->token.kind != TOKEN_NAME || s->parameters == SYMBOL_MOST_NAMES) {
            parse_fail(p, "the name of a parameter");
            return false;
        }
        const char *name = case_keep(o, p->token.name, strlen(p->token.name));
        s->parameter[s->parameters++] = name;
        if (!parse_bind(p, name))
            return false;
        parse_advance(p);
    } while (parse_take(p, TOKEN_COMMA));
    return parse_expect(p, TOKEN_CLOSE, "`)` or `,`");
}

static bool entry_indices(struct opener *o, struct parser *p, struct language_symbol *s)
{
    bool under = parse_take(p, TOKEN_UNDERSCORE), brace = false;
    if (!under || p->token.kind == TOKEN_OPEN_BRACE) {
        brace = under;
        parse_advance(p);
    } else {
        brace = false;
    }
    bool single = under && !brace;
    do {
        if (p->token.kind != TOKEN_NAME || s->indices == SYMBOL_MOST_RANK) {
            parse_fail(p, "the name of an index");
            return false;
        }
        const char *name = case_keep(o, p->token.name, strlen(p->token.name));
        s->index[s->indices++] = name;
        if (!parse_bind(p, name))
            return false;
        parse_advance(p);
    } while (!single && parse_take(p, TOKEN_COMMA));
    return single || parse_expect(p, brace ? TOKEN_CLOSE_BRACE : TOKEN_CLOSE_SQUARE,
                                  brace ? "`}`" : "`]`");
}

/* s_i = ...: by entries, if `i` subscripts something on the right. */
static void split(struct opener *o, const struct parser *p, struct language_symbol *s)
{
    const char *under = strrchr(s->name, '_');
    if (s->indices || s->kind == SYMBOL_FUNCTION || !under || under == s->name ||
        !under[1] || under[2] || !subscripts(p->tree, s->body, under + 1))
        return;
    s->index[s->indices++] = case_keep(o, under + 1, strlen(under + 1));
    s->name = case_keep(o, s->name, (size_t)(under - s->name));
}

static bool definition(struct opener *o, struct parser *p)
{
    struct language_symbol symbol = {.kind = SYMBOL_VARIABLE, .at = p->token.at};
    if (p->token.kind != TOKEN_NAME) {
        parse_fail(p, "a declaration or a definition");
        return false;
    }
    symbol.name = case_keep(o, p->token.name, strlen(p->token.name));
    parse_advance(p);
    if (p->token.kind == TOKEN_OPEN && !parameters(o, p, &symbol))
        return false;
    if ((p->token.kind == TOKEN_OPEN_SQUARE || p->token.kind == TOKEN_UNDERSCORE) &&
        !entry_indices(o, p, &symbol))
        return false;
    if (!parse_expect(p, TOKEN_EQUAL, "`=` or `:`"))
        return false;
    p->defining = symbol.name;
    symbol.body = parse_expression(p);
    p->defining = NULL;
    if (symbol.body && o->automatic)
        declare(o, p, symbol.body, symbol.body);
    p->bounds = 0;
    if (!symbol.body)
        return false;
    split(o, p, &symbol);
    symbol.scope = o->subject->symbols;
    int known = find(o->subject, symbol.name);
    if (known < 0)
        return add(o, p, &symbol);
    struct language_symbol *s = &o->subject->symbol[known];
    if (s->body || s->drawn || s->kind != SYMBOL_VARIABLE ||
        symbol.kind != SYMBOL_VARIABLE || s->numbers >= NUMBERS_INTEGER)
        return problem_set(p->problem, PROBLEM_NAME, symbol.at, "a new name", symbol.name,
                           "%s is %s already", symbol.name,
                           s->body ? "defined" : "declared");
    s->body = symbol.body;
    s->scope = symbol.scope;
    s->indices = symbol.indices;
    memcpy(s->index, symbol.index, sizeof s->index);
    return true;
}

bool case_item(struct opener *o, struct parser *p)
{
    return is_declaration(p) ? declaration(o, p) : definition(o, p);
}

void case_declare_letters(struct opener *o, struct language_claim *claim)
{
    struct language_case *c = o->subject;
    struct parser p = {.tree = &c->tree,
                       .problem = &claim->problem,
                       .symbol = c->symbol,
                       .symbols = c->symbols,
                       .automatic = true};
    if (!claim->root)
        return;
    declare(o, &p, claim->root, claim->root);
    if (claim->condition)
        declare(o, &p, claim->root, claim->condition);
}
