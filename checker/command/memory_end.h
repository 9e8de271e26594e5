/* SPDX-License-Identifier: MIT */
#ifndef SECANT_MEMORY_END_H
#define SECANT_MEMORY_END_H

/* Makes the program end with a message and status 2, instead of an abort, where the
 * libraries of ball arithmetic find no memory. */
void memory_end_in_words(void);

#endif
