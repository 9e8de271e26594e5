/* SPDX-License-Identifier: MIT
 *
 * The one place that turns numbers into text and back. Nothing here depends on the locale.
 */
#ifndef SECANT_FORMAT_H
#define SECANT_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { SECANT_NUMBER_SIZE = 64 }; /* a buffer this long holds any number, with its NUL */

/* The shortest decimal that reads back as the same double; "nan", "inf" and "-inf". Returns
 * `text`. */
char *secant_format_shortest(double number, char text[SECANT_NUMBER_SIZE]);

/* `digits` significant digits, the exponent as in 3e-10. */
char *secant_format_rounded(double number, int digits, char text[SECANT_NUMBER_SIZE]);

/* Hexadecimal, exact: 0x1.8p+1. */
char *secant_format_hex(double number, char text[SECANT_NUMBER_SIZE]);

/* Fixed-point with `decimals` places, never an exponent. */
char *secant_format_fixed(double number, int decimals, char text[SECANT_NUMBER_SIZE]);

/* Reads a decimal or 0x-hexadecimal number at the start of `text`, "nan" and "inf" among
 * them. Returns the characters read, 0 if there is no number; what is beyond the range of
 * double becomes an infinity or 0. */
size_t secant_parse_number(const char *text, size_t length, double *number);

#ifdef __cplusplus
}
#endif

#endif
