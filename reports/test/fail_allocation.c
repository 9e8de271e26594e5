/* SPDX-License-Identifier: MIT
 *
 * Preloaded, this lets the allocation fail whose number is in the environment variable
 * FAIL_ALLOCATION, counted from 1.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);

static bool fails(void)
{
    static long count, victim = -1;
    if (victim < 0) {
        const char *text = getenv("FAIL_ALLOCATION");
        victim = text ? atol(text) : 0;
    }
    if (++count != victim)
        return false;
    errno = ENOMEM;
    return true;
}

#define VISIBLE __attribute__((visibility("default")))

VISIBLE void *malloc(size_t size) { return fails() ? NULL : __libc_malloc(size); }

VISIBLE void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

VISIBLE void *realloc(void *block, size_t size)
{
    return fails() ? NULL : __libc_realloc(block, size);
}
