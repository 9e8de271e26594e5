/* SPDX-License-Identifier: MIT */
#include "parallel.h"

#include <pthread.h>

enum { MOST_THREADS = 64 };

struct queue {
    size_t next, count;
    void (*work)(void *context, size_t i);
    void *context;
    pthread_mutex_t lock;
};

static void *serve(void *argument)
{
    struct queue *queue = argument;
    for (;;) {
        pthread_mutex_lock(&queue->lock);
        size_t i = queue->next++;
        pthread_mutex_unlock(&queue->lock);
        if (i >= queue->count)
            return NULL;
        queue->work(queue->context, i);
    }
}

void in_parallel(int threads, size_t count, void (*work)(void *context, size_t i),
                 void *context)
{
    struct queue queue = {0, count, work, context, PTHREAD_MUTEX_INITIALIZER};
    pthread_t thread[MOST_THREADS];
    int started = 0;
    while (started < threads - 1 && started < MOST_THREADS &&
           pthread_create(&thread[started], NULL, serve, &queue) == 0)
        started++;
    serve(&queue);
    for (int i = 0; i < started; i++)
        pthread_join(thread[i], NULL);
    pthread_mutex_destroy(&queue.lock);
}
