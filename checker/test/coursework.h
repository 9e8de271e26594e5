/* SPDX-License-Identifier: MIT
 *
 * The coursework: every claim of its case files, with what the inventory says of it.
 */
#ifndef TEST_COURSEWORK_H
#define TEST_COURSEWORK_H

#include "language/language.h"

/* A line of inventory.tsv. */
struct coursework_row {
    const char *id;
    const char *verdict; /* "right", "wrong", "right-with-caveat" ... */
    const char *accept;  /* the verdicts of ours that agree with it, by commas */
    const char *kind;    /* "derivative", "gradient", "identity" ... */
    bool statable;       /* as a case */
    const char *caveat;  /* "": none */
    int stated;          /* how many claims bear its id */
};

struct coursework_claim {
    const struct language_file *file;
    const struct language_case *subject;
    int number; /* among the claims of the case */
    struct coursework_row *row;
};

struct coursework {
    struct language_file **file;
    size_t files;
    char *text; /* of the inventory; the rows point into it */
    struct coursework_row *row;
    size_t rows;
    struct coursework_claim *claim;
    size_t claims;
};

/* Reads a folder of case files and its inventory.tsv. False after a message on standard
 * error: unreadable, a line that can't be understood, a claim that the inventory lacks. */
bool coursework_open(struct coursework *coursework, const char *folder);
void coursework_close(struct coursework *coursework);

static inline const struct language_claim *
coursework_statement(const struct coursework_claim *claim)
{
    return &claim->subject->claim[claim->number];
}

#endif
