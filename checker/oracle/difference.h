/* SPDX-License-Identifier: MIT
 *
 * One row of a track from three values, in the type of the function: the differences are
 * taken there, the rest of the oracle works in double. Include with `DIFFERENCE_TYPE` and
 * `DIFFERENCE(name)` defined, once per type.
 */
#include <float.h>
#include <math.h>
#include <string.h>

#include "function.h"

/* The significant bits that a value uses: 24 reveals a float inside a double. */
static inline int DIFFERENCE(bits_of)(DIFFERENCE_TYPE value)
{
    if (sizeof value > sizeof(double))
        return 64; /* no type is widened to this one */
    uint64_t bits;
    double wide = (double)value;
    memcpy(&bits, &wide, sizeof bits);
    bits &= ((uint64_t)1 << 52) - 1;
    if (bits == 0)
        return 1;
    return 53 - __builtin_ctzll(bits);
}

/* f- at x - h, f0 at x, f+ at x + h; the points as they were after rounding to the type. */
static inline void DIFFERENCE(row)(DIFFERENCE_TYPE low, DIFFERENCE_TYPE middle,
                                   DIFFERENCE_TYPE high, DIFFERENCE_TYPE x_low,
                                   DIFFERENCE_TYPE x_high, double h, struct secant_row *row)
{
    double up = (double)(high - middle), down = (double)(middle - low);
    double rise = fabs(up), fall = fabs(down);
    row->slope = (double)((high - low) / (x_high - x_low));
    row->bend = (up - down) / h;
    double left = fabs((double)low), right = fabs((double)high);
    row->size = left > right ? left : right; /* a nan shows in the slope */
    row->least = HUGE_VAL;
    if (rise > 0)
        row->least = rise;
    if (fall > 0 && fall < row->least)
        row->least = fall;
    int a = DIFFERENCE(bits_of)(low), b = DIFFERENCE(bits_of)(high);
    row->bits = a > b ? a : b;
    row->finite = isfinite(row->slope) && isfinite(row->size);
    row->level = high == low;
}
