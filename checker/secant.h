/* SPDX-License-Identifier: MIT
 *
 * libsecant: checks a derivative written by hand against secants of the function itself, in
 * process, for test suites in C and C++.
 *
 *     static double f(const double *x, void *context);
 *     static void gradient(const double *x, double *g, void *context);
 *
 *     const double x[3] = {1, -2, 0.5};
 *     struct secant_outcome outcome;
 *     bool good = secant_check(f, gradient, NULL, 3, x, NULL, &outcome) == SECANT_RIGHT;
 *     if (!good)
 *         fputs(outcome.message, stderr);
 *     secant_outcome_finish(&outcome);
 *
 * There is no tolerance to choose: every measured slope carries a bar for its own error,
 * and a derivative is right or wrong by that bar.
 *
 * Every function here can be called from any thread, at the same time from several if the
 * callbacks allow it. None prints, exits, changes the locale or keeps anything between two
 * calls. The same arguments give the same outcome.
 *
 * Callbacks are called many times, one after the other, on the thread of the caller. They
 * see a copy of the point; changing it, or answering the same question differently, is
 * found and reported. NaN and infinity may be answered. A callback may not leave by longjmp
 * or by an exception: memory would be lost, nothing else.
 */
#ifndef SECANT_H
#define SECANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifndef SECANT_API
#if defined __GNUC__
#define SECANT_API __attribute__((visibility("default")))
#else
#define SECANT_API
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

enum secant_verdict {
    SECANT_RIGHT,      /* no point refutes it, and every entry was decided */
    SECANT_TRANSPOSED, /* right in another layout; not found by the functions here */
    SECANT_WRONG,      /* refuted at a point, and confirmed beside it */
    SECANT_UNDECIDED,  /* neither; the message says why */
    SECANT_ERROR,      /* could not be judged: no memory, or arguments that make no sense */
    SECANT_VERDICTS    /* how many there are */
};

/* The verdict as a word, "right"; of static storage. */
SECANT_API const char *secant_verdict_name(enum secant_verdict verdict);

/* All zero, like a NULL in place of the options, asks for the defaults. */
struct secant_options {
    long points;   /* points judged; 0: 16. Fewer than 3 are never enough for "right" */
    uint64_t seed; /* of the points near x */

    /* How far from x the other points are drawn, as a part of each |x[i]| (of 1 where x[i]
     * is 0); 0: 1/8. Up to 1 no element changes its sign. */
    double spread;

    bool sharp;       /* decide more, with a little less caution */
    const char *name; /* of what is checked, for the message; NULL: none */
};

/* What was found. All counts are entries of the derivative summed over all points. */
struct secant_outcome {
    enum secant_verdict verdict;
    long points; /* judged: those asked for, and more where an entry was still open */
    long right, wrong, undecided;

    /* Detection power: a relative error of this size in any one entry would have been
     * caught. HUGE_VAL: none would, or it was not found out because the verdict is not
     * "right". */
    double power;

    /* The entry furthest from agreement; of a wrong derivative, the one that refutes it.
     * Indices count from 0: `output` is 0 except in a Jacobian. */
    bool has_worst;
    size_t output, input;
    double claimed;  /* what the derivative says */
    double measured; /* what the secants say */
    double bar;      /* bound on the error of `measured` */

    /* The point at which it is wrong, n numbers, with `at`; NULL if it is not wrong, or not
     * at one point alone. */
    double *counterexample;

    /* All of this in a few lines, ending in a newline; never NULL. */
    const char *message;

    void *memory; /* owns what the pointers above point to */
};

/* Frees what belongs to an outcome. NULL, zeroed or finished already: nothing happens. */
SECANT_API void secant_outcome_finish(struct secant_outcome *outcome);

/* A scalar function f: R^n -> R and its gradient.
 *   f         returns the value at x[0..n-1]
 *   gradient  writes g[i] = df/dx[i] for every i from 0 to n-1
 *   context   handed to both, otherwise untouched
 *   x         n finite numbers, read only: the first point; the others are drawn near it
 *   options   NULL: the defaults
 *   outcome   filled in whatever the verdict is, to be finished by the caller; may be NULL
 * Returns the verdict. About 20 n evaluations of f a point. */
SECANT_API enum secant_verdict
secant_check(double (*f)(const double *x, void *context),
             void (*gradient)(const double *x, double *g, void *context), void *context,
             size_t n, const double *x, const struct secant_options *options,
             struct secant_outcome *outcome);

/* The same for an elementwise function: y[i] depends on x[i] alone, i from 0 to n-1.
 *   f      writes y[0..n-1]
 *   slope  writes d[i] = dy[i]/dx[i] for every i
 * About 20 evaluations of f a point, whatever n is. */
SECANT_API enum secant_verdict secant_check_elementwise(
    void (*f)(const double *x, double *y, void *context),
    void (*slope)(const double *x, double *d, void *context), void *context, size_t n,
    const double *x, const struct secant_options *options, struct secant_outcome *outcome);

/* The same for a vector function f: R^n -> R^m and its Jacobian.
 *   f         writes y[0..m-1]
 *   jacobian  writes d[k * n + i] = dy[k]/dx[i]: m rows of n numbers
 * About 20 n evaluations of f a point. */
SECANT_API enum secant_verdict
secant_check_jacobian(void (*f)(const double *x, double *y, void *context),
                      void (*jacobian)(const double *x, double *d, void *context),
                      void *context, size_t n, size_t m, const double *x,
                      const struct secant_options *options, struct secant_outcome *outcome);

#ifdef __cplusplus
}
#endif

#endif
