/* SPDX-License-Identifier: MIT
 *
 * For people: one line a case, and a block of detail for each claim that is not as
 * expected.
 *
 * Consecutive results of one name are a case. What its line says is gathered while they
 * come in, and the blocks wait in a temporary file, so the line can stand above them.
 * Claims that know no precision, and all when everything is asked for, have a line each.
 *
 * The columns are fixed beforehand; a name that is too long pushes its neighbours to the
 * right, and the line falls back into step as soon as it can.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "detail.h"
#include "number/format.h"
#include "report.h"
#include "scratch.h"

/* A verdict in the light of what was expected, from the lightest to the gravest. */
enum word {
    RIGHT = SECANT_RIGHT,
    BREAKS = SECANT_VERDICTS, /* a naive form, as expected */
    CAUGHT,                   /* a deliberate mistake, as expected */
    MISSED,                   /* a deliberate mistake */
    WORDS
};

#define GREEN   "\033[32m"
#define YELLOW  "\033[33m"
#define RED     "\033[31m"
#define MAGENTA "\033[35m"
#define PLAIN   "\033[0m"

static const struct {
    const char *text, *color;
} words[WORDS] = {
    [SECANT_RIGHT] = {"right", GREEN},   [SECANT_TRANSPOSED] = {"transposed", YELLOW},
    [SECANT_WRONG] = {"wrong", RED},     [SECANT_UNDECIDED] = {"undecided", YELLOW},
    [SECANT_ERROR] = {"error", MAGENTA}, [BREAKS] = {"breaks", YELLOW},
    [CAUGHT] = {"caught", GREEN},        [MISSED] = {"MISSED", RED},
};

static const char *const precisions[] = {"float", "double", "extended"};
enum { PRECISIONS = sizeof precisions / sizeof *precisions };

/* What the claims of one case came to in one precision. */
struct finding {
    size_t claims;
    enum word word;  /* the gravest */
    bool unexpected; /* it is not as expected */
    double power;    /* the worst of those that are right */
};

enum section { NOTHING_YET, CASES, MISTAKES, FORMULAS, CLAIMS, TYPED };

struct text {
    bool color;
    int verbose;
    enum section section;
    bool after_block; /* the last thing written was a block of detail */

    char *name; /* the case at hand; NULL: none */
    char *mistake;
    bool planted;     /* it is one of the deliberate mistakes */
    bool of_formulas; /* it is a case of a file */
    long verdicts[SECANT_VERDICTS];
    struct finding finding[PRECISIONS];
    FILE *blocks; /* of the case at hand */
    int block_count;

    long points, decided, entries;
    size_t broken;       /* claims of naive forms */
    bool code, formulas; /* there were claims of that kind */
    const char *problem;
};

static const char no_memory[] = "not enough memory for the text report";
static const char no_scratch[] = "cannot write the temporary file of the text report";
static const char planted_prefix[] = "wrong/";

/* Where each column begins; nothing should go beyond the last. */
enum { CASE = 2, COUNT = 38, FINDING = 46, FINDING_WIDTH = 14 };
enum { CAUGHT_AT = 36, SENTENCE = 46 };
enum { CLAIM = 36, VERDICT = 62, AGREEMENT = 74, DECIDED = 85 };
enum { INDENT = 6, WIDTH = 100 };

static void *create(void) { return calloc(1, sizeof(struct text)); }

static void forget_case(struct text *t)
{
    free(t->name);
    free(t->mistake);
    t->name = t->mistake = NULL;
    t->planted = t->of_formulas = false;
    t->block_count = 0;
    memset(t->verdicts, 0, sizeof t->verdicts);
    for (int p = 0; p < PRECISIONS; p++)
        t->finding[p] = (struct finding){.power = (double)NAN};
}

static void destroy(void *state)
{
    struct text *t = state;
    if (!t)
        return;
    forget_case(t);
    if (t->blocks)
        fclose(t->blocks);
    free(t);
}

/* ---------- cells of a line */

static void paint(const struct text *t, FILE *out, const char *code)
{
    if (t->color)
        fputs(code, out);
}

static int colored_cell(const struct text *t, FILE *out, int column, int start,
                        const char *text, const char *color)
{
    column = secant_go_to(out, column, start);
    paint(t, out, color);
    column += secant_write_visible(out, text);
    paint(t, out, PLAIN);
    return column;
}

/* The first cell; a mark before it where something is not as expected. */
static int first_cell(FILE *out, bool unexpected, const char *text)
{
    fputs(unexpected ? "! " : "  ", out);
    return CASE + secant_write_visible(out, text);
}

/* ---------- the sections */

static void begin(void *state, FILE *out, const struct secant_run *run)
{
    struct text *t = state;
    forget_case(t);
    t->color = run->color;
    t->verbose = run->verbose;
    fputs("Secant ", out);
    secant_write_visible(out, run->version ? run->version : "(unknown version)");
    fprintf(out, ", seed %llu", (unsigned long long)run->seed);
    if (run->points > 0)
        fprintf(out, ", %ld %s a claim", run->points,
                run->points == 1 ? "point" : "points");
    fputs(run->sharp ? ", sharp" : "", out);
    if (run->options && *run->options) {
        fputs(", options ", out);
        secant_write_visible(out, run->options);
    }
    fputc('\n', out);
}

static void write_heads(FILE *out, enum section section)
{
    int column = 0;
    if (section == CASES) {
        column = secant_write_cell(out, column, CASE, "case");
        column = secant_write_cell(out, column, COUNT, "claims");
        for (int p = 0; p < PRECISIONS; p++)
            column =
                secant_write_cell(out, column, FINDING + p * FINDING_WIDTH, precisions[p]);
    } else if (section == MISTAKES) {
        fputs("Deliberate mistakes: each must be caught, unless it is below what its "
              "precision can show.\n\n",
              out);
        column = secant_write_cell(out, column, CASE, planted_prefix);
        column = secant_write_cell(out, column, CAUGHT_AT, "caught?");
        secant_write_cell(out, column, SENTENCE, "what is wrong");
    } else if (section == FORMULAS) {
        column = secant_write_cell(out, column, CASE, "case of formulas");
        column = secant_write_cell(out, column, COUNT, "claims");
        secant_write_cell(out, column, FINDING, "verdicts");
    } else {
        column = secant_write_cell(out, column, CASE, "case");
        column = secant_write_cell(out, column, CLAIM, "claim");
        column = secant_write_cell(out, column, VERDICT, "verdict");
        column = secant_write_cell(out, column, AGREEMENT, "agreement");
        secant_write_cell(out, column, DECIDED, "decided");
    }
    fputc('\n', out);
}

static void open_section(struct text *t, FILE *out, enum section section)
{
    if (t->section != section || t->after_block)
        fputc('\n', out);
    if (t->section != section && section != TYPED)
        write_heads(out, section);
    t->section = section;
    t->after_block = false;
}

/* ---------- one claim */

static bool ends_in(const char *text, const char *end)
{
    size_t length = text ? strlen(text) : 0, most = strlen(end);
    return length >= most && strcmp(text + length - most, end) == 0;
}

static enum word word_of(const struct secant_result *r)
{
    bool as_expected = r->verdict == r->expected;
    if (r->mistake_planted)
        return as_expected ? CAUGHT : MISSED;
    if (as_expected && r->verdict == SECANT_WRONG && ends_in(r->name, "_naive"))
        return BREAKS;
    return (enum word)r->verdict;
}

/* " [double]"; nothing for NULL or "". */
static int write_bracketed(FILE *out, const char *text)
{
    if (!text || !*text)
        return 0;
    fputs(" [", out);
    int columns = 3 + secant_write_visible(out, text);
    fputc(']', out);
    return columns;
}

static int write_claim(FILE *out, const struct secant_result *r)
{
    int columns = secant_write_visible(out, r->claim);
    return columns + write_bracketed(out, r->precision);
}

static void write_block(const struct text *t, FILE *out, const struct secant_result *r)
{
    if (r->verdict != r->expected) {
        fprintf(out, "%*s", INDENT, "");
        write_claim(out, r);
        fprintf(out, ": %s where %s was expected\n", secant_verdict_name(r->verdict),
                secant_verdict_name(r->expected));
    }
    secant_write_detail(out, r, INDENT, t->verbose > 0);
}

/* The relative error that would have been caught; "-" where nothing is known. */
static const char *format_power(double power, char text[SECANT_NUMBER_SIZE])
{
    return isfinite(power) ? secant_format_scientific(power, 1, text) : "-";
}

/* A claim that somebody has just typed: it is always shown in full. */
static bool is_of_command_line(const struct secant_result *r)
{
    return r->file && strcmp(r->file, "claim") == 0;
}

static void claim_line(struct text *t, FILE *out, const struct secant_result *r)
{
    char power[SECANT_NUMBER_SIZE], decided[64];
    enum word word = word_of(r);
    bool unexpected = r->verdict != r->expected;
    long count = r->right + r->wrong;
    snprintf(decided, sizeof decided, "%ld of %ld", count, count + r->undecided);

    if (is_of_command_line(r)) {
        open_section(t, out, TYPED);
        colored_cell(t, out, 0, 0, words[word].text, words[word].color);
        fputs(": ", out);
        write_claim(out, r);
        fputc('\n', out);
        secant_write_detail(out, r, INDENT, t->verbose > 0);
        t->after_block = true;
        return;
    }
    open_section(t, out, CLAIMS);
    int column = first_cell(out, unexpected, r->name);
    column += write_bracketed(out, r->id);
    column = secant_go_to(out, column, CLAIM);
    column += write_claim(out, r);
    column = colored_cell(t, out, column, VERDICT, words[word].text, words[word].color);
    column = secant_write_cell(out, column, AGREEMENT,
                               format_power(word == RIGHT ? r->power : (double)NAN, power));
    secant_write_cell(out, column, DECIDED, decided);
    fputc('\n', out);
    if (unexpected || t->verbose > 0) {
        write_block(t, out, r);
        t->after_block = true;
    }
}

/* ---------- one case */

static bool is_graver(enum word word, bool unexpected, const struct finding *than)
{
    return unexpected == than->unexpected ? word > than->word : unexpected;
}

static void gather(struct text *t, const struct secant_result *r, struct finding *f)
{
    enum word word = word_of(r);
    bool unexpected = r->verdict != r->expected;
    if (is_graver(word, unexpected, f)) {
        f->word = word;
        f->unexpected = unexpected;
    }
    f->claims++;
    if (word == RIGHT)
        f->power = fmax(f->power, r->power);
    t->planted = t->planted || r->mistake_planted;
    if (r->mistake && !t->mistake && !(t->mistake = strdup(r->mistake)))
        t->problem = no_memory;
    if (!unexpected)
        return;
    if (!t->blocks && !(t->blocks = tmpfile())) {
        t->problem = no_scratch;
        return;
    }
    if (t->block_count++ > 0)
        fputc('\n', t->blocks);
    write_block(t, t->blocks, r);
}

static void case_line(const struct text *t, FILE *out, bool unexpected)
{
    size_t claims = 0;
    char count[32], power[SECANT_NUMBER_SIZE];
    for (int p = 0; p < PRECISIONS; p++)
        if (t->finding[p].claims > claims)
            claims = t->finding[p].claims;
    snprintf(count, sizeof count, "%6zu", claims);
    int column = secant_write_cell(out, first_cell(out, unexpected, t->name), COUNT, count);
    for (int p = 0; p < PRECISIONS; p++) {
        const struct finding *f = &t->finding[p];
        int start = FINDING + p * FINDING_WIDTH;
        if (f->claims == 0) {
            column = secant_write_cell(out, column, start, "-");
            continue;
        }
        column =
            colored_cell(t, out, column, start, words[f->word].text, words[f->word].color);
        if (f->word == RIGHT)
            column += fprintf(out, " %s", format_power(f->power, power));
    }
    fputc('\n', out);
}

static bool is_prefixed(const char *name)
{
    return strncmp(name, planted_prefix, sizeof planted_prefix - 1) == 0;
}

/* In a derivative with a deliberate mistake all is right as expected only where the mistake
 * is too small to be seen. */
static const char *word_of_mistake(const struct finding *f)
{
    return f->word == RIGHT ? "below" : words[f->word].text;
}

/* "caught", or "caught; float below" where the precisions differ: the gravest first. */
static void mistake_line(const struct text *t, FILE *out, bool unexpected)
{
    const struct finding *gravest = NULL, *f;
    for (f = t->finding; f < t->finding + PRECISIONS; f++)
        if (f->claims && (!gravest || is_graver(f->word, f->unexpected, gravest)))
            gravest = f;
    if (!gravest)
        return;
    size_t skipped = is_prefixed(t->name) ? sizeof planted_prefix - 1 : 0;
    int column = first_cell(out, unexpected, t->name + skipped);
    column = colored_cell(t, out, column, CAUGHT_AT, word_of_mistake(gravest),
                          gravest->word == RIGHT ? PLAIN : words[gravest->word].color);
    for (f = t->finding; f < t->finding + PRECISIONS; f++)
        if (f->claims && f->word != gravest->word)
            column +=
                fprintf(out, "; %s %s", precisions[f - t->finding], word_of_mistake(f));
    if (t->mistake)
        secant_write_wrapped(out, column, SENTENCE, WIDTH, t->mistake);
    fputc('\n', out);
}

/* How many claims of a case of formulas came out how. */
static void formula_line(const struct text *t, FILE *out, bool unexpected)
{
    char count[32];
    const char *separator = "";
    int column = first_cell(out, unexpected, t->name);
    snprintf(count, sizeof count, "%6zu", t->finding[0].claims);
    column = secant_write_cell(out, column, COUNT, count);
    secant_write_cell(out, column, FINDING, "");
    for (int v = 0; v < SECANT_VERDICTS; v++)
        if (t->verdicts[v] > 0) {
            fprintf(out, "%s%ld %s", separator, t->verdicts[v],
                    secant_verdict_name((enum secant_verdict)v));
            separator = ", ";
        }
    fputs(unexpected ? "\n" : ", as expected\n", out);
}

static void copied(void *out, const char *bytes, size_t count)
{
    fwrite(bytes, 1, count, out);
}

static void finish_case(struct text *t, FILE *out)
{
    bool unexpected = false;
    if (!t->name || t->problem)
        return;
    for (int p = 0; p < PRECISIONS; p++)
        unexpected = unexpected || t->finding[p].unexpected;
    if (unexpected || t->verbose >= 0) {
        bool planted = t->planted || is_prefixed(t->name);
        open_section(t, out, t->of_formulas ? FORMULAS : planted ? MISTAKES : CASES);
        (t->of_formulas ? formula_line
         : planted      ? mistake_line
                        : case_line)(t, out, unexpected);
    }
    if (t->block_count > 0) {
        if (!secant_scratch_take(t->blocks, copied, out))
            t->problem = no_scratch;
        t->after_block = true;
    }
    forget_case(t);
}

static int precision_of(const struct secant_result *r)
{
    int p = PRECISIONS;
    while (r->precision && p > 0)
        if (strcmp(precisions[--p], r->precision) == 0)
            return p;
    return -1;
}

static void result(void *state, FILE *out, const struct secant_result *r)
{
    struct text *t = state;
    t->formulas = t->formulas || r->file;
    t->code = t->code || !r->file;
    bool in_file = r->file && !is_of_command_line(r);
    int precision = t->verbose > 0 ? -1 : in_file ? 0 : precision_of(r);
    const char *name = r->name ? r->name : "-";
    t->points += r->points;
    t->decided += r->right + r->wrong;
    t->entries += r->right + r->wrong + r->undecided;
    t->broken += word_of(r) == BREAKS;

    if (precision < 0 || (t->name && strcmp(t->name, name) != 0))
        finish_case(t, out);
    if (t->problem)
        return;
    if (precision < 0) {
        if (t->verbose >= 0 || r->verdict != r->expected)
            claim_line(t, out, r);
        return;
    }
    t->of_formulas = in_file;
    t->verdicts[r->verdict]++;
    if (!t->name && !(t->name = strdup(name)))
        t->problem = no_memory;
    else
        gather(t, r, &t->finding[precision]);
}

/* ---------- the summary */

static const char *plural(long count) { return count == 1 ? "" : "s"; }

/* "2 right, 3 wrong" for the verdicts that occurred, "right" always. */
static void write_counts(FILE *out, const struct secant_summary *s)
{
    const char *separator = "";
    for (int v = 0; v < SECANT_VERDICTS; v++)
        if (s->count[v] || v == SECANT_RIGHT) {
            fprintf(out, "%s%zu %s", separator, s->count[v],
                    secant_verdict_name((enum secant_verdict)v));
            separator = ", ";
        }
    fputc('.', out);
}

static void write_outcome(const struct text *t, FILE *out, const struct secant_summary *s)
{
    if (s->claims == 0) {
        paint(t, out, YELLOW);
        fputs("Nothing was checked, and nothing was checked is never right.", out);
    } else if (s->expected == s->claims) {
        paint(t, out, GREEN);
        fputs(s->claims == 1 ? "It is as expected: " : "All are as expected: ", out);
        write_counts(out, s);
    } else {
        paint(t, out, RED);
        fprintf(out, "%zu as expected, %zu decided otherwise, %zu left open: ", s->expected,
                s->unexpected, s->unresolved);
        write_counts(out, s);
        fputs("\nLook for the lines that begin with !", out);
    }
    paint(t, out, PLAIN);
    fputc('\n', out);
    if (s->mistakes)
        fprintf(out, "Of %zu claim%s with a deliberate mistake, %zu %s caught.\n",
                s->mistakes, plural((long)s->mistakes), s->caught,
                s->caught == 1 ? "was" : "were");
}

static void end(void *state, FILE *out, const struct secant_summary *s)
{
    struct text *t = state;
    char seconds[SECANT_NUMBER_SIZE];
    finish_case(t, out);
    if (t->problem)
        return;
    fputc('\n', out);
    if (s->interrupted)
        fputs("Interrupted: what follows counts only what was finished.\n", out);
    fprintf(out,
            "Checked %zu claim%s at %ld point%s in %s s: %ld of %ld entries decided.\n",
            s->claims, plural((long)s->claims), t->points, plural(t->points),
            secant_format_fixed(s->seconds, 1, seconds), t->decided, t->entries);
    write_outcome(t, out, s);
    if (t->verbose < 0)
        return;
    if (t->code)
        fputs("\nright 4e-3: no point refutes the claim; a relative error of 4e-3 in any "
              "entry "
              "would be caught.\n"
              "wrong: a point refutes the claim; --verbose shows it, with a command that "
              "repeats it.\n",
              out);
    if (t->formulas)
        fputs("\nright: at every point that was decided, the two sides agree to 60 bits or "
              "as "
              "many as were\n       asked for, within proved bounds.\n"
              "wrong: disproved at the point that is shown; no tolerance is involved.\n",
              out);
    if (t->broken)
        fputs("breaks: a naive form that overflows, as --verbose explains.\n", out);
}

static const char *problem(void *state) { return ((struct text *)state)->problem; }

const struct secant_report secant_report_text = {
    .name = "text",
    .description = "for people: one line a case, with a block where there is more to see",
    .create = create,
    .destroy = destroy,
    .begin = begin,
    .result = result,
    .end = end,
    .problem = problem,
};
