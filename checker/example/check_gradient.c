/* SPDX-License-Identifier: MIT
 *
 * How a test suite in C checks its gradients with libsecant. Prints TAP. Built on its own:
 *
 *     cc check_gradient.c $(pkg-config --cflags --libs secant) -lm
 *
 * f(x) = ln(exp(x[0]) + ... + exp(x[n-1])), whose gradient is softmax(x).
 */
#include <math.h>
#include <secant.h>
#include <stdio.h>

struct shape {
    size_t n;
};

static double logsumexp(const double *x, void *context)
{
    const struct shape *shape = context;
    double largest = x[0], sum = 0;
    for (size_t i = 1; i < shape->n; i++)
        largest = fmax(largest, x[i]);
    for (size_t i = 0; i < shape->n; i++)
        sum += exp(x[i] - largest);
    return largest + log(sum);
}

static void softmax(const double *x, double *g, void *context)
{
    const struct shape *shape = context;
    double all = logsumexp(x, context);
    for (size_t i = 0; i < shape->n; i++)
        g[i] = exp(x[i] - all);
}

/* The maximum's gradient, which is what one gets by forgetting the other elements. */
static void hard_maximum(const double *x, double *g, void *context)
{
    const struct shape *shape = context;
    size_t largest = 0;
    for (size_t i = 1; i < shape->n; i++)
        if (x[i] > x[largest])
            largest = i;
    for (size_t i = 0; i < shape->n; i++)
        g[i] = i == largest;
}

static int test(int number, const char *name, enum secant_verdict expected,
                void (*gradient)(const double *x, double *g, void *context))
{
    const double x[] = {1, -0.5, 2, 0.25};
    struct shape shape = {sizeof x / sizeof x[0]};
    struct secant_options options = {.name = name};
    struct secant_outcome outcome;
    enum secant_verdict verdict =
        secant_check(logsumexp, gradient, &shape, shape.n, x, &options, &outcome);

    printf("%sok %d - %s\n", verdict == expected ? "" : "not ", number, name);
    fputs(outcome.message, stderr);
    secant_outcome_finish(&outcome);
    return verdict != expected;
}

int main(void)
{
    puts("1..2");
    int failures = test(1, "softmax is the gradient of logsumexp", SECANT_RIGHT, softmax);
    failures += test(2, "the hard maximum is not", SECANT_WRONG, hard_maximum);
    return failures > 0;
}
