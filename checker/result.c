/* SPDX-License-Identifier: MIT */
#include "result.h"

const char *secant_verdict_name(enum secant_verdict verdict)
{
    switch (verdict) {
    case SECANT_RIGHT: return "right";
    case SECANT_TRANSPOSED: return "transposed";
    case SECANT_WRONG: return "wrong";
    case SECANT_UNDECIDED: return "undecided";
    case SECANT_ERROR: return "error";
    case SECANT_VERDICTS: break;
    }
    return "?";
}
