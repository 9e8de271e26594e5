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

/* A buffer this long holds any number, with its NUL: the largest has 309 digits before the
 * point. */
enum { SECANT_NUMBER_SIZE = 384 };

/* The shortest decimal that reads back as the same double, its exponent as in 3e-10 or
 * 1e22; "nan", "inf" and "-inf" here and below. Returns `text`. */
char *secant_format_shortest(double number, char text[SECANT_NUMBER_SIZE]);

/* Rounded to `digits` significant digits (1 to 40), without trailing zeros. */
char *secant_format_rounded(double number, int digits, char text[SECANT_NUMBER_SIZE]);

/* With `digits` significant digits (1 to 40) and always an exponent: 4e-3. */
char *secant_format_scientific(double number, int digits, char text[SECANT_NUMBER_SIZE]);

/* Hexadecimal, exact: 0x1.8p+1. */
char *secant_format_hex(double number, char text[SECANT_NUMBER_SIZE]);

/* Fixed-point with `decimals` places (0 to 40), never an exponent. */
char *secant_format_fixed(double number, int decimals, char text[SECANT_NUMBER_SIZE]);

/* Reads a decimal or 0x-hexadecimal number at the start of `text`, which needs no NUL; also
 * "nan", "inf", "infinity" and the negative ones of the latter two, spelled exactly so. No
 * blank or "+" before it. Returns the characters read, 0 if there is no number; what is
 * beyond the range of double becomes an infinity or 0. */
size_t secant_parse_number(const char *text, size_t length, double *number);

#ifdef __cplusplus
}
#endif

#endif
