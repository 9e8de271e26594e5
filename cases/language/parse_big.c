/* SPDX-License-Identifier: MIT
 *
 * Constructs with a grammar of their own: sums and their relatives, limits, expectations,
 * derivatives, lists.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "parse.h"

static const char *keep(struct parser *p, const char *text)
{
    const char *copy = arena_text(p->tree->arena, text, strlen(text));
    if (!copy)
        problem_set(p->problem, PROBLEM_MEMORY, p->token.at, NULL, NULL, "out of memory");
    return copy ? copy : "";
}

/* ---- sums and their relatives ---- */

/* The name of an index at the current token, bound from here on. */
static const char *index_name(struct parser *p)
{
    if (p->token.kind != TOKEN_NAME) {
        parse_fail(p, "the name of an index");
        return NULL;
    }
    const char *name = keep(p, p->token.name);
    if (!parse_bind(p, name))
        return NULL;
    parse_advance(p);
    return name;
}

/* One of `k`, `k=1`, `k != y`, `i < j`, `k = 1..n`: the index, and a condition or -1. */
static int index_item(struct parser *p, int child[], int *count)
{
    size_t at = p->token.at;
    struct token start = p->token;
    size_t after = p->after, before = p->before;
    for (int i = 0; i < *count; i++) /* a condition on indices that stand before it */
        if (p->token.kind == TOKEN_NAME && p->tree->node[child[i]].kind == TREE_INDEX &&
            !strcmp(p->tree->node[child[i]].name, p->token.name)) {
            int condition = parse_condition(p);
            if (condition)
                child[(*count)++] = parse_add(p, TREE_CONDITION, at, NULL, &condition, 1);
            return condition != 0;
        }
    const char *name = index_name(p);
    if (!name)
        return 0;
    int bound[2] = {0}, bounds = 0;
    enum relation relation;
    if (p->token.kind == TOKEN_EQUAL) {
        parse_advance(p);
        bound[bounds++] = parse_expression(p);
        if (parse_take(p, TOKEN_RANGE))
            bound[bounds++] = parse_expression(p);
    }
    if (parse_failed(p))
        return 0;
    child[(*count)++] = parse_add(p, TREE_INDEX, at, name, bound, bounds);
    if (!bounds && parse_relation(p, &relation)) {
        p->token = start;
        p->after = after;
        p->before = before;
        /* in i < j both are indices when j is not known yet */
        struct token second = token_read(p->text, after, p->end);
        second = token_read(p->text, second.at + second.length, p->end);
        if (second.kind == TOKEN_NAME && !parse_is_variable(p, second.name) &&
            parse_is_letter(second.name)) {
            const char *other = keep(p, second.name);
            if (!parse_bind(p, other))
                return 0;
            child[(*count)++] = parse_add(p, TREE_INDEX, second.at, other, NULL, 0);
        }
        int condition = parse_condition(p);
        if (condition)
            child[(*count)++] = parse_add(p, TREE_CONDITION, at, NULL, &condition, 1);
    }
    return !parse_failed(p);
}

/* What stands in `_{...}`, and `^{n}` behind. */
static bool big_indices(struct parser *p, int child[], int *count)
{
    do
        if (*count > 8 || !index_item(p, child, count))
            return parse_fail(p, "at most 8 indices");
    while (parse_take(p, TOKEN_COMMA));
    return parse_expect(p, TOKEN_CLOSE_BRACE, "`}`");
}

static bool upper_bound(struct parser *p, int child[], int count)
{
    if (p->token.kind != TOKEN_CARET)
        return true;
    struct tree_node *last = &p->tree->node[child[count - 1]];
    if (last->kind != TREE_INDEX || last->children != 1)
        return true;
    parse_advance(p);
    int high = 0;
    if (parse_take(p, TOKEN_OPEN_BRACE)) {
        high = parse_expression(p);
        if (!high || !parse_expect(p, TOKEN_CLOSE_BRACE, "`}`"))
            return false;
    } else if (p->token.kind == TOKEN_NAME) {
        high = parse_add(p, TREE_NAME, p->token.at, keep(p, p->token.name), NULL, 0);
        parse_advance(p);
    } else {
        high = parse_factor(p);
    }
    if (!high)
        return false;
    last = &p->tree->node[child[count - 1]];
    int bound[2] = {tree_child(p->tree, child[count - 1], 0), high};
    child[count - 1] = parse_add(p, TREE_INDEX, last->at, last->name, bound, 2);
    return !parse_failed(p);
}

/* `_k` within a name or `_{...}` behind it. */
static bool subscripted(struct parser *p, const char *under, int child[], int *count)
{
    if (under) {
        const char *index = keep(p, under + 1);
        if (!parse_bind(p, index))
            return false;
        child[(*count)++] = parse_add(p, TREE_INDEX, p->token.at, index, NULL, 0);
        parse_advance(p);
        return !parse_failed(p);
    }
    parse_advance(p);
    return parse_expect(p, TOKEN_UNDERSCORE, "`_`") &&
           parse_expect(p, TOKEN_OPEN_BRACE, "`{`") && big_indices(p, child, count);
}

static int big_operator(struct parser *p, const char *name, const char *under)
{
    size_t at = p->token.at;
    int child[12], count = 0, bounds = p->bounds;
    int body = 0;
    if (subscripted(p, under, child, &count) && upper_bound(p, child, count)) {
        body = parse_product(p);
        child[count++] = body;
    }
    p->bounds = bounds;
    return body ? parse_add(p, TREE_BIG, at, name, child, count) : 0;
}

/* E_j[...], E_{j}[...], E_{j~s}[...] */
static int expectation(struct parser *p, const char *under)
{
    size_t at = p->token.at;
    int bounds = p->bounds, weights = 0, body = 0;
    const char *index = NULL;
    if (under) {
        index = keep(p, under + 1);
        parse_advance(p);
    } else {
        parse_advance(p);
        parse_advance(p);
        if (!parse_expect(p, TOKEN_OPEN_BRACE, "`{`"))
            return 0;
        if (p->token.kind != TOKEN_NAME)
            return parse_fail(p, "the name of an index");
        index = keep(p, p->token.name);
        parse_advance(p);
        if (parse_take(p, TOKEN_ABOUT) && !(weights = parse_expression(p)))
            return 0;
        if (!parse_expect(p, TOKEN_CLOSE_BRACE, "`}`"))
            return 0;
    }
    enum token_kind close = p->token.kind == TOKEN_OPEN ? TOKEN_CLOSE : TOKEN_CLOSE_SQUARE;
    if (!parse_take(p, TOKEN_OPEN) && !parse_expect(p, TOKEN_OPEN_SQUARE, "`[`"))
        return 0;
    if (parse_bind(p, index))
        body = parse_expression(p);
    p->bounds = bounds;
    if (!body || !parse_expect(p, close, "`]`"))
        return 0;
    int i = parse_add(p, TREE_INDEX, at, index, NULL, 0);
    return parse_add(p, TREE_EXPECT, at, NULL, (int[]){i, weights, body}, 3);
}

/* lim_{x->0+} PRODUCT */
static int limit(struct parser *p)
{
    size_t at = p->token.at;
    int bounds = p->bounds, body = 0, side = 0;
    parse_advance(p);
    if (!parse_expect(p, TOKEN_UNDERSCORE, "`_{x->...}`") ||
        !parse_expect(p, TOKEN_OPEN_BRACE, "`{`"))
        return 0;
    if (p->token.kind != TOKEN_NAME)
        return parse_fail(p, "the variable of the limit");
    const char *variable = keep(p, p->token.name);
    parse_advance(p);
    if (!parse_expect(p, TOKEN_ARROW, "`->`"))
        return 0;
    size_t sign = p->token.at;
    bool minus = parse_take(p, TOKEN_MINUS);
    int target = parse_factor(p);
    if (target && minus)
        target = parse_add(p, TREE_NEGATE, sign, NULL, &target, 1);
    if (parse_take(p, TOKEN_PLUS))
        side = 1;
    else if (parse_take(p, TOKEN_MINUS))
        side = -1;
    if (!target || !parse_expect(p, TOKEN_CLOSE_BRACE, "`}`"))
        return 0;
    if (parse_bind(p, variable))
        body = parse_product(p);
    p->bounds = bounds;
    if (!body)
        return 0;
    int node = parse_add(p, TREE_LIMIT, at, variable, (int[]){target, body}, 2);
    if (node)
        p->tree->node[node].value = side;
    return node;
}

static int by_variable(struct parser *p, const char *name, size_t at)
{
    int node = parse_variable(p, name, at);
    if (!node && !parse_failed(p))
        problem_set(p->problem, PROBLEM_NAME, at, "a declared variable", name,
                    "`%s` is not declared", name);
    return node;
}

/* grad_u FACTOR */
static int gradient(struct parser *p, const char *under)
{
    size_t at = p->token.at;
    int variable = 0;
    if (under) {
        variable = by_variable(p, under + 1, at);
        parse_advance(p);
    } else {
        parse_advance(p);
        parse_advance(p);
        if (!parse_expect(p, TOKEN_OPEN_BRACE, "`{`"))
            return 0;
        variable = parse_factor(p);
        if (variable && !parse_expect(p, TOKEN_CLOSE_BRACE, "`}`"))
            return 0;
    }
    int body = variable ? parse_factor(p) : 0;
    return body ? parse_add(p, TREE_GRADIENT, at, NULL, (int[]){body, variable}, 2) : 0;
}

bool parse_big(struct parser *p, int *node)
{
    static const char *const operators[] = {"sum", "prod", "max", "min", "mean"};
    const char *name = p->token.name, *under = strchr(name, '_');
    size_t length = under ? (size_t)(under - name) : strlen(name);
    char head[TOKEN_LONGEST_NAME + 1];
    snprintf(head, sizeof head, "%.*s", (int)length, name);
    struct token next = token_read(p->text, p->after, p->end);
    if (!under && next.kind != TOKEN_UNDERSCORE) {
        if (strcmp(head, "grad") == 0) {
            problem_set(p->problem, PROBLEM_SYNTAX, p->token.at, "grad_x", "grad",
                        "which variable? write grad_x with the name of the variable");
            *node = 0;
            return true;
        }
        return false;
    }
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (strcmp(head, operators[i]) == 0) {
            char kept[TOKEN_LONGEST_NAME + 1];
            snprintf(kept, sizeof kept, "%s", name);
            *node = big_operator(p, operators[i], under ? strchr(kept, '_') : NULL);
            return true;
        }
    char kept[TOKEN_LONGEST_NAME + 1];
    snprintf(kept, sizeof kept, "%s", name);
    under = strchr(kept, '_');
    if (strcmp(head, "lim") == 0 && !under)
        *node = limit(p);
    else if (strcmp(head, "grad") == 0)
        *node = gradient(p, under);
    else if (strcmp(head, "E") == 0)
        *node = expectation(p, under);
    else
        return false;
    return true;
}

/* ---- derivatives ---- */

struct place {
    struct token token;
    size_t after, before;
    int depth;
};

static struct place here(const struct parser *p)
{
    return (struct place){p->token, p->after, p->before, p->depth};
}

static void back(struct parser *p, struct place place)
{
    p->token = place.token;
    p->after = place.after;
    p->before = place.before;
    p->depth = place.depth;
}

/* The variable that `name` spells: x, x_i, with x[i] and x_{i} behind. The token is the
 * name's. 0 without a problem if it is no variable. */
static int variable(struct parser *p, const char *name)
{
    if (!*name)
        return 0;
    int node = parse_variable(p, name, p->token.at);
    if (!node)
        return 0;
    parse_advance(p);
    while (node && (p->token.kind == TOKEN_UNDERSCORE ||
                    (p->token.kind == TOKEN_OPEN_SQUARE && !p->token.space)))
        node = parse_subscripts(p, node);
    return node;
}

/* One `dx`, `d x`, `d(x)`, `dx2`, `dx^2`: appends the variable once or several times. */
static bool by(struct parser *p, int child[], int *count, int order)
{
    if (p->token.kind != TOKEN_NAME || p->token.name[0] != 'd')
        return false;
    const char *rest = p->token.name + 1;
    char name[TOKEN_LONGEST_NAME + 1];
    int node = 0, times = 1;
    snprintf(name, sizeof name, "%s", rest);
    size_t length = strlen(name);
    if (!length) {
        parse_advance(p);
        if (parse_take(p, TOKEN_OPEN)) {
            if (p->token.kind == TOKEN_NAME) {
                snprintf(name, sizeof name, "%s", p->token.name);
                node = variable(p, name);
            }
            if (!node || !parse_take(p, TOKEN_CLOSE))
                return false;
        } else if (p->token.kind == TOKEN_NAME) {
            snprintf(name, sizeof name, "%s", p->token.name);
            node = variable(p, name);
        }
    } else if (parse_is_variable(p, name)) {
        node = variable(p, name);
    } else if (order > 1 && isdigit((unsigned char)name[length - 1])) {
        times = name[length - 1] - '0';
        name[length - 1] = '\0';
        node = variable(p, name);
    } else {
        node = variable(p, name);
    }
    if (!node)
        return false;
    if (order > 1 && times == 1) {
        if (p->token.kind == TOKEN_SUPERSCRIPT) {
            times = p->token.value;
            parse_advance(p);
        } else if (p->token.kind == TOKEN_CARET) {
            parse_advance(p);
            if (p->token.kind != TOKEN_NUMBER || strlen(p->token.name) != 1)
                return false;
            times = p->token.name[0] - '0';
            parse_advance(p);
        }
    }
    for (int i = 0; i < times; i++)
        if (*count <= 4)
            child[(*count)++] = node;
    return true;
}

static bool denominator(struct parser *p, int child[], int *count, int order)
{
    *count = 1;
    bool bracket = parse_take(p, TOKEN_OPEN);
    if (!by(p, child, count, order))
        return false;
    while (*count - 1 < order && by(p, child, count, order))
        continue;
    return *count - 1 == order && (!bracket || parse_take(p, TOKEN_CLOSE));
}

/* The order: `d2`, `d^2`, `d²`. The rest of the name goes to `rest`. */
static int order_of(struct parser *p, char *rest)
{
    const char *name = p->token.name + 1;
    int order = 1;
    if (isdigit((unsigned char)*name) && *name != '0' && *name < '5') {
        order = *name - '0';
        name++;
    }
    memcpy(rest, name, strlen(name) + 1);
    if (!*rest && order == 1) {
        struct token next = token_read(p->text, p->after, p->end);
        struct token power = token_read(p->text, next.at + next.length, p->end);
        if (next.kind == TOKEN_SUPERSCRIPT && next.value > 0 && next.value < 5) {
            parse_advance(p);
            order = next.value;
        } else if (next.kind == TOKEN_CARET && power.kind == TOKEN_NUMBER &&
                   strlen(power.name) == 1 && power.name[0] > '0' && power.name[0] < '5') {
            parse_advance(p);
            parse_advance(p);
            order = power.name[0] - '0';
        }
    }
    return order;
}

bool parse_derivative(struct parser *p, int *node)
{
    struct place start = here(p);
    struct language_problem problem = *p->problem;
    size_t at = p->token.at;
    char rest[TOKEN_LONGEST_NAME + 1];
    int child[6] = {0}, count = 1;
    bool operator_form = false, found = false;
    if (strcmp(p->token.name, "d") != 0 && !p->token.partial &&
        parse_is_variable(p, p->token.name))
        return false; /* a longer declared name wins */
    int order = order_of(p, rest);
    if (*rest) {
        child[0] = variable(p, rest);
    } else {
        parse_advance(p);
        if (p->token.kind == TOKEN_SLASH)
            operator_form = true;
        else if (p->token.kind == TOKEN_OPEN || p->token.kind == TOKEN_NAME)
            child[0] = parse_factor(p);
    }
    bool slash = (operator_form || child[0]) && !parse_failed(p) &&
                 parse_take(p, TOKEN_SLASH);
    size_t below = p->token.at;
    bool bracket = slash && parse_is_word(p, "d") && p->after < p->end &&
                   p->text[p->after] == '(' && !parse_is_variable(p, "d");
    if (slash)
        found = denominator(p, child, &count, order);
    if (!found && bracket && !parse_failed(p)) {
        problem_set(p->problem, PROBLEM_SYNTAX, below, "a variable", NULL,
                    "a derivative is by one variable or entry: d(x), d(x_i)");
        return true;
    }
    if (!found) {
        /* an unknown name inside d(...) is worth saying, if this was surely a derivative */
        bool sure = p->problem->kind == PROBLEM_NAME && start.token.kind == TOKEN_NAME &&
                    !strcmp(start.token.name, "d") && !parse_is_variable(p, "d");
        if (sure)
            return true;
        *p->problem = problem;
        back(p, start);
        return false;
    }
    enum relation relation;
    if (operator_form && (p->token.kind == TOKEN_END || parse_relation(p, &relation)))
        parse_fail(p, "what is differentiated");
    else if (operator_form)
        child[0] = parse_product(p);
    *node = child[0] ? parse_add(p, TREE_DERIVATIVE, at, NULL, child, count) : 0;
    return true;
}

/* ---- lists ---- */

/* [e]_i and [e]_{i,j}: the indices behind, bound while `e` is read again. */
static int build(struct parser *p, struct place inside, size_t at)
{
    int bounds = p->bounds, child[SYMBOL_MOST_RANK + 1], count = 0;
    parse_advance(p);
    if (p->token.kind == TOKEN_NAME) {
        const char *name = keep(p, p->token.name);
        child[count++] = parse_add(p, TREE_INDEX, p->token.at, name, NULL, 0);
        parse_bind(p, name);
        parse_advance(p);
    } else {
        if (!parse_expect(p, TOKEN_OPEN_BRACE, "an index"))
            return 0;
        do {
            if (count == SYMBOL_MOST_RANK)
                return parse_fail(p, "at most 5 indices");
            int before = count;
            if (!index_item(p, child, &count) || count != before + 1)
                return parse_fail(p, "an index");
        } while (parse_take(p, TOKEN_COMMA));
        if (!parse_expect(p, TOKEN_CLOSE_BRACE, "`}`"))
            return 0;
    }
    struct place behind = here(p);
    back(p, inside);
    child[count++] = parse_expression(p);
    back(p, behind);
    p->bounds = bounds;
    return parse_add(p, TREE_BUILD, at, NULL, child, count);
}

int parse_list(struct parser *p, enum token_kind close)
{
    int child[TREE_MOST_CHILDREN], count = 0, rows = 1, run = 0;
    size_t at = p->token.at;
    parse_advance(p);
    struct place inside = here(p);
    for (;;) {
        if (p->token.kind == TOKEN_DOTS && count) {
            parse_advance(p);
            run = count;
        } else {
            if (count == TREE_MOST_CHILDREN)
                return parse_fail(p, "at most 64 entries");
            child[count++] = parse_expression(p);
            if (parse_failed(p))
                return 0;
        }
        if (parse_take(p, TOKEN_SEMICOLON))
            rows++;
        else if (!parse_take(p, TOKEN_COMMA))
            break;
    }
    if (!parse_expect(p, close, close == TOKEN_CLOSE ? "`)`" : "`]` or `,`"))
        return 0;
    if (close == TOKEN_CLOSE && count == 1 && rows == 1)
        return p->bracketed = child[0];
    if (count == 1 && p->token.kind == TOKEN_UNDERSCORE)
        return build(p, inside, at);
    if (run) {
        if (count < 2 || rows > 1 || run == count)
            return parse_fail(p, "an entry behind `...`");
        return parse_add(p, TREE_RUN, at, NULL, (int[]){child[0], child[count - 1]}, 2);
    }
    if (count % rows) {
        problem_set(p->problem, PROBLEM_SYNTAX, at, "rows of one length", NULL,
                    "the rows of this list differ in length");
        return 0;
    }
    int node = parse_add(p, TREE_LIST, at, NULL, child, count);
    if (node)
        p->tree->node[node].value = rows;
    return node;
}
