/* SPDX-License-Identifier: MIT */
#include "token.h"

#include <ctype.h>
#include <string.h>

/* Spellings beyond ASCII and their plain ones; letters are names of their own. */
static const struct {
    const char *utf8;
    enum token_kind kind;
    const char *name;
    int value;
} unicode[] = {
    {"α", TOKEN_NAME, "alpha", 0},     {"β", TOKEN_NAME, "beta", 0},
    {"γ", TOKEN_NAME, "gamma", 0},     {"δ", TOKEN_NAME, "delta", 0},
    {"ε", TOKEN_NAME, "epsilon", 0},   {"ϵ", TOKEN_NAME, "epsilon", 0},
    {"ζ", TOKEN_NAME, "zeta", 0},      {"η", TOKEN_NAME, "eta", 0},
    {"θ", TOKEN_NAME, "theta", 0},     {"κ", TOKEN_NAME, "kappa", 0},
    {"λ", TOKEN_NAME, "lambda", 0},    {"μ", TOKEN_NAME, "mu", 0},
    {"ν", TOKEN_NAME, "nu", 0},        {"ξ", TOKEN_NAME, "xi", 0},
    {"π", TOKEN_NAME, "pi", 0},        {"ρ", TOKEN_NAME, "rho", 0},
    {"σ", TOKEN_NAME, "sigma", 0},     {"τ", TOKEN_NAME, "tau", 0},
    {"φ", TOKEN_NAME, "phi", 0},       {"ϕ", TOKEN_NAME, "phi", 0},
    {"χ", TOKEN_NAME, "chi", 0},       {"ψ", TOKEN_NAME, "psi", 0},
    {"ω", TOKEN_NAME, "omega", 0},     {"Γ", TOKEN_NAME, "Gamma", 0},
    {"Δ", TOKEN_NAME, "Delta", 0},     {"Θ", TOKEN_NAME, "Theta", 0},
    {"Λ", TOKEN_NAME, "Lambda", 0},    {"Φ", TOKEN_NAME, "Phi", 0},
    {"Ψ", TOKEN_NAME, "Psi", 0},       {"Ω", TOKEN_NAME, "Omega", 0},
    {"Σ", TOKEN_NAME, "sum", 0},       {"∑", TOKEN_NAME, "sum", 0},
    {"∏", TOKEN_NAME, "prod", 0},      {"∇", TOKEN_NAME, "grad", 0},
    {"∂", TOKEN_NAME, "d", 1},         {"∞", TOKEN_NAME, "inf", 0},
    {"·", TOKEN_STAR, NULL, 0},        {"⋅", TOKEN_STAR, NULL, 0},
    {"×", TOKEN_STAR, NULL, 0},        {"−", TOKEN_MINUS, NULL, 0},
    {"÷", TOKEN_SLASH, NULL, 0},       {"⊙", TOKEN_DOT_STAR, NULL, 0},
    {"∘", TOKEN_DOT_STAR, NULL, 0},    {"√", TOKEN_ROOT, NULL, 0},
    {"≤", TOKEN_LESS_EQUAL, NULL, 0},  {"≥", TOKEN_GREATER_EQUAL, NULL, 0},
    {"≠", TOKEN_UNEQUAL, NULL, 0},     {"≈", TOKEN_ABOUT, NULL, 0},
    {"←", TOKEN_UPDATE, NULL, 0},      {"→", TOKEN_ARROW, NULL, 0},
    {"…", TOKEN_DOTS, NULL, 0},        {"‖", TOKEN_BARS, NULL, 0},
    {"′", TOKEN_PRIME, NULL, 0},       {"’", TOKEN_PRIME, NULL, 0},
    {"ᵀ", TOKEN_TRANSPOSE, NULL, 0},   {"⊤", TOKEN_TRANSPOSE, NULL, 0},
    {"⁰", TOKEN_SUPERSCRIPT, NULL, 0}, {"¹", TOKEN_SUPERSCRIPT, NULL, 1},
    {"²", TOKEN_SUPERSCRIPT, NULL, 2}, {"³", TOKEN_SUPERSCRIPT, NULL, 3},
    {"⁴", TOKEN_SUPERSCRIPT, NULL, 4}, {"⁵", TOKEN_SUPERSCRIPT, NULL, 5},
    {"⁶", TOKEN_SUPERSCRIPT, NULL, 6}, {"⁷", TOKEN_SUPERSCRIPT, NULL, 7},
    {"⁸", TOKEN_SUPERSCRIPT, NULL, 8}, {"⁹", TOKEN_SUPERSCRIPT, NULL, 9},
};

/* Subscripts that may end a name: x₁ is x_1. */
static const char *const subscript[][2] = {
    {"₀", "0"}, {"₁", "1"}, {"₂", "2"}, {"₃", "3"}, {"₄", "4"}, {"₅", "5"}, {"₆", "6"},
    {"₇", "7"}, {"₈", "8"}, {"₉", "9"}, {"ᵢ", "i"}, {"ⱼ", "j"}, {"ₖ", "k"}, {"ₙ", "n"},
};

static const struct {
    const char *text;
    enum token_kind kind;
} plain[] = {
    /* longer ones first */
    {"...", TOKEN_DOTS},         {"..", TOKEN_RANGE},      {".*", TOKEN_DOT_STAR},
    {"./", TOKEN_DOT_SLASH},     {".^", TOKEN_DOT_CARET},  {"<=", TOKEN_LESS_EQUAL},
    {">=", TOKEN_GREATER_EQUAL}, {"!=", TOKEN_UNEQUAL},    {"==", TOKEN_EQUAL},
    {"<-", TOKEN_UPDATE},        {"->", TOKEN_ARROW},      {"||", TOKEN_BARS},
    {"~=", TOKEN_ABOUT},         {"**", TOKEN_CARET},      {"+", TOKEN_PLUS},
    {"-", TOKEN_MINUS},          {"*", TOKEN_STAR},        {"/", TOKEN_SLASH},
    {"^", TOKEN_CARET},          {"'", TOKEN_PRIME},       {"(", TOKEN_OPEN},
    {")", TOKEN_CLOSE},          {"[", TOKEN_OPEN_SQUARE}, {"]", TOKEN_CLOSE_SQUARE},
    {"{", TOKEN_OPEN_BRACE},     {"}", TOKEN_CLOSE_BRACE}, {",", TOKEN_COMMA},
    {";", TOKEN_SEMICOLON},      {":", TOKEN_COLON},       {"|", TOKEN_BAR},
    {"_", TOKEN_UNDERSCORE},     {"=", TOKEN_EQUAL},       {"~", TOKEN_ABOUT},
    {"<", TOKEN_LESS},           {">", TOKEN_GREATER},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct input {
    const char *text;
    size_t at, end;
};

static char look(const struct input *in, size_t ahead)
{
    size_t at = in->at + ahead;
    if (at >= in->end)
        return '\0';
    return in->text[at];
}

static bool starts(const struct input *in, const char *with)
{
    size_t length = strlen(with);
    return in->end - in->at >= length && memcmp(in->text + in->at, with, length) == 0;
}

static bool letter(char c) { return isalpha((unsigned char)c) && (unsigned char)c < 128; }
static bool digit(char c) { return c >= '0' && c <= '9'; }

static void put(struct token *token, const char *text, size_t length)
{
    size_t used = strlen(token->name);
    if (used + length > TOKEN_LONGEST_NAME) {
        token->kind = TOKEN_UNKNOWN;
        return;
    }
    memcpy(token->name + used, text, length);
    token->name[used + length] = '\0';
}

static void take(struct token *token, struct input *in, size_t length)
{
    put(token, in->text + in->at, length);
    in->at += length;
}

/* Letters and digits behind the first of a name, and `_` between such. */
static void rest_of_name(struct token *token, struct input *in)
{
    for (;;) {
        char c = look(in, 0);
        if (letter(c) || digit(c)) {
            take(token, in, 1);
        } else if (c == '_' && (letter(look(in, 1)) || digit(look(in, 1)))) {
            take(token, in, 2);
        } else {
            size_t i = 0;
            while (i < COUNT(subscript) && !starts(in, subscript[i][0]))
                i++;
            if (i == COUNT(subscript))
                return;
            put(token, "_", 1);
            put(token, subscript[i][1], 1);
            in->at += strlen(subscript[i][0]);
        }
    }
}

static void number(struct token *token, struct input *in)
{
    token->kind = TOKEN_NUMBER;
    if (look(in, 0) == '0' && look(in, 1) == 'x' &&
        (isxdigit((unsigned char)look(in, 2)) || look(in, 2) == '.')) {
        take(token, in, 2);
        while (isxdigit((unsigned char)look(in, 0)) || look(in, 0) == '.')
            take(token, in, 1);
        if (look(in, 0) == 'p') {
            take(token, in, 1);
            if (look(in, 0) == '-' || look(in, 0) == '+')
                take(token, in, 1);
            while (digit(look(in, 0)))
                take(token, in, 1);
        }
        return;
    }
    while (digit(look(in, 0)))
        take(token, in, 1);
    if (look(in, 0) == '.' && !strchr("*/^.", look(in, 1) ? look(in, 1) : ' ')) {
        take(token, in, 1);
        while (digit(look(in, 0)))
            take(token, in, 1);
    }
    size_t sign = look(in, 1) == '-' || look(in, 1) == '+';
    if ((look(in, 0) == 'e' || look(in, 0) == 'E') && digit(look(in, 1 + sign))) {
        take(token, in, 1 + sign);
        while (digit(look(in, 0)))
            take(token, in, 1);
    }
}

static bool beyond_ascii(struct token *token, struct input *in)
{
    for (size_t i = 0; i < COUNT(unicode); i++) {
        if (!starts(in, unicode[i].utf8))
            continue;
        in->at += strlen(unicode[i].utf8);
        token->kind = unicode[i].kind;
        token->value = unicode[i].value;
        if (token->kind == TOKEN_NAME) {
            put(token, unicode[i].name, strlen(unicode[i].name));
            token->partial = unicode[i].value;
            if (token->partial) { /* ∂y is dy; ∂θ is dtheta */
                struct input behind = *in;
                struct token inner = {.kind = TOKEN_UNKNOWN};
                if (!letter(look(in, 0)) && beyond_ascii(&inner, &behind) &&
                    inner.kind == TOKEN_NAME) {
                    put(token, inner.name, strlen(inner.name));
                    *in = behind;
                }
            }
            rest_of_name(token, in);
        }
        return true;
    }
    return false;
}

struct token token_read(const char *text, size_t at, size_t end)
{
    struct input in = {text, at, end};
    for (;; in.at++) {
        if (look(&in, 0) == '#')
            while (in.at < end && text[in.at] != '\n')
                in.at++;
        if (in.at >= end || !strchr(" \t\r\n", text[in.at]) || !text[in.at])
            break;
    }
    struct token token = {.kind = TOKEN_UNKNOWN, .at = in.at, .space = in.at > at};
    char c = look(&in, 0);
    if (in.at >= end) {
        token.kind = TOKEN_END;
    } else if (digit(c) || (c == '.' && digit(look(&in, 1)))) {
        number(&token, &in);
    } else if (letter(c)) {
        token.kind = TOKEN_NAME;
        rest_of_name(&token, &in);
    } else if (c == '"') {
        size_t close = in.at + 1;
        while (close < end && text[close] != '"' && text[close] != '\n')
            close++;
        if (close < end && text[close] == '"') {
            token.kind = TOKEN_STRING;
            in.at = close + 1;
        } else {
            in.at = close;
        }
    } else if ((unsigned char)c >= 128) {
        if (!beyond_ascii(&token, &in)) {
            do
                in.at++;
            while (in.at < end && ((unsigned char)text[in.at] & 0xC0) == 0x80);
        }
    } else {
        for (size_t i = 0; i < COUNT(plain) && token.kind == TOKEN_UNKNOWN; i++)
            if (starts(&in, plain[i].text)) {
                token.kind = plain[i].kind;
                in.at += strlen(plain[i].text);
            }
        if (token.kind == TOKEN_UNKNOWN)
            in.at++;
    }
    token.length = in.at - token.at;
    return token;
}
