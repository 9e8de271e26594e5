/* SPDX-License-Identifier: MIT
 *
 * Claims of case files and of the command line as jobs for the runner.
 */
#ifndef SECANT_CLAIM_JOBS_H
#define SECANT_CLAIM_JOBS_H

#include "kernel_jobs.h"
#include "language/language.h"

/* The files that jobs point into. */
struct claim_files {
    struct claim_file {
        struct language_file *file;
        struct claim_place *place; /* of each of its claims that is judged */
    } * file;
    size_t count, room;
    bool faulty; /* something outside the claims did not read; it was said */
};

/* Adds every claim of a case file, or of the .case files of a folder and its folders, whose
 * case or id matches `only` (NULL: all). What does not read is said on standard error with
 * its place, and the rest goes on. False without memory, or if nothing could be read. */
bool claim_jobs_add_path(struct job_list *list, struct claim_files *files, const char *path,
                         const char *only);

/* Adds a claim written on the command line. False after a message. */
bool claim_jobs_add_text(struct job_list *list, struct claim_files *files,
                         const char *text);

void claim_files_finish(struct claim_files *files);

/* The folder of the cases that are shipped: beside the build, or where they were installed;
 * to be freed. NULL if there is none. */
char *claim_shipped_folder(void);

#endif
