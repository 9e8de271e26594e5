/* SPDX-License-Identifier: MIT */
#include "scratch.h"

bool secant_scratch_take(FILE *scratch,
                         void (*piece)(void *context, const char *bytes, size_t count),
                         void *context)
{
    char bytes[4096];
    long left = fflush(scratch) == 0 && !ferror(scratch) ? ftell(scratch) : -1;
    bool complete = left >= 0;
    rewind(scratch);
    while (complete && left > 0) {
        size_t most = sizeof bytes - 1, wanted = (size_t)left < most ? (size_t)left : most;
        complete = fread(bytes, 1, wanted, scratch) == wanted;
        bytes[complete ? wanted : 0] = '\0';
        if (complete)
            piece(context, bytes, wanted);
        left -= (long)wanted;
    }
    rewind(scratch);
    return complete;
}
