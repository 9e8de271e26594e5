/* SPDX-License-Identifier: MIT */
#include "sample/point.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sample/random.h"

enum regime {
    DYADIC,
    NORMAL,
    UNIFORM,
    WIDE,
    SMALL,
    LARGE,
    TAILS,
    KINKS,
    TIES,
    EDGES,
    DEGENERATE,
    REGIMES
};

const char *const secant_regimes[] = {
    [DYADIC] = "dyadic",         /* quarters between -2 and 2 */
    [NORMAL] = "normal",         /* N(0, 1) */
    [UNIFORM] = "uniform",       /* -1 to 1 */
    [WIDE] = "wide",             /* N(0, 10) */
    [SMALL] = "small",           /* magnitudes from 1 downwards, log-uniform */
    [LARGE] = "large",           /* magnitudes from 1 upwards, log-uniform */
    [TAILS] = "tails",           /* where exp saturates and overflows */
    [KINKS] = "kinks",           /* at the kinks, and their neighbours on both sides */
    [TIES] = "ties",             /* equal numbers in one array */
    [EDGES] = "edges",           /* at the edge of the domain, and zeros */
    [DEGENERATE] = "degenerate", /* sizes of 1 */
    [REGIMES] = NULL,
};

/* Short dyadic points come first; then this cycle. */
enum { DYADIC_POINTS = 4, CYCLE = 16, SIZE_DRAWS = 8, SIZE_TRIES = 1000 };
static const enum regime cycle[CYCLE] = {NORMAL, WIDE,  TAILS,  UNIFORM,   SMALL, NORMAL,
                                         KINKS,  TIES,  NORMAL, LARGE,     WIDE,  EDGES,
                                         NORMAL, TAILS, NORMAL, DEGENERATE};

/* Sizes have their own blocks of the stream, far behind those of the points. */
static const uint64_t size_blocks = (uint64_t)1 << 40;

int secant_largest_exponent(int bits)
{
    return bits <= 24 ? 128 : bits <= 53 ? 1024 : 16384;
}

/* ---------- sizes */

static int size_named(const struct secant_signature *signature, const char *word,
                      size_t length)
{
    for (int i = 0; i < SECANT_MAX_SIZES && signature->size[i].name; i++)
        if (strlen(signature->size[i].name) == length &&
            memcmp(signature->size[i].name, word, length) == 0)
            return i;
    return -1;
}

struct secant_shape secant_shape_of(const struct secant_signature *signature,
                                    const char *words, const long *size)
{
    struct secant_shape shape = {0};
    while (*words && shape.rank < SECANT_MAX_RANK) {
        size_t length = strcspn(words, " ");
        int found = size_named(signature, words, length);
        shape.dim[shape.rank++] = found < 0 || size[found] < 0 ? 0 : (size_t)size[found];
        words += length;
        words += strspn(words, " ");
    }
    return shape;
}

/* Sizes of 2 or more must differ from each other: equal ones hide a transpose. */
static bool distinct(const struct secant_signature *signature, const long *size, int drawn)
{
    for (int i = 0; i < drawn; i++)
        for (int j = 0; j < i; j++)
            if (size[i] == size[j] && signature->size[i].least >= 2 &&
                signature->size[j].least >= 2)
                return false;
    return true;
}

static bool fits(const struct secant_signature *signature, long *size)
{
    return !signature->derive || signature->derive(size);
}

static bool draw_sizes(const struct secant_signature *signature,
                       struct secant_random *random, long *size)
{
    for (int attempt = 0; attempt < SIZE_TRIES; attempt++) {
        int drawn = 0;
        for (int i = 0; i < SECANT_MAX_SIZES && signature->size[i].name; i++) {
            long most = signature->size[i].most;
            size[i] = 0;
            if (most == 0)
                continue;
            size[i] = secant_random_integer(random, signature->size[i].least, most);
            drawn = i + 1;
        }
        /* where the ranges are too narrow for different sizes, equal ones must do */
        if ((attempt >= SIZE_TRIES / 2 || distinct(signature, size, drawn)) &&
            fits(signature, size))
            return true;
    }
    return false;
}

/* Makes some of the sizes 1, if that fits together. */
static void degenerate_sizes(const struct secant_signature *signature,
                             struct secant_random *random, long *size)
{
    long smaller[SECANT_MAX_SIZES];
    for (int attempt = 0; attempt < 16; attempt++) {
        memcpy(smaller, size, sizeof smaller);
        for (int i = 0; i < SECANT_MAX_SIZES && signature->size[i].name; i++)
            if (signature->size[i].least == 2 && secant_random_bits(random) >> 63)
                smaller[i] = 1;
        if (fits(signature, smaller)) {
            memcpy(size, smaller, sizeof smaller);
            return;
        }
    }
}

/* ---------- numbers */

static double sign(struct secant_random *random)
{
    return secant_random_bits(random) >> 63 ? 1 : -1;
}

/* 2^e (1 + u), e a whole number from `least` to `most`: log-uniform but for the mantissa.
 */
static double magnitude(struct secant_random *random, long least, long most)
{
    long exponent = secant_random_integer(random, least, most < least ? least : most);
    return sign(random) * ldexp(1 + secant_random_uniform(random, 8), (int)exponent);
}

static double small(struct secant_random *random, int exponent, double reach)
{
    bool near_one = secant_random_bits(random) >> 63;
    return magnitude(random, near_one ? -30 : (long)(-0.9 * reach * exponent), -1);
}

static double large(struct secant_random *random, int exponent, double reach)
{
    long most = (long)(reach * exponent) - 6;
    bool near_one = secant_random_bits(random) >> 63;
    return magnitude(random, 0, near_one && most > 20 ? 20 : most);
}

/* From 8 up to twice the argument at which exp overflows. */
static double tail(struct secant_random *random, int exponent)
{
    int most = 1;
    while (1L << most < exponent)
        most++;
    return magnitude(random, 3, most);
}

static double at_kink(const struct secant_draw *draw, struct secant_random *random)
{
    double kink = 0;
    if (draw->kinks > 0)
        kink = draw->kink[secant_random_integer(random, 0, draw->kinks - 1)];
    switch (secant_random_integer(random, 0, 3)) {
    case 0: return kink;
    case 1:
        return kink + sign(random) * ldexp(1, -(int)secant_random_integer(random, 1, 8));
    case 2:
        return kink + sign(random) * ldexp(1, -(int)secant_random_integer(random, 9, 18));
    default: return kink + secant_random_normal(random);
    }
}

static double real_number(const struct secant_draw *draw, enum regime regime,
                          struct secant_random *random)
{
    int bits = draw->bits;
    int exponent = secant_largest_exponent(bits < 53 ? bits : 53); /* points hold double */
    switch (regime) {
    case DYADIC: return (double)secant_random_integer(random, -8, 8) / 4;
    case UNIFORM: return 2 * secant_random_uniform(random, 12) - 1;
    case WIDE: return 10 * secant_random_normal(random);
    case SMALL: return small(random, exponent, draw->reach);
    case LARGE: return large(random, exponent, draw->reach);
    case TAILS: return tail(random, secant_largest_exponent(bits));
    case KINKS: return at_kink(draw, random);
    case TIES: return (double)secant_random_integer(random, -1, 1);
    case EDGES: return secant_random_bits(random) >> 63 ? 0 : secant_random_normal(random);
    case NORMAL:
    case DEGENERATE:
    case REGIMES: break;
    }
    return secant_random_normal(random);
}

/* Strictly between 0 and 1. */
static double probability(enum regime regime, struct secant_random *random)
{
    double p;
    switch (regime) {
    case DYADIC: return (double)secant_random_integer(random, 1, 15) / 16;
    case SMALL: return ldexp(1, -(int)secant_random_integer(random, 1, 20));
    case LARGE: return 1 - ldexp(1, -(int)secant_random_integer(random, 1, 20));
    case TAILS:
    case EDGES:
        p = ldexp(1, -(int)secant_random_integer(random, 4, 12));
        return secant_random_bits(random) >> 63 ? p : 1 - p;
    case TIES: return 0.5;
    case NORMAL:
    case UNIFORM:
    case WIDE:
    case KINKS:
    case DEGENERATE:
    case REGIMES: break;
    }
    return (double)secant_random_integer(random, 1, 4095) / 4096;
}

static double target(enum regime regime, struct secant_random *random)
{
    if (regime == UNIFORM || regime == WIDE)
        return (double)secant_random_integer(random, 0, 16) / 16;
    return (double)secant_random_integer(random, 0, 1);
}

/* Deals 64 parts of 1/64 out over a row; every sum is exactly 1. */
static void distribution(struct secant_random *random, double *row, size_t length)
{
    enum { PARTS = 64 };
    for (size_t i = 0; i < length; i++)
        row[i] = 0;
    for (int part = 0; part < PARTS && length > 0; part++)
        row[secant_random_integer(random, 0, (long)length - 1)] += 1.0 / PARTS;
}

void secant_draw_numbers(const struct secant_draw *draw, struct secant_random *random,
                         struct secant_shape shape, double *x)
{
    size_t count = secant_elements(shape);
    enum regime regime = (enum regime)draw->regime;
    if (draw->kind == SECANT_DISTRIBUTION) {
        size_t row = shape.rank > 0 ? shape.dim[shape.rank - 1] : 1;
        for (size_t i = 0; i + row <= count && row > 0; i += row)
            distribution(random, x + i, row);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        switch (draw->kind) {
        case SECANT_REAL: x[i] = real_number(draw, regime, random); break;
        case SECANT_POSITIVE:
            x[i] = fabs(real_number(draw, regime, random));
            if (x[i] == 0)
                x[i] = 1;
            break;
        case SECANT_PROBABILITY: x[i] = probability(regime, random); break;
        case SECANT_TARGET: x[i] = target(regime, random); break;
        case SECANT_CLASS:
            x[i] = (double)secant_random_integer(random, 0, draw->classes - 1);
            break;
        case SECANT_UPSTREAM:
            x[i] = real_number(draw, regime == DYADIC ? DYADIC : NORMAL, random);
            break;
        case SECANT_DISTRIBUTION: break;
        }
    }
}

static void draw_input(const struct secant_signature *signature, int k, int regime,
                       struct secant_random *random, int bits, struct secant_point *point)
{
    const struct secant_input *input = &signature->input[k];
    struct secant_draw draw = {
        .kind = input->kind,
        .regime = regime,
        .bits = bits,
        .reach = signature->reach,
        .kink = signature->kink,
        .kinks = signature->kinks,
        .classes = 1,
    };
    if (input->kind == SECANT_CLASS && input->classes) {
        int found = size_named(signature, input->classes, strlen(input->classes));
        draw.classes = found < 0 ? 1 : point->size[found];
    }
    secant_draw_numbers(&draw, random, point->in[k].shape, point->in[k].data);
}

/* ---------- points */

struct secant_point *secant_point_create(const struct secant_signature *signature,
                                         const long *size)
{
    long filled[SECANT_MAX_SIZES];
    memcpy(filled, size, sizeof filled);
    if (signature->derive && !signature->derive(filled))
        return NULL;

    size_t total = 0;
    struct secant_shape shape[SECANT_MAX_INPUTS] = {{0}};
    for (int k = 0; k < SECANT_MAX_INPUTS && signature->input[k].name; k++) {
        shape[k] = secant_shape_of(signature, signature->input[k].shape, filled);
        total += secant_elements(shape[k]);
    }
    struct secant_point *point = calloc(1, sizeof *point + total * sizeof(double));
    if (!point)
        return NULL;

    double *next = (double *)(point + 1);
    point->index = -1;
    point->regime = "given";
    memcpy(point->size, filled, sizeof filled);
    for (int k = 0; k < SECANT_MAX_INPUTS && signature->input[k].name; k++) {
        point->in[k] = (struct secant_array){shape[k], next};
        next += secant_elements(shape[k]);
        if (signature->input[k].varies)
            point->varying += secant_elements(shape[k]);
    }
    return point;
}

/* A few draws of sizes that come back, so that each is seen at several points. */
static bool sizes_of_point(const struct secant_signature *signature, const char *name,
                           uint64_t seed, long index, long *size)
{
    long round = index < DYADIC_POINTS ? 0 : (index - DYADIC_POINTS) / CYCLE;
    struct secant_random random;
    secant_random_start(&random, seed, secant_random_stream(name));
    secant_random_skip(&random, size_blocks + (uint64_t)((index + round) % SIZE_DRAWS));
    return draw_sizes(signature, &random, size);
}

bool secant_point_sizes_fit(const struct secant_signature *signature, const char *name,
                            uint64_t seed, long index)
{
    long size[SECANT_MAX_SIZES] = {0};
    return sizes_of_point(signature, name, seed, index, size);
}

int secant_regime_of(long index)
{
    if (index < DYADIC_POINTS)
        return DYADIC;
    if (index >= SECANT_FILLING_POINT)
        return NORMAL;
    return (int)cycle[(index - DYADIC_POINTS) % CYCLE];
}

bool secant_regime_is_degenerate(int regime) { return regime == DEGENERATE; }

struct secant_point *secant_point_draw(const struct secant_signature *signature,
                                       const char *name, uint64_t seed, long index,
                                       int bits)
{
    int regime = secant_regime_of(index);
    long size[SECANT_MAX_SIZES] = {0};
    if (!sizes_of_point(signature, name, seed, index, size))
        return NULL;

    struct secant_random random;
    secant_random_start(&random, seed, secant_random_stream(name));
    secant_random_skip(&random, (uint64_t)index);
    if (secant_regime_is_degenerate(regime))
        degenerate_sizes(signature, &random, size);
    struct secant_point *point = secant_point_create(signature, size);
    if (!point)
        return NULL;
    point->index = index;
    point->regime = secant_regimes[regime];
    for (int k = 0; k < SECANT_MAX_INPUTS && signature->input[k].name; k++)
        draw_input(signature, k, regime, &random, bits, point);
    return point;
}

struct secant_point *secant_point_copy(const struct secant_signature *signature,
                                       const struct secant_point *point)
{
    struct secant_point *copy = secant_point_create(signature, point->size);
    if (!copy)
        return NULL;
    copy->index = point->index;
    copy->regime = point->regime;
    for (int k = 0; k < SECANT_MAX_INPUTS && signature->input[k].name; k++)
        memcpy(copy->in[k].data, point->in[k].data,
               secant_elements(point->in[k].shape) * sizeof(double));
    return copy;
}

void secant_point_destroy(struct secant_point *point) { free(point); }
