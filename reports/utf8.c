/* SPDX-License-Identifier: MIT */
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

uint32_t secant_utf8_read(const char **text)
{
    const unsigned char *s = (const unsigned char *)*text;
    uint32_t first = *s, character = first;
    int more = 0;
    if (first >= 0x80) {
        more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
        character = first & (0x3fu >> more);
        for (int i = 1; i <= more; i++) { /* a NUL ends the loop: it is no continuation */
            if ((s[i] & 0xc0) != 0x80) {
                character = UINT32_MAX;
                break;
            }
            character = character << 6 | (s[i] & 0x3fu);
        }
        static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
        if (first < 0xc2 || first > 0xf4 || character < least[more] ||
            character > 0x10ffff || (character >= 0xd800 && character <= 0xdfff)) {
            ++*text;
            return SECANT_REPLACEMENT;
        }
    }
    *text += more + 1;
    bool is_character = (character & 0xfffe) != 0xfffe &&
                        (character < 0xfdd0 || character > 0xfdef);
    return is_character ? character : SECANT_REPLACEMENT;
}

int secant_utf8_encode(uint32_t character, char bytes[4])
{
    int more = character < 0x80 ? 0 : character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    static const unsigned char lead[] = {0, 0xc0, 0xe0, 0xf0};
    bytes[0] = (char)(lead[more] | character >> 6 * more);
    for (int i = 1; i <= more; i++)
        bytes[i] = (char)(0x80 | (character >> 6 * (more - i) & 0x3f));
    return more + 1;
}

void secant_utf8_write(FILE *out, uint32_t character)
{
    char bytes[4];
    int length = secant_utf8_encode(character, bytes);
    fwrite(bytes, 1, (size_t)length, out);
}

char *secant_utf8_clean(const char *text)
{
    size_t used = 0;
    char *clean = malloc(3 * strlen(text) + 1); /* a bad byte becomes U+FFFD: three */
    if (!clean)
        return NULL;
    while (*text)
        used += (size_t)secant_utf8_encode(secant_utf8_read(&text), clean + used);
    clean[used] = '\0';
    return clean;
}

bool secant_utf8_is_control(uint32_t character)
{
    return character < 0x20 || (character >= 0x7f && character < 0xa0) ||
           (character >= 0x2028 && character <= 0x202e) || /* lines end or turn around */
           (character >= 0x2066 && character <= 0x2069);
}
