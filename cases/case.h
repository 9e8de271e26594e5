/* SPDX-License-Identifier: MIT
 *
 * Between the files that read cases; users include language/language.h.
 */
#ifndef SECANT_CASE_H
#define SECANT_CASE_H

#include "language/language.h"
#include "language/parse.h"

struct opener {
    struct language_file *file;
    struct language_case *subject;
    size_t begin;   /* of the line that is read */
    int line;       /* its number */
    int claims;     /* of the file, so far */
    bool full;      /* no more cases are read */
    bool automatic; /* the command line: undeclared letters are numbers */
};

const char *case_keep(struct opener *opener, const char *text, size_t length);

/* One declaration or definition at the parser's token. */
bool case_item(struct opener *opener, struct parser *parser);

void case_claim(struct opener *opener, size_t at, size_t end, bool question);

/* Letters that a claim mentions and nothing declares become real numbers. */
void case_declare_letters(struct opener *opener, struct language_claim *claim);

#endif
