/* SPDX-License-Identifier: MIT
 *
 * Memory that is dropped at once. When memory runs out the arena remembers it: callers may
 * go on until a convenient place and ask `failed` there.
 */
#ifndef SECANT_ARENA_H
#define SECANT_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *block;
    bool failed;
};

void arena_finish(struct arena *arena);

/* Zeroed memory, aligned for anything; NULL when there is none. */
void *arena_take(struct arena *arena, size_t size);

/* A copy of `length` characters, with a NUL behind; NULL when there is no memory. */
char *arena_text(struct arena *arena, const char *text, size_t length);

/* Room for one more element in an array that doubles: false when there is none. `size` is
 * that of an element. */
bool arena_grow(struct arena *arena, void *array, int count, int *room, size_t size);

#endif
