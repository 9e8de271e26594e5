/* SPDX-License-Identifier: MIT
 *
 * Tokens into a tree. The parser knows the names declared so far, for they decide what a
 * text means: `dh` is a size, `dx` the end of a derivative, `x_1` a name or an entry.
 */
#ifndef SECANT_PARSE_H
#define SECANT_PARSE_H

#include "problem.h"
#include "symbol.h"
#include "token.h"
#include "tree.h"

enum { PARSE_MOST_BOUND = 32 };

struct parser {
    const char *text;
    size_t end;         /* of the part that is read */
    struct token token; /* the one not yet taken */
    size_t after;       /* where it ends */
    size_t before;      /* where the last one taken ended */
    struct tree *tree;
    struct language_problem *problem;
    const struct language_symbol *symbol;
    int symbols;
    bool automatic;                      /* undeclared letters are variables */
    const char *bound[PARSE_MOST_BOUND]; /* indices and parameters around this place */
    int bounds;
    int first;            /* node of what is read now */
    const char *defining; /* the name that is being defined; NULL */
    int depth, bars;
    int bracketed; /* the node last read in brackets of its own */
};

void parse_begin(struct parser *p, const char *text, size_t at, size_t end);
void parse_advance(struct parser *p);
bool parse_is_word(const struct parser *p, const char *word);
bool parse_take_word(struct parser *p, const char *word);
bool parse_take(struct parser *p, enum token_kind kind);
bool parse_expect(struct parser *p, enum token_kind kind, const char *what);

/* Records a problem at the current token; 0. */
int parse_fail(struct parser *p, const char *expected);
bool parse_failed(const struct parser *p);

/* An expression; a condition; the body of a product, which stops at + and -; one factor
 * with its subscripts. 0 when it failed. */
int parse_expression(struct parser *p);
int parse_condition(struct parser *p);
int parse_product(struct parser *p);
int parse_factor(struct parser *p);

/* The relation at the current token. */
bool parse_relation(const struct parser *p, enum relation *relation);

/* A chain of sides, or `shape A = m x h`; sides joined by `and`; all of a claim up to its
 * options. */
int parse_statement(struct parser *p);

/* A size: a sum of numbers and names. */
int parse_size(struct parser *p);

/* ---- between the parser's files ---- */

const struct language_symbol *parse_symbol(const struct parser *p, const char *name);
bool parse_is_bound(const struct parser *p, const char *name);
bool parse_is_variable(const struct parser *p, const char *name);
bool parse_is_function(const struct parser *p, const char *name);
bool parse_is_letter(const char *name);
int parse_add(struct parser *p, enum tree_kind kind, size_t at, const char *name,
              const int *child, int children);
int parse_subscripts(struct parser *p, int base);
bool parse_bind(struct parser *p, const char *name);

/* A variable, or the entry that `x_i` stands for; 0 without a problem if it is neither. */
int parse_variable(struct parser *p, const char *name, size_t at);

/* What begins with a name of its own grammar: sum_k, lim_, E_j, d/dx, grad_u. Sets *node
 * and is true if it was one. */
bool parse_big(struct parser *p, int *node);
bool parse_derivative(struct parser *p, int *node);
int parse_list(struct parser *p, enum token_kind close);

#endif
