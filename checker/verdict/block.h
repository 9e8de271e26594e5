/* SPDX-License-Identifier: MIT
 *
 * One claim of a subject: the derivative with respect to one varying input. Collects what
 * the points found of each entry and sums it up.
 */
#ifndef SECANT_BLOCK_H
#define SECANT_BLOCK_H

#include "result.h"
#include "verdict/examine.h"
#include "verdict/pooled.h"

enum { BLOCK_REASONS = 16, BLOCK_PLANTS = 16, BLOCK_TRIES = 4, BLOCK_POINTS = 3 };
enum { BLOCK_TEXT = 160 };

/* Where an error is planted to measure the detection power. */
struct plant {
    long point;           /* its index in the stream */
    size_t output, input; /* of the function at that point */
    double ratio;         /* bar over slope; 0: there is none */
    double largest;       /* largest claim at that point */
};

/* The points of different regimes at which one entry is seen best, the best first. */
struct planting {
    struct plant at[BLOCK_TRIES];
};

/* One entry, by its index; points of different sizes share entries. */
struct entry {
    long exists, right;
    struct plant best[SECANT_MAX_REGIMES]; /* where it is seen best */
};

struct block {
    const struct secant_signature *signature;
    int input; /* of the signature */
    char claim[BLOCK_TEXT], mistake[BLOCK_TEXT];

    int rank;
    size_t dim[SECANT_MAX_RANK]; /* the largest seen */
    struct entry *entry;
    size_t entries;

    long right, wrong, undecided;
    struct secant_coverage regime[SECANT_MAX_REGIMES];
    const char *reason[BLOCK_REASONS];
    long times[BLOCK_REASONS];
    uint64_t size_seen;
    bool several_sizes; /* decided with two draws of sizes or more */
    bool sizes_vary;    /* the points have several */
    uint64_t size_drawn;
    long points;
    bool at_kink;

    struct pool pool;
    struct secant_element worst;
    double worst_distance; /* in bars; negative: none yet */
    bool worst_is_wrong;
    struct secant_point *counterexample;

    struct planting planting[BLOCK_PLANTS];
    int plantings;
    double power;
};

bool block_create(struct block *block, const struct secant_signature *signature, int input);
void block_finish(struct block *block);

/* Pass one: makes room for the entries of this point. */
void block_extend(struct block *block, const struct secant_point *point);
bool block_prepare(struct block *block);

/* Pass two: what was found of every claim of the function at a point. `regime` is the
 * position of the point's regime in the coverage. */
bool block_add(struct block *block, const struct examiner *examiner,
               const struct secant_point *point, const double *x, const double *claim,
               const struct finding *finding, int regime);

/* Whether further points can't change the verdict: refuted, or every entry covered. */
bool block_is_settled(const struct block *block);

/* Detection power: chooses the entries to plant errors in, those that are hardest to see.
 */
void block_choose_plants(struct block *block);

/* The next relative error to try after `size`, or the first (size 0) for a bar that wide.
 */
double block_plant_size(double size, double ratio);

/* The verdict. `single`: one point was given by hand. The result borrows the block's text.
 */
void block_summarize(struct block *block, int bits, bool single,
                     struct secant_result *result);

#endif
