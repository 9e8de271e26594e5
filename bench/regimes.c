/* SPDX-License-Identifier: MIT */
#include "regimes.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DIFFERENCE_TYPE  double
#define DIFFERENCE(name) difference_##name
#include "oracle/difference.h"

enum function {
    SIGMOID,
    TANH,
    SOFTPLUS,
    GELU,
    GELU_TANH,
    RELU,
    SOFTMAX,
    LOG_SOFTMAX,
    CROSS_ENTROPY,
    BCE_LOGITS,
    L2,
    NETWORK_TANH,
    NETWORK_RELU,
    SINE,
    CLEAN_END,
    NAIVE_SOFTPLUS = CLEAN_END,
    NAIVE_SIGMOID,
    NAIVE_TANH,
    NAIVE_SOFTMAX,
    NAIVE_VARIANCE,
    NAIVE_COSINE,
    NAIVE_LOGSUMEXP,
    FUNCTIONS
};

static const char *const names[FUNCTIONS] = {
    [SIGMOID] = "sigmoid",
    [TANH] = "tanh",
    [SOFTPLUS] = "softplus",
    [GELU] = "gelu",
    [GELU_TANH] = "gelu_tanh",
    [RELU] = "relu",
    [SOFTMAX] = "softmax(8)",
    [LOG_SOFTMAX] = "log_softmax(8)",
    [CROSS_ENTROPY] = "cross_entropy(8)",
    [BCE_LOGITS] = "bce_logits",
    [L2] = "l2(8)",
    [NETWORK_TANH] = "network_tanh(21)",
    [NETWORK_RELU] = "network_relu(21)",
    [SINE] = "sin",
    [NAIVE_SOFTPLUS] = "naive softplus",
    [NAIVE_SIGMOID] = "naive sigmoid",
    [NAIVE_TANH] = "naive tanh",
    [NAIVE_SOFTMAX] = "naive softmax(8)",
    [NAIVE_VARIANCE] = "naive variance(8)",
    [NAIVE_COSINE] = "naive (1 - cos x) / x^2",
    [NAIVE_LOGSUMEXP] = "naive logsumexp(8)",
};

#define CLEAN .first = 0, .end = CLEAN_END
#define NAIVE .first = CLEAN_END, .end = FUNCTIONS
const struct regime bench_regimes[BENCH_REGIMES] = {
    {"clean N(0, 1)", CLEAN, 1, 1, 1, PLAIN, NORMAL_DRAW},
    {"clean N(0, 10)", CLEAN, 10, 1, 1, PLAIN, NORMAL_DRAW},
    {"clean N(0, 100)", CLEAN, 100, 1, 1, PLAIN, NORMAL_DRAW},
    {"float output", CLEAN, 1, 1, 1, FLOAT_OUTPUT, NORMAL_DRAW},
    {"float input", CLEAN, 1, 1, 1, FLOAT_INPUT, NORMAL_DRAW},
    {"noise 1e-9", CLEAN, 1, 1, 1, NOISE, NORMAL_DRAW},
    {"noise 1e-9 N(0, 10)", CLEAN, 10, 1, 1, NOISE, NORMAL_DRAW},
    {"x near 1e6, f near 1e-8", CLEAN, 1, 1e-6, 1e-8, PLAIN, NORMAL_DRAW},
    {"x near 1e-6, f near 1e8", CLEAN, 1, 1e6, 1e8, PLAIN, NORMAL_DRAW},
    {"naive N(0, 1)", NAIVE, 1, 1, 1, PLAIN, NORMAL_DRAW},
    {"naive N(0, 10)", NAIVE, 10, 1, 1, PLAIN, NORMAL_DRAW},
    {"naive N(0, 30)", NAIVE, 30, 1, 1, PLAIN, NORMAL_DRAW},
    {"stiff 1000 x", CLEAN, 1, 1000, 1, PLAIN, NORMAL_DRAW},
    {"stiff 1000 x, x in N(0, 1)", CLEAN, 1000, 1000, 1, PLAIN, NORMAL_DRAW},
    {"kinks", RELU, RELU + 1, 1, 1, 1, PLAIN, KINK_DRAW},
    {"relu network, 1e-12 to 1e3", NETWORK_RELU, NETWORK_RELU + 1, 1, 1, 1, PLAIN,
     LOG_UNIFORM_DRAW},
    {"log-uniform 1e-12 to 1e3", CLEAN, 1, 1, 1, PLAIN, LOG_UNIFORM_DRAW},
};

const char *bench_function_name(int function) { return names[function]; }

/* ---------- numbers */

static const double pi = 3.14159265358979323846, root_half = 0.70710678118654752440;

static double uniform(struct secant_random *random)
{
    return secant_random_uniform(random, 52) + 0x1p-53;
}

/* Full mantissas and far tails (Box and Muller), unlike the sampler's short numbers. */
static double normal(struct secant_random *random)
{
    double radius = sqrt(-2 * log(uniform(random)));
    return radius * cos(2 * pi * uniform(random));
}

static double sign(struct secant_random *random)
{
    return secant_random_bits(random) >> 63 ? 1 : -1;
}

static double near_kink(struct secant_random *random)
{
    double share = uniform(random), side = sign(random), u = uniform(random);
    if (share < 0.1)
        return 0;
    if (share < 0.4)
        return side * 1e-12 * (1 + u);
    if (share < 0.6)
        return side * 1e-300 * (1 + u);
    return side * pow(10, -8 * u);
}

/* ---------- two layers on five samples */

enum { SAMPLES = 5, WIDTH = 3, HIDDEN = 4, OUT = HIDDEN * WIDTH + HIDDEN };
static double data[SAMPLES][WIDTH], wanted[SAMPLES];

void bench_regimes_start(uint64_t seed)
{
    struct secant_random random;
    secant_random_start(&random, seed, secant_random_stream("network"));
    for (int s = 0; s < SAMPLES; s++) {
        for (int i = 0; i < WIDTH; i++)
            data[s][i] = normal(&random);
        wanted[s] = normal(&random);
    }
}

/* 1 / cosh(z)^2 without cancellation. */
static double tanh_slope(double z)
{
    double t = exp(-2 * fabs(z));
    return 4 * t / ((1 + t) * (1 + t));
}

/* z holds W (HIDDEN x WIDTH), b, w (HIDDEN each) and the last bias. */
static double network(const double *z, bool relu, int input, double *slope)
{
    double loss = 0, total = 0;
    for (int s = 0; s < SAMPLES; s++) {
        double sum[HIDDEN], a[HIDDEN], out = z[OUT + HIDDEN];
        for (int h = 0; h < HIDDEN; h++) {
            sum[h] = z[HIDDEN * WIDTH + h];
            for (int i = 0; i < WIDTH; i++)
                sum[h] += z[h * WIDTH + i] * data[s][i];
            a[h] = !relu ? tanh(sum[h]) : sum[h] > 0 ? sum[h] : 0;
            out += a[h] * z[OUT + h];
        }
        double off = out - wanted[s], back = 2 * off;
        loss += off * off;
        if (input < OUT) {
            int h = input < HIDDEN * WIDTH ? input / WIDTH : input - HIDDEN * WIDTH;
            back *= (relu ? sum[h] > 0 : tanh_slope(sum[h])) * z[OUT + h];
            if (input < HIDDEN * WIDTH)
                back *= data[s][input % WIDTH];
        } else if (input < OUT + HIDDEN) {
            back *= a[input - OUT];
        }
        total += back;
    }
    *slope = total / SAMPLES;
    return loss / SAMPLES;
}

/* ---------- the other functions: value, and slope along one input */

static double sigmoid(double x)
{
    double t = exp(-fabs(x));
    return x >= 0 ? 1 / (1 + t) : t / (1 + t);
}

static double softplus(double x) { return (x > 0 ? x : 0) + log1p(exp(-fabs(x))); }

static double largest(const double *z, int n)
{
    double most = z[0];
    for (int i = 1; i < n; i++)
        most = fmax(most, z[i]);
    return most;
}

static double logsumexp(const double *z, int n)
{
    double most = largest(z, n), sum = 0;
    for (int i = 0; i < n; i++)
        sum += exp(z[i] - most);
    return most + log(sum);
}

static double softmax(const double *z, int n, int k)
{
    double most = largest(z, n), sum = 0;
    for (int i = 0; i < n; i++)
        sum += exp(z[i] - most);
    return exp(z[k] - most) / sum;
}

/* Share of all but one, 1 - softmax(z)_k without cancellation. */
static double others(const double *z, int n, int k)
{
    double l = logsumexp(z, n), sum = 0;
    for (int i = 0; i < n; i++)
        if (i != k)
            sum += exp(z[i] - l);
    return sum;
}

static double softmax_slope(const double *z, int n, int output, int input)
{
    double s = softmax(z, n, output);
    return output == input ? s * others(z, n, input) : -s * softmax(z, n, input);
}

static double gelu(double x, double *slope)
{
    double left = erfc(-x * root_half) / 2;
    *slope = left + x * exp(-x * x / 2) * 0.3989422804014326779;
    return x * left;
}

static double gelu_tanh(double x, double *slope)
{
    double k = sqrt(2 / pi), u = k * (x + 0.044715 * x * x * x);
    *slope = sigmoid(2 * u) + x / 2 * tanh_slope(u) * k * (1 + 3 * 0.044715 * x * x);
    return x / 2 * (1 + tanh(u));
}

/* The slope from its series near 0, where the formula cancels. */
static double cosine(double x, double *slope)
{
    if (fabs(x) > 0.5) {
        *slope = (x * sin(x) - 2 * (1 - cos(x))) / (x * x * x);
    } else {
        double sum = 0, term = -1.0 / 12;
        for (int k = 4; k < 28; k += 2) {
            sum += term;
            term *= -x * x * k / ((k - 2.0) * (k + 1) * (k + 2));
        }
        *slope = x * sum;
    }
    return (1 - cos(x)) / (x * x);
}

/* E(x^2) - E(x)^2, far from 0. */
static double variance(const double *z, int n, int input, double *slope)
{
    double sum = 0, squares = 0, mean = 0;
    for (int i = 0; i < n; i++) {
        double x = z[i] + 1e4;
        sum += x;
        squares += x * x;
        mean += z[i] / n;
    }
    *slope = 2 * (z[input] - mean) / n;
    return squares / n - (sum / n) * (sum / n);
}

static double sum_of_exp(const double *z, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += exp(z[i]);
    return sum;
}

static double norm_squared(const double *z, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += z[i] * z[i];
    return sum;
}

static double evaluate(const struct trial *t, const double *z, double *slope)
{
    int n = t->n, out = t->output, in = t->input;
    double x = z[in];
    bool asked = slope != NULL; /* the dearer slopes are computed when asked for only */
    double unused = 0;
    slope = slope ? slope : &unused;
    switch ((enum function)t->function) {
    case SIGMOID: *slope = asked ? sigmoid(x) * sigmoid(-x) : 0; return sigmoid(x);
    case TANH: *slope = asked ? tanh_slope(x) : 0; return tanh(x);
    case SOFTPLUS: *slope = asked ? sigmoid(x) : 0; return softplus(x);
    case GELU: return gelu(x, slope);
    case GELU_TANH: return gelu_tanh(x, slope);
    case RELU: *slope = x > 0; return x > 0 ? x : 0;
    case SOFTMAX:
        *slope = asked ? softmax_slope(z, n, out, in) : 0;
        return softmax(z, n, out);
    case LOG_SOFTMAX:
    case CROSS_ENTROPY: {
        double l = logsumexp(z, n);
        int k = t->function == CROSS_ENTROPY ? t->class : out;
        double side = t->function == CROSS_ENTROPY ? 1 : -1;
        if (asked)
            *slope = side * (in == k ? -others(z, n, in) : exp(x - l));
        return side * (l - z[k]);
    }
    case BCE_LOGITS: *slope = asked ? -sigmoid(-x) : 0; return softplus(-x);
    case L2: *slope = 2 * x; return norm_squared(z, n);
    case NETWORK_TANH: return network(z, false, in, slope);
    case NETWORK_RELU: return network(z, true, in, slope);
    case SINE: *slope = asked ? cos(x) : 0; return sin(x);
    case NAIVE_SOFTPLUS: *slope = asked ? sigmoid(x) : 0; return log(1 + exp(x));
    case NAIVE_SIGMOID:
        *slope = asked ? sigmoid(x) * sigmoid(-x) : 0;
        return 1 - 1 / (1 + exp(x));
    case NAIVE_TANH:
        *slope = asked ? tanh_slope(x) : 0;
        return (exp(x) - exp(-x)) / (exp(x) + exp(-x));
    case NAIVE_SOFTMAX:
        *slope = asked ? softmax_slope(z, n, out, in) : 0;
        return exp(z[out]) / sum_of_exp(z, n);
    case NAIVE_VARIANCE: return variance(z, n, in, slope);
    case NAIVE_COSINE: return cosine(x, slope);
    case NAIVE_LOGSUMEXP:
        *slope = asked ? softmax(z, n, in) : 0;
        return log(sum_of_exp(z, n));
    case FUNCTIONS: break;
    }
    return (double)NAN;
}

/* ---------- trials */

static int inputs_of(int function)
{
    switch ((enum function)function) {
    case SOFTMAX:
    case LOG_SOFTMAX:
    case CROSS_ENTROPY:
    case L2:
    case NAIVE_SOFTMAX:
    case NAIVE_VARIANCE:
    case NAIVE_LOGSUMEXP: return 8;
    case NETWORK_TANH:
    case NETWORK_RELU: return OUT + HIDDEN + 1;
    case SIGMOID:
    case TANH:
    case SOFTPLUS:
    case GELU:
    case GELU_TANH:
    case RELU:
    case BCE_LOGITS:
    case SINE:
    case NAIVE_SOFTPLUS:
    case NAIVE_SIGMOID:
    case NAIVE_TANH:
    case NAIVE_COSINE:
    case FUNCTIONS: break;
    }
    return 1;
}

void trial_draw(struct trial *t, const struct regime *regime, int function,
                struct secant_random *random)
{
    t->regime = regime;
    t->function = function;
    t->n = inputs_of(function);
    t->factor = 1;
    for (int i = 0; i < t->n; i++) {
        if (regime->draw == KINK_DRAW)
            t->z[i] = near_kink(random);
        else if (regime->draw == LOG_UNIFORM_DRAW)
            t->z[i] = sign(random) * pow(10, 15 * uniform(random) - 12);
        else
            t->z[i] = regime->deviation * normal(random);
        if (regime->wrapper == FLOAT_INPUT)
            t->z[i] = (double)(float)t->z[i];
    }
    t->input = (int)secant_random_integer(random, 0, t->n - 1);
    t->output = (int)secant_random_integer(random, 0, t->n - 1);
    t->class = (int)secant_random_integer(random, 0, t->n - 1);
    /* the point is an x; a x may round */
    t->z[t->input] = regime->a * trial_x(t);
}

double trial_x(const struct trial *t) { return t->z[t->input] / t->regime->a; }

/* A number in [0, 1) that depends on every bit of `x`. */
static double scatter(double x)
{
    uint64_t u;
    memcpy(&u, &x, sizeof u);
    u ^= u >> 33;
    u *= 0xff51afd7ed558ccd;
    u ^= u >> 33;
    u *= 0xc4ceb9fe1a85ec53;
    u ^= u >> 33;
    return (double)(u >> 11) * 0x1p-53;
}

double trial_value(const struct trial *t, double x)
{
    double z[TRIAL_INPUTS];
    memcpy(z, t->z, (size_t)t->n * sizeof *z);
    z[t->input] = t->regime->a * x;
    if (t->regime->wrapper == FLOAT_INPUT)
        z[t->input] = (double)(float)z[t->input];
    double y = t->regime->b * evaluate(t, z, NULL);
    if (t->regime->wrapper == FLOAT_OUTPUT)
        y = (double)(float)y;
    if (t->regime->wrapper == NOISE)
        y *= 1 + 1e-9 * (2 * scatter(y * 0.7310585 + scatter(x)) - 1);
    return y;
}

double trial_claim(const struct trial *t, double x)
{
    double z[TRIAL_INPUTS], slope;
    memcpy(z, t->z, (size_t)t->n * sizeof *z);
    z[t->input] = t->regime->a * x;
    evaluate(t, z, &slope);
    return slope * t->regime->a * t->regime->b * t->factor;
}

static bool value(void *context, const double *x, double *y, double *terms)
{
    struct trial *t = context;
    y[0] = t->middle = trial_value(t, x[0]);
    if (terms)
        terms[0] = fabs(y[0]);
    return true;
}

static bool claim(void *context, const double *x, double *slope)
{
    slope[0] = trial_claim(context, x[0]);
    return true;
}

static bool secant(void *context, const double *x, size_t j, const double *h,
                   struct secant_row *row)
{
    const struct trial *t = context;
    double low = x[j] - h[j], high = x[j] + h[j];
    difference_row(trial_value(t, low), t->middle, trial_value(t, high), low, high, h[j],
                   row);
    return true;
}

struct secant_function trial_function(struct trial *trial)
{
    return (struct secant_function){
        .context = trial,
        .inputs = 1,
        .outputs = 1,
        .bits = DBL_MANT_DIG,
        .value = value,
        .claim = claim,
        .secant = secant,
    };
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct survey trial_survey(const struct regime *regime, int function, uint64_t seed)
{
    enum { DRAWS = 101 };
    struct survey survey = {0};
    struct secant_random random;
    struct trial t;
    double values[DRAWS] = {0};
    size_t count = 0;
    secant_random_start(&random, seed, secant_random_stream(regime->name));
    secant_random_skip(&random, (uint64_t)1 << 40 | (uint64_t)function);
    for (int i = 0; i < DRAWS; i++) {
        trial_draw(&t, regime, function, &random);
        double y = trial_value(&t, trial_x(&t)), slope = trial_claim(&t, trial_x(&t));
        if (isfinite(slope))
            survey.largest = fmax(survey.largest, fabs(slope));
        if (isfinite(y))
            values[count++] = fabs(y);
    }
    qsort(values, count, sizeof *values, ascending);
    survey.reference = count > 0 ? values[count * 3 / 4] : 0;
    return survey;
}
