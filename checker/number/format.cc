/* SPDX-License-Identifier: MIT
 *
 * On <charconv>, which never looks at the locale and finds the shortest decimals.
 */
#include "number/format.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace
{

constexpr int most_digits = 40;

/* The words that stand for numbers without digits. NULL for the others. */
const char *word(double number)
{
    if (std::isnan(number))
        return "nan";
    if (std::isinf(number))
        return number < 0 ? "-inf" : "inf";
    return nullptr;
}

char *copy(const char *from, char *text)
{
    std::memcpy(text, from, std::strlen(from) + 1);
    return text;
}

/* 1e+22 becomes 1e22, 1e-05 becomes 1e-5. `end` is the end of the number. */
char *shorten_exponent(char *text, char *end)
{
    *end = '\0';
    char *e = std::find(text, end, 'e');
    if (e == end)
        return text;
    char *to = e + 1, *from = e + 1;
    if (*from == '-')
        to++;
    from++;
    while (*from == '0' && from + 1 < end)
        from++;
    std::memmove(to, from, static_cast<size_t>(end - from) + 1);
    return text;
}

bool is_digit(char c, int base)
{
    if (c >= '0' && c <= '9')
        return true;
    return base == 16 && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
}

/* Whether a number whose value does not fit in a double is too large rather than too small.
 * from_chars says only that it is one of them. Counts the digits between the first that is
 * not 0 and the point, and adds the exponent. */
bool too_large(const char *text, const char *end, int base)
{
    constexpr long huge = 1000000000;
    long place = 0;
    bool started = false, fraction = false;
    for (; text < end && (*text == '.' || is_digit(*text, base)); text++) {
        if (*text == '.')
            fraction = true;
        else if (started || *text != '0') {
            started = true;
            place += !fraction;
        } else if (fraction)
            place--;
    }
    if (base == 16)
        place *= 4;
    if (text < end) { /* e or p */
        bool negative = *++text == '-';
        if (*text == '-' || *text == '+')
            text++;
        long exponent = 0;
        for (; text < end; text++)
            exponent = std::min(huge, 10 * exponent + (*text - '0'));
        place += negative ? -exponent : exponent;
    }
    return place > 0;
}

char *format(double number, std::chars_format shape, int precision, char *text)
{
    if (const char *w = word(number))
        return copy(w, text);
    char *last = text + SECANT_NUMBER_SIZE - 1;
    return shorten_exponent(text, std::to_chars(text, last, number, shape, precision).ptr);
}

} // namespace

char *secant_format_shortest(double number, char text[SECANT_NUMBER_SIZE])
{
    if (const char *w = word(number))
        return copy(w, text);
    return shorten_exponent(text,
                            std::to_chars(text, text + SECANT_NUMBER_SIZE - 1, number).ptr);
}

char *secant_format_rounded(double number, int digits, char text[SECANT_NUMBER_SIZE])
{
    digits = std::clamp(digits, 1, most_digits);
    return format(number, std::chars_format::general, digits, text);
}

char *secant_format_scientific(double number, int digits, char text[SECANT_NUMBER_SIZE])
{
    digits = std::clamp(digits, 1, most_digits);
    return format(number, std::chars_format::scientific, digits - 1, text);
}

char *secant_format_hex(double number, char text[SECANT_NUMBER_SIZE])
{
    if (const char *w = word(number))
        return copy(w, text);
    char *start = text;
    if (std::signbit(number))
        *start++ = '-';
    *start++ = '0';
    *start++ = 'x';
    *std::to_chars(start, text + SECANT_NUMBER_SIZE - 1, std::fabs(number),
                   std::chars_format::hex)
         .ptr = '\0';
    return text;
}

char *secant_format_fixed(double number, int decimals, char text[SECANT_NUMBER_SIZE])
{
    decimals = std::clamp(decimals, 0, most_digits);
    return format(number, std::chars_format::fixed, decimals, text);
}

size_t secant_parse_number(const char *text, size_t length, double *number)
{
    using limits = std::numeric_limits<double>;
    const char *end = text + length, *start = text;
    bool negative = start < end && *start == '-';
    if (negative)
        start++;

    auto begins_with = [&](const char *w) {
        size_t size = std::strlen(w);
        return static_cast<size_t>(end - start) >= size && std::equal(w, w + size, start);
    };
    auto spelled = [&](const char *w, double value) {
        *number = negative ? -value : value;
        return static_cast<size_t>(start - text) + std::strlen(w);
    };
    if (begins_with("infinity"))
        return spelled("infinity", limits::infinity());
    if (begins_with("inf"))
        return spelled("inf", limits::infinity());
    if (!negative && begins_with("nan"))
        return spelled("nan", limits::quiet_NaN());

    auto digits_at = [&](const char *at, int base) {
        if (at < end && *at == '.')
            at++;
        return at < end && is_digit(*at, base);
    };
    bool hex = (begins_with("0x") || begins_with("0X")) && digits_at(start + 2, 16);
    if (hex)
        start += 2;
    else if (!digits_at(start, 10))
        return 0;

    double value = 0;
    auto result = std::from_chars(
        start, end, value, hex ? std::chars_format::hex : std::chars_format::general);
    if (result.ec == std::errc::result_out_of_range)
        value = too_large(start, result.ptr, hex ? 16 : 10) ? limits::infinity() : 0;
    else if (result.ec != std::errc())
        return 0;
    *number = negative ? -value : value;
    return static_cast<size_t>(result.ptr - text);
}
