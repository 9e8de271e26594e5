/* SPDX-License-Identifier: MIT
 *
 * The one place that draws random numbers: pcg64 (PCG XSL RR 128/64) of the PCG package
 * behind a C interface. M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient
 * Statistically Good Algorithms for Random Number Generation", HMC-CS-2014-0905.
 *
 * No function here uses libm: every machine draws the same bits.
 */
#ifndef SECANT_RANDOM_H
#define SECANT_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct secant_random {
    uint64_t state[4];
};

/* Starts the stream `stream` of the seed at its beginning. */
void secant_random_start(struct secant_random *random, uint64_t seed, uint64_t stream);

/* Skips `blocks` blocks of 2^32 draws: each point of a case owns one block. */
void secant_random_skip(struct secant_random *random, uint64_t blocks);

uint64_t secant_random_bits(struct secant_random *random);

/* A whole number from least..most, both included, without bias. */
long secant_random_integer(struct secant_random *random, long least, long most);

#ifdef __cplusplus
}
#endif

/* From [0, 1), a multiple of 2^-`bits`; bits from 1 to 52. */
double secant_random_uniform(struct secant_random *random, int bits);

/* Nearly normal, mean 0, deviation 1: the sum of twelve uniform draws less 6 (Irwin and
 * Hall), a multiple of 2^-12 between -6 and 6. The far tails that it lacks are drawn on
 * purpose elsewhere. */
double secant_random_normal(struct secant_random *random);

/* The stream that belongs to a name (FNV-1a, 64 bits). */
uint64_t secant_random_stream(const char *name);

#endif
