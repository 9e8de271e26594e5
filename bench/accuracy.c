/* SPDX-License-Identifier: MIT
 *
 * accuracy: the largest errors of every kernel against its formula in balls, in units in
 * the last place, by regime of inputs: value and derivative, in float, double and extended,
 * naive forms beside the stable ones. docs/accuracy.md is what it writes:
 *
 *   ninja -C build && build/bench/accuracy --markdown > docs/accuracy.md
 *
 * --points N points of each regime (as the sampler draws them, then with all bits of the
 * type), and a climb from the second and the third. Deterministic for one build on one
 * machine.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "kernel.h"
#include "parallel.h"
#include "sample/point.h"
#include "sample/random.h"
#include "subject/accuracy.h"
#include "table.h"

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

enum { MOST_REGIMES = 16, STEPS = 24, CLIMBS = 2 };

static struct arguments arguments = {.points = 8, .seed = 42, .seeds = 1, .jobs = 1};
static struct table table;
static int regimes;

/* One kernel in one precision. */
struct item {
    const struct secant_kernel *kernel;
    enum secant_precision precision;
    double value[MOST_REGIMES], slope[MOST_REGIMES]; /* -1: nothing decided */
    struct secant_accuracy worst;
    double excess;
    bool failed;
};

static double largest_slope(const struct accuracy *a, struct secant_accuracy *worst)
{
    double largest = -1;
    for (int k = 0; k < SECANT_MAX_INPUTS; k++) {
        const struct secant_accuracy *l = &a->slope[k].largest;
        if (l->entries > 0 && l->ulps > largest)
            largest = l->ulps;
        if (l->entries > 0 && (!worst->regime || l->ulps > worst->ulps))
            *worst = *l;
    }
    return largest;
}

/* Points of a regime lie at every index that the sampler gives to it. */
static long next_of_regime(long index, int regime)
{
    while (secant_regime_of(index) != regime)
        index++;
    return index;
}

static bool measure_regime(struct item *item, struct accuracy_meter *m, int regime,
                           struct accuracy *a)
{
    struct secant_random random;
    const char *name = item->kernel->base ? item->kernel->base->name : item->kernel->name;
    secant_random_start(&random, arguments.seed, secant_random_stream(name));
    secant_random_skip(&random, (uint64_t)1 << 50 | (uint64_t)regime);
    bool good = true;
    /* the dyadic points come first and are few */
    long most = regime == 0 && arguments.points > 4 ? 4 : arguments.points;
    long index = -1;
    for (long i = 0; i < most && good; i++) {
        index = next_of_regime(index + 1, regime);
        struct secant_point *point = secant_point_draw(
            m->subject.signature, name, arguments.seed, index, m->subject.bits);
        if (!point)
            return false;
        good = accuracy_measure(m, point, a);
        if (i > 0)
            accuracy_roughen(m, point, &random);
        for (int of_value = 0; of_value < 2 && good && i > 0 && i <= CLIMBS; of_value++)
            good = accuracy_climb(m, point, &random, of_value, STEPS, a);
        if (i > CLIMBS && good)
            good = accuracy_measure(m, point, a);
        secant_point_destroy(point);
    }
    return good;
}

static void measure(void *context, size_t at)
{
    struct item *item = (struct item *)context + at;
    struct accuracy_meter m;
    item->failed = !accuracy_open(&m, item->kernel, item->precision);
    m.thorough = !item->kernel->base;
    for (int r = 0; r < regimes && !item->failed; r++) {
        struct accuracy a = {0};
        item->failed = !measure_regime(item, &m, r, &a);
        const struct secant_accuracy *value = &a.value.largest;
        item->value[r] = value->entries > 0 ? value->ulps : -1;
        item->slope[r] = largest_slope(&a, &item->worst);
        if (value->entries > 0 && (!item->worst.regime || value->ulps > item->worst.ulps))
            item->worst = *value;
        item->excess = fmax(item->excess, a.value.excess);
        for (int k = 0; k < SECANT_MAX_INPUTS; k++)
            item->excess = fmax(item->excess, a.slope[k].excess);
        accuracy_clear(&a);
    }
    accuracy_close(&m);
}

/* ---------- the page */

static void write_ulps(double ulps)
{
    if (ulps < 0)
        table_cell(&table, "-");
    else if (isinf(ulps))
        table_cell(&table, "inf");
    else if (ulps < 99.5)
        table_cell(&table, ulps < 9.95 ? "%.2f" : "%.1f", ulps);
    else
        table_cell(&table, "%.0e", ulps);
}

static void write_table(const struct item *item, size_t items,
                        enum secant_precision precision, bool of_value)
{
    table_row(&table);
    table_cell(&table, "%s", of_value ? "value" : "derivative");
    for (int r = 0; r < regimes; r++)
        table_cell(&table, "%s", secant_regimes[r]);
    if (!of_value)
        table_cell(&table, "excess");
    for (size_t i = 0; i < items; i++) {
        if (item[i].precision != precision)
            continue;
        table_row(&table);
        table_cell(&table, "%s", item[i].kernel->name);
        for (int r = 0; r < regimes; r++)
            write_ulps(of_value ? item[i].value[r] : item[i].slope[r]);
        if (!of_value)
            write_ulps(item[i].kernel->base ? -1 : item[i].excess);
    }
    table_write(&table, arguments.markdown);
}

static void write_processor(void)
{
    char line[256];
    FILE *in = fopen("/proc/cpuinfo", "r");
    while (in && fgets(line, sizeof line, in)) {
        const char *colon = strchr(line, ':');
        if (strncmp(line, "model name", 10) == 0 && colon) {
            printf("- processor:%s", colon + 1);
            break;
        }
    }
    if (in)
        fclose(in);
}

static const char *library(void)
{
#ifdef __GLIBC__
    static char text[64];
    snprintf(text, sizeof text, "glibc %s", gnu_get_libc_version());
    return text;
#else
    return "not the GNU one";
#endif
}

static void write_head(void)
{
    printf(
        "# How accurate the kernels are\n\n"
        "The largest error found of every kernel against its formula in balls (the cases "
        "of\n"
        "`cases/kernels/`), in units in the last place of the exact result, by regime of\n"
        "inputs; naive forms stand below the stable ones. A perfectly rounded result has "
        "0.5\n"
        "at most; `inf` is no number, or infinity, where the exact result is finite; `-`:\n"
        "no precision at hand decides the formula.\n\n"
        "Sums may cancel, and slopes have zeros: there an error of half a unit in the "
        "inputs\n"
        "makes many units in the result, and no algorithm can be blamed for it. `excess` "
        "is\n"
        "the largest error, of value or derivative, as a multiple of what half a unit in\n"
        "every input makes, plus one.\n\n"
        "These are errors found, not bounds: random points and a climb from some of them\n"
        "to worse ones.\n\n");
    write_processor();
    printf("- mathematics library: %s\n- compiler: %s %s, flags `%s`\n", library(),
#ifdef __clang__
           "clang", __clang_version__,
#else
           "gcc", __VERSION__,
#endif
           BENCH_FLAGS);
    printf(
        "- command: `build/bench/accuracy --markdown%s`: %ld points a regime, seed %" PRIu64
        "\n\n",
        arguments.points == 8 && arguments.seed == 42 ? "" : " ...", arguments.points,
        arguments.seed);
}

static void write_worst(const struct item *item, size_t items)
{
    printf("## Where the stable kernels are worst\n\n");
    table_row(&table);
    table_cell(&table, "kernel");
    table_cell(&table, "precision");
    table_cell(&table, "ulp");
    table_cell(&table, "inputs' share");
    table_cell(&table, "regime");
    table_cell(&table, "got");
    table_cell(&table, "exact");
    for (size_t i = 0; i < items; i++) {
        const struct secant_accuracy *w = &item[i].worst;
        if (item[i].kernel->base || !(w->ulps > 4))
            continue;
        table_row(&table);
        table_cell(&table, "%s", item[i].kernel->name);
        table_cell(&table, "%s", secant_precision_name(item[i].precision));
        write_ulps(w->ulps);
        write_ulps(isfinite(w->share) ? w->share : -1);
        table_cell(&table, "%s", w->regime);
        table_cell(&table, "%a", w->got);
        table_cell(&table, "%a", w->exact);
    }
    table_write(&table, arguments.markdown);
}

static size_t list_kernels(struct item *item)
{
    size_t items = 0;
    for (int p = 0; p < SECANT_PRECISIONS; p++) {
        const struct secant_kernel *const *all =
            secant_kernel_table((enum secant_precision)p);
        for (size_t i = 0; all[i]; i++, items++)
            if (item)
                item[items] =
                    (struct item){.kernel = all[i], .precision = (enum secant_precision)p};
    }
    return items;
}

int main(int count, char **word)
{
    arguments_read(&arguments, count, word,
                   "measures the kernels' errors against their formulas, by regime");
    while (secant_regimes[regimes] && regimes < MOST_REGIMES)
        regimes++;
    size_t items = list_kernels(NULL);
    struct item *item = calloc(items + 1, sizeof *item);
    if (!item)
        return 1;
    list_kernels(item);
    in_parallel(arguments.jobs, items, measure, item);

    bool failed = false;
    for (size_t i = 0; i < items; i++)
        if (item[i].failed) {
            fprintf(stderr, "%s: it could not be measured\n", item[i].kernel->name);
            failed = true;
        }
    write_head();
    for (int p = 0; p < SECANT_PRECISIONS; p++) {
        printf("## In %s\n\n", secant_precision_name((enum secant_precision)p));
        write_table(item, items, (enum secant_precision)p, true);
        write_table(item, items, (enum secant_precision)p, false);
    }
    write_worst(item, items);
    free(item);
    return failed;
}
