/* SPDX-License-Identifier: MIT
 *
 * Claims with one thing changed: what a mistake is looked for among, and what mutants are
 * made of. Each change has a sentence that says what was wrong if the changed claim is
 * right.
 */
#ifndef SECANT_CLAIM_REWRITE_H
#define SECANT_CLAIM_REWRITE_H

#include "language/language.h"

enum { REWRITE_TEXT = 256 };

enum rewrite_kind {
    REWRITE_SIGN,      /* of a side or a term */
    REWRITE_FACTOR,    /* a number or a size, of a side */
    REWRITE_TRANSPOSE, /* of a side or a factor */
    REWRITE_DIAGONAL,  /* diag of a side, zeros off the diagonal */
    REWRITE_INDEX,     /* one index for another */
    REWRITE_TERM,      /* dropped */
    REWRITE_ORDER,     /* of two factors */
    REWRITE_NAME,      /* one variable for another */
    REWRITE_OPERATION, /* product for quotient, a function taken away ... */
    REWRITE_KINDS
};

struct rewrite {
    enum rewrite_kind kind;
    int root; /* of the changed claim, in the tree that was handed over */
    char sentence[REWRITE_TEXT]; /* "The sign is wrong." */
};

/* Calls `visit` with one changed claim after the other, the likeliest mistakes first, until
 * it returns false or there are no more. `tree` is a copy to be worked in. */
void claim_rewrite(const struct language_case *subject, struct tree *tree, int root,
                   bool (*visit)(void *context, const struct rewrite *rewrite),
                   void *context);

/* The claim with one side of one of its chains times over/under, numbers as text. Sides are
 * counted from 0. 0: no room. */
int claim_rewrite_scale(struct tree *tree, int root, int chain, int side, const char *over,
                        const char *under);

#endif
