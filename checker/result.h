/* SPDX-License-Identifier: MIT
 *
 * What a run finds: plain structs, filled in by the runner and read by the report writers.
 * Strings and arrays in them are borrowed: they live until the hook they were handed to
 * returns.
 */
#ifndef SECANT_RESULT_H
#define SECANT_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "function.h"
#include "secant.h"

/* One entry of one claim at one point. Index from 1, as on paper; rank 0 for a scalar. */
struct secant_element {
    int rank;
    size_t index[SECANT_MAX_RANK];
    double claimed;     /* the claimed derivative */
    double measured;    /* the measured slope */
    double bar;         /* bound on the error of `measured` */
    double step;        /* half-width of the secant it rests on */
    const char *reason; /* why it was not decided, or how it failed */
};

/* Points and elements by what became of them, for one regime of inputs. */
struct secant_coverage {
    const char *regime;
    long points;                  /* drawn */
    long right, wrong, undecided; /* elements */
};

/* The largest error of code against its formula in balls, in units in the last place of the
 * exact result. */
struct secant_accuracy {
    long entries, undecided; /* compared; those that no precision at hand decides */
    double ulps;  /* HUGE_VAL: no number, or infinite, where the formula is not */
    double share; /* what half a unit in every input makes there, in the same units; NAN:
                     not looked at, for the error is small */
    int rank;     /* where, as in secant_element */
    size_t index[SECANT_MAX_RANK];
    double got, exact; /* rounded to double */
    const char *regime;
    long point; /* its index */
};

enum { SECANT_MAX_REGIMES = 16, SECANT_MAX_CAVEATS = 8 };

struct secant_result {
    size_t index;          /* position in the run, from 0 */
    const char *name;      /* the case: "softmax" */
    const char *claim;     /* "ds/dz" */
    const char *precision; /* "float", "double", "extended" */
    const char *id;        /* of the source, NULL if the case gives none */
    const char *formula;   /* what is differentiated, in words */
    enum secant_verdict verdict, expected;
    bool mistake_planted; /* one of the deliberate mistakes, expected to be caught */
    const char *reason;   /* undecided and error: why; else NULL */
    const char *caveat[SECANT_MAX_CAVEATS];
    int caveats;

    long points;                  /* drawn */
    long right, wrong, undecided; /* elements over all points */
    struct secant_coverage coverage[SECANT_MAX_REGIMES];
    int regimes;

    /* Detection power: a relative error of this size, planted in any one entry, would have
     * been caught. HUGE_VAL: nothing would; NaN: does not apply. */
    double power;

    bool has_worst; /* the element furthest from agreement, in bars */
    struct secant_element worst;

    /* wrong: the point at which `worst` fails */
    const struct secant_signature *signature;
    const struct secant_point *counterexample;

    const char *mistake; /* wrong or planted: its name, as a sentence; else NULL */
    const char *replay;  /* a command line that repeats exactly this */

    /* Code with a formula: the largest errors of its value and of this derivative. */
    bool has_accuracy;
    struct secant_accuracy value_accuracy, accuracy;

    /* Formulas: how the claim was read, bracketed and with shapes; in which layout; the
     * bits to which its sides agree (HUGE_VAL: they are equal; NAN: not a formula); the
     * proof of a refutation; where the claim stands. */
    const char *reading, *layout, *certificate;
    double agreement;
    const char *file;
    int line, column;
};

struct secant_run {
    const char *version;
    uint64_t seed; /* below 2^63, so that a signed integer holds it */
    long points;
    bool sharp;
    const char *options; /* as given on the command line */
    bool color;          /* the text goes to a terminal */
    int verbose;         /* -1 quiet, 0, 1 */
};

struct secant_summary {
    size_t claims; /* judged */
    size_t count[SECANT_VERDICTS];
    size_t expected;         /* verdict as expected */
    size_t unexpected;       /* decided otherwise than expected */
    size_t unresolved;       /* undecided or error, where something else was expected */
    size_t mistakes, caught; /* deliberate mistakes judged, and found as expected */
    double seconds;
    bool interrupted;
};

#endif
