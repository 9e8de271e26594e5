/* SPDX-License-Identifier: MIT */
#include "subject/kernel_subject.h"

#include "kernel.h"
#include "subject/kernel_bind.h"

#define ROW(id)                                                                            \
    {                                                                                      \
#id, secant_kernels_##id, secant_mistakes_##id, secant_kernel_bind_##id,           \
            secant_kernel_unbind_##id, secant_kernel_answer_##id                           \
    }
static const struct {
    const char *name;
    const struct secant_kernel *const *kernels, *const *mistakes;
    bool (*bind)(struct secant_subject *subject, const struct secant_kernel *kernel);
    void (*unbind)(struct secant_subject *subject);
    void (*answer)(const struct secant_subject *subject, long double *in,
                   long double *value, long double *slope);
} precisions[SECANT_PRECISIONS] = {
    [SECANT_FLOAT] = ROW(float),
    [SECANT_DOUBLE] = ROW(double),
    [SECANT_EXTENDED] = ROW(extended),
};

const char *secant_precision_name(enum secant_precision precision)
{
    return precisions[precision].name;
}

const struct secant_kernel *const *secant_kernel_table(enum secant_precision precision)
{
    return precisions[precision].kernels;
}

const struct secant_kernel *const *secant_mistake_table(enum secant_precision precision)
{
    return precisions[precision].mistakes;
}

bool secant_kernel_subject_create(struct secant_subject *subject,
                                  const struct secant_kernel *kernel,
                                  enum secant_precision precision)
{
    return precisions[precision].bind(subject, kernel);
}

void secant_kernel_subject_destroy(struct secant_subject *subject,
                                   enum secant_precision precision)
{
    precisions[precision].unbind(subject);
}

void secant_kernel_subject_answer(const struct secant_subject *subject,
                                  enum secant_precision precision, long double *in,
                                  long double *value, long double *slope)
{
    precisions[precision].answer(subject, in, value, slope);
}

const struct secant_signature *secant_kernel_signature(const struct secant_kernel *kernel)
{
    return kernel->base ? &kernel->base->signature : &kernel->signature;
}

bool secant_kernel_expected_wrong(const struct secant_kernel *kernel,
                                  enum secant_precision precision)
{
    enum secant_expectation expected = precision == SECANT_FLOAT ? kernel->expect_float
                                       : precision == SECANT_DOUBLE
                                           ? kernel->expect_double
                                           : kernel->expect_extended;
    return expected == SECANT_EXPECT_WRONG;
}
