/* SPDX-License-Identifier: MIT
 *
 * The answer language as a library: no printing, no exit, no global state.
 *
 *   struct language_file *file = language_open(name, text, &problem);
 *   const struct language_case *c = &file->subject[0];
 *   struct language_reading *r = language_read(c, claim, LAYOUT_NUMERATOR);
 *   struct language_instance *i = language_instantiate(r, size, whole, &problem);
 *   workspace_init(&w, &i->program, i->slots);     fill w.input, then workspace_value(...)
 *
 * A file, its cases and its readings are constant once made and may be shared by threads;
 * an instance and its workspaces belong to one thread.
 */
#ifndef SECANT_LANGUAGE_H
#define SECANT_LANGUAGE_H

#include "program.h"
#include "read.h"

enum language_verdict { /* expected */
                        LANGUAGE_RIGHT,
                        LANGUAGE_TRANSPOSED,
                        LANGUAGE_WRONG,
                        LANGUAGE_UNDECIDED,
                        LANGUAGE_ERROR
};

enum language_code { CODE_NONE, CODE_KERNEL, CODE_PROGRAM, CODE_LIBRARY, CODE_SOURCE };

struct language_claim {
    const char *id;   /* of the source; NULL */
    const char *text; /* as written, without options */
    size_t at;        /* of the statement */
    int line, column;
    int root;      /* TREE_CLAIM, or for a question an expression; 0: see problem */
    int condition; /* node; 0: none */
    bool question;
    bool has_layout;
    enum language_layout layout; /* of the case unless the claim has one */
    enum language_verdict expect;
    struct language_problem problem;
};

struct language_case {
    const char *name, *title; /* title: "" if it has none */
    int line;
    struct tree tree; /* of all its claims and definitions */
    struct language_symbol *symbol;
    int symbols, symbol_room;
    int sizes;
    struct language_claim *claim;
    int claims, claim_room;
    enum language_layout layout;
    int assumption[16]; /* nodes: conditions that points satisfy */
    int assumptions;
    int expectation; /* node: weights of E_j; 0 */
    enum language_code code;
    const char *code_name;
};

struct language_file {
    struct arena arena;
    const char *name; /* for messages */
    char *text;
    struct language_case *subject;
    int subjects, subject_room;
    struct language_problem
        *problem; /* of lines outside claims; reading went on behind them */
    int problems, problem_room;
};

/* Reads the text of a case file. NULL: out of memory. */
struct language_file *language_open(const char *name, const char *text);
void language_close(struct language_file *file);

/* A claim of the command line: `CLAIM where DECLARATION, ...`; undeclared letters are real
 * numbers. The file has one case with one claim. */
struct language_file *language_open_claim(const char *name, const char *text);

/* Another claim in the scope of a case, into a tree (and its arena) of the caller: a whole
 * claim, or with `question` the other side of that claim of the case. False: see
 * claim->problem. */
bool language_parse_claim(const struct language_case *subject, const char *text,
                          const struct language_claim *question, struct tree *tree,
                          struct language_claim *claim);

/* Claim number `claim` of the case as one layout reads it; `language_read_tree` reads a
 * claim that stands in another tree. Never NULL unless out of memory: see `problem`, whose
 * kind says whether the claim is mistaken or not understood. */
struct language_reading *language_read(const struct language_case *subject, int claim,
                                       enum language_layout layout);
struct language_reading *language_read_tree(const struct language_case *subject,
                                            const struct tree *tree, int root,
                                            int condition, enum language_layout layout);
void language_forget(struct language_reading *reading);

const char *language_layout_name(enum language_layout layout);

/* ---- numbers ---- */

/* A variable whose numbers are drawn: its slots in the workspace's input. */
struct language_input {
    int symbol;       /* of the case */
    bool hidden;      /* the coefficients of an unspecified function: any real numbers */
    bool limit;       /* the distance to a limit's target: 1/distance stands for infinity */
    int first, count; /* slots, row-major */
    int rank;
    long dim[SYMBOL_MOST_RANK];
};

/* One comparison: two operations of the program. Where one of them is an OP_SLOPE (see
 * `language_slope`), its secants can judge the other. */
struct language_entry {
    int pair; /* of the reading */
    int left, right;
    int condition; /* operation: must be 1; -1: none */
    int rank; /* the place of the entry, from 1: free indices, then those of the array */
    long index[8];
    bool exact; /* the slope was worked out: a secant would displace one side only */
};

struct language_instance {
    struct program program;
    struct arena arena;
    const struct language_reading *reading;
    long size[SYMBOL_MOST_SIZES];
    struct language_input *input;
    int inputs, input_room;
    int slots;
    struct language_entry *entry;
    int entries, entry_room;
    int assumption[16]; /* operations that must be 1 */
    int assumptions;
};

/* The program of a reading for given sizes (by `symbol.size`) and whole numbers (by symbol;
 * classes and integers). NULL with a problem: an index out of range, too large. The reading
 * must outlive it. */
struct language_instance *language_instantiate(const struct language_reading *reading,
                                               const long *size, const long *whole,
                                               struct language_problem *problem);

/* The same, as long as the limit is not reached; it holds for the values of the instance
 * too. NULL: none. */
struct language_instance *
language_instantiate_within(const struct language_reading *reading, const long *size,
                            const long *whole, const struct language_limit *limit,
                            struct language_problem *problem);
void language_release(struct language_instance *instance);

/* Whether an operation is a derivative: of operation *y by operation *x. */
bool language_slope(const struct language_instance *instance, int op, int *y, int *x);

/* Whether a claim mentions a symbol, directly or through definitions; a size: in a shape.
 */
bool language_mentions(const struct language_reading *reading, int symbol);

#endif
