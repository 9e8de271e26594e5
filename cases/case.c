/* SPDX-License-Identifier: MIT
 *
 * Case files: lines into cases, declarations, definitions and claims. A line that does not
 * read is recorded, and reading goes on with the next.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"

enum { LONGEST_TEXT = 4 << 20, MOST_CASES = 10000, MOST_CLAIMS = 100000 };

/* ---- problems ---- */

/* Line and column, counted from the beginning of the line that is read: a file of many
 * lines is gone through once. */
static void place(const struct opener *o, struct language_problem *problem)
{
    size_t begin = o->begin <= problem->offset ? o->begin : 0, offset = problem->offset;
    problem->offset -= begin;
    problem_place(problem, o->file->text + begin);
    problem->offset = offset;
    problem->line += begin ? o->line - 1 : 0;
}

static void record(struct opener *o, struct language_problem *problem)
{
    struct language_file *f = o->file;
    enum { MOST = 100 };
    const struct language_problem *last = f->problems ? &f->problem[f->problems - 1] : NULL;
    if (f->problems == MOST || (last && last->kind == PROBLEM_TOO_LARGE &&
                                strcmp(last->message, problem->message) == 0))
        return; /* a limit is said once */
    place(o, problem);
    if (f->problems == MOST - 1)
        snprintf(problem->message, sizeof problem->message,
                 "and so on: more than %d lines do not read", MOST - 1);
    if (arena_grow(&f->arena, &f->problem, f->problems, &f->problem_room, sizeof *problem))
        f->problem[f->problems++] = *problem;
}

static struct parser parser(struct opener *o, struct language_problem *problem, size_t at,
                            size_t end)
{
    struct language_case *c = o->subject;
    struct parser p = {.tree = &c->tree,
                       .problem = problem,
                       .symbol = c->symbol,
                       .symbols = c->symbols,
                       .automatic = o->automatic};
    parse_begin(&p, o->file->text, at, end);
    return p;
}

const char *case_keep(struct opener *o, const char *text, size_t length)
{
    const char *copy = arena_text(&o->file->arena, text, length);
    return copy ? copy : "";
}

/* ---- claims ---- */

/* [id]: letters, digits and . _ - : / between brackets, and a blank behind. */
static const char *claim_id(struct opener *o, struct parser *p)
{
    const char *text = o->file->text;
    size_t at = p->token.at + 1, end = at;
    if (p->token.kind != TOKEN_OPEN_SQUARE)
        return NULL;
    while (end < p->end &&
           (isalnum((unsigned char)text[end]) || strchr("._-:/", text[end])))
        end++;
    if (end == at || end >= p->end || text[end] != ']' || !strchr(" \t\n", text[end + 1]))
        return NULL;
    const char *id = case_keep(o, text + at, end - at);
    parse_begin(p, text, end + 1, p->end);
    return id;
}

static bool layout_word(struct parser *p, enum language_layout *layout)
{
    for (int i = 0; i < LAYOUTS; i++)
        if (parse_take_word(p, language_layout_name((enum language_layout)i))) {
            *layout = (enum language_layout)i;
            return true;
        }
    parse_fail(p, "numerator, denominator, parameter, mixed or either");
    return false;
}

static bool condition(struct parser *p, struct language_claim *claim)
{
    if (parse_is_word(p, "all") || parse_is_word(p, "every")) {
        parse_advance(p); /* for all i, j: they are anyway */
        do
            if (!parse_expect(p, TOKEN_NAME, "an index"))
                return false;
        while (parse_take(p, TOKEN_COMMA));
        return true;
    }
    size_t at = p->token.at;
    int node = parse_condition(p);
    if (node && claim->condition)
        node = parse_add(p, TREE_AND, at, NULL, (int[]){claim->condition, node}, 2);
    claim->condition = node;
    return node != 0;
}

static bool options(struct parser *p, struct language_claim *claim)
{
    static const char *const verdict[] = {"right", "transposed", "wrong", "undecided",
                                          "error"};
    while (p->token.kind != TOKEN_END) {
        if (parse_take_word(p, "for") || parse_take_word(p, "when")) {
            if (!condition(p, claim))
                return false;
        } else if (parse_take_word(p, "layout")) {
            if (!layout_word(p, &claim->layout))
                return false;
            claim->has_layout = true;
        } else if (parse_take_word(p, "expect")) {
            int i = 0;
            while (i < 5 && !parse_take_word(p, verdict[i]))
                i++;
            if (i == 5) {
                parse_fail(p, "right, transposed, wrong, undecided or error");
                return false;
            }
            claim->expect = (enum language_verdict)i;
        } else {
            parse_fail(p, "an operator, `for`, `layout`, `expect`, or the end");
            return false;
        }
    }
    return true;
}

/* What did not read leaves nothing behind in the tree. */
static void forget(struct tree *tree, int nodes, int links)
{
    tree->nodes = nodes;
    tree->links = links;
}

static void statement(struct parser *p, struct language_claim *claim)
{
    int nodes = p->tree->nodes, links = p->tree->links;
    claim->at = p->token.at;
    if (p->token.kind == TOKEN_END)
        problem_set(p->problem, PROBLEM_SYNTAX, p->token.at, "an expression", "the end",
                    "this claim is empty: expected an expression, found the end");
    claim->root = claim->question ? parse_expression(p) : parse_statement(p);
    size_t end = p->before;
    if (claim->root)
        claim->text = arena_text(p->tree->arena, p->text + claim->at, end - claim->at);
    if (!claim->root || !options(p, claim))
        claim->root = 0;
    if (!claim->text)
        claim->text = arena_text(p->tree->arena, p->text + claim->at, p->end - claim->at);
    if (!claim->text)
        claim->text = "";
    if (!claim->root) {
        claim->condition = 0;
        forget(p->tree, nodes, links);
    }
}

void case_claim(struct opener *o, size_t at, size_t end, bool question)
{
    struct language_case *c = o->subject;
    if (o->claims == MOST_CLAIMS) {
        struct language_problem problem = {.kind = PROBLEM_NONE};
        problem_set(&problem, PROBLEM_TOO_LARGE, at, NULL, NULL,
                    "more than %d claims in one file", MOST_CLAIMS);
        record(o, &problem);
        return;
    }
    o->claims++;
    struct language_claim claim = {.question = question, .layout = c->layout};
    struct parser p = parser(o, &claim.problem, at, end);
    claim.id = claim_id(o, &p);
    statement(&p, &claim);
    if (o->automatic)
        case_declare_letters(o, &claim);
    struct language_problem begin = {.offset = claim.at};
    place(o, &begin);
    claim.line = begin.line;
    claim.column = begin.column;
    place(o, &claim.problem);
    if (arena_grow(&o->file->arena, &c->claim, c->claims, &c->claim_room, sizeof claim))
        c->claim[c->claims++] = claim;
}

bool language_parse_claim(const struct language_case *subject, const char *text,
                          const struct language_claim *question, struct tree *tree,
                          struct language_claim *claim)
{
    memset(claim, 0, sizeof *claim);
    claim->layout = question ? question->layout : subject->layout;
    struct parser p = {.tree = tree,
                       .problem = &claim->problem,
                       .symbol = subject->symbol,
                       .symbols = subject->symbols};
    parse_begin(&p, text, 0, strlen(text));
    claim->line = claim->column = 1;
    if (!question) {
        statement(&p, claim);
        problem_place(&claim->problem, text);
        return claim->root != 0;
    }
    claim->question = true; /* one side first */
    struct language_problem fresh = claim->problem;
    claim->root = parse_expression(&p);
    enum relation relation;
    if (claim->root && parse_relation(&p, &relation)) {
        claim->problem = fresh;
        claim->question = false;
        parse_begin(&p, text, 0, strlen(text));
        statement(&p, claim);
        problem_place(&claim->problem, text);
        return claim->root != 0;
    }
    claim->question = false;
    claim->text = arena_text(tree->arena, text, strlen(text));
    if (claim->root && p.token.kind != TOKEN_END)
        parse_fail(&p, "an operator or the end");
    problem_place(&claim->problem, text);
    if (claim->problem.kind != PROBLEM_NONE)
        return false;
    int left = tree_copy(tree, &subject->tree, question->root);
    int equal = tree_add(tree, TREE_RELATION, 0, NULL, NULL, 0);
    int chain = tree_add(tree, TREE_CHAIN, 0, NULL, (int[]){left, equal, claim->root}, 3);
    claim->root = tree_add(tree, TREE_CLAIM, 0, NULL, &chain, 1);
    if (question->condition)
        claim->condition = tree_copy(tree, &subject->tree, question->condition);
    return claim->root != 0;
}

/* ---- lines ---- */

static void begin_case(struct opener *o, size_t at, size_t end)
{
    struct language_file *f = o->file;
    struct language_problem problem = {.kind = PROBLEM_NONE};
    const char *text = f->text;
    while (at < end && isspace((unsigned char)text[at]))
        at++;
    size_t name = at;
    while (at < end && !isspace((unsigned char)text[at]) && text[at] != '#' &&
           text[at] != '"')
        at++;
    if (at == name) {
        problem_set(&problem, PROBLEM_SYNTAX, at, "a name", "the end",
                    "a case needs a name");
        record(o, &problem);
    }
    if (f->subjects == MOST_CASES) {
        problem_set(&problem, PROBLEM_TOO_LARGE, at, NULL, NULL,
                    "more than %d cases in one file", MOST_CASES);
        record(o, &problem);
        o->full = true;
        return;
    }
    if (!arena_grow(&f->arena, &f->subject, f->subjects, &f->subject_room,
                    sizeof *f->subject))
        return;
    struct language_case *c = o->subject = &f->subject[f->subjects];
    memset(c, 0, sizeof *c);
    c->name = case_keep(o, text + name, at - name);
    c->title = "";
    struct language_problem here = {.offset = name};
    place(o, &here);
    c->line = here.line;
    if (!tree_init(&c->tree, &f->arena))
        return;
    f->subjects++;
    struct token title = token_read(text, at, end);
    if (title.kind == TOKEN_STRING) {
        c->title = case_keep(o, text + title.at + 1, title.length - 2);
        title = token_read(text, title.at + title.length, end);
    }
    if (title.kind != TOKEN_END) {
        problem_set(&problem, PROBLEM_SYNTAX, title.at, "a title in quotes", "",
                    "behind a case's name stands its title, in double quotes");
        record(o, &problem);
    }
}

static bool case_line(struct opener *o, struct parser *p)
{
    static const char *const codes[] = {"", "kernel", "program", "library", "source"};
    struct language_case *c = o->subject;
    if (parse_take_word(p, "layout"))
        return layout_word(p, &c->layout);
    if (parse_take_word(p, "assume")) {
        int node = parse_condition(p);
        if (node && c->assumptions == 16)
            return problem_set(p->problem, PROBLEM_TOO_LARGE, p->token.at, NULL, NULL,
                               "more than 16 assumptions");
        if (node)
            c->assumption[c->assumptions++] = node;
        return node != 0;
    }
    if (parse_take_word(p, "expectation"))
        return (c->expectation = parse_expression(p)) != 0;
    for (int i = CODE_KERNEL; i <= CODE_SOURCE; i++)
        if (parse_is_word(p, codes[i])) {
            size_t at = p->after, end = p->end;
            const char *text = p->text;
            while (at < end && (text[at] == ' ' || text[at] == '"'))
                at++;
            size_t last = at;
            while (last < end && text[last] != '"' && text[last] != '\n' &&
                   text[last] != '#')
                last++;
            while (last > at && isspace((unsigned char)text[last - 1]))
                last--;
            c->code = (enum language_code)i;
            c->code_name = case_keep(o, text + at, last - at);
            parse_begin(p, text, end, end);
            return true;
        }
    return false;
}

/* A keyword that is no name with a definition or declaration behind it. */
static bool is_keyword(const struct parser *p)
{
    static const char *const words[] = {"layout",  "assume",  "expectation", "kernel",
                                        "program", "library", "source"};
    struct token next = token_read(p->text, p->after, p->end);
    if (next.kind == TOKEN_EQUAL || next.kind == TOKEN_COLON || next.kind == TOKEN_COMMA ||
        (next.kind == TOKEN_OPEN && !next.space))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (parse_is_word(p, words[i]))
            return true;
    return false;
}

/* Declarations and definitions up to the end, separated by `;` (and by `,` where claims of
 * the command line have them). */
static void items(struct opener *o, size_t at, size_t end)
{
    struct language_problem problem = {.kind = PROBLEM_NONE};
    while (at < end) {
        struct parser p = parser(o, &problem, at, end);
        if (p.token.kind == TOKEN_END)
            return;
        int nodes = p.tree->nodes, links = p.tree->links, symbols = o->subject->symbols;
        bool ok = is_keyword(&p) ? case_line(o, &p) : case_item(o, &p);
        if (!ok && symbols == o->subject->symbols)
            forget(p.tree, nodes, links);
        if (ok && p.token.kind != TOKEN_END && p.token.kind != TOKEN_SEMICOLON &&
            !(o->automatic && p.token.kind == TOKEN_COMMA)) {
            parse_fail(&p, "an operator, `;` or the end of the line");
            ok = false;
        }
        if (!ok || parse_failed(&p)) {
            if (!parse_failed(&p))
                parse_fail(&p, "a declaration or a definition");
            record(o, &problem);
            return;
        }
        at = p.token.kind == TOKEN_END ? end : p.after;
    }
}

static void line(struct opener *o, size_t at, size_t end)
{
    struct token first = token_read(o->file->text, at, end);
    struct token second = token_read(o->file->text, first.at + first.length, end);
    bool named = second.kind == TOKEN_EQUAL || second.kind == TOKEN_COLON;
    size_t rest = first.at + first.length;
    if (first.kind == TOKEN_END || o->full)
        return;
    if (first.kind == TOKEN_NAME && !strcmp(first.name, "case") && !named) {
        begin_case(o, rest, end);
        return;
    }
    if (!o->subject) {
        struct language_problem problem = {.kind = PROBLEM_NONE};
        problem_set(&problem, PROBLEM_SYNTAX, first.at, "case NAME", first.name,
                    "a file begins with a line `case NAME`");
        record(o, &problem);
        begin_case(o, end, end);
        o->file->problems -= o->file->problems > 1;
        return;
    }
    if (first.kind == TOKEN_NAME && !strcmp(first.name, "claim") && !named)
        case_claim(o, rest, end, false);
    else if (first.kind == TOKEN_NAME && !strcmp(first.name, "question") && !named)
        case_claim(o, rest, end, true);
    else
        items(o, at, end);
}

/* Whether a line surely begins with this word, whatever brackets are open before it. */
static bool begins_line(const char *text, const struct token *word, size_t length)
{
    static const char *const words[] = {"case", "claim", "question"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(word->name, words[i]))
            return true;
    return token_read(text, word->at + word->length, length).kind == TOKEN_COLON;
}

/* Where the line that begins at `at` ends, with the lines that continue it. */
static size_t line_end(const char *text, size_t at, size_t length)
{
    int depth = 0;
    enum token_kind last = TOKEN_END;
    bool joins = false; /* it ends in `and` or `or` */
    while (at < length) {
        size_t end = at;
        while (end < length && text[end] != '\n')
            end++;
        for (;;) {
            struct token token = token_read(text, at, end);
            if (token.kind == TOKEN_END)
                break;
            if (token.kind == TOKEN_OPEN || token.kind == TOKEN_OPEN_SQUARE)
                depth++;
            if (token.kind == TOKEN_CLOSE || token.kind == TOKEN_CLOSE_SQUARE)
                depth--;
            last = token.kind;
            joins = last == TOKEN_NAME &&
                    (!strcmp(token.name, "and") || !strcmp(token.name, "or"));
            at = token.at + token.length;
        }
        bool open = depth > 0 || joins || (last >= TOKEN_PLUS && last <= TOKEN_DOT_CARET) ||
                    last == TOKEN_COMMA || (last >= TOKEN_EQUAL && last <= TOKEN_UPDATE);
        if (last == TOKEN_END)
            return end; /* nothing on it */
        struct token next = token_read(text, end < length ? end + 1 : length, length);
        bool joined = next.kind >= TOKEN_EQUAL && next.kind <= TOKEN_UPDATE;
        bool keyword = next.kind == TOKEN_NAME && begins_line(text, &next, length);
        if (end >= length || (!open && !joined) || (keyword && !joined))
            return end;
        at = end + 1;
    }
    return length;
}

static struct language_file *new_file(const char *name, const char *text)
{
    struct language_file *f = calloc(1, sizeof *f);
    if (!f)
        return NULL;
    f->name = arena_text(&f->arena, name, strlen(name));
    f->text = arena_text(&f->arena, text, strlen(text));
    if (!f->name || !f->text) {
        language_close(f);
        return NULL;
    }
    return f;
}

static struct language_file *finished(struct language_file *f)
{
    if (!f->arena.failed)
        return f;
    language_close(f);
    return NULL;
}

struct language_file *language_open(const char *name, const char *text)
{
    size_t length = strlen(text);
    struct language_file *f = new_file(name, length > LONGEST_TEXT ? "" : text);
    if (!f)
        return NULL;
    struct opener o = {.file = f, .line = 1};
    if (length > LONGEST_TEXT) {
        struct language_problem problem = {.kind = PROBLEM_NONE};
        problem_set(&problem, PROBLEM_TOO_LARGE, 0, NULL, NULL, "a case file above %d MB",
                    LONGEST_TEXT >> 20);
        record(&o, &problem);
        length = 0;
    }
    size_t mark = strncmp(f->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0; /* of byte order */
    for (size_t at = mark; at < length;) {
        size_t end = line_end(f->text, at, length);
        o.begin = at;
        line(&o, at, end);
        for (; at <= end && at < length; at++)
            o.line += f->text[at] == '\n';
    }
    return finished(f);
}

struct language_file *language_open_claim(const char *name, const char *text)
{
    size_t length = strlen(text), where = length;
    struct language_file *f = new_file(name, length > LONGEST_TEXT ? "" : text);
    if (!f)
        return NULL;
    struct opener o = {.file = f, .line = 1};
    size_t used = strlen(f->text);
    begin_case(&o, used, used);
    f->problems = 0;
    if (!o.subject)
        return finished(f);
    o.subject->name = f->name;
    o.automatic = true;
    size_t rest = used;
    for (size_t at = 0; at < used;) {
        struct token token = token_read(f->text, at, used);
        if (token.kind == TOKEN_END)
            break;
        at = token.at + token.length;
        if (token.kind == TOKEN_NAME && strcmp(token.name, "where") == 0) {
            where = token.at;
            rest = at;
            break;
        }
    }
    if (where < used && token_read(f->text, rest, used).kind == TOKEN_END) {
        struct language_problem problem = {.kind = PROBLEM_NONE};
        problem_set(&problem, PROBLEM_SYNTAX, rest, "a declaration or a definition",
                    "the end",
                    "expected a declaration or a definition behind `where`, found the end");
        record(&o, &problem);
    }
    if (rest < used)
        items(&o, rest, used);
    case_claim(&o, 0, where < used ? where : used, false);
    return finished(f);
}

void language_close(struct language_file *file)
{
    if (file)
        arena_finish(&file->arena);
    free(file);
}
