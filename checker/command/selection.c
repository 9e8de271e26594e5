/* SPDX-License-Identifier: MIT */
#include "selection.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "kernel_jobs.h"

/* ---------- what a word is */

static bool is_kernel(const char *word) { return kernel_job_signature(word) != NULL; }

static bool is_path(const char *word)
{
    struct stat status;
    size_t length = strlen(word);
    return (length > 5 && strcmp(word + length - 5, ".case") == 0) ||
           stat(word, &status) == 0;
}

/* A claim says that something equals or exceeds something; no name does. */
static bool is_claim(const char *word)
{
    return strpbrk(word, "=<>~ ") != NULL || strstr(word, "\xe2\x89") != NULL;
}

static void suggest_kernel(const char *word)
{
    size_t count;
    const char **name = kernel_job_names(&count);
    const char *near = name ? nearest_name(word, name, count) : NULL;
    if (near)
        complain("there is no kernel or file '%s'; did you mean %s?", word, near);
    else
        complain("there is no kernel or file '%s'; see secant list", word);
    free(name);
}

/* ---------- adding */

static bool add_kernels(struct selection *s, const struct options *o, char *const *name,
                        int names)
{
    struct kernel_choice choice = {o->only, o->precision, name, names};
    if (kernel_jobs_add(&s->jobs, &choice))
        return true;
    complain("out of memory");
    return false;
}

static bool add_shipped(struct selection *s, const struct options *o)
{
    if (!add_kernels(s, o, NULL, 0))
        return false;
    char *folder = o->precision ? NULL : claim_shipped_folder();
    bool good = !folder || claim_jobs_add_path(&s->jobs, &s->files, folder, o->only);
    free(folder);
    return good;
}

static bool add_word(struct selection *s, const struct options *o, char *word)
{
    if (is_kernel(word))
        return add_kernels(s, o, &word, 1);
    if (is_path(word))
        return claim_jobs_add_path(&s->jobs, &s->files, word, o->only);
    if (is_claim(word))
        return claim_jobs_add_text(&s->jobs, &s->files, word);
    suggest_kernel(word);
    return false;
}

bool selection_make(struct selection *s, const struct options *o)
{
    *s = (struct selection){0};
    bool good = o->words > 0 || add_shipped(s, o);
    for (int i = 0; i < o->words && good; i++)
        good = add_word(s, o, o->word[i]);
    if (good && s->jobs.count == 0 && s->files.faulty) {
        good = false; /* it was said why */
    } else if (good && s->jobs.count == 0 && s->files.count > 0 && !o->only) {
        complain("nothing is claimed: expected a line such as 'claim d/dx x^2 = 2 x'");
        good = false;
    } else if (good && s->jobs.count == 0) {
        complain("nothing matches%s%s%s; see secant list", o->only ? " --only " : "",
                 o->only ? o->only : "", o->precision ? " in this precision" : "");
        good = false;
    }
    return good;
}

void selection_finish(struct selection *s)
{
    job_list_finish(&s->jobs);
    claim_files_finish(&s->files);
}
