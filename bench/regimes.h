/* SPDX-License-Identifier: MIT
 *
 * Functions of one moving coordinate whose derivatives are known to be right, called under
 * seventeen regimes: clean, rounded to float inside, noisy, badly scaled, naive, stiff,
 * with kinks, over fifteen decades. The black-box oracle was tuned on them.
 */
#ifndef BENCH_REGIMES_H
#define BENCH_REGIMES_H

#include "function.h"
#include "sample/random.h"

enum { BENCH_REGIMES = 17, TRIAL_INPUTS = 24 };

enum wrapper { PLAIN, FLOAT_OUTPUT, NOISE, FLOAT_INPUT };
enum draw { NORMAL_DRAW, KINK_DRAW, LOG_UNIFORM_DRAW };

/* The function evaluated is b f(a x), through the wrapper. */
struct regime {
    const char *name;
    int first, end; /* its functions */
    double deviation, a, b;
    enum wrapper wrapper;
    enum draw draw;
};

extern const struct regime bench_regimes[BENCH_REGIMES];

const char *bench_function_name(int function);

/* One draw: a function with its other inputs fixed. */
struct trial {
    const struct regime *regime;
    int function, n, output, input, class;
    double z[TRIAL_INPUTS]; /* inputs of f, a x */
    double factor;          /* the claim is the right one times this */
    double middle;          /* value at the point the oracle asked for last */
};

/* Draws the data of the two networks; once, before anything else. */
void bench_regimes_start(uint64_t seed);

void trial_draw(struct trial *trial, const struct regime *regime, int function,
                struct secant_random *random);

/* The point to check, and what stands behind it as the oracle sees it. The function stays
 * bound to `trial`, whatever is drawn into it later. */
double trial_x(const struct trial *trial);
struct secant_function trial_function(struct trial *trial);
double trial_value(const struct trial *trial, double x);
double trial_claim(const struct trial *trial, double x);

/* What a run would know of the function: the upper quartile of |f| and the largest |claim|
 * over a hundred draws. */
struct survey {
    double reference, largest;
};
struct survey trial_survey(const struct regime *regime, int function, uint64_t seed);

#endif
