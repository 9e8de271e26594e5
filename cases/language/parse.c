/* SPDX-License-Identifier: MIT */
#include "parse.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "functions.h"

/* ---- tokens ---- */

void parse_begin(struct parser *p, const char *text, size_t at, size_t end)
{
    p->text = text;
    p->end = end;
    p->before = at;
    p->depth = p->bars = 0;
    p->first = p->tree->nodes;
    p->token = token_read(text, at, end);
    p->after = p->token.at + p->token.length;
}

void parse_advance(struct parser *p)
{
    p->before = p->after;
    p->token = token_read(p->text, p->after, p->end);
    p->after = p->token.at + p->token.length;
}

bool parse_failed(const struct parser *p) { return p->problem->kind != PROBLEM_NONE; }

/* Whether the bytes are one character of UTF-8. */
static bool is_character(const char *text, size_t length)
{
    unsigned char first = (unsigned char)text[0];
    size_t want = first < 0x80   ? 1
                  : first < 0xC2 ? 0
                  : first < 0xE0 ? 2
                  : first < 0xF0 ? 3
                                 : 4;
    return length == want && first < 0xF5;
}

/* What no token begins with, or what is longer than any. */
static int unknown_token(struct parser *p)
{
    const char *text = p->text + p->token.at;
    size_t at = p->token.at, length = p->token.length;
    if (text[0] == '\\')
        problem_set(p->problem, PROBLEM_SYNTAX, at, "plain text", "`\\`",
                    "LaTeX is not read: write plain text, such as a/b, x_i or sum_k x_k");
    else if (isalnum((unsigned char)text[0]) || text[0] == '.')
        problem_set(p->problem, PROBLEM_TOO_LARGE, at, NULL, NULL,
                    "a name or number of more than %d characters", TOKEN_LONGEST_NAME);
    else if (text[0] == '"')
        problem_set(p->problem, PROBLEM_SYNTAX, at, "a closing quote",
                    "the end of the line",
                    "the text that begins here with a quote does not end");
    else if (is_character(text, length) && (unsigned char)text[0] >= ' ' && text[0] != 127)
        problem_set(p->problem, PROBLEM_SYNTAX, at, NULL, NULL,
                    "`%.*s` is not part of the answer language", (int)length, text);
    else
        problem_set(p->problem, PROBLEM_SYNTAX, at, "UTF-8", NULL,
                    "the byte 0x%02x here is not text (UTF-8 is expected)",
                    (unsigned char)text[0]);
    return 0;
}

int parse_fail(struct parser *p, const char *expected)
{
    char found[48];
    const char *text = p->text + p->token.at;
    if (p->token.kind == TOKEN_UNKNOWN)
        return unknown_token(p);
    int length = p->token.length < 40 ? (int)p->token.length : 40;
    while (length > 0 && length == 40 && ((unsigned char)text[length] & 0xC0) == 0x80)
        length--; /* no half characters */
    if (p->token.kind == TOKEN_END)
        snprintf(found, sizeof found, "the end");
    else
        snprintf(found, sizeof found, "`%.*s`", length, text);
    problem_set(p->problem, PROBLEM_SYNTAX, p->token.at, expected, found,
                "expected %s, found %s", expected, found);
    return 0;
}

bool parse_is_word(const struct parser *p, const char *word)
{
    return p->token.kind == TOKEN_NAME && strcmp(p->token.name, word) == 0;
}

bool parse_take_word(struct parser *p, const char *word)
{
    if (!parse_is_word(p, word))
        return false;
    parse_advance(p);
    return true;
}

bool parse_take(struct parser *p, enum token_kind kind)
{
    if (p->token.kind != kind)
        return false;
    parse_advance(p);
    return true;
}

bool parse_expect(struct parser *p, enum token_kind kind, const char *what)
{
    if (parse_take(p, kind))
        return true;
    parse_fail(p, what);
    return false;
}

/* ---- names ---- */

bool parse_is_letter(const char *name)
{
    static const char greek[] = " alpha beta gamma delta epsilon zeta eta theta kappa "
                                "lambda mu nu xi rho sigma tau "
                                "phi chi psi omega Gamma Delta Theta Lambda Phi Psi Omega ";
    if (isalpha((unsigned char)name[0]) && !name[1])
        return true;
    const char *at = strstr(greek, name);
    return at && at[-1] == ' ' && at[strlen(name)] == ' ';
}

const struct language_symbol *parse_symbol(const struct parser *p, const char *name)
{
    for (int i = p->symbols - 1; i >= 0; i--)
        if (strcmp(p->symbol[i].name, name) == 0)
            return &p->symbol[i];
    return NULL;
}

bool parse_is_bound(const struct parser *p, const char *name)
{
    for (int i = 0; i < p->bounds; i++)
        if (strcmp(p->bound[i], name) == 0)
            return true;
    return false;
}

bool parse_is_variable(const struct parser *p, const char *name)
{
    if (parse_is_bound(p, name))
        return true;
    const struct language_symbol *symbol = parse_symbol(p, name);
    if (symbol)
        return symbol->kind == SYMBOL_VARIABLE || symbol->kind == SYMBOL_SIZE;
    return p->automatic && parse_is_letter(name) && strcmp(name, "e") != 0 &&
           strcmp(name, "E") != 0 && strcmp(name, "I") != 0 && strcmp(name, "d") != 0;
}

bool parse_is_function(const struct parser *p, const char *name)
{
    if (parse_is_bound(p, name))
        return false;
    const struct language_symbol *symbol = parse_symbol(p, name);
    if (symbol)
        return symbol->kind == SYMBOL_FUNCTION || symbol->kind == SYMBOL_UNSPECIFIED;
    return function_find(name) != NULL;
}

bool parse_bind(struct parser *p, const char *name)
{
    if (p->bounds == PARSE_MOST_BOUND)
        return problem_set(p->problem, PROBLEM_TOO_LARGE, p->token.at, NULL, NULL,
                           "more than %d indices around one place", PARSE_MOST_BOUND);
    p->bound[p->bounds++] = name;
    return true;
}

int parse_add(struct parser *p, enum tree_kind kind, size_t at, const char *name,
              const int *child, int children)
{
    if (parse_failed(p))
        return 0;
    int node = tree_add(p->tree, kind, at, name, child, children);
    if (p->tree->arena->failed)
        problem_set(p->problem, PROBLEM_MEMORY, at, NULL, NULL, "out of memory");
    else if (!node)
        problem_set(p->problem, PROBLEM_TOO_LARGE, at, NULL, NULL,
                    "this case is too long: more than %d names, numbers and operators",
                    TREE_MOST_NODES);
    else if (node - p->first > TREE_MOST_NODES_HERE)
        problem_set(p->problem, PROBLEM_TOO_LARGE, at, NULL, NULL,
                    "this is too long: more than %d names, numbers and operators",
                    TREE_MOST_NODES_HERE);
    else if (p->tree->node[node].height > TREE_TALLEST)
        problem_set(
            p->problem, PROBLEM_TOO_LARGE, at, NULL, NULL,
            "this is too long: more than %d operators in a row, or inside one another",
            TREE_TALLEST);
    if (parse_failed(p))
        return 0;
    p->tree->node[node].length = p->before > at ? p->before - at : 0;
    return node;
}

/* One level further in; false beyond what is read. */
static bool deeper(struct parser *p)
{
    return ++p->depth <= 4 * TREE_DEEPEST ||
           problem_set(
               p->problem, PROBLEM_TOO_LARGE, p->token.at, NULL, NULL,
               "nested too deep: more than %d brackets, functions or signs inside one "
               "another",
               TREE_DEEPEST);
}

static int unary(struct parser *p, enum tree_kind kind, size_t at, int a)
{
    return parse_add(p, kind, at, NULL, &a, 1);
}

static int binary(struct parser *p, enum tree_kind kind, size_t at, int a, int b)
{
    return parse_add(p, kind, at, NULL, (int[]){a, b}, 2);
}

static const char *keep(struct parser *p, const char *text, size_t length)
{
    const char *copy = arena_text(p->tree->arena, text, length);
    if (!copy)
        problem_set(p->problem, PROBLEM_MEMORY, p->token.at, NULL, NULL, "out of memory");
    return copy;
}

/* The subscript behind `_` in a name: a number, a name, or letters of one index each. */
static int name_subscripts(struct parser *p, const char *text, size_t at, int child[])
{
    size_t length = strlen(text);
    if (strspn(text, "0123456789") == length) {
        child[0] = parse_add(p, TREE_NUMBER, at, keep(p, text, length), NULL, 0);
        return 1;
    }
    if (parse_is_bound(p, text) || parse_symbol(p, text) || parse_is_letter(text)) {
        child[0] = parse_add(p, TREE_NAME, at, keep(p, text, length), NULL, 0);
        return 1;
    }
    int count = 0;
    for (size_t i = 0; i < length; i++) {
        if (!isalnum((unsigned char)text[i]) || count == SYMBOL_MOST_RANK)
            return 0;
        enum tree_kind kind = isdigit((unsigned char)text[i]) ? TREE_NUMBER : TREE_NAME;
        child[count++] = parse_add(p, kind, at, keep(p, text + i, 1), NULL, 0);
    }
    return count;
}

int parse_variable(struct parser *p, const char *name, size_t at)
{
    if (parse_is_variable(p, name))
        return parse_add(p, TREE_NAME, at, keep(p, name, strlen(name)), NULL, 0);
    const char *under = strrchr(name, '_');
    if (!under || under == name)
        return 0;
    char base[TOKEN_LONGEST_NAME + 1];
    snprintf(base, sizeof base, "%.*s", (int)(under - name), name);
    int child[SYMBOL_MOST_RANK + 1];
    child[0] = parse_variable(p, base, at);
    if (!child[0])
        return 0;
    int count = name_subscripts(p, under + 1, at, child + 1);
    return count ? parse_add(p, TREE_ENTRY, at, NULL, child, count + 1) : 0;
}

/* ---- factors ---- */

static bool stops(const struct parser *p)
{
    static const char *const words[] = {"if",     "else",  "for",      "when",
                                        "and",    "or",    "not",      "expect",
                                        "layout", "where", "otherwise"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (parse_is_word(p, words[i]))
            return !parse_is_variable(p, words[i]);
    return false;
}

/* Whether the current token can begin a factor that stands beside another. */
static bool begins(const struct parser *p)
{
    switch ((int)p->token.kind) {
    case TOKEN_NAME: return !stops(p);
    case TOKEN_NUMBER: /* s 1[i = j] */
        return !strcmp(p->token.name, "1") && p->after < p->end && p->text[p->after] == '[';
    case TOKEN_OPEN:
    case TOKEN_OPEN_SQUARE:
    case TOKEN_ROOT: return true;
    case TOKEN_BAR:
    case TOKEN_BARS: return p->bars == 0;
    default: return false;
    }
}

static int slice_or(struct parser *p)
{
    size_t at = p->token.at;
    if (parse_take(p, TOKEN_COLON))
        return parse_add(p, TREE_ALL, at, NULL, NULL, 0);
    return parse_expression(p);
}

int parse_subscripts(struct parser *p, int base)
{
    size_t at = p->tree->node[base].at;
    int child[SYMBOL_MOST_RANK + 1] = {base}, count = 1;
    if (parse_take(p, TOKEN_UNDERSCORE)) {
        if (p->token.kind == TOKEN_NAME || p->token.kind == TOKEN_NUMBER) {
            count += name_subscripts(p, p->token.name, p->token.at, child + 1);
            if (count == 1)
                return parse_fail(p, "a subscript");
            parse_advance(p);
            return parse_add(p, TREE_ENTRY, at, NULL, child, count);
        }
        if (!parse_expect(p, TOKEN_OPEN_BRACE, "a subscript"))
            return 0;
    } else {
        parse_advance(p);
    }
    bool brace = p->text[p->before - 1] == '{';
    do {
        if (count > SYMBOL_MOST_RANK)
            return parse_fail(p, "at most 5 subscripts");
        child[count++] = slice_or(p);
        if (parse_failed(p))
            return 0;
    } while (parse_take(p, TOKEN_COMMA));
    if (!parse_expect(p, brace ? TOKEN_CLOSE_BRACE : TOKEN_CLOSE_SQUARE,
                      brace ? "`}`" : "`]` or `,`"))
        return 0;
    return parse_add(p, TREE_ENTRY, at, NULL, child, count);
}

static int postfix(struct parser *p, int left)
{
    while (left && !parse_failed(p)) {
        size_t at = p->tree->node[left].at;
        if (p->token.kind == TOKEN_PRIME || p->token.kind == TOKEN_TRANSPOSE) {
            parse_advance(p);
            left = unary(p, TREE_TRANSPOSE, at, left);
        } else if (p->token.kind == TOKEN_OPEN_SQUARE && !p->token.space &&
                   p->tree->node[left].kind != TREE_NUMBER) {
            left = parse_subscripts(p, left);
        } else if (p->token.kind == TOKEN_UNDERSCORE) {
            left = parse_subscripts(p, left);
        } else if (p->token.kind == TOKEN_SUPERSCRIPT) {
            char text[4] = {(char)('0' + p->token.value)};
            int power = parse_add(p, TREE_NUMBER, p->token.at, keep(p, text, 1), NULL, 0);
            parse_advance(p);
            left = binary(p, TREE_POWER, at, left, power);
        } else {
            break;
        }
    }
    return parse_failed(p) ? 0 : left;
}

static int arguments(struct parser *p, const char *name, size_t at, int primes)
{
    int child[TREE_MOST_CHILDREN], count = 0;
    int bars = p->bars;
    p->bars = 0;
    parse_advance(p);
    do {
        if (count == TREE_MOST_CHILDREN)
            return parse_fail(p, "at most 64 arguments");
        child[count++] = parse_expression(p);
        if (parse_failed(p))
            return 0;
    } while (parse_take(p, TOKEN_COMMA));
    p->bars = bars;
    if (!parse_expect(p, TOKEN_CLOSE, "`)` or `,`"))
        return 0;
    int call = parse_add(p, TREE_CALL, at, name, child, count);
    if (call)
        p->tree->node[call].primes = primes;
    return call;
}

/* The one juxtaposed term that a function without brackets takes: `sin 2x y`. */
static int bare_argument(struct parser *p)
{
    size_t at = p->token.at;
    if (parse_take(p, TOKEN_MINUS)) {
        int inner = deeper(p) ? bare_argument(p) : 0;
        p->depth--;
        return inner ? unary(p, TREE_NEGATE, at, inner) : 0;
    }
    int left = 0;
    while ((left ? begins(p) : begins(p) || p->token.kind == TOKEN_NUMBER) &&
           !(left && p->token.kind == TOKEN_NAME && parse_is_function(p, p->token.name))) {
        int factor = parse_factor(p);
        if (factor && p->token.kind == TOKEN_CARET) {
            parse_advance(p);
            int power = parse_factor(p);
            factor = power ? binary(p, TREE_POWER, at, factor, power) : 0;
        }
        if (!factor)
            return 0;
        left = left ? binary(p, TREE_MULTIPLY, at, left, factor) : factor;
    }
    return left;
}

static int ambiguous(struct parser *p, size_t at, const char *one, const char *two)
{
    problem_set(p->problem, PROBLEM_AMBIGUOUS, at, "brackets", NULL,
                "two readings on paper: write %s or %s", one, two);
    return 0;
}

static int call(struct parser *p)
{
    size_t at = p->token.at;
    char plain[TOKEN_LONGEST_NAME + 1];
    const char *name = keep(p, p->token.name, strlen(p->token.name));
    if (!name)
        return 0;
    snprintf(plain, sizeof plain, "%s", name);
    int primes = 0, power = 0;
    parse_advance(p);
    while (parse_take(p, TOKEN_PRIME))
        primes++;
    if (p->token.kind == TOKEN_UNDERSCORE && !strcmp(plain, "delta")) { /* delta_{i,j} */
        parse_advance(p);
        if (!parse_expect(p, TOKEN_OPEN_BRACE, "`{`"))
            return 0;
        int pair[2] = {parse_expression(p), 0};
        if (!pair[0] || !parse_expect(p, TOKEN_COMMA, "`,`"))
            return 0;
        pair[1] = parse_expression(p);
        if (!pair[1] || !parse_expect(p, TOKEN_CLOSE_BRACE, "`}`"))
            return 0;
        return parse_add(p, TREE_CALL, at, "delta", pair, 2);
    }
    if (p->token.kind == TOKEN_SUPERSCRIPT ||
        (p->token.kind == TOKEN_CARET && !p->token.space)) {
        char text[16] = "";
        if (p->token.kind == TOKEN_SUPERSCRIPT) {
            text[0] = (char)('0' + p->token.value);
            parse_advance(p);
        } else {
            parse_advance(p);
            size_t sign = p->token.at;
            if (parse_take(p, TOKEN_MINUS)) {
                char one[100], two[100];
                snprintf(one, sizeof one, "arc%s(...)", plain);
                snprintf(two, sizeof two, "1/%s(...)", plain);
                return ambiguous(p, sign, one, two);
            }
            if (p->token.kind != TOKEN_NUMBER || strlen(p->token.name) > 15)
                return parse_fail(p, "a whole number");
            snprintf(text, sizeof text, "%.15s", p->token.name);
            parse_advance(p);
        }
        power = parse_add(p, TREE_NUMBER, at, keep(p, text, strlen(text)), NULL, 0);
    }
    int node = 0;
    if (p->token.kind == TOKEN_OPEN) {
        node = arguments(p, name, at, primes);
    } else {
        int argument = bare_argument(p);
        if (parse_failed(p))
            return 0;
        if (!argument) {
            char expected[TOKEN_LONGEST_NAME + 40];
            snprintf(expected, sizeof expected, "the argument of %s", plain);
            return parse_fail(p, expected);
        }
        node = parse_add(p, TREE_CALL, at, name, &argument, 1);
        if (node)
            p->tree->node[node].primes = primes;
    }
    if (node && power) {
        node = postfix(p, node);
        node = node ? binary(p, TREE_POWER, at, node, power) : 0;
    }
    return node;
}

static int unknown(struct parser *p)
{
    const char *name = p->token.name;
    size_t length = strlen(name);
    const char *near = function_near(name);
    bool letters = length > 1 && length < 5 && !near;
    char apart[16] = "";
    for (size_t i = 0; letters && i < length; i++) {
        char letter[2] = {name[i]};
        letters = parse_is_variable(p, letter);
        snprintf(apart + strlen(apart), sizeof apart - strlen(apart), i ? " %c" : "%c",
                 name[i]);
    }
    struct token next = token_read(p->text, p->after, p->end);
    bool called = next.kind == TOKEN_OPEN && !next.space;
    if (p->defining && strcmp(name, p->defining) == 0)
        problem_set(p->problem, PROBLEM_NAME, p->token.at, NULL, name,
                    "%s is defined by itself", name);
    else if (name[0] == 'd' && name[1] && parse_is_variable(p, name + 1))
        problem_set(p->problem, PROBLEM_NAME, p->token.at, "a derivative", name,
                    "`%s` stands in derivatives only, and those are by a variable: %s/dx",
                    name, name);
    else if (called && !near)
        problem_set(p->problem, PROBLEM_NAME, p->token.at, "a function", name,
                    "there is no function `%s`; see `secant list functions`", name);
    else if (letters)
        problem_set(p->problem, PROBLEM_NAME, p->token.at, "a declared name", name,
                    "`%s` is not declared; a product is written `%s`", name, apart);
    else if (near)
        problem_set(p->problem, PROBLEM_NAME, p->token.at, "a declared name", name,
                    "`%s` is not declared; is `%s` meant?", name, near);
    else
        problem_set(p->problem, PROBLEM_NAME, p->token.at, "a declared name", name,
                    "`%s` is not declared", name);
    return 0;
}

static int name(struct parser *p)
{
    size_t at = p->token.at;
    int node = 0;
    if (p->token.name[0] == 'd' && parse_derivative(p, &node))
        return node;
    if (parse_failed(p))
        return 0;
    const char *text = p->token.name;
    if (!parse_is_variable(p, text) && !parse_symbol(p, text) && parse_big(p, &node))
        return node;
    if (parse_failed(p))
        return 0;
    text = p->token.name;
    if (!strncmp(text, "delta_", 6) && strlen(text) == 8 && !parse_is_variable(p, text)) {
        int pair[2] = {parse_add(p, TREE_NAME, at, keep(p, text + 6, 1), NULL, 0),
                       parse_add(p, TREE_NAME, at, keep(p, text + 7, 1), NULL, 0)};
        parse_advance(p);
        return parse_add(p, TREE_CALL, at, "delta", pair, 2);
    }
    if (!strcmp(text, "I") && !parse_is_variable(p, text) &&
        token_read(p->text, p->after, p->end).kind == TOKEN_OPEN &&
        p->text[p->after] == '(') {
        parse_advance(p);
        return arguments(p, "eye", at, 0);
    }
    if (parse_is_function(p, text))
        return call(p);
    const struct language_symbol *symbol = parse_symbol(p, text);
    if (symbol && symbol->kind == SYMBOL_VARIABLE && symbol->drawn) {
        const char *kept = keep(p, text, strlen(text));
        parse_advance(p);
        if (p->token.kind == TOKEN_OPEN && !p->token.space)
            return arguments(p, kept, at, 0); /* x(u), as declared */
        return parse_add(p, TREE_NAME, at, kept, NULL, 0);
    }
    node = parse_variable(p, text, at);
    if (!node && !parse_failed(p)) {
        bool constant = strcmp(text, "e") == 0 || strcmp(text, "pi") == 0 ||
                        strcmp(text, "inf") == 0 || strcmp(text, "I") == 0 ||
                        strncmp(text, "I_", 2) == 0;
        /* a letter alone may be a free index: shapes will tell */
        if (constant || parse_is_letter(text))
            node = parse_add(p, TREE_NAME, at, keep(p, text, strlen(text)), NULL, 0);
        else
            return unknown(p);
    }
    if (node) {
        parse_advance(p);
        p->tree->node[node].length = p->before - at;
    }
    return node;
}

static int between_bars(struct parser *p, enum token_kind close, const char *function)
{
    size_t at = p->token.at;
    parse_advance(p);
    p->bars++;
    int inner = parse_expression(p);
    p->bars--;
    if (!inner || !parse_expect(p, close, close == TOKEN_BAR ? "`|`" : "`||`"))
        return 0;
    return parse_add(p, TREE_CALL, at, function, &inner, 1);
}

static int primary(struct parser *p)
{
    size_t at = p->token.at;
    switch ((int)p->token.kind) {
    case TOKEN_NUMBER: {
        const char *text = keep(p, p->token.name, strlen(p->token.name));
        bool one = strcmp(p->token.name, "1") == 0;
        parse_advance(p);
        if (one && p->token.kind == TOKEN_OPEN_SQUARE && !p->token.space) {
            parse_advance(p);
            int condition = parse_condition(p);
            if (!condition || !parse_expect(p, TOKEN_CLOSE_SQUARE, "`]`"))
                return 0;
            return unary(p, TREE_INDICATOR, at, condition);
        }
        return parse_add(p, TREE_NUMBER, at, text, NULL, 0);
    }
    case TOKEN_NAME:
        if (stops(p))
            return parse_fail(p, "an expression");
        return name(p);
    case TOKEN_OPEN: {
        int bars = p->bars;
        p->bars = 0;
        int node = parse_list(p, TOKEN_CLOSE);
        p->bars = bars;
        return node;
    }
    case TOKEN_OPEN_SQUARE: {
        int bars = p->bars;
        p->bars = 0;
        int node = parse_list(p, TOKEN_CLOSE_SQUARE);
        p->bars = bars;
        return node;
    }
    case TOKEN_BAR: return between_bars(p, TOKEN_BAR, "abs");
    case TOKEN_BARS: return between_bars(p, TOKEN_BARS, "norm");
    case TOKEN_ROOT: {
        parse_advance(p);
        int inner = parse_factor(p);
        return inner ? parse_add(p, TREE_CALL, at, "sqrt", &inner, 1) : 0;
    }
    default: return parse_fail(p, "an expression");
    }
}

int parse_factor(struct parser *p)
{
    if (!deeper(p))
        return 0;
    int node = primary(p);
    if (node)
        node = postfix(p, node);
    p->depth--;
    return parse_failed(p) ? 0 : node;
}

/* ---- operators ---- */

enum { SUM = 10, PRODUCT = 20, POWER = 40 };

static const struct {
    int binds, right;
    enum tree_kind kind;
} infix[TOKEN_KINDS] = {
    [TOKEN_PLUS] = {SUM, SUM, TREE_ADD},
    [TOKEN_MINUS] = {SUM, SUM, TREE_SUBTRACT},
    [TOKEN_STAR] = {PRODUCT, PRODUCT, TREE_MULTIPLY},
    [TOKEN_SLASH] = {PRODUCT, PRODUCT, TREE_DIVIDE},
    [TOKEN_DOT_STAR] = {PRODUCT, PRODUCT, TREE_MULTIPLY_EACH},
    [TOKEN_DOT_SLASH] = {PRODUCT, PRODUCT, TREE_DIVIDE_EACH},
    [TOKEN_CARET] = {POWER, POWER - 1, TREE_POWER}, /* right to left: 2^3^2 is 2^9 */
    [TOKEN_DOT_CARET] = {POWER, POWER - 1, TREE_POWER_EACH},
};

static int operators(struct parser *p, int floor);

/* Unary minus takes a whole product in a sum, one power in a product. */
static int operand(struct parser *p, int floor)
{
    size_t at = p->token.at;
    if (p->token.kind == TOKEN_MINUS || p->token.kind == TOKEN_PLUS) {
        bool minus = p->token.kind == TOKEN_MINUS;
        if (!deeper(p))
            return 0;
        parse_advance(p);
        int inner = operators(p, floor < PRODUCT ? PRODUCT - 1 : floor);
        p->depth--;
        return !inner ? 0 : minus ? unary(p, TREE_NEGATE, at, inner) : inner;
    }
    return parse_factor(p);
}

static void slice(const struct parser *p, int node, char *text, size_t size)
{
    tree_print(p->tree, node, text, size);
}

/* e^-2x: is x in the exponent? */
static bool vague_exponent(const struct parser *p, int power)
{
    const struct tree_node *n = &p->tree->node[power];
    if (n->kind != TREE_POWER)
        return false;
    int base = tree_child(p->tree, power, 0), exponent = tree_child(p->tree, power, 1);
    bool minus = p->tree->node[exponent].kind == TREE_NEGATE;
    if (minus)
        exponent = tree_child(p->tree, exponent, 0);
    const struct tree_node *b = &p->tree->node[base];
    bool constant = b->kind == TREE_NUMBER ||
                    (b->kind == TREE_NAME && !strcmp(b->name, "e"));
    return p->tree->node[exponent].kind == TREE_NUMBER && (minus || constant) &&
           !p->token.space;
}

static int juxtaposed(struct parser *p, int left)
{
    struct tree_node *n = &p->tree->node[left];
    char a[64], b[64], c[64], one[200], two[200];
    size_t at = n->at, here = p->token.at;
    bool vague = left != p->bracketed &&
                 (n->kind == TREE_DIVIDE || vague_exponent(p, left));
    int right = vague ? parse_factor(p) : operators(p, PRODUCT);
    if (!right)
        return 0;
    if (vague && p->tree->node[left].kind == TREE_DIVIDE) {
        slice(p, tree_child(p->tree, left, 0), a, sizeof a);
        slice(p, tree_child(p->tree, left, 1), b, sizeof b);
        slice(p, right, c, sizeof c);
        snprintf(one, sizeof one, "(%s/%s) %s", a, b, c);
        snprintf(two, sizeof two, "%s/(%s %s)", a, b, c);
        return ambiguous(p, here, one, two);
    }
    if (vague) {
        slice(p, tree_child(p->tree, left, 0), a, sizeof a);
        slice(p, tree_child(p->tree, left, 1), b, sizeof b);
        slice(p, right, c, sizeof c);
        snprintf(one, sizeof one, "(%s^(%s)) %s", a, b, c);
        snprintf(two, sizeof two, "%s^(%s %s)", a, b, c);
        return ambiguous(p, here, one, two);
    }
    return binary(p, TREE_MULTIPLY, at, left, right);
}

static int operators_within(struct parser *p, int floor)
{
    int left = operand(p, floor);
    while (left && !parse_failed(p)) {
        enum token_kind token = p->token.kind;
        size_t at = p->tree->node[left].at;
        if (infix[token].binds > floor) {
            parse_advance(p);
            if (token == TOKEN_CARET && p->token.kind == TOKEN_NAME &&
                !strcmp(p->token.name, "T") && !parse_is_variable(p, "T")) {
                parse_advance(p);
                left = postfix(p, unary(p, TREE_TRANSPOSE, at, left));
                continue;
            }
            if (token == TOKEN_CARET && p->token.kind == TOKEN_TRANSPOSE) {
                parse_advance(p);
                left = postfix(p, unary(p, TREE_TRANSPOSE, at, left));
                continue;
            }
            if (token == TOKEN_CARET && p->automatic && p->token.kind == TOKEN_NAME &&
                !strcmp(p->token.name, "T") && !parse_symbol(p, "T")) {
                parse_advance(p);
                left = postfix(p, unary(p, TREE_TRANSPOSE, at, left));
                continue;
            }
            int right = operators(p, infix[token].right);
            left = right ? binary(p, infix[token].kind, at, left, right) : 0;
            if (left && token == TOKEN_CARET)
                left = postfix(p, left);
        } else if (PRODUCT > floor && begins(p)) {
            left = juxtaposed(p, left);
        } else {
            break;
        }
    }
    return parse_failed(p) ? 0 : left;
}

static int operators(struct parser *p, int floor)
{
    int node = deeper(p) ? operators_within(p, floor) : 0;
    p->depth--;
    return node;
}

int parse_product(struct parser *p) { return operators(p, PRODUCT - 1); }

int parse_expression(struct parser *p)
{
    size_t at = p->token.at;
    if (!deeper(p))
        return 0;
    int value = operators(p, 0);
    if (value && parse_is_word(p, "if")) {
        parse_advance(p);
        int condition = parse_condition(p), other = 0;
        if (condition) {
            if (parse_take_word(p, "else") || parse_take_word(p, "otherwise"))
                other = parse_expression(p);
            else
                parse_fail(p, "`else`");
        }
        value = other ? parse_add(p, TREE_IF, at, NULL, (int[]){condition, value, other}, 3)
                      : 0;
    }
    p->depth--;
    return parse_failed(p) ? 0 : value;
}

/* ---- conditions ---- */

bool parse_relation(const struct parser *p, enum relation *relation)
{
    switch ((int)p->token.kind) {
    case TOKEN_EQUAL: *relation = RELATION_EQUAL; return true;
    case TOKEN_ABOUT: *relation = RELATION_ABOUT; return true;
    case TOKEN_LESS: *relation = RELATION_LESS; return true;
    case TOKEN_LESS_EQUAL: *relation = RELATION_LESS_EQUAL; return true;
    case TOKEN_GREATER: *relation = RELATION_GREATER; return true;
    case TOKEN_GREATER_EQUAL: *relation = RELATION_GREATER_EQUAL; return true;
    case TOKEN_UNEQUAL: *relation = RELATION_UNEQUAL; return true;
    case TOKEN_UPDATE: *relation = RELATION_UPDATE; return true;
    default: return false;
    }
}

static int comparison(struct parser *p)
{
    size_t at = p->token.at;
    if (parse_take_word(p, "not")) {
        int inner = deeper(p) ? comparison(p) : 0;
        p->depth--;
        return inner ? unary(p, TREE_NOT, at, inner) : 0;
    }
    int left = operators(p, 0), all = 0;
    enum relation relation;
    if (!left)
        return 0;
    if (!parse_relation(p, &relation))
        return parse_fail(p, "a comparison: <, <=, >, >=, = or !=");
    while (left && parse_relation(p, &relation)) {
        if (relation == RELATION_UPDATE) { /* x<-1 is x < -1 here */
            parse_advance(p);
            int right = operators(p, 0);
            right = right ? unary(p, TREE_NEGATE, at, right) : 0;
            all = right ? binary(p, TREE_COMPARE, at, left, right) : 0;
            if (all)
                p->tree->node[all].value = RELATION_LESS;
            return all;
        }
        parse_advance(p);
        int right = operators(p, 0);
        int one = right ? binary(p, TREE_COMPARE, at, left, right) : 0;
        if (!one)
            return 0;
        p->tree->node[one].value = relation;
        all = all ? binary(p, TREE_AND, at, all, one) : one;
        left = right;
    }
    return all;
}

static int conjunction(struct parser *p)
{
    size_t at = p->token.at;
    int left = comparison(p);
    while (left && parse_take_word(p, "and")) {
        int right = comparison(p);
        left = right ? binary(p, TREE_AND, at, left, right) : 0;
    }
    return left;
}

int parse_condition(struct parser *p)
{
    size_t at = p->token.at;
    int left = conjunction(p);
    while (left && parse_take_word(p, "or")) {
        int right = conjunction(p);
        left = right ? binary(p, TREE_OR, at, left, right) : 0;
    }
    return parse_failed(p) ? 0 : left;
}
