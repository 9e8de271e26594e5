/* SPDX-License-Identifier: MIT
 *
 * Right claims about the functions of the field, in the answer language.
 */
#ifndef BENCH_FORMULA_CLAIMS_H
#define BENCH_FORMULA_CLAIMS_H

/* One case after the other, each with one claim. */
extern const char formula_claims[];

#endif
