/* SPDX-License-Identifier: MIT
 *
 * Text into tokens. Unicode spellings become the plain ones here: `α` is the name alpha,
 * `·` is `*`, `²` a power.
 */
#ifndef SECANT_TOKEN_H
#define SECANT_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

enum token_kind {
    TOKEN_END,
    TOKEN_UNKNOWN,
    TOKEN_NUMBER,
    TOKEN_NAME,
    TOKEN_STRING,
    TOKEN_PLUS,
    TOKEN_MINUS,
    TOKEN_STAR,
    TOKEN_SLASH,
    TOKEN_CARET,
    TOKEN_DOT_STAR,
    TOKEN_DOT_SLASH,
    TOKEN_DOT_CARET,
    TOKEN_PRIME,
    TOKEN_TRANSPOSE,
    TOKEN_SUPERSCRIPT, /* value: the exponent */
    TOKEN_ROOT,
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_OPEN_SQUARE,
    TOKEN_CLOSE_SQUARE,
    TOKEN_OPEN_BRACE,
    TOKEN_CLOSE_BRACE,
    TOKEN_COMMA,
    TOKEN_SEMICOLON,
    TOKEN_COLON,
    TOKEN_BAR,
    TOKEN_BARS,
    TOKEN_UNDERSCORE,
    TOKEN_ARROW, /* -> */
    TOKEN_RANGE, /* .. */
    TOKEN_DOTS,  /* ... */
    TOKEN_EQUAL,
    TOKEN_ABOUT,
    TOKEN_LESS,
    TOKEN_LESS_EQUAL,
    TOKEN_GREATER,
    TOKEN_GREATER_EQUAL,
    TOKEN_UNEQUAL,
    TOKEN_UPDATE,
    TOKEN_KINDS
};

enum { TOKEN_LONGEST_NAME = 63 };

struct token {
    enum token_kind kind;
    size_t at, length;
    bool space;   /* a blank stands before it */
    bool partial; /* the name was written with ∂ for its d */
    int value;
    char name[TOKEN_LONGEST_NAME + 1]; /* of a name or number, in plain spelling */
};

/* The token at or behind `at`; the text ends at `end`. */
struct token token_read(const char *text, size_t at, size_t end);

#endif
