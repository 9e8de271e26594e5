/* SPDX-License-Identifier: MIT */
#include "sample/random.h"

double secant_random_uniform(struct secant_random *random, int bits)
{
    uint64_t unit = (uint64_t)1 << bits;
    return (double)(secant_random_bits(random) >> (64 - bits)) / (double)unit;
}

double secant_random_normal(struct secant_random *random)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += secant_random_uniform(random, 12);
    return sum;
}

uint64_t secant_random_stream(const char *name)
{
    uint64_t hash = 0xcbf29ce484222325;
    for (const char *c = name; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3;
    return hash;
}
