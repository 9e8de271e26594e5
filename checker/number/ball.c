/* SPDX-License-Identifier: MIT */
#include "ball.h"

#include <ctype.h>
#include <string.h>

enum { LARGEST_EXPONENT = 10000 };

void secant_ball_unsure(arb_t ball)
{
    arf_set_d(arb_midref(ball), 0.5);
    mag_set_d(arb_radref(ball), 0.5);
}

void secant_ball_leave(void) { flint_cleanup(); }

/* Digits of one base, with a point: the digits go to `number`, those behind the point are
 * counted. */
static const char *digits(fmpz_t number, long *behind, const char *text, int base)
{
    const char *start = text;
    bool point = false;
    long found = 0;
    *behind = 0;
    for (;; text++) {
        int value;
        if (*text == '.' && !point) {
            point = true;
            continue;
        }
        if (isdigit((unsigned char)*text))
            value = *text - '0';
        else if (base == 16 && isxdigit((unsigned char)*text))
            value = tolower((unsigned char)*text) - 'a' + 10;
        else
            break;
        fmpz_mul_si(number, number, base);
        fmpz_add_ui(number, number, (ulong)value);
        found++;
        *behind += point;
    }
    return found ? text : start;
}

static bool exponent(const char *text, long *value)
{
    bool negative = *text == '-';
    if (*text == '-' || *text == '+')
        text++;
    if (!isdigit((unsigned char)*text))
        return false;
    *value = 0;
    for (; isdigit((unsigned char)*text); text++)
        if ((*value = *value * 10 + (*text - '0')) > LARGEST_EXPONENT)
            return false;
    if (negative)
        *value = -*value;
    return *text == '\0';
}

bool secant_rational_read(fmpq_t number, fmpq_t last, const char *text)
{
    bool hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    long behind, shift = 0;
    fmpz_t mantissa, base;
    fmpz_init(mantissa);
    fmpz_init_set_ui(base, hex ? 2 : 10);
    const char *start = hex ? text + 2 : text;
    const char *end = digits(mantissa, &behind, start, hex ? 16 : 10);
    bool ok = end != start;
    if (ok && *end)
        ok = strchr(hex ? "pP" : "eE", *end) && exponent(end + 1, &shift);
    if (ok) {
        shift -= hex ? 4 * behind : behind;
        fmpq_t unit;
        fmpq_init(unit);
        fmpz_pow_ui(base, base, (ulong)(shift < 0 ? -shift : shift));
        fmpq_set_fmpz(unit, base);
        if (shift < 0)
            fmpq_inv(unit, unit);
        fmpq_mul_fmpz(number, unit, mantissa);
        if (last)
            fmpq_set(last, unit);
        fmpq_clear(unit);
    }
    fmpz_clear(mantissa);
    fmpz_clear(base);
    return ok;
}
