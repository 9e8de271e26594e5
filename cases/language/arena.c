/* SPDX-License-Identifier: MIT */
#include "arena.h"

#include <stdlib.h>
#include <string.h>

enum { ALIGN = 16, BLOCK = 16384 };

struct arena_block {
    struct arena_block *next;
    size_t used, size;
};

static size_t aligned(size_t size) { return (size + ALIGN - 1) / ALIGN * ALIGN; }

void arena_finish(struct arena *arena)
{
    while (arena->block) {
        struct arena_block *next = arena->block->next;
        free(arena->block);
        arena->block = next;
    }
    arena->failed = false;
}

void *arena_take(struct arena *arena, size_t size)
{
    size_t head = aligned(sizeof(struct arena_block));
    struct arena_block *block = arena->block;
    size = aligned(size ? size : 1);
    if (!block || block->size - block->used < size) {
        size_t room = size > BLOCK ? size : BLOCK;
        block = malloc(head + room);
        if (!block) {
            arena->failed = true;
            return NULL;
        }
        *block = (struct arena_block){.next = arena->block, .size = room};
        arena->block = block;
    }
    void *memory = (char *)block + head + block->used;
    block->used += size;
    return memset(memory, 0, size);
}

char *arena_text(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_take(arena, length + 1);
    if (copy)
        memcpy(copy, text, length);
    return copy;
}

bool arena_grow(struct arena *arena, void *array, int count, int *room, size_t size)
{
    if (count < *room)
        return true;
    int larger = *room ? 2 * *room : 16;
    void *old, *memory = arena_take(arena, (size_t)larger * size);
    if (!memory)
        return false;
    memcpy(&old, array, sizeof old);
    if (count)
        memcpy(memory, old, (size_t)count * size);
    memcpy(array, &memory, sizeof memory);
    *room = larger;
    return true;
}
