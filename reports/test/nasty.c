/* SPDX-License-Identifier: MIT
 *
 * Writes a report of results that are hard to write, for the tests to read back:
 *
 *     nasty FORMAT [many COUNT | empty | interrupted | quiet | verbose | color | cases |
 *                   cases-quiet]
 *
 * `cases` are plain ones with several claims in several precisions.
 * With `many` it prints its own peak of memory in kilobytes to stderr.
 */
#define _DEFAULT_SOURCE /* struct timeval */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "output.h"
#include "report.h"

static double matrix[] = {0.1, -0.0, (double)NAN, HUGE_VAL, -HUGE_VAL, 1.0 / 3};
static double vector[100];
static double scalar[] = {0x1p-1074};
static double tensor[] = {1, 2, 3, 4, 5, 6, 7, 8};

static const struct secant_signature signature = {
    .output = "s",
    .output_shape = "K",
    .size = {{"K", 2, 8}, {"quo\"te", 1, 3}},
    .input = {{"a", "", SECANT_REAL, true, NULL},
              {"W \"#\n\x1b", "m n", SECANT_REAL, true, NULL},
              {"x", "n", SECANT_REAL, false, NULL},
              {"empty", "0", SECANT_REAL, false, NULL},
              {"T", "2 2 2", SECANT_REAL, false, NULL}},
};

static const struct secant_point point = {
    .index = 17,
    .regime = "tails",
    .size = {3, 100},
    .in = {{{0, {0}}, scalar},
           {{2, {2, 3}}, matrix},
           {{1, {100}}, vector},
           {{1, {0}}, NULL},
           {{3, {2, 2, 2}}, tensor}},
};

static const struct secant_signature softmax_signature = {
    .output = "s",
    .output_shape = "K",
    .size = {{"K", 2, 8}},
    .input = {{"z", "K", SECANT_REAL, true, NULL}},
};

static double softmax_z[] = {0.5, -1, 2};

static const struct secant_point softmax_point = {
    .index = 3,
    .regime = "normal",
    .size = {3},
    .in = {{{1, {3}}, softmax_z}},
};

static const struct secant_result results[] = {
    {.name = "softmax",
     .claim = "ds/dz",
     .precision = "double",
     .id = "hw3-1k",
     .formula = "exp(z) / sum(exp(z))",
     .verdict = SECANT_RIGHT,
     .expected = SECANT_RIGHT,
     .caveat = {"holds only for K > 1"},
     .caveats = 1,
     .points = 64,
     .right = 1204,
     .coverage = {{"normal", 32, 604, 0, 0}, {"tails", 32, 600, 0, 0}},
     .regimes = 2,
     .power = 3.04e-10,
     .has_worst = true,
     .worst = {2, {2, 1}, -0.1, -0.1, 3e-17, 0x1p-17, NULL},
     .has_accuracy = true,
     .value_accuracy = {120, 1, 0.75, (double)NAN, 1, {2}, 0.5, 0.5, "tails", 6},
     .accuracy = {604, 0, HUGE_VAL, 12, 2, {2, 1}, (double)NAN, -0.1, "normal", -1},
     .replay = "secant check softmax --seed 1 --only-point 3"},
    {.name = "quo\"te's <&> ]]> 100% %s # \\ end",
     .claim = "line\none\ttab \x01\x1b[31m gr\xc3\xb6\xc3\x9f"
              "e \xe2\x88\x82s \xf0\x9d\x9b\xbc \xff\xc0\x80 \xef\xbf\xbe \x7f "
              "\xc2\x85 \xe2\x80\xae \xe2\x80\xa8 \xed\xa0\x80 \xe2\x82",
     .precision = "double",
     .id = "",
     .formula = "a: b - \"c\" #",
     .verdict = SECANT_WRONG,
     .expected = SECANT_RIGHT,
     .caveat = {NULL, "two\nlines", ""},
     .caveats = 3,
     .points = 1,
     .right = 5,
     .wrong = 1,
     .undecided = 2,
     .coverage = {{NULL, 1, 5, 1, 2}},
     .regimes = 1,
     .power = (double)NAN,
     .has_worst = true,
     .worst =
         {5, {1, 2, 3, 4, 5}, (double)NAN, HUGE_VAL, -HUGE_VAL, 0x1p-1074, "is \"nan\""},
     .signature = &signature,
     .counterexample = &point,
     .mistake = "NaN where the true derivative is finite: 0/0 \\",
     .replay = "secant check 'x' --at 0x1p-1074 # \"quoted\" \\"},
    {.verdict = SECANT_UNDECIDED, .expected = SECANT_RIGHT, .power = HUGE_VAL},
    {.name = "crash",
     .claim = "df/dx # SKIP me # TODO \xbf\xbf",
     .precision = "float",
     .verdict = SECANT_ERROR,
     .expected = SECANT_RIGHT,
     .reason = "does not parse:\n  df/dx = (1\n            ^ expected ')'",
     .power = HUGE_VAL},
    {.name = "layout",
     .claim = "dL/dW",
     .precision = "extended",
     .verdict = SECANT_TRANSPOSED,
     .expected = SECANT_RIGHT,
     .points = 64,
     .right = 640,
     .power = 1e-17},
    {.name = "wrong/softmax_off_diagonal_sign",
     .claim = "ds/dz",
     .precision = "double",
     .verdict = SECANT_WRONG,
     .expected = SECANT_WRONG,
     .mistake_planted = true,
     .points = 4,
     .right = 12,
     .wrong = 24,
     .power = 3e-10,
     .mistake = "the sign of the off-diagonal entries is wrong",
     .has_worst = true,
     .worst = {2, {2, 1}, 0.25, -0.25, 3e-17, 0x1p-17, NULL},
     .signature = &softmax_signature,
     .counterexample = &softmax_point},
    {.name = "wrong/missed",
     .claim = "dy/dx",
     .precision = "double",
     .verdict = SECANT_RIGHT,
     .expected = SECANT_WRONG,
     .mistake_planted = true,
     .points = 64,
     .right = 64,
     .power = 1e-9},
    {.name = "kink",
     .claim = "dy/dx",
     .precision = "double",
     .verdict = SECANT_UNDECIDED,
     .expected = SECANT_UNDECIDED,
     .reason = "every point is at a kink",
     .points = 64,
     .undecided = 64,
     .power = HUGE_VAL},
    {.name = "softmax",
     .claim = "ds/dz = s (1 - s)' - diag(s)",
     .precision = "double",
     .formula = "exp(z) / sum(exp(z))",
     .verdict = SECANT_WRONG,
     .expected = SECANT_WRONG,
     .points = 2,
     .right = 9,
     .wrong = 6,
     .coverage = {{"normal", 2, 9, 6, 0}},
     .regimes = 1,
     .power = 3e-10,
     .has_worst = true,
     .worst = {2, {2, 1}, 0.007246, -0.007246, 3.1e-17, 0x1p-17, NULL},
     .signature = &softmax_signature,
     .counterexample = &softmax_point,
     .mistake = "The sign is wrong: minus the claim is right.",
     .replay = "secant check softmax.case --at 'z = 0x1p-1, -0x1p+0, 0x1p+1'"},
};

enum { RESULTS = sizeof results / sizeof *results };

#define CLAIM(name_, claim_, precision_, verdict_, expected_, power_)                      \
    .name = (name_), .claim = (claim_), .precision = (precision_), .verdict = (verdict_),  \
    .expected = (expected_), .points = 64, .right = 640, .power = (power_)
#define RIGHT(name, claim, precision, power)                                               \
    {                                                                                      \
        CLAIM(name, claim, precision, SECANT_RIGHT, SECANT_RIGHT, power)                   \
    }
#define AMISS(name, claim, precision, verdict, why)                                        \
    {                                                                                      \
        CLAIM(name, claim, precision, verdict, SECANT_RIGHT, HUGE_VAL), .reason = (why)    \
    }
#define PLANTED(name, claim, precision, verdict, why)                                      \
    {                                                                                      \
        CLAIM(name, claim, precision, verdict, SECANT_WRONG, 1e-9),                        \
            .mistake = (why), .mistake_planted = true                                      \
    }

static const struct secant_result cases[] = {
    RIGHT("linear", "g^T dy/dx", "float", 4e-3),
    RIGHT("linear", "g^T dy/dW", "float", 2e-4),
    RIGHT("linear", "g^T dy/dx", "double", 4e-12),
    RIGHT("linear", "g^T dy/dW", "double", (double)NAN),
    RIGHT("linear", "g^T dy/dx", "extended", HUGE_VAL),
    RIGHT("linear", "g^T dy/dW", "extended", 3e-12),
    RIGHT("network_softplus_softmax_mse_naive", "dL/dW2", "float", 4e-3),
    RIGHT("network_softplus_softmax_mse_naive", "dL/dW2", "extended", 4e-12),
    {CLAIM("exp_naive", "dy/dx", "float", SECANT_WRONG, SECANT_WRONG, 1e-3),
     .mistake = "exp(x) overflows"},
    RIGHT("exp_naive", "dy/dx", "double", 4e-12),
    RIGHT("conv1d", "g^T dy/dx", "float", 8e-3),
    AMISS("conv1d", "g^T dy/dW", "float", SECANT_UNDECIDED, "too noisy"),
    AMISS("conv1d", "g^T dy/dx", "double", SECANT_WRONG, NULL),
    AMISS("conv1d", "g^T dy/dW", "double", SECANT_ERROR, "it crashed"),
    RIGHT("conv1d", "g^T dy/dx", "extended", 3e-12),
    AMISS("conv1d", "g^T dy/dW", "extended", SECANT_TRANSPOSED, NULL),
    RIGHT("relu", "dy/dx", "float", 8e-4),
    {CLAIM("hw3-softmax", "ds/dz = diag(s) - s s'", NULL, SECANT_RIGHT, SECANT_RIGHT,
           9e-19),
     .id = "eq. 12"},
    AMISS("hw3-softmax", "dL/dz = s", NULL, SECANT_WRONG, NULL),
    PLANTED("wrong/tanh_sign", "dy/dx", "float", SECANT_WRONG, "The sign is wrong."),
    PLANTED("wrong/tanh_sign", "dy/dx", "double", SECANT_WRONG, "The sign is wrong."),
    RIGHT("wrong/relative_1e8", "g^T dy/dx", "float", 1e-3),
    RIGHT("wrong/relative_1e8", "g^T dy/db", "float", 1e-3),
    PLANTED("wrong/relative_1e8", "g^T dy/dx", "double", SECANT_WRONG,
            "The first element is too large by a relative 1e-8, which is much below what "
            "float can show, and so this sentence is long."),
    RIGHT("wrong/relative_1e8", "g^T dy/db", "double", 1e-12),
    PLANTED("wrong/bias_forgotten", "g^T dy/db", "float", SECANT_WRONG, "Forgotten."),
    PLANTED("wrong/bias_forgotten", "g^T dy/db", "double", SECANT_RIGHT, "Forgotten."),
    RIGHT("wrong/too_small", "dy/dx", "float", 1e-3),
};

enum { CASES = sizeof cases / sizeof *cases };

static void count_verdict(struct secant_summary *s, const struct secant_result *r)
{
    bool as_expected = r->verdict == r->expected;
    bool open = r->verdict == SECANT_UNDECIDED || r->verdict == SECANT_ERROR;
    s->claims++;
    s->count[r->verdict]++;
    s->expected += as_expected;
    s->unexpected += !as_expected && !open;
    s->unresolved += !as_expected && open;
    s->mistakes += r->mistake_planted;
    s->caught += r->mistake_planted && as_expected;
}

int main(int arguments, char **argument)
{
    const char *mode = arguments > 2 ? argument[2] : "";
    const struct secant_report *report = arguments > 1 ? secant_report_find(argument[1])
                                                       : NULL;
    if (!report) {
        fprintf(stderr, "no such report\n");
        return 77;
    }
    for (int i = 0; i < 100; i++)
        vector[i] = (i - 50) / 7.0;

    struct secant_run run = {.version = "1.2.3-\"<test>\"",
                             .seed = INT64_MAX,
                             .points = 64,
                             .options = "--only 'a<b>' \"\xff\n\"",
                             .color = strcmp(mode, "color") == 0,
                             .verbose = strstr(mode, "quiet") != NULL  ? -1
                                        : strcmp(mode, "verbose") == 0 ? 1
                                                                       : 0};
    bool empty = strcmp(mode, "empty") == 0;
    if (empty)
        run.version = run.options = NULL;
    bool many = arguments > 3 && strcmp(mode, "many") == 0;
    bool plain = strncmp(mode, "cases", 5) == 0;
    const struct secant_result *given = plain ? cases : results;
    size_t all = plain ? CASES : RESULTS;
    size_t count = many ? strtoul(argument[3], NULL, 10) : empty ? 0 : all;
    struct secant_summary summary = {.seconds = empty ? (double)NAN : 0.0000123,
                                     .interrupted = strcmp(mode, "interrupted") == 0};

    void *state = report->create ? report->create() : NULL;
    if (report->create && !state) {
        fprintf(stderr, "not enough memory\n");
        return 1;
    }
    if (report->begin)
        report->begin(state, stdout, &run);
    for (size_t i = 0; i < count; i++) {
        struct secant_result r = given[i % all];
        r.index = i;
        count_verdict(&summary, &r);
        if (report->result)
            report->result(state, stdout, &r);
    }
    if (report->end)
        report->end(state, stdout, &summary);
    const char *problem = report->problem ? report->problem(state) : NULL;
    if (problem)
        fprintf(stderr, "%s\n", problem);
    if (report->destroy)
        report->destroy(state);
    struct rusage usage;
    if (many && getrusage(RUSAGE_SELF, &usage) == 0)
        fprintf(stderr, "%ld\n", usage.ru_maxrss);
    return problem || fflush(stdout) != 0 || ferror(stdout);
}
