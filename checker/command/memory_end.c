/* SPDX-License-Identifier: MIT */
#include "memory_end.h"

#include <stdio.h>
#include <stdlib.h>

#include <flint/flint.h>
#include <gmp.h>

#include "command.h"

/* Ball arithmetic can't go on without memory: its libraries would abort. */
static void *checked(void *memory)
{
    if (memory)
        return memory;
    complain("out of memory");
    exit(STATUS_USAGE);
}

static void *take(size_t size) { return checked(malloc(size ? size : 1)); }

static void *take_zeroed(size_t count, size_t size)
{
    return checked(calloc(count ? count : 1, size ? size : 1));
}

static void *resize(void *memory, size_t size)
{
    return checked(realloc(memory, size ? size : 1));
}

static void *resize_known(void *memory, size_t old, size_t size)
{
    (void)old;
    return resize(memory, size);
}

static void give_back(void *memory, size_t size)
{
    (void)size;
    free(memory);
}

void memory_end_in_words(void)
{
    mp_set_memory_functions(take, resize_known, give_back);
    __flint_set_memory_functions(take, take_zeroed, resize, free);
}
