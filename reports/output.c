/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700 /* realpath */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Records the first problem only: what comes after it is a consequence. */
static bool fail(struct secant_output *o, const char *path, int error)
{
    if (*o->problem)
        return false;
    const char *why = error ? strerror(error) : "write error";
    if (path)
        snprintf(o->problem, sizeof o->problem, "cannot write '%s': %s", path, why);
    else
        snprintf(o->problem, sizeof o->problem, "cannot write to standard output: %s", why);
    return false;
}

static void forget(struct secant_output *o)
{
    free(o->path);
    free(o->temporary);
    o->path = o->temporary = NULL;
    o->file = NULL;
}

/* /dev/stdout and its like may lead to a regular file that somebody else holds open; a file
 * of another inode under that name would not be the one they look at. */
static bool is_renameable(const char *path, const struct stat *status, bool exists)
{
    struct stat out;
    if (!exists)
        return true;
    if (!S_ISREG(status->st_mode) || strncmp(path, "/dev/", 5) == 0 ||
        strncmp(path, "/proc/", 6) == 0)
        return false;
    return fstat(STDOUT_FILENO, &out) != 0 || out.st_dev != status->st_dev ||
           out.st_ino != status->st_ino;
}

/* A new file beside `path`, with the permissions that a file opened in place would have. */
static FILE *open_beside(struct secant_output *o, const char *path, const struct stat *old)
{
    size_t size = strlen(path) + 64;
    int file = -1;
    o->temporary = malloc(size);
    if (!o->temporary)
        return NULL;
    for (int attempt = 0; file < 0 && attempt < 1000; attempt++) {
        snprintf(o->temporary, size, "%s.%ld-%d.part", path, (long)getpid(), attempt);
        file = open(o->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file < 0 && errno != EEXIST)
            return NULL;
    }
    if (file < 0)
        return NULL;
    if (old && fchmod(file, old->st_mode & 07777) != 0)
        errno = 0; /* some file systems have no permissions to set */
    FILE *stream = fdopen(file, "w");
    if (!stream) {
        int error = errno;
        close(file);
        unlink(o->temporary);
        errno = error;
    }
    return stream;
}

bool secant_output_open(struct secant_output *o, const char *path)
{
    *o = (struct secant_output){0};
    if (!path || strcmp(path, "-") == 0) {
        o->file = stdout;
        return true;
    }

    struct stat status;
    bool exists = stat(path, &status) == 0;
    int error = exists ? 0 : errno;
    if (!exists && lstat(path, &status) == 0)
        error = ENOENT; /* a link that leads nowhere */
    else if (error == ENOENT && *path)
        error = 0; /* a new file */
    if (exists && S_ISDIR(status.st_mode))
        error = EISDIR;
    else if (exists && access(path, W_OK) != 0)
        error = errno; /* renaming would overwrite even a protected file */
    if (error)
        return fail(o, path, error);

    if (is_renameable(path, &status, exists)) {
        /* Through symbolic links, which stay: their target is what is replaced. */
        o->path = exists ? realpath(path, NULL) : strdup(path);
        o->file = o->path ? open_beside(o, o->path, exists ? &status : NULL) : NULL;
    } else {
        o->path = strdup(path);
        o->file = o->path ? fopen(path, "w") : NULL;
    }
    if (!o->file) {
        fail(o, path, errno);
        forget(o);
        return false;
    }
    return true;
}

bool secant_output_check(struct secant_output *o)
{
    if (o->file && ferror(o->file))
        fail(o, o->path, errno);
    return !*o->problem;
}

/* Some file systems report a full disk only when a file is closed. Standard output has to
 * stay open for others, so a copy of it is closed. */
static int close_stream(const struct secant_output *o)
{
    if (o->path)
        return fclose(o->file);
    int copy = dup(fileno(o->file));
    return copy < 0 ? -1 : close(copy);
}

bool secant_output_close(struct secant_output *o)
{
    errno = 0;
    if (fflush(o->file) != 0 || ferror(o->file))
        fail(o, o->path, errno);
    errno = 0;
    if (close_stream(o) != 0)
        fail(o, o->path, errno);
    if (o->temporary) {
        if (!*o->problem && rename(o->temporary, o->path) != 0)
            fail(o, o->path, errno);
        if (*o->problem)
            unlink(o->temporary);
    }
    forget(o);
    return !*o->problem;
}

void secant_output_discard(struct secant_output *o)
{
    if (!o->file)
        return;
    if (o->path)
        fclose(o->file);
    if (o->temporary)
        unlink(o->temporary);
    forget(o);
}
