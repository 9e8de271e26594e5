/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "memory_end.h"

static const struct command *const commands[] = {&check_command, &list_command};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static void print_usage(FILE *out)
{
    fputs(
        "secant compares the tangent that you claim with the secants that it measures.\n\n",
        out);
    for (int i = 0; i < COMMANDS; i++)
        fprintf(out, "  secant %-42s %s\n", commands[i]->usage, commands[i]->summary);
    fputs("\nsecant COMMAND --help tells more.\n", out);
}

static int unknown_command(const char *word)
{
    const char *name[COMMANDS];
    for (int i = 0; i < COMMANDS; i++)
        name[i] = commands[i]->name;
    const char *near = nearest_name(word, name, COMMANDS);
    if (near)
        return complain("there is no command '%s'; did you mean 'secant %s'?", word, near);
    return complain("there is no command '%s'; see secant --help", word);
}

int main(int count, char **argument)
{
    memory_end_in_words();
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an output that cannot be written */
    if (count < 2) {
        print_usage(stderr);
        return STATUS_USAGE;
    }
    const char *word = argument[1];
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 ||
        strcmp(word, "help") == 0) {
        print_usage(stdout);
        return STATUS_FINE;
    }
    if (strcmp(word, "--version") == 0) {
        puts("secant " SECANT_VERSION);
        return STATUS_FINE;
    }
    for (int i = 0; i < COMMANDS; i++) {
        if (strcmp(word, commands[i]->name) != 0)
            continue;
        struct options options;
        int status = STATUS_USAGE;
        if (options_read(&options, commands[i], count - 2, argument + 2))
            status = commands[i]->run(&options);
        options_finish(&options);
        return status;
    }
    return unknown_command(word);
}
