/* SPDX-License-Identifier: MIT */
#include <cstring>

#include <pcg_random.hpp>

#include "sample/random.h"

static_assert(sizeof(pcg64) == sizeof(secant_random::state), "pcg64 fits the C structure");

static pcg64 load(const secant_random *random)
{
    pcg64 engine;
    std::memcpy(static_cast<void *>(&engine), random->state, sizeof engine);
    return engine;
}

static void store(secant_random *random, const pcg64 &engine)
{
    std::memcpy(random->state, static_cast<const void *>(&engine), sizeof engine);
}

extern "C" void secant_random_start(secant_random *random, uint64_t seed, uint64_t stream)
{
    store(random, pcg64(seed, stream));
}

extern "C" void secant_random_skip(secant_random *random, uint64_t blocks)
{
    pcg64 engine = load(random);
    engine.advance(pcg64::state_type(blocks) << 32);
    store(random, engine);
}

extern "C" uint64_t secant_random_bits(secant_random *random)
{
    pcg64 engine = load(random);
    const uint64_t bits = engine();
    store(random, engine);
    return bits;
}

extern "C" long secant_random_integer(secant_random *random, long least, long most)
{
    pcg64 engine = load(random);
    const uint64_t count = static_cast<uint64_t>(most - least) + 1;
    const long offset = static_cast<long>(count == 0 ? engine() : engine(count));
    store(random, engine);
    return least + offset;
}
