/* SPDX-License-Identifier: MIT */
#include "arguments.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

static const struct option options[] = {
    {"checks", required_argument, NULL, 'c'}, {"points", required_argument, NULL, 'p'},
    {"seed", required_argument, NULL, 's'},   {"seeds", required_argument, NULL, 'n'},
    {"jobs", required_argument, NULL, 'j'},   {"sharp", no_argument, NULL, 'S'},
    {"markdown", no_argument, NULL, 'm'},     {NULL, 0, NULL, 0},
};

static _Noreturn void leave(const char *name, const char *purpose)
{
    fprintf(stderr, "usage: %s [OPTIONS]\n%s\nOptions:", name, purpose);
    for (int i = 0; options[i].name; i++)
        fprintf(stderr, " --%s%s", options[i].name, options[i].has_arg ? " N" : "");
    fputs("\n", stderr);
    exit(2);
}

void arguments_read(struct arguments *a, int count, char **word, const char *purpose)
{
    int option;
    while ((option = getopt_long(count, word, "", options, NULL)) != -1) {
        char *end = NULL;
        errno = 0;
        long long number = optarg ? strtoll(optarg, &end, 10) : 0;
        if (optarg && (*end || end == optarg || errno || number < 0))
            leave(word[0], purpose);
        switch (option) {
        case 'c': a->checks = (long)number; break;
        case 'p': a->points = (long)number; break;
        case 's': a->seed = (uint64_t)number; break;
        case 'n': a->seeds = (int)number; break;
        case 'j': a->jobs = number < 1 ? 1 : (int)number; break;
        case 'S': a->sharp = true; break;
        case 'm': a->markdown = true; break;
        default: leave(word[0], purpose);
        }
    }
    if (optind < count)
        leave(word[0], purpose);
}
