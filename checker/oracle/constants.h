/* SPDX-License-Identifier: MIT
 *
 * The constants of the black-box oracle, each with its reason. None is a tolerance: a bar
 * is computed from what the function does; these say how carefully it is computed. Most
 * were set by a false alarm that an earlier rule gave (docs/verdicts.md).
 */
#ifndef SECANT_CONSTANTS_H
#define SECANT_CONSTANTS_H

enum {
    /* Steps h_i = 2 theta s 4^-i, s a power of two near max(1, |x|): from 2 s down to
     * 2^-39 s, where every smooth function in double is lost in rounding. */
    ORACLE_LEVELS = 21,

    /* Richardson columns: more gain nothing against rounding. */
    ORACLE_COLUMNS = 3,

    /* Levels below a step whose differences calibrate its noise, and how many of them must
     * be finite for an estimate. */
    ORACLE_TAIL = 6,
    ORACLE_TAIL_LEAST = 3,

    /* The quick look never stops before this level: the best step of a smooth function has
     * its calibration levels below it by then. */
    ORACLE_QUICK = 9,

    /* Values that use this many bits less than their type look rounded, or are exact. */
    ORACLE_SHORT = 8,
};

/* The first grid: few bits, so that x +- h is exact even in float. */
#define ORACLE_THETA (13.0 / 16)

/* The second grid must not share the exact cases of the first (dyadic x makes naive
 * formulas exact by accident), so its theta has 20 bits; where the input is rounded to
 * float it has to be short again. */
#define ORACLE_THETA_SECOND       (0.71875 + 46 * 0x1p-20)
#define ORACLE_THETA_SECOND_SHORT 0.71875

/* Measured noise is the largest of a few differences: this much may be missing. */
#define ORACLE_NOISE 8.0

/* Wrong only beyond this many bars. */
#define ORACLE_WRONG 10.0

/* Right only if the bar is at most this fraction of the value. */
#define ORACLE_RESOLVED 1e-2

/* Below this |x| a grid on the scale of x itself is tried as well. */
#define ORACLE_TINY 0x1p-12

/* Constant on the whole grid: a claim is wrong when it would have moved the value by more
 * than this fraction of the largest value, far above the type's last place. */
#define ORACLE_CONSTANT_DOUBLE 0x1p-30
#define ORACLE_CONSTANT_FLOAT  0x1p-10

/* A wrong claim is asked again beside x, at x +- this part of the step. */
#define ORACLE_BESIDE 0.375

/* The same with the claim itself rounded: what a correct derivative may lose to rounding in
 * its own type, relative to itself and to the largest claim of the run. In units of the
 * type's last place: 2^11 and 2^3 in double, less in float, which has none to spare. */
#define CLAIM_ULPS_DOUBLE 0x1p11
#define CLAIM_ULPS_FLOAT  0x1p7
#define CLAIM_ULPS_RUN    0x1p3

/* A flat stretch hides at most a quantum of this fraction of the values nearby. */
#define ORACLE_QUANTUM_DOUBLE 0x1p-18
#define ORACLE_QUANTUM_FLOAT  0x1p-8

/* Hidden intermediate values count in the bars up to this many times what the grid sees:
 * without a limit one regime of huge values would leave nothing decided. A wrong claim must
 * stand out from the rest as well (compare.c). */
#define ORACLE_REFERENCE 0x1p8

#endif
