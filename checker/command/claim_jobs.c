/* SPDX-License-Identifier: MIT */
#include "claim_jobs.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "subject/claim.h"

enum { LARGEST_FILE = 16 << 20, LONGEST_PATH = 4096 };

/* ---------- jobs */

/* Where the claim of a job stands. */
struct claim_place {
    const struct language_file *file;
    const struct language_case *subject;
    int number;
};

static bool judge_claim(const struct secant_job *job, const struct judge_options *options,
                        struct judgement *judgement)
{
    const struct claim_place *place = job->context;
    return claim_judge(place->file, place->subject, place->number, options, judgement);
}

/* `words`: what names the file's claims on a command line; NULL: its path. */
static bool add_claims(struct job_list *list, const struct claim_file *kept,
                       const char *only, const char *words)
{
    const struct language_file *file = kept->file;
    struct claim_place *place = kept->place;
    for (int s = 0; s < file->subjects; s++) {
        const struct language_case *subject = &file->subject[s];
        for (int k = 0; k < subject->claims; k++) {
            const struct language_claim *claim = &subject->claim[k];
            if (claim->question)
                continue;
            if (only && fnmatch(only, subject->name, 0) != 0 &&
                (!claim->id || fnmatch(only, claim->id, 0) != 0))
                continue;
            *place = (struct claim_place){file, subject, k};
            struct secant_job job = {
                .name = subject->name,
                .words = words,
                .has_own_expectation = true,
                .context = place++,
                .work = judge_claim,
            };
            if (!job_list_add(list, &job))
                return false;
        }
    }
    return true;
}

/* Takes the file over. NULL without memory. */
static const struct claim_file *keep_file(struct claim_files *files,
                                          struct language_file *file)
{
    size_t claims = 1;
    for (int s = 0; file && s < file->subjects; s++)
        claims += (size_t)file->subject[s].claims;
    struct claim_place *place = file ? malloc(claims * sizeof *place) : NULL;
    if (place && files->count == files->room) {
        size_t room = files->room ? 2 * files->room : 16;
        struct claim_file *more = realloc(files->file, room * sizeof *more);
        if (more) {
            files->file = more;
            files->room = room;
        }
    }
    if (!place || files->count == files->room) {
        complain("out of memory");
        free(place);
        language_close(file);
        return NULL;
    }
    files->file[files->count] = (struct claim_file){file, place};
    return &files->file[files->count++];
}

static void say_problem(const char *name, const struct language_problem *problem)
{
    fprintf(stderr, "%s:%d:%d: %s\n", name, problem->line, problem->column,
            problem->message);
}

void claim_files_finish(struct claim_files *files)
{
    for (size_t k = 0; k < files->count; k++) {
        language_close(files->file[k].file);
        free(files->file[k].place);
    }
    free(files->file);
    *files = (struct claim_files){0};
}

/* ---------- files */

static char *read_text(const char *path)
{
    FILE *in = fopen(path, "rb");
    char *text = NULL;
    size_t length = 0, room = 0;
    if (!in) {
        complain("cannot read '%s': %s", path, strerror(errno));
        return NULL;
    }
    for (;;) {
        if (room - length < 4096) {
            room = room ? 2 * room : 16384;
            char *more = room > LARGEST_FILE ? NULL : realloc(text, room);
            if (!more) {
                complain("cannot read '%s': it is larger than %d MiB", path,
                         LARGEST_FILE >> 20);
                free(text);
                fclose(in);
                return NULL;
            }
            text = more;
        }
        size_t got = fread(text + length, 1, room - length - 1, in);
        length += got;
        if (got == 0)
            break;
    }
    if (ferror(in)) {
        complain("cannot read '%s': %s", path, strerror(errno));
        free(text);
        text = NULL;
    } else {
        text[length] = '\0';
        if (memchr(text, '\0', length)) {
            complain("cannot read '%s': it is not text (a zero byte)", path);
            free(text);
            text = NULL;
        }
    }
    fclose(in);
    return text;
}

static bool add_file(struct job_list *list, struct claim_files *files, const char *path,
                     const char *only)
{
    char *text = read_text(path);
    if (!text)
        return false;
    struct language_file *file = language_open(path, text);
    free(text);
    const struct claim_file *kept = keep_file(files, file);
    if (!kept)
        return false;
    for (int k = 0; k < file->problems; k++)
        say_problem(path, &file->problem[k]);
    files->faulty = files->faulty || file->problems > 0;
    if (file->subjects == 0 && file->problems == 0) {
        complain("'%s' holds no case: expected a line such as 'case NAME'", path);
        return false;
    }
    return add_claims(list, kept, only, NULL);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The entries of a folder by name, so that the order is that of every machine. */
static char **list_folder(const char *path, size_t *count)
{
    char **name = NULL;
    size_t room = 0;
    DIR *folder = opendir(path);
    *count = 0;
    if (!folder) {
        complain("cannot read the folder '%s': %s", path, strerror(errno));
        return NULL;
    }
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] == '.')
            continue;
        if (*count == room) {
            room = room ? 2 * room : 32;
            char **more = realloc(name, room * sizeof *more);
            if (!more)
                break;
            name = more;
        }
        name[*count] = strdup(entry->d_name);
        *count += name[*count] != NULL;
    }
    closedir(folder);
    if (name)
        qsort(name, *count, sizeof *name, by_name);
    return name;
}

static bool ends_in_case(const char *name)
{
    size_t length = strlen(name);
    return length > 5 && strcmp(name + length - 5, ".case") == 0;
}

bool claim_jobs_add_path(struct job_list *list, struct claim_files *files, const char *path,
                         const char *only)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        complain("cannot read '%s': %s", path, strerror(errno));
        return false;
    }
    if (!S_ISDIR(status.st_mode))
        return add_file(list, files, path, only);
    size_t count = 0;
    char **name = list_folder(path, &count);
    bool good = name != NULL || count == 0;
    for (size_t k = 0; name && k < count; k++) {
        char full[LONGEST_PATH];
        int length = snprintf(full, sizeof full, "%s/%s", path, name[k]);
        if (good && length > 0 && (size_t)length < sizeof full &&
            stat(full, &status) == 0 && (S_ISDIR(status.st_mode) || ends_in_case(name[k])))
            good = claim_jobs_add_path(list, files, full, only);
        free(name[k]);
    }
    free(name);
    return good;
}

/* ---------- the command line */

/* The message, and the claim with a mark below the column; of a long one, what is near. */
static void point_at(const char *text, const struct language_problem *problem)
{
    enum { AROUND = 60 };
    size_t at = problem->offset, begin = at > AROUND ? at - AROUND : 0, column = 0;
    size_t end = at + strnlen(text + at, AROUND);
    while (begin > 0 && ((unsigned char)text[begin] & 0xC0) == 0x80)
        begin--; /* no half characters */
    while (end > at && ((unsigned char)text[end] & 0xC0) == 0x80)
        end--;
    for (size_t k = begin; k < at; k++)
        column += ((unsigned char)text[k] & 0xC0) != 0x80;
    say_problem("claim", problem);
    fprintf(stderr, "  %.*s\n  %*s^\n", (int)(end - begin), text + begin, (int)column, "");
}

bool claim_jobs_add_text(struct job_list *list, struct claim_files *files, const char *text)
{
    struct language_file *file = language_open_claim("claim", text);
    const struct claim_file *kept = keep_file(files, file);
    if (!kept)
        return false;
    if (file->problems > 0) {
        point_at(text, &file->problem[0]);
        return false;
    }
    for (int s = 0; s < file->subjects; s++)
        for (int k = 0; k < file->subject[s].claims; k++) {
            const struct language_problem *problem = &file->subject[s].claim[k].problem;
            if (problem->kind == PROBLEM_NONE || problem_is_mistake(problem))
                continue;
            point_at(text, problem);
            return false;
        }
    return add_claims(list, kept, NULL, text);
}

/* ---------- what is shipped */

char *claim_shipped_folder(void)
{
    static const char *const beside[] = {"/../cases", "/../share/secant/cases"};
    char self[LONGEST_PATH], path[LONGEST_PATH + 32];
    struct stat status;
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length <= 0)
        return NULL;
    self[length] = '\0';
    char *slash = strrchr(self, '/');
    if (!slash)
        return NULL;
    *slash = '\0';
    for (size_t k = 0; k < sizeof beside / sizeof beside[0]; k++) {
        snprintf(path, sizeof path, "%s%s", self, beside[k]);
        if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
            return strdup(path);
    }
    return NULL;
}
