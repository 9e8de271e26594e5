/* SPDX-License-Identifier: MIT
 *
 * What is judged, behind one small interface. A signature says in words and sizes what goes
 * in and out; a point fixes the sizes and the numbers; a function is a signature bound to a
 * point, ready to be measured by the black-box oracle.
 *
 * The three stages keep the floors apart: the sampler reads signatures and draws points,
 * the oracle sees only functions, and neither knows whether a kernel, a program or a
 * library is behind them.
 */
#ifndef SECANT_FUNCTION_H
#define SECANT_FUNCTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "number/array.h"

enum { SECANT_MAX_INPUTS = 16, SECANT_MAX_SIZES = 16 };

/* No size that is drawn or given by hand is larger: kernels keep a row on the stack. */
enum { SECANT_LARGEST = 64 };

/* What numbers an input may hold. */
enum secant_kind {
    SECANT_REAL,         /* any real number */
    SECANT_POSITIVE,     /* above 0 */
    SECANT_PROBABILITY,  /* strictly between 0 and 1 */
    SECANT_TARGET,       /* between 0 and 1, both included */
    SECANT_CLASS,        /* a whole number from 0 to (the first size of `classes`) - 1 */
    SECANT_DISTRIBUTION, /* not negative, the last dimension adds up to 1 */
    SECANT_UPSTREAM      /* the gradient that comes from above: one number per output */
};

/* How the derivative is laid out. */
enum secant_structure {
    SECANT_DIAGONAL, /* elementwise: output k depends on input k only; one slope each */
    SECANT_JACOBIAN, /* output's shape followed by the input's: J[i,j] = dy_i/dx_j */
    SECANT_GRADIENT, /* scalar output: one number per input element, in the input's shape */
    SECANT_BACKWARD  /* gradient of sum(upstream .* output), in the input's shape */
};

/* A size is drawn from least..most; most = 0 marks one that `derive` computes. */
struct secant_size {
    const char *name;
    long least, most;
};

struct secant_input {
    const char *name;
    const char *shape; /* names of sizes, separated by blanks: "h n"; "" is a scalar */
    enum secant_kind kind;
    bool varies;         /* differentiated with respect to it */
    const char *classes; /* SECANT_CLASS: the name of the size that counts the classes */
};

struct secant_signature {
    const char *output;       /* the output's name, "s" */
    const char *output_shape; /* like an input's shape */
    enum secant_structure structure;
    struct secant_size size[SECANT_MAX_SIZES];    /* ended by a NULL name */
    struct secant_input input[SECANT_MAX_INPUTS]; /* ended by a NULL name */

    /* Fills in the derived sizes; false if this draw does not fit together. NULL: none. */
    bool (*derive)(long *size);

    /* Where the function has kinks, in any varying input: drawn on purpose. */
    double kink[4];
    int kinks;

    /* How far magnitudes may go: inputs up to 2^(reach * largest exponent of the type), so
     * that the exact result does not overflow. 1 for an identity, 1/2 for a square. */
    double reach;
};

/* One draw of the sizes and inputs. The numbers are exact in every precision unless given
 * by hand. Arrays hold double; `in` has one entry per input of the signature. */
struct secant_point {
    long index;         /* position in the case's stream; -1: given by hand */
    const char *regime; /* "normal", "tails", ... */
    long size[SECANT_MAX_SIZES];
    struct secant_array in[SECANT_MAX_INPUTS];
    size_t varying; /* elements of all varying inputs, the function's coordinates */
};

/* One output on one step: what two values at x + h and x - h say, and the value at x. */
struct secant_row {
    double slope; /* (f(x+h) - f(x-h)) / ((x+h) - (x-h)) */
    double bend; /* ((f(x+h) - f(x)) - (f(x) - f(x-h))) / h: jump of the one-sided slopes */
    double size; /* larger of |f(x+h)|, |f(x-h)| */
    double least; /* smallest non-zero |f(x+-h) - f(x)|; HUGE_VAL if both are zero */
    int bits;     /* significant bits that the three values use */
    bool finite;  /* both values are */
    bool level;   /* f(x+h) = f(x-h) */
};

/* A function bound to a point. Its coordinates are the elements of the varying inputs, one
 * after the other. */
struct secant_function {
    void *context;
    size_t inputs, outputs;
    bool diagonal;
    int bits; /* significant bits of its type: 24, 53 or 64 */

    /* Values at x: `outputs` numbers, with the size of the terms they were added up from in
     * `terms` (NULL if not wanted). False if the call failed. */
    bool (*value)(void *context, const double *x, double *y, double *terms);

    /* The claimed derivative at x: outputs * inputs numbers, or `inputs` when diagonal. */
    bool (*claim)(void *context, const double *x, double *slope);

    /* Secants through x along coordinate j with half-width h[j], or along each coordinate
     * by its own h when diagonal: one row per output. Steps are rounded to the type first.
     */
    bool (*secant)(void *context, const double *x, size_t j, const double *h,
                   struct secant_row *row);
};

/* Something amiss with a subject, apart from a wrong number. */
struct secant_conduct {
    int varying; /* which derivative, counted over the varying inputs; -1: all of them */
    char sentence[160]; /* "The derivative changes its inputs." */
};

/* What is judged: a signature with something behind it that can be bound to points. One
 * subject serves one thread. */
struct secant_subject {
    const char *name;
    const struct secant_signature *signature;
    int bits;
    void *context;

    /* Binds the subject to a point, which must outlive the binding; a new binding ends the
     * one before. False without memory; what fails otherwise, fails in `value`. */
    bool (*bind)(void *context, const struct secant_point *point,
                 struct secant_function *function);

    /* Point `index` of the run of this seed, to be destroyed by the caller; NULL without
     * memory. The same arguments give the same point. Hook left out: the sampler draws. */
    struct secant_point *(*draw)(void *context, uint64_t seed, long index);

    /* How it behaves at the point it is bound to, apart from being right. False: nothing to
     * be said, or not looked at (NULL hook). */
    bool (*conduct)(void *context, struct secant_conduct *finding);
};

#endif
