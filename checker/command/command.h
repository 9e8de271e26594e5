/* SPDX-License-Identifier: MIT
 *
 * The commands of the program: one file each, one line in the table.
 */
#ifndef SECANT_COMMAND_H
#define SECANT_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Exit statuses; the first that applies. */
enum {
    STATUS_FINE = 0,         /* all as expected */
    STATUS_UNEXPECTED = 1,   /* a decided verdict other than the expected one */
    STATUS_USAGE = 2,        /* usage, unreadable input, output that cannot be written */
    STATUS_UNDECIDED = 3,    /* something undecided or in error, or nothing checked */
    STATUS_INTERRUPTED = 130 /* Ctrl-C */
};

enum { MOST_OUTPUTS = 16 };

/* The options that the commands share. */
struct options {
    uint64_t seed;
    long points; /* 0: the default of each kind of subject */
    long bits;   /* 0: the default */
    double seconds;
    int jobs;
    bool sharp;
    int verbose; /* -1 quiet, 0, 1 */
    bool color_off;
    const char *only, *precision, *at;
    struct {
        const char *format, *path; /* path NULL: standard output */
    } output[MOST_OUTPUTS];
    int outputs;
    char **word; /* what is not an option */
    int words;
    char *text; /* the options as given, for the report's head */
};

struct command {
    const char *name, *summary, *usage;
    int (*run)(const struct options *options);
};

extern const struct command check_command, list_command;

/* Reads the arguments after the command's name. False after a message on standard error. */
bool options_read(struct options *options, const struct command *command, int count,
                  char **argument);
void options_finish(struct options *options);

/* The nearest of the names to a word that is none of them, or NULL if none is near. */
const char *nearest_name(const char *word, const char *const *name, size_t count);

/* Says what was wrong on standard error, after "secant: "; returns STATUS_USAGE. */
int complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
