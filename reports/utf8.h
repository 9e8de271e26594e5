/* SPDX-License-Identifier: MIT
 *
 * Names come from files and hand-ins, so a report may be handed any bytes; what it writes
 * must be valid text of its format all the same.
 */
#ifndef SECANT_UTF8_H
#define SECANT_UTF8_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { SECANT_REPLACEMENT = 0xfffd };

/* Reads the character at `*text`, which is not its NUL, and moves `*text` behind it. A byte
 * that does not belong to valid UTF-8 reads as SECANT_REPLACEMENT, and so does a code that
 * Unicode keeps free of characters, like U+FFFE: some readers refuse it. */
uint32_t secant_utf8_read(const char **text);

/* Writes one character into `bytes` and returns how many bytes it takes. */
int secant_utf8_encode(uint32_t character, char bytes[4]);

/* Writes one character to `out`. */
void secant_utf8_write(FILE *out, uint32_t character);

/* A copy of `text` that is valid UTF-8, to be freed; NULL if there is no memory for it. */
char *secant_utf8_clean(const char *text);

/* Whether a character is a control code: nothing to see, or a terminal obeys it. */
bool secant_utf8_is_control(uint32_t character);

#endif
