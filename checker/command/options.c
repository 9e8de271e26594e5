/* SPDX-License-Identifier: MIT */
#include "command.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_POINTS = 1000000, MOST_BITS = 1000, MOST_JOBS = 1024, MOST_SECONDS = 1000000 };
static const uint64_t default_seed = 42;

int complain(const char *format, ...)
{
    va_list arguments;
    fputs("secant: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return STATUS_USAGE;
}

/* ---------- the table of options */

struct reading {
    struct options *options;
    const char *value;
};

static bool read_count(const char *name, const char *text, long least, long most,
                       long *number)
{
    char *end;
    errno = 0;
    *number = strtol(text, &end, 10);
    if (*text && !*end && errno == 0 && *number >= least && *number <= most)
        return true;
    complain("%s expects a whole number from %ld to %ld, found '%s'", name, least, most,
             text);
    return false;
}

static bool read_seed(struct options *o, const char *text)
{
    char *end;
    errno = 0;
    o->seed = strtoull(text, &end, 0);
    if (*text && *text != '-' && !*end && errno == 0 && o->seed <= INT64_MAX)
        return true;
    complain("--seed expects a whole number from 0 to %" PRId64 ", found '%s'", INT64_MAX,
             text);
    return false;
}

static bool read_points(struct options *o, const char *text)
{
    return read_count("--points", text, 1, MOST_POINTS, &o->points);
}

static bool read_bits(struct options *o, const char *text)
{
    return read_count("--bits", text, 10, MOST_BITS, &o->bits);
}

static bool read_jobs(struct options *o, const char *text)
{
    long jobs;
    if (!read_count("--jobs", text, 1, MOST_JOBS, &jobs))
        return false;
    o->jobs = (int)jobs;
    return true;
}

static bool read_timeout(struct options *o, const char *text)
{
    char *end;
    o->seconds = strtod(text, &end);
    if (*text && !*end && o->seconds > 0 && o->seconds <= MOST_SECONDS)
        return true;
    complain("--timeout expects seconds, above 0 and up to %d, found '%s'", MOST_SECONDS,
             text);
    return false;
}

static bool read_format(struct options *o, const char *text)
{
    if (o->outputs == MOST_OUTPUTS) {
        complain("more than %d formats at once", MOST_OUTPUTS);
        return false;
    }
    o->output[o->outputs].path = NULL;
    o->output[o->outputs++].format = text;
    return true;
}

/* An output belongs to the format before it; before any format it is that of the text. */
static bool read_output(struct options *o, const char *text)
{
    if (o->outputs == 0 || o->output[o->outputs - 1].path)
        if (!read_format(o, "text"))
            return false;
    o->output[o->outputs - 1].path = text;
    return true;
}

static bool read_only(struct options *o, const char *text)
{
    return (o->only = text) != NULL;
}
static bool read_precision(struct options *o, const char *text)
{
    return (o->precision = text) != NULL;
}
static bool read_at(struct options *o, const char *text) { return (o->at = text) != NULL; }
static bool set_sharp(struct options *o, const char *text)
{
    (void)text;
    return o->sharp = true;
}
static bool set_quiet(struct options *o, const char *text)
{
    (void)text;
    o->verbose = -1;
    return true;
}
static bool set_verbose(struct options *o, const char *text)
{
    (void)text;
    o->verbose = 1;
    return true;
}
static bool set_no_color(struct options *o, const char *text)
{
    (void)text;
    return o->color_off = true;
}

static const struct {
    const char *name, *value; /* value NULL: takes none */
    bool (*read)(struct options *options, const char *text);
    const char *help;
} table[] = {
    {"--only", "PATTERN", read_only, "names that match, such as 'soft*' or 'wrong/*'"},
    {"--precision", "NAME", read_precision,
     "float, double or extended; default: all three"},
    {"--points", "N", read_points,
     "points drawn per claim; default: 64 for code, 24 for formulas"},
    {"--bits", "N", read_bits, "formulas: agreement that counts as right; default 60"},
    {"--seed", "N", read_seed, "of the random points; default 42"},
    {"--at", "POINT", read_at, "judge at this point alone: 'z = [1, 0x1.8p+1]; ...'"},
    {"--sharp", NULL, set_sharp,
     "decide more, with a little less caution (docs/verdicts.md)"},
    {"--format", "NAME", read_format, "a report format; may be repeated"},
    {"--output", "FILE", read_output, "where the format before it goes; default: stdout"},
    {"--timeout", "SECONDS", read_timeout, "formulas: of computing, per claim; default 60"},
    {"--jobs", "N", read_jobs, "threads; default: one per processor"},
    {"--quiet", NULL, set_quiet, "only what is not as expected, and the summary"},
    {"--verbose", NULL, set_verbose, "everything about every claim"},
    {"--no-color", NULL, set_no_color, "plain text on a terminal, too"},
};
enum { OPTIONS = sizeof table / sizeof table[0] };

/* ---------- reading */

static void print_help(const struct command *command)
{
    printf("usage: secant %s\n\n%s\n\noptions:\n", command->usage, command->summary);
    for (int i = 0; i < OPTIONS; i++) {
        char left[40];
        snprintf(left, sizeof left, "%s %s", table[i].name,
                 table[i].value ? table[i].value : "");
        printf("  %-22s %s\n", left, table[i].help);
    }
    fputs(
        "\nA verdict is one of\n"
        "  right       no point refutes the claim, and every entry was decided at three\n"
        "              points or more, within bounds that were computed, not chosen\n"
        "  transposed  right, but in another layout\n"
        "  wrong       refuted at a point that is printed, and confirmed beside it\n"
        "  undecided   neither; the reason is given\n"
        "  error       it could not be judged\n"
        "For code that can only be called these are measured facts, not proofs: right\n"
        "means that any relative error above the printed detection power would have been\n"
        "caught.\n\n"
        "exit status: 0 all as expected, 1 a verdict was not, 2 usage or output,\n"
        "             3 something undecided or nothing checked, 130 interrupted\n",
        stdout);
}

static char *join(int count, char **argument)
{
    size_t length = 1;
    for (int i = 0; i < count; i++)
        length += strlen(argument[i]) + 1;
    char *text = calloc(length, 1), *end = text;
    for (int i = 0; text && i < count; i++)
        end = stpcpy(stpcpy(end, i > 0 ? " " : ""), argument[i]);
    return text;
}

static int find_option(const char *word, size_t length)
{
    for (int i = 0; i < OPTIONS; i++)
        if (strlen(table[i].name) == length && strncmp(table[i].name, word, length) == 0)
            return i;
    return -1;
}

static bool unknown_option(const char *word)
{
    const char *name[OPTIONS];
    for (int i = 0; i < OPTIONS; i++)
        name[i] = table[i].name;
    const char *near = nearest_name(word, name, OPTIONS);
    if (near)
        complain("there is no option %s; did you mean %s?", word, near);
    else
        complain("there is no option %s; see secant --help", word);
    return false;
}

bool options_read(struct options *o, const struct command *command, int count,
                  char **argument)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    *o = (struct options){.seed = default_seed};
    o->jobs = processors < 1 ? 1 : processors > MOST_JOBS ? MOST_JOBS : (int)processors;
    o->word = calloc((size_t)count + 1, sizeof *o->word);
    o->text = join(count, argument);
    if (!o->word || !o->text) {
        complain("out of memory");
        return false;
    }
    bool only_words = false;
    for (int i = 0; i < count; i++) {
        char *word = argument[i];
        if (only_words || word[0] != '-' || word[1] == '\0') {
            o->word[o->words++] = word;
            continue;
        }
        if (strcmp(word, "--") == 0) {
            only_words = true;
            continue;
        }
        if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
            print_help(command);
            exit(STATUS_FINE);
        }
        size_t length = strcspn(word, "=");
        int found = find_option(word, length);
        if (found < 0)
            return unknown_option(word);
        const char *value = word[length] ? word + length + 1 : NULL;
        if (table[found].value && !value && i + 1 < count)
            value = argument[++i];
        if (table[found].value && !value) {
            complain("%s expects %s after it", table[found].name, table[found].value);
            return false;
        }
        if (!table[found].value && value) {
            complain("%s takes no value, found '%s'", table[found].name, value);
            return false;
        }
        if (!table[found].read(o, value))
            return false;
    }
    return true;
}

void options_finish(struct options *o)
{
    free(o->word);
    free(o->text);
}

/* ---------- suggestions */

/* Edit distance (Levenshtein), cut off at names longer than 63. */
static size_t distance(const char *a, const char *b)
{
    enum { LONGEST = 64 };
    size_t row[LONGEST], m = strlen(a), n = strlen(b);
    if (m >= LONGEST || n >= LONGEST)
        return LONGEST;
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[n];
}

const char *nearest_name(const char *word, const char *const *name, size_t count)
{
    const char *nearest = NULL;
    size_t least = strlen(word) / 2 + 1;
    for (size_t i = 0; i < count; i++) {
        size_t d = distance(word, name[i]);
        if (d < least) {
            least = d;
            nearest = name[i];
        }
    }
    return nearest;
}
