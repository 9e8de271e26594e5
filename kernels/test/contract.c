/* SPDX-License-Identifier: MIT
 *
 * The contract of kernel.h, tested for the one kernel that the command line names, in the
 * precision that this program was built for. Every number comes from a counter, so every
 * run sees the same points.
 *
 * Whether a derivative is right is the checker's business; a secant of one fixed step only
 * shows here that the two functions belong together. Of a deliberate mistake the program
 * only asks that it is one.
 */
#include "kernel.h"

#include <float.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { POINTS = 12, MARK = 42 };

/* One of three, for float, double and long double. */
#define BY_TYPE(f, d, e)                                                                   \
    (sizeof(real) > sizeof(double) ? (e) : sizeof(real) > sizeof(float) ? (d) : (f))

static const struct secant_kernel *kernel;

/* Naive variants take the signature and what they leave out from their base. */
static const struct secant_signature *signature;

static const struct secant_kernel *base(void)
{
    return kernel->base ? kernel->base : kernel;
}

/* How the numbers of a point are chosen. */
enum regime { MILD, EXTREME, FAR, BREAKING, REGIMES };

struct point {
    long size[SECANT_MAX_SIZES];
    int inputs;
    struct secant_array in[SECANT_MAX_INPUTS + 1];
    size_t outputs;
};

/* What a call wrote: the output, and one array of slopes for each varying input. */
struct answer {
    real *out;
    real *d[SECANT_MAX_INPUTS];
    size_t slopes[SECANT_MAX_INPUTS];
    int varying;
};

static uint64_t counter;

static uint64_t random_bits(void) /* splitmix64 */
{
    uint64_t z = counter += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static real random_below(int n) { return (real)(random_bits() % (uint64_t)n); }

/* `count` times nan, and a mark behind the last one. */
static real *numbers(size_t count)
{
    real *x = calloc(count + 1, sizeof *x);
    assert_non_null(x);
    for (size_t i = 0; i < count; i++)
        x[i] = (real)NAN;
    x[count] = MARK;
    return x;
}

static bool same(real a, real b)
{
    return (isnan(a) && isnan(b)) || (a == b && signbit(a) == signbit(b));
}

static bool all_finite(const real *x, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isfinite(x[i]))
            return false;
    return true;
}

static int size_index(const char *name, size_t length)
{
    for (int k = 0; k < SECANT_MAX_SIZES && signature->size[k].name; k++)
        if (strlen(signature->size[k].name) == length &&
            strncmp(signature->size[k].name, name, length) == 0)
            return k;
    fail_msg("no size is called %.*s", (int)length, name);
    return 0;
}

/* "h n" with the sizes of a point. */
static struct secant_shape shape_of(const char *words, const long *size)
{
    struct secant_shape shape = {0};
    while (*words) {
        size_t length = strcspn(words, " ");
        assert_true(shape.rank < SECANT_MAX_RANK);
        shape.dim[shape.rank++] = (size_t)size[size_index(words, length)];
        words += length + strspn(words + length, " ");
    }
    return shape;
}

/* Sizes that differ from one another as far as their ranges allow. */
static bool draw_sizes(long *size, long turn)
{
    for (int k = 0; k < SECANT_MAX_SIZES && signature->size[k].name; k++) {
        long least = signature->size[k].least, most = signature->size[k].most;
        size[k] = most > 0 ? least + (turn * (k + 1) + k) % (most - least + 1) : 0;
    }
    return !signature->derive || signature->derive(size);
}

static real far_away(void)
{
    int largest = BY_TYPE(FLT_MAX_EXP, DBL_MAX_EXP, LDBL_MAX_EXP) - 1;
    return ldexp((real)1, (int)(signature->reach * largest));
}

static real real_number(enum regime regime)
{
    static const int extreme[] = {1000, -1000, 800, -800, 0, 100, 40, -9};
    switch (regime) {
    case MILD: return (random_below(1537) - 768) / 256;
    case EXTREME: return (real)extreme[random_bits() % 8];
    case FAR: return (random_below(3) - 1) * far_away();
    case BREAKING: return 0;
    case REGIMES: break;
    }
    return 0;
}

static real positive_number(enum regime regime)
{
    real x = fabs(real_number(regime));
    return x > 0 ? x : (real)1 / 4;
}

static real probability(enum regime regime)
{
    if (regime == MILD || regime == BREAKING)
        return (16 + random_below(33)) / 64;
    return random_bits() % 2 ? ldexp((real)1, -100) : 1 - (real)FLT_EPSILON;
}

static real number(const struct secant_input *input, enum regime regime, const long *size)
{
    switch (input->kind) {
    case SECANT_REAL: return real_number(regime);
    case SECANT_POSITIVE: return positive_number(regime);
    case SECANT_PROBABILITY: return probability(regime);
    case SECANT_TARGET: return regime == BREAKING ? 0 : random_below(5) / 4;
    case SECANT_CLASS:
        return regime == BREAKING
                   ? 0
                   : random_below(
                         (int)size[size_index(input->classes, strlen(input->classes))]);
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

static struct point draw(enum regime regime, long turn)
{
    struct point p = {0};
    counter = (uint64_t)turn * REGIMES + regime;
    while (!draw_sizes(p.size, turn))
        assert_true(++turn < 10000);
    for (const struct secant_input *input = signature->input; input->name; input++) {
        struct secant_array *in = &p.in[p.inputs++];
        in->shape = shape_of(input->shape, p.size);
        in->data = numbers(secant_elements(in->shape));
        for (size_t i = 0; i < secant_elements(in->shape); i++)
            ((real *)in->data)[i] = number(input, regime, p.size);
        if (input->kind == SECANT_DISTRIBUTION)
            normalise(in->data, in->shape);
        if (p.inputs == SECANT_MAX_INPUTS)
            break;
    }
    p.outputs = secant_elements(shape_of(signature->output_shape, p.size));
    return p;
}

static void drop_point(struct point *p)
{
    for (int k = 0; k < p->inputs; k++)
        free(p->in[k].data);
}

static void call_value(const struct secant_kernel *k, const struct point *p, real *out)
{
    (k->value ? k->value : base()->value)(p->in, p->size, out);
}

static struct answer ask(const struct secant_kernel *k, const struct point *p)
{
    struct answer a = {.out = numbers(p->outputs)};
    for (int i = 0; i < p->inputs; i++) {
        if (!signature->input[i].varies)
            continue;
        size_t each = signature->structure == SECANT_JACOBIAN ? p->outputs : 1;
        a.slopes[a.varying] = each * secant_elements(p->in[i].shape);
        a.d[a.varying] = numbers(a.slopes[a.varying]);
        a.varying++;
    }
    call_value(k, p, a.out);
    k->derivative(p->in, p->size, a.d);
    return a;
}

static void drop_answer(struct answer *a)
{
    free(a->out);
    for (int k = 0; k < a->varying; k++)
        free(a->d[k]);
}

static bool answer_is_finite(const struct answer *a, size_t outputs)
{
    bool finite = all_finite(a->out, outputs);
    for (int k = 0; k < a->varying; k++)
        finite = finite && all_finite(a->d[k], a->slopes[k]);
    return finite;
}

static void is_finite_at(enum regime regime)
{
    for (long turn = 0; turn < POINTS; turn++) {
        struct point p = draw(regime, turn);
        struct answer a = ask(kernel, &p);
        assert_true(answer_is_finite(&a, p.outputs));
        drop_answer(&a);
        drop_point(&p);
    }
}

static void describes_itself(void **state)
{
    (void)state;
    assert_non_null(kernel->formula);
    assert_non_null(signature->output);
    assert_true(signature->reach > 0 && signature->reach <= 1);
    assert_true(!kernel->base == !kernel->mistake);
}

static void writes_every_element_and_none_beyond(void **state)
{
    (void)state;
    is_finite_at(MILD);
    for (long turn = 0; turn < POINTS; turn++) {
        struct point p = draw(MILD, turn);
        struct answer a = ask(kernel, &p);
        assert_true(a.varying > 0);
        assert_true(same(a.out[p.outputs], MARK));
        for (int k = 0; k < a.varying; k++)
            assert_true(same(a.d[k][a.slopes[k]], MARK));
        drop_answer(&a);
        drop_point(&p);
    }
}

static bool inputs_differ(const struct point *p, const struct point *q)
{
    for (int k = 0; k < p->inputs; k++)
        for (size_t i = 0; i <= secant_elements(p->in[k].shape); i++)
            if (!same(((real *)p->in[k].data)[i], ((real *)q->in[k].data)[i]))
                return true;
    return false;
}

static void leaves_its_inputs_alone(void **state)
{
    (void)state;
    for (long turn = 0; turn < POINTS; turn++) {
        struct point p = draw(turn % 2 ? MILD : EXTREME, turn);
        struct point copy = draw(turn % 2 ? MILD : EXTREME, turn);
        struct answer a = ask(kernel, &p);
        assert_false(inputs_differ(&p, &copy));
        drop_answer(&a);
        drop_point(&copy);
        drop_point(&p);
    }
}

static void repeats_itself(void **state)
{
    (void)state;
    for (long turn = 0; turn < POINTS; turn++) {
        struct point p = draw(turn % 2 ? MILD : EXTREME, turn);
        struct answer a = ask(kernel, &p), b = ask(kernel, &p);
        for (size_t i = 0; i < p.outputs; i++)
            assert_true(same(a.out[i], b.out[i]));
        for (int k = 0; k < a.varying; k++)
            for (size_t i = 0; i < a.slopes[k]; i++)
                assert_true(same(a.d[k][i], b.d[k][i]));
        drop_answer(&b);
        drop_answer(&a);
        drop_point(&p);
    }
}

static void stays_finite_where_the_result_is(void **state)
{
    (void)state;
    if (kernel->base) /* naive ones promise nothing */
        return;
    is_finite_at(EXTREME);
    is_finite_at(FAR);
}

/* The claimed slope of output i along element j of the varying input k. */
static real claimed(const struct answer *a, int k, size_t i, size_t j, size_t elements)
{
    switch (signature->structure) {
    case SECANT_DIAGONAL: return i == j ? a->d[k][j] : 0;
    case SECANT_JACOBIAN: return a->d[k][i * elements + j];
    case SECANT_GRADIENT:
    case SECANT_BACKWARD: break;
    }
    return a->d[k][j];
}

/* Backward kernels answer for one number, the sum of upstream .* output. */
static void weigh(const struct point *p, real *out)
{
    if (signature->structure != SECANT_BACKWARD)
        return;
    const real *upstream = p->in[p->inputs - 1].data;
    real sum = 0;
    for (size_t i = 0; i < p->outputs; i++)
        sum += upstream[i] * out[i];
    out[0] = sum;
}

static void agrees_along(const struct point *p, const struct answer *a, int k, int input,
                         size_t j)
{
    real *x = (real *)p->in[input].data + j, middle = *x;
    real step = ldexp((real)1, BY_TYPE(-8, -17, -20));
    real *y[3];
    for (int side = 0; side < 3; side++) {
        *x = middle + (real)(side - 1) * step;
        y[side] = numbers(p->outputs);
        call_value(kernel, p, y[side]);
        weigh(p, y[side]);
    }
    *x = middle;

    size_t rows = signature->structure == SECANT_BACKWARD ? 1 : p->outputs;
    for (size_t i = 0; i < rows; i++) {
        real slope = (y[2][i] - y[0][i]) / (2 * step);
        real bend = fabs((y[2][i] - y[1][i]) - (y[1][i] - y[0][i])) / step;
        real claim = claimed(a, k, i, j, secant_elements(p->in[input].shape));
        if (!(fabs(claim - slope) <= (1 + fabs(slope)) / 100 + bend))
            fail_msg("output %zu by element %zu of %s: %Lg, secant %Lg", i, j,
                     signature->input[input].name, (long double)claim, (long double)slope);
    }
    for (int side = 0; side < 3; side++)
        free(y[side]);
}

static void derivative_belongs_to_value(void **state)
{
    (void)state;
    for (long turn = 0; turn < POINTS; turn++) {
        struct point p = draw(MILD, turn);
        struct answer a = ask(kernel, &p);
        for (int input = 0, k = 0; input < p.inputs; input++) {
            if (!signature->input[input].varies)
                continue;
            for (size_t j = 0; j < secant_elements(p.in[input].shape); j++)
                agrees_along(&p, &a, k, input, j);
            k++;
        }
        drop_answer(&a);
        drop_point(&p);
    }
}

static bool is_lost(const real *x, const real *right, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(fabs(x[i] - right[i]) <= fabs(right[i]) / 1000))
            return true;
    return false;
}

static real breaking_number(void)
{
    return (real)BY_TYPE(kernel->breaks_float, kernel->breaks_double,
                         kernel->breaks_extended);
}

static void breaks_where_it_says_and_its_base_does_not(void **state)
{
    (void)state;
    if (breaking_number() == 0)
        return;
    struct point p = draw(BREAKING, 0);
    for (int k = 0; k < p.inputs; k++) {
        size_t count = signature->input[k].kind == SECANT_REAL /* the others stay 0 */
                           ? 1
                           : secant_elements(p.in[k].shape);
        for (size_t i = 0; signature->input[k].varies && i < count; i++)
            ((real *)p.in[k].data)[i] = breaking_number();
    }
    struct answer right = ask(base(), &p), naive = ask(kernel, &p);
    assert_true(answer_is_finite(&right, p.outputs));
    bool lost = is_lost(naive.out, right.out, p.outputs);
    for (int k = 0; k < right.varying; k++)
        lost = lost || is_lost(naive.d[k], right.d[k], right.slopes[k]);
    assert_true(lost);
    drop_answer(&naive);
    drop_answer(&right);
    drop_point(&p);
}

static bool mistake_shows_at(enum regime regime, long turn)
{
    struct point p = draw(regime, turn), q = draw(regime, turn);
    struct answer wrong = ask(kernel, &p), right = ask(base(), &q);
    real grain = ldexp((real)32, -BY_TYPE(FLT_MANT_DIG, DBL_MANT_DIG, LDBL_MANT_DIG));
    bool shows = inputs_differ(&p, &q);
    for (int k = 0; k < right.varying; k++)
        for (size_t i = 0; i < right.slopes[k]; i++) {
            real gap = fabs(wrong.d[k][i] - right.d[k][i]);
            shows = shows || !(gap <= grain * (1 + fabs(right.d[k][i])));
        }
    drop_answer(&right);
    drop_answer(&wrong);
    drop_point(&q);
    drop_point(&p);
    return shows;
}

static void is_wrong_where_it_is_expected_to_be(void **state)
{
    (void)state;
    if (BY_TYPE(kernel->expect_float, kernel->expect_double, kernel->expect_extended) ==
        SECANT_EXPECT_RIGHT)
        return;
    for (long turn = 0; turn < POINTS; turn++)
        if (mistake_shows_at(MILD, turn) || mistake_shows_at(EXTREME, turn))
            return;
    fail_msg("%s differs nowhere from %s", kernel->name, base()->name);
}

static const struct secant_kernel *find(const struct secant_kernel *const *entry,
                                        const char *name)
{
    while (*entry && strcmp((*entry)->name, name) != 0)
        entry++;
    return *entry;
}

int main(int argc, char **argv)
{
    const char *name = argc == 2 ? argv[1] : "";
    const struct secant_kernel *mistake = find(PRECISE(secant_mistakes), name);
    kernel = mistake ? mistake : find(PRECISE(secant_kernels), name);
    if (!kernel) {
        fprintf(stderr, "usage: %s KERNEL\n", argv[0]);
        return EXIT_FAILURE;
    }
    signature = &base()->signature;

    const struct CMUnitTest of_a_mistake[] = {
        cmocka_unit_test(is_wrong_where_it_is_expected_to_be),
    };
    const struct CMUnitTest of_a_kernel[] = {
        cmocka_unit_test(describes_itself),
        cmocka_unit_test(writes_every_element_and_none_beyond),
        cmocka_unit_test(leaves_its_inputs_alone),
        cmocka_unit_test(repeats_itself),
        cmocka_unit_test(stays_finite_where_the_result_is),
        cmocka_unit_test(derivative_belongs_to_value),
        cmocka_unit_test(breaks_where_it_says_and_its_base_does_not),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return mistake ? cmocka_run_group_tests_name(name, of_a_mistake, NULL, NULL)
                   : cmocka_run_group_tests_name(name, of_a_kernel, NULL, NULL);
}
