/* SPDX-License-Identifier: MIT
 *
 * Independent pieces of work on several threads.
 */
#ifndef BENCH_PARALLEL_H
#define BENCH_PARALLEL_H

#include <stddef.h>

/* Calls work(context, i) once for every i below `count`, in no order. */
void in_parallel(int threads, size_t count, void (*work)(void *context, size_t i),
                 void *context);

#endif
