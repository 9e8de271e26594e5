/* SPDX-License-Identifier: MIT */
#include "subject/attempt.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number/format.h"
#include "sample/point.h"

enum {
    ENOUGH = 3,     /* points at which every entry must be decided */
    FILLING = 2,    /* times the points, drawn to cover every entry */
    INEQUALITY = 8, /* times the points, for claims with < or > */
    DIRECTIONS = 3, /* in which a refuted point is moved to see whether it is isolated, */
    SCALES = 3,     /* and how far */
    TALLY = 1 << 10 /* the first size of the table of entries, a power of two */
};

/* ---------- how often each entry was decided */

struct tally {
    uint64_t key;
    unsigned exists, right;
};

/* A hash table, never more than half full. */
struct tallies {
    struct tally *slot;
    size_t slots, used;
};

static uint64_t key_of(const struct language_entry *e)
{
    uint64_t hash = 0xcbf29ce484222325 ^ (uint64_t)e->pair;
    for (int r = 0; r < e->rank && r < 8; r++)
        hash = (hash ^ (uint64_t)e->index[r]) * 0x100000001b3;
    hash = (hash ^ (uint64_t)e->rank) * 0x100000001b3;
    return hash ? hash : 1;
}

static struct tally *find_slot(const struct tallies *t, uint64_t key)
{
    size_t at = key & (t->slots - 1);
    while (t->slot[at].key && t->slot[at].key != key)
        at = (at + 1) & (t->slots - 1);
    return &t->slot[at];
}

static bool grow_tallies(struct tallies *t)
{
    struct tallies larger = {.slots = t->slots ? 2 * t->slots : TALLY, .used = t->used};
    larger.slot = calloc(larger.slots, sizeof *larger.slot);
    if (!larger.slot)
        return false;
    for (size_t k = 0; k < t->slots; k++)
        if (t->slot[k].key)
            *find_slot(&larger, t->slot[k].key) = t->slot[k];
    free(t->slot);
    *t = larger;
    return true;
}

/* NULL without memory. Valid until the next call. */
static struct tally *tally_of(struct tallies *t, const struct language_entry *e)
{
    if (2 * t->used >= t->slots && !grow_tallies(t))
        return NULL;
    uint64_t key = key_of(e);
    struct tally *slot = find_slot(t, key);
    t->used += slot->key == 0;
    slot->key = key;
    return slot;
}

static bool all_covered(const struct tallies *t)
{
    for (size_t k = 0; k < t->slots; k++) {
        const struct tally *slot = &t->slot[k];
        unsigned least = slot->exists < ENOUGH ? slot->exists : ENOUGH;
        if (slot->key && slot->right < least)
            return false;
    }
    return true;
}

/* ---------- what is found on the way */

struct judging {
    struct attempt *attempt;
    const struct attempt_options *options;
    struct tallies tallies;
    struct certificate certificate;
    const char *open_reason;
    bool several_sizes, any_inputs, any_sizes, degenerate_failure;
    struct scene_numbers first_numbers; /* of the first point that decided something */
    long decided_points;                /* but for degenerate ones */
    bool held_somewhere, failed_somewhere;
};

static void add_caveat(struct attempt *a, const char *text)
{
    for (int k = 0; k < a->caveats; k++)
        if (strcmp(a->caveat[k], text) == 0)
            return;
    if (a->caveats < SECANT_MAX_CAVEATS)
        snprintf(a->caveat[a->caveats++], sizeof a->caveat[0], "%s", text);
}

static struct secant_coverage *regime_of(struct attempt *a, const char *name)
{
    for (int k = 0; k < a->regimes; k++)
        if (a->coverage[k].regime == name)
            return &a->coverage[k];
    if (a->regimes == SECANT_MAX_REGIMES)
        return &a->coverage[SECANT_MAX_REGIMES - 1];
    a->coverage[a->regimes] = (struct secant_coverage){.regime = name};
    return &a->coverage[a->regimes++];
}

static double middle(const arb_t ball) { return arf_get_d(arb_midref(ball), ARF_RND_NEAR); }

static double radius(const arb_t ball) { return mag_get_d(arb_radref(ball)); }

static struct secant_element element_of(const struct language_entry *e,
                                        const struct scene_finding *found,
                                        const struct certificate *c)
{
    struct secant_element element = {.reason = found->reason};
    element.rank = e->rank < SECANT_MAX_RANK ? e->rank : SECANT_MAX_RANK;
    for (int r = 0; r < element.rank; r++)
        element.index[r] = (size_t)e->index[r];
    element.claimed = middle(c->claim);
    element.measured = middle(c->slope);
    element.bar = radius(c->slope);
    element.step = found->by_secant ? ldexp(1, (int)c->half) : 0;
    return element;
}

/* The proof in words: which balls, on which segment. */
static void write_certificate(char *text, const struct scene_finding *found,
                              const struct certificate *c)
{
    char centre[SECANT_NUMBER_SIZE], slope[SECANT_NUMBER_SIZE], claim[SECANT_NUMBER_SIZE];
    secant_format_rounded(middle(c->slope), 17, slope);
    secant_format_rounded(middle(c->claim), 17, claim);
    if (found->by_secant)
        snprintf(text, ATTEMPT_TEXT,
                 "on %.40s +- 2^%ld the slope is %.40s and the claim %.40s, within proved "
                 "bounds (%ld bits)",
                 secant_format_shortest(arf_get_d(c->centre, ARF_RND_NEAR), centre),
                 (long)c->half, slope, claim, (long)c->precision);
    else
        snprintf(text, ATTEMPT_TEXT,
                 "the sides are %.40s and %.40s, within proved bounds (%ld bits)", slope,
                 claim, (long)c->precision);
}

static void keep_refutation(struct attempt *a, const struct language_entry *e,
                            const struct scene_finding *found, const struct certificate *c)
{
    a->entry = *e;
    a->has_worst = true;
    a->worst = element_of(e, found, c);
    a->agreement = c->agreement;
    write_certificate(a->certificate, found, c);
}

/* ---------- isolated points */

/* Moves an input a little, within what it may hold. */
static void nudge(const struct scene *scene, const struct language_input *input,
                  slong scale, struct secant_random *random, double *x)
{
    if (input->limit) /* stands for no symbol */
        return;
    const struct language_symbol *symbol = &scene->reading->subject->symbol[input->symbol];
    bool unit = symbol->numbers == NUMBERS_PROBABILITY || symbol->numbers == NUMBERS_TARGET;
    bool ranged = symbol->ranged && !input->hidden;
    double least = ranged ? symbol->least : unit ? 0 : -HUGE_VAL;
    double most = ranged ? symbol->most : unit ? 1 : HUGE_VAL;
    double width = isinf(most) ? 1 : most - least;
    if (!input->hidden && symbol->numbers == NUMBERS_DISTRIBUTION) {
        for (int i = 1; i < input->count; i++) /* what one gains another one loses */
            if (fmin(x[i], x[i - 1]) >= 0x1p-10) {
                double share = ldexp(secant_random_uniform(random, 4), -(int)scale - 2);
                x[i] += share;
                x[i - 1] -= share;
            }
        return;
    }
    if (symbol->numbers == NUMBERS_INTEGER)
        return;
    for (int i = 0; i < input->count; i++) {
        double step =
            ldexp(2 * secant_random_uniform(random, 12) - 1 + 0x1p-14, -(int)scale) * width;
        double size = fabs(x[i]);
        if (!input->hidden && symbol->numbers == NUMBERS_POSITIVE)
            step *= size < 1 ? size : 1;
        if (size > 1)
            step *= size;
        if (x[i] + step < least || x[i] + step > most)
            step = -step;
        x[i] += step;
    }
}

/* How far a point is moved: from 2^-10 down to 2^-(bits - 10), beyond which a secant might
 * see the point that was left. */
static slong scale_of(const struct judging *j, int which)
{
    slong most = j->options->demand.bits - 10;
    return most <= 10 ? most : 10 + which * (most - 10) / (SCALES - 1);
}

/* A refuted point may be isolated: a kink, a tie, a border between two cases. What fails
 * nowhere beside it, far or near, is a convention. */
static bool is_isolated(struct judging *j, struct scene *scene,
                        const struct language_entry *e)
{
    struct scene_finding found;
    int slots = scene->instance->slots, held = 0;
    if (slots == 0)
        return false;
    double *kept = malloc((size_t)slots * sizeof *kept);
    struct secant_random random;
    if (!kept)
        return false;
    memcpy(kept, scene->x, (size_t)slots * sizeof *kept);
    secant_random_start(&random, j->options->seed, (uint64_t)scene->index);
    bool isolated = true;
    for (int d = 0; d < DIRECTIONS * SCALES && isolated; d++) {
        memcpy(scene->x, kept, (size_t)slots * sizeof *kept);
        for (int k = 0; k < scene->instance->inputs; k++) {
            const struct language_input *input = &scene->instance->input[k];
            nudge(scene, input, scale_of(j, d / DIRECTIONS), &random,
                  scene->x + input->first);
        }
        scene_load(scene);
        if (!scene_is_admitted(scene))
            continue;
        found = scene_judge(scene, e, &j->options->demand, &j->certificate);
        isolated = found.outcome != SCENE_FAILS;
        held += found.outcome == SCENE_HOLDS || found.outcome == SCENE_SKIPPED;
    }
    memcpy(scene->x, kept, (size_t)slots * sizeof *kept);
    scene_load(scene);
    free(kept);
    return isolated && held == DIRECTIONS * SCALES;
}

/* ---------- one point */

/* What the points that decide something have in common. */
static void learn_sizes(struct judging *j, const struct scene *scene)
{
    if (j->decided_points++ == 0)
        j->first_numbers = scene->numbers;
    j->several_sizes =
        j->several_sizes ||
        memcmp(j->first_numbers.size, scene->numbers.size, sizeof scene->numbers.size) != 0;
}

static void count_right(struct judging *j, const struct language_entry *e,
                        const struct scene_finding *found, struct tally *tally)
{
    struct attempt *a = j->attempt;
    a->right++;
    j->held_somewhere = true;
    if (tally)
        tally->right++;
    if (!a->has_worst || j->certificate.agreement < a->agreement) {
        a->has_worst = true;
        a->agreement = j->certificate.agreement;
        a->worst = element_of(e, found, &j->certificate);
    }
}

/* Whether a size is 1 that the case doesn't ask to be: what fails there is a caveat. */
static bool is_degenerate(const struct scene *scene)
{
    const struct language_case *c = scene->reading->subject;
    bool one = false;
    for (int k = 0; k < c->symbols; k++)
        one = one || (c->symbol[k].kind == SYMBOL_SIZE && !c->symbol[k].ranged &&
                      scene->numbers.size[c->symbol[k].size] == 1);
    return one && secant_regime_is_degenerate(scene->regime);
}

/* Takes the scene over when it refutes the claim. */
static bool judge_point(struct judging *j, struct scene *scene)
{
    struct attempt *a = j->attempt;
    bool degenerate = is_degenerate(scene), decided = false;
    bool exists = scene->reading->exists;
    struct secant_coverage *regime = regime_of(a, secant_regimes[scene->regime]);
    a->points++;
    regime->points++;
    if (!scene_is_admitted(scene)) {
        j->open_reason = "no point met the assumptions";
        a->undecided++;
        regime->undecided++;
        return true;
    }
    for (int k = 0; k < scene->instance->entries; k++) {
        const struct language_entry *e = &scene->instance->entry[k];
        struct scene_finding found =
            scene_judge(scene, e, &j->options->demand, &j->certificate);
        if (found.outcome == SCENE_NO_MEMORY)
            return false;
        if (found.outcome == SCENE_LATE)
            return true;
        if (found.outcome == SCENE_SKIPPED)
            continue;
        struct tally *tally = tally_of(&j->tallies, e);
        if (!tally)
            return false;
        tally->exists += !degenerate;
        if (found.caveat)
            add_caveat(a, found.caveat);
        if (found.outcome == SCENE_HOLDS) {
            count_right(j, e, &found, degenerate ? NULL : tally);
            regime->right++;
            decided = true;
            continue;
        }
        if (found.outcome == SCENE_FAILS) {
            j->failed_somewhere = true;
            if (degenerate || exists) {
                j->degenerate_failure = j->degenerate_failure || degenerate;
            } else {
                struct attempt refutation = *a;
                keep_refutation(&refutation, e, &found, &j->certificate);
                if (!is_isolated(j, scene, e)) {
                    *a = refutation;
                    a->wrong++;
                    regime_of(a, secant_regimes[scene->regime])->wrong++;
                    a->scene = *scene;
                    *scene = (struct scene){0};
                    return true;
                }
                add_caveat(
                    a, "fails at isolated points, such as a kink or a tie: a convention");
            }
            found.reason = "fails at an isolated point";
        }
        a->undecided++;
        regime->undecided++;
        j->open_reason = found.reason;
    }
    if (decided && !degenerate)
        learn_sizes(j, scene);
    return true;
}

/* ---------- all points */

/* An index out of its axis at some sizes: a mistake of the claim, shown by these sizes. */
static void keep_problem(struct attempt *a, struct scene *scene)
{
    bool mistake = problem_is_mistake(&scene->problem);
    a->verdict = mistake ? SECANT_WRONG : SECANT_ERROR;
    snprintf(mistake ? a->mistake : a->reason, ATTEMPT_TEXT, "%s", scene->problem.message);
    a->scene = *scene;
    *scene = (struct scene){0};
}

static void learn_inputs(struct judging *j, const struct scene *scene)
{
    const struct language_case *c = scene->reading->subject;
    j->any_sizes = false;
    for (int s = 0; s < c->symbols; s++)
        j->any_sizes = j->any_sizes ||
                       (c->symbol[s].kind == SYMBOL_SIZE &&
                        !(c->symbol[s].ranged && c->symbol[s].least == c->symbol[s].most));
    for (int s = 0; s < c->symbols && !j->any_inputs; s++)
        j->any_inputs = (c->symbol[s].numbers == NUMBERS_CLASS ||
                         c->symbol[s].numbers == NUMBERS_INTEGER) &&
                        !c->symbol[s].body;
    j->any_inputs = j->any_inputs || j->any_sizes ||
                    (scene->instance && scene->instance->slots);
}

static bool visit(struct judging *j, const struct language_reading *reading, long index,
                  bool *ended)
{
    struct attempt *a = j->attempt;
    struct scene scene;
    *ended = false;
    if (!scene_draw(&scene, reading, &j->options->limit, j->options->seed, index)) {
        scene_clear(&scene);
        return false;
    }
    bool good = true;
    if (scene.instance) {
        learn_inputs(j, &scene);
        good = judge_point(j, &scene);
        *ended = a->wrong > 0 || !j->any_inputs || (reading->exists && j->held_somewhere);
    } else if (!secant_regime_is_degenerate(scene.regime)) {
        keep_problem(a, &scene);
        *ended = true;
    }
    scene_clear(&scene);
    return good;
}

static bool stopped(const struct attempt_options *o)
{
    return o->limit.reached && o->limit.reached(o->limit.context);
}

/* Whether more points could add nothing to what `conclude` asks for. */
static bool is_enough(const struct judging *j)
{
    return all_covered(&j->tallies) && j->decided_points >= ENOUGH &&
           (j->several_sizes || !j->any_sizes);
}

static void conclude(struct judging *j, const struct language_reading *reading)
{
    struct attempt *a = j->attempt;
    const char *reason = NULL;
    if (a->verdict != SECANT_UNDECIDED)
        return; /* a problem was kept */
    if (a->wrong > 0)
        a->verdict = SECANT_WRONG;
    else if (reading->exists && j->held_somewhere)
        a->verdict = SECANT_RIGHT;
    else if (reading->exists && j->failed_somewhere)
        reason = "it holds at none of the points that were drawn";
    else if (a->right == 0)
        reason = j->open_reason ? j->open_reason : "nothing was checked";
    else if (!j->any_inputs)
        a->verdict = a->undecided == 0 ? SECANT_RIGHT : SECANT_UNDECIDED;
    else if (a->points < ENOUGH)
        reason = "fewer than three points were drawn";
    else if (j->decided_points < ENOUGH)
        reason = "decided at fewer than three points";
    else if (!all_covered(&j->tallies))
        reason = j->open_reason ? j->open_reason : "an entry was decided at too few points";
    else if (j->any_sizes && !j->several_sizes)
        reason = "decided for one draw of sizes only";
    else
        a->verdict = SECANT_RIGHT;
    if (a->verdict == SECANT_UNDECIDED)
        snprintf(a->reason, sizeof a->reason, "%s",
                 reason           ? reason
                 : j->open_reason ? j->open_reason
                                  : "");
    if (a->verdict == SECANT_RIGHT && j->degenerate_failure)
        add_caveat(a, "fails when a size is 1");
}

/* Claims about shapes are settled by the reading alone. */
static void settle_shapes(struct attempt *a, const struct language_reading *reading,
                          int *numeric)
{
    *numeric = 0;
    for (int p = 0; p < reading->pairs; p++) {
        const struct language_pair *pair = &reading->pair[p];
        if (!pair->shape) {
            ++*numeric;
        } else if (pair->holds) {
            a->right++;
        } else {
            char left[128], right[128];
            a->wrong++;
            read_shape_text(reading, &reading->node[pair->left].shape, left, sizeof left);
            read_shape_text(reading, &reading->node[pair->right].shape, right,
                            sizeof right);
            snprintf(a->mistake, sizeof a->mistake, "The shape is %s, not %s.", left,
                     right);
        }
    }
    if (a->wrong > 0)
        a->verdict = SECANT_WRONG;
    else if (*numeric == 0 && a->right > 0)
        a->verdict = SECANT_RIGHT;
}

/* An identity that fails does so almost everywhere; an inequality may hold at most points.
 */
static long points_for(const struct language_reading *reading, long points)
{
    for (int p = 0; p < reading->pairs; p++) {
        enum relation relation = reading->pair[p].relation;
        if (relation == RELATION_LESS || relation == RELATION_LESS_EQUAL ||
            relation == RELATION_GREATER || relation == RELATION_GREATER_EQUAL ||
            relation == RELATION_UNEQUAL)
            return INEQUALITY * points;
    }
    return points;
}

bool attempt_claim(struct attempt *a, const struct language_reading *reading,
                   const struct attempt_options *options)
{
    *a = (struct attempt){.verdict = SECANT_UNDECIDED, .agreement = HUGE_VAL};
    if (reading->problem.kind != PROBLEM_NONE) {
        bool mistake = problem_is_mistake(&reading->problem);
        a->verdict = mistake ? SECANT_WRONG : SECANT_ERROR;
        snprintf(mistake ? a->mistake : a->reason, ATTEMPT_TEXT, "%s",
                 reading->problem.message);
        return reading->problem.kind != PROBLEM_MEMORY;
    }
    for (int k = 0; k < reading->caveats; k++)
        add_caveat(a, reading->caveat[k]);
    int numeric;
    settle_shapes(a, reading, &numeric);
    if (a->verdict != SECANT_UNDECIDED)
        return true;

    struct judging j = {.attempt = a, .options = options};
    certificate_init(&j.certificate);
    bool good = true, ended = false;
    long points = points_for(reading, options->points);
    for (long i = 0; good && !ended && i < points && !stopped(options); i++)
        good = visit(&j, reading, i, &ended);
    for (long i = 0; good && !ended && i < FILLING * options->points && !stopped(options) &&
                     !is_enough(&j);
         i++)
        good = visit(&j, reading, SECANT_FILLING_POINT + i, &ended);
    if (good)
        conclude(&j, reading);
    certificate_clear(&j.certificate);
    free(j.tallies.slot);
    if (!good)
        attempt_clear(a);
    return good;
}

bool attempt_refutes(struct attempt *a, struct scene *scene,
                     const struct formula_demand *demand)
{
    struct certificate c;
    bool refuted = false;
    if (!scene->instance || !scene_is_admitted(scene))
        return false;
    certificate_init(&c);
    for (int k = 0; k < scene->instance->entries && !refuted; k++) {
        const struct language_entry *e = &scene->instance->entry[k];
        struct scene_finding found = scene_judge(scene, e, demand, &c);
        refuted = found.outcome == SCENE_FAILS;
        if (refuted)
            keep_refutation(a, e, &found, &c);
    }
    certificate_clear(&c);
    return refuted;
}

void attempt_clear(struct attempt *a) { scene_clear(&a->scene); }
