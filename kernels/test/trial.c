/* SPDX-License-Identifier: MIT */
#include "trial.h"

#include <float.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

const struct secant_kernel *base(const struct secant_kernel *kernel)
{
    return kernel->base ? kernel->base : kernel;
}

static uint64_t counter;

static uint64_t random_bits(void) /* splitmix64 */
{
    uint64_t z = counter += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static real random_below(int n) { return n > 0 ? (real)(random_bits() % (uint64_t)n) : 0; }

real *numbers(size_t count)
{
    real *x = calloc(count + 1, sizeof *x);
    assert_non_null(x);
    for (size_t i = 0; i < count; i++)
        x[i] = (real)NAN;
    x[count] = MARK;
    return x;
}

bool same(real a, real b)
{
    return (isnan(a) && isnan(b)) || (a == b && signbit(a) == signbit(b));
}

static int size_index(const struct secant_signature *signature, const char *name,
                      size_t length)
{
    for (int k = 0; k < SECANT_MAX_SIZES && signature->size[k].name; k++)
        if (strlen(signature->size[k].name) == length &&
            strncmp(signature->size[k].name, name, length) == 0)
            return k;
    fail_msg("no size is called %.*s", (int)length, name);
    return 0;
}

/* "h n" with the sizes of a point. */
static struct secant_shape shape_of(const struct secant_signature *signature,
                                    const char *words, const long *size)
{
    struct secant_shape shape = {0};
    while (*words) {
        size_t length = strcspn(words, " ");
        assert_true(shape.rank < SECANT_MAX_RANK);
        shape.dim[shape.rank++] = (size_t)size[size_index(signature, words, length)];
        words += length + strspn(words + length, " ");
    }
    return shape;
}

/* Sizes that differ from one another as far as their ranges allow. */
static bool draw_sizes(const struct secant_signature *signature, long *size, long turn)
{
    for (int k = 0; k < SECANT_MAX_SIZES && signature->size[k].name; k++) {
        long least = signature->size[k].least, most = signature->size[k].most;
        size[k] = most > 0 ? least + (turn * (k + 1) + k) % (most - least + 1) : 0;
    }
    return !signature->derive || signature->derive(size);
}

static real far_away(const struct secant_signature *signature)
{
    int largest = BY_TYPE(FLT_MAX_EXP, DBL_MAX_EXP, LDBL_MAX_EXP) - 1;
    return ldexp((real)1, (int)(signature->reach * largest));
}

static real real_number(const struct secant_signature *signature, enum regime regime)
{
    static const int extreme[] = {1000, -1000, 800, -800, 0, 100, 40, -9};
    real limit = far_away(signature);
    switch (regime) {
    case MILD: return (random_below(1537) - 768) / 256;
    case EXTREME: return fmax(-limit, fmin(limit, (real)extreme[random_bits() % 8]));
    case FAR: return (random_below(3) - 1) * limit;
    case BREAKING: return 0;
    case REGIMES: break;
    }
    return 0;
}

static real positive_number(const struct secant_signature *signature, enum regime regime)
{
    real x = fabs(real_number(signature, regime));
    return x > 0 ? x : (real)1 / 4;
}

static real probability(enum regime regime)
{
    if (regime == MILD || regime == BREAKING)
        return (16 + random_below(33)) / 64;
    return random_bits() % 2 ? ldexp((real)1, -100) : 1 - (real)FLT_EPSILON;
}

static real number(const struct secant_signature *signature,
                   const struct secant_input *input, enum regime regime, const long *size)
{
    switch (input->kind) {
    case SECANT_REAL: return real_number(signature, regime);
    case SECANT_POSITIVE: return positive_number(signature, regime);
    case SECANT_PROBABILITY: return probability(regime);
    case SECANT_TARGET: return regime == BREAKING ? 0 : random_below(5) / 4;
    case SECANT_CLASS:
        return regime == BREAKING
                   ? 0
                   : random_below((int)size[size_index(signature, input->classes,
                                                       strlen(input->classes))]);
    case SECANT_DISTRIBUTION: return random_below(4);
    case SECANT_UPSTREAM: return (random_below(33) - 16) / 8;
    }
    return 0;
}

/* Makes every row of the last dimension add up to 1. */
static void normalise(real *x, struct secant_shape shape)
{
    size_t columns = shape.rank ? shape.dim[shape.rank - 1] : 1;
    for (size_t row = 0; row < secant_elements(shape); row += columns) {
        real sum = x[row] += 1;
        for (size_t j = 1; j < columns; j++)
            sum += x[row + j];
        for (size_t j = 0; j < columns; j++)
            x[row + j] /= sum;
    }
}

struct point draw(const struct secant_signature *signature, enum regime regime, long turn)
{
    struct point p = {0};
    counter = (uint64_t)turn * REGIMES + regime;
    while (!draw_sizes(signature, p.size, turn))
        assert_true(++turn < 10000);
    for (const struct secant_input *input = signature->input; input->name; input++) {
        struct secant_array *in = &p.in[p.inputs++];
        in->shape = shape_of(signature, input->shape, p.size);
        in->data = numbers(secant_elements(in->shape));
        for (size_t i = 0; i < secant_elements(in->shape); i++)
            ((real *)in->data)[i] = number(signature, input, regime, p.size);
        if (input->kind == SECANT_DISTRIBUTION)
            normalise(in->data, in->shape);
        if (p.inputs == SECANT_MAX_INPUTS)
            break;
    }
    p.outputs = secant_elements(shape_of(signature, signature->output_shape, p.size));
    return p;
}

void drop_point(struct point *p)
{
    for (int k = 0; k < p->inputs; k++)
        free(p->in[k].data);
}

void value(const struct secant_kernel *kernel, const struct point *p, real *out)
{
    /* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): every base has a value */
    (kernel->value ? kernel->value : base(kernel)->value)(p->in, p->size, out);
}

struct answer ask(const struct secant_kernel *kernel, const struct point *p)
{
    const struct secant_signature *signature = &base(kernel)->signature;
    struct answer a = {.out = numbers(p->outputs)};
    for (int i = 0; i < p->inputs; i++) {
        if (!signature->input[i].varies)
            continue;
        size_t each = signature->structure == SECANT_JACOBIAN ? p->outputs : 1;
        a.slopes[a.varying] = each * secant_elements(p->in[i].shape);
        a.d[a.varying] = numbers(a.slopes[a.varying]);
        a.varying++;
    }
    value(kernel, p, a.out);
    kernel->derivative(p->in, p->size, a.d);
    return a;
}

void drop_answer(struct answer *a)
{
    free(a->out);
    for (int k = 0; k < a->varying; k++)
        free(a->d[k]);
}
