/* SPDX-License-Identifier: MIT
 *
 * Points: the sizes and inputs at which a function is judged.
 *
 * Point number i of a case is the same whatever else is drawn, in any order, on any thread
 * and any machine: the stream of random numbers is chosen by the case's name, the position
 * in it by i. Numbers have at most 20 significant bits, so they are exact in float and most
 * of them are short in decimal.
 */
#ifndef SECANT_POINT_H
#define SECANT_POINT_H

#include "function.h"

/* Points from this index on are ordinary ones, N(0, 1): they fill gaps. */
#define SECANT_FILLING_POINT (1L << 24)

/* The largest exponent of the type with that many significant bits: 128, 1024, 16384. */
int secant_largest_exponent(int bits);

/* Draws point `index` of the case `name` for a type of `bits` significant bits. Returns a
 * point to be destroyed, NULL without memory or if no sizes fit together. */
struct secant_point *secant_point_draw(const struct secant_signature *signature,
                                       const char *name, uint64_t seed, long index,
                                       int bits);

/* Whether that point has sizes that fit together: then NULL means that memory ran out. */
bool secant_point_sizes_fit(const struct secant_signature *signature, const char *name,
                            uint64_t seed, long index);

/* A point with these sizes (drawn ones; derived ones are filled in) and all numbers 0. NULL
 * without memory, or if the sizes do not fit. */
struct secant_point *secant_point_create(const struct secant_signature *signature,
                                         const long *size);

struct secant_point *secant_point_copy(const struct secant_signature *signature,
                                       const struct secant_point *point);

void secant_point_destroy(struct secant_point *point);

/* The shape that `words` names, "h n", with these sizes. */
struct secant_shape secant_shape_of(const struct secant_signature *signature,
                                    const char *words, const long *size);

/* The regimes that points are drawn from, ended by NULL. */
extern const char *const secant_regimes[];

/* The regime of point `index`: its place in secant_regimes. */
int secant_regime_of(long index);

/* Whether points of the regime have sizes of 1. */
bool secant_regime_is_degenerate(int regime);

/* How the numbers of one array are drawn. */
struct secant_draw {
    enum secant_kind kind;
    int regime;
    int bits;     /* of the type that they must be exact in */
    double reach; /* as in a signature */
    const double *kink;
    int kinks;
    long classes; /* SECANT_CLASS */
};

struct secant_random;

void secant_draw_numbers(const struct secant_draw *draw, struct secant_random *random,
                         struct secant_shape shape, double *x);

#endif
