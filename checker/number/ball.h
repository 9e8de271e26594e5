/* SPDX-License-Identifier: MIT
 *
 * Balls: Arb's arb_t, under the spelling of Arb 2 or of FLINT 3, and the few questions that
 * are asked of them everywhere.
 */
#ifndef SECANT_BALL_H
#define SECANT_BALL_H

#ifdef SECANT_FLINT3
#include <flint/arb.h>
#include <flint/arb_hypgeom.h>
#include <flint/fmpq.h>
#else
#include <arb.h>
#include <arb_hypgeom.h>
#include <flint/fmpq.h>
#endif

#include <stdbool.h>
#include <stddef.h>

/* The ball from 0 to 1: what a question that cannot be decided is worth. */
void secant_ball_unsure(arb_t ball);

/* Gives back what Arb keeps for the calling thread: before it ends. */
void secant_ball_leave(void);

/* Reads a decimal (12, 0.5, 1e-3) or hexadecimal (0x1.8p+1) number exactly. `last` receives
 * the value of one unit in its last digit, or NULL. False: not a number, or an exponent
 * beyond +-10000. */
bool secant_rational_read(fmpq_t number, fmpq_t last, const char *text);

#endif
