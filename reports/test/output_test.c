/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "output.h"

/* Every test runs in an empty folder of its own. */
static char folder[] = "/tmp/secant-output-XXXXXX", start[4096];

static int enter(void **state)
{
    (void)state;
    memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
    umask(022);
    return !getcwd(start, sizeof start) || !mkdtemp(folder) || chdir(folder) != 0;
}

static int files(void)
{
    int count = 0;
    DIR *here = opendir(".");
    for (struct dirent *entry; (entry = readdir(here));)
        count += *entry->d_name != '.';
    closedir(here);
    return count;
}

static int leave(void **state)
{
    (void)state;
    DIR *here = opendir(".");
    for (struct dirent *entry; (entry = readdir(here));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            remove(entry->d_name);
    closedir(here);
    return chdir(start) != 0 || rmdir(folder) != 0;
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void holds(const char *path, const char *text)
{
    char found[64] = "";
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    found[fread(found, 1, sizeof found - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(found, text);
}

static void the_name_appears_only_when_complete(void **state)
{
    (void)state;
    struct secant_output o;
    assert_true(secant_output_open(&o, "report"));
    fputs("text", o.file);
    fflush(o.file);
    assert_int_equal(access("report", F_OK), -1);
    assert_true(secant_output_check(&o));
    assert_true(secant_output_close(&o));
    holds("report", "text");
    assert_int_equal(files(), 1);
    struct stat status;
    stat("report", &status);
    assert_int_equal(status.st_mode & 0777, 0644);
}

static void an_older_file_stays_until_then(void **state)
{
    (void)state;
    struct secant_output o;
    put("report", "old");
    chmod("report", 0600);
    assert_true(secant_output_open(&o, "report"));
    fputs("new", o.file);
    fflush(o.file);
    holds("report", "old");
    assert_true(secant_output_close(&o));
    holds("report", "new");
    struct stat status;
    stat("report", &status);
    assert_int_equal(status.st_mode & 0777, 0600);
}

static void discarding_leaves_no_trace(void **state)
{
    (void)state;
    struct secant_output o;
    put("report", "old");
    assert_true(secant_output_open(&o, "report"));
    fputs("new", o.file);
    secant_output_discard(&o);
    secant_output_discard(&o);
    holds("report", "old");
    assert_int_equal(files(), 1);
}

static void a_link_stays_a_link(void **state)
{
    (void)state;
    struct secant_output o;
    struct stat status;
    put("target", "old");
    assert_int_equal(symlink("target", "link"), 0);
    assert_true(secant_output_open(&o, "link"));
    fputs("new", o.file);
    assert_true(secant_output_close(&o));
    holds("target", "new");
    assert_int_equal(lstat("link", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
}

static void cannot_open(const char *path, const char *problem)
{
    struct secant_output o;
    assert_false(secant_output_open(&o, path));
    assert_string_equal(o.problem, problem);
    assert_null(o.file);
}

static void what_cannot_be_opened_is_said_so(void **state)
{
    (void)state;
    cannot_open("no/such/folder",
                "cannot write 'no/such/folder': No such file or directory");
    mkdir("folder", 0755);
    cannot_open("folder", "cannot write 'folder': Is a directory");
    cannot_open("", "cannot write '': No such file or directory");
    assert_int_equal(symlink("nowhere", "link"), 0);
    cannot_open("link", "cannot write 'link': No such file or directory");
}

static void a_protected_file_stays(void **state)
{
    (void)state;
    if (geteuid() == 0)
        return; /* nothing is protected from root */
    put("report", "old");
    chmod("report", 0444);
    cannot_open("report", "cannot write 'report': Permission denied");
    holds("report", "old");
}

static void a_full_device_is_an_error(void **state)
{
    (void)state;
    struct secant_output o;
    assert_true(secant_output_open(&o, "/dev/full"));
    assert_null(o.temporary);
    fputs("text", o.file);
    assert_false(secant_output_close(&o));
    assert_string_equal(o.problem, "cannot write '/dev/full': No space left on device");
}

static void a_full_device_is_noticed_on_the_way(void **state)
{
    (void)state;
    struct secant_output o;
    assert_true(secant_output_open(&o, "/dev/full"));
    for (int i = 0; i < 100000; i++)
        fputs("text", o.file);
    assert_false(secant_output_check(&o));
    assert_false(secant_output_close(&o));
    assert_string_equal(o.problem, "cannot write '/dev/full': No space left on device");
}

static void devices_are_written_directly(void **state)
{
    (void)state;
    struct secant_output o;
    struct stat status;
    assert_true(secant_output_open(&o, "/dev/null"));
    assert_null(o.temporary);
    fputs("text", o.file);
    assert_true(secant_output_close(&o));
    stat("/dev/null", &status);
    assert_true(S_ISCHR(status.st_mode));
}

static void a_closed_pipe_is_an_error(void **state)
{
    (void)state;
    struct secant_output o;
    int end[2];
    char path[32];
    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(pipe(end), 0);
    snprintf(path, sizeof path, "/dev/fd/%d", end[1]);
    assert_true(secant_output_open(&o, path));
    assert_null(o.temporary);
    close(end[0]);
    fputs("text", o.file);
    assert_false(secant_output_close(&o));
    assert_non_null(strstr(o.problem, "Broken pipe"));
    close(end[1]);
}

static void a_file_that_cannot_be_completed_is_removed(void **state)
{
    (void)state;
    struct secant_output o;
    put("report", "old");
    assert_true(secant_output_open(&o, "report"));
    fputs("new", o.file);
    fclose(o.file);
    o.file = fopen("/dev/full", "w"); /* the disk fills up */
    fputs("new", o.file);
    assert_false(secant_output_close(&o));
    assert_non_null(strstr(o.problem, "No space left on device"));
    holds("report", "old");
    assert_int_equal(files(), 1);
}

static void standard_output_stays_open(void **state)
{
    (void)state;
    struct secant_output o;
    assert_true(secant_output_open(&o, NULL));
    assert_ptr_equal(o.file, stdout);
    assert_true(secant_output_close(&o));
    assert_true(secant_output_open(&o, "-"));
    assert_true(secant_output_close(&o));
    assert_int_not_equal(fcntl(STDOUT_FILENO, F_GETFD), -1);
}

static void full_standard_output_is_an_error(void **state)
{
    (void)state;
    int status = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) { /* what cannot be written stays in a buffer, so not in this process */
        struct secant_output o;
        dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO);
        bool noticed = secant_output_open(&o, NULL) && fputs("text", o.file) != EOF &&
                       !secant_output_close(&o);
        const char *problem = "cannot write to standard output: No space left on device";
        _exit(noticed && strcmp(o.problem, problem) == 0 ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_name_appears_only_when_complete),
        TEST(an_older_file_stays_until_then),
        TEST(discarding_leaves_no_trace),
        TEST(a_link_stays_a_link),
        TEST(what_cannot_be_opened_is_said_so),
        TEST(a_protected_file_stays),
        TEST(a_full_device_is_an_error),
        TEST(a_full_device_is_noticed_on_the_way),
        TEST(devices_are_written_directly),
        TEST(a_closed_pipe_is_an_error),
        TEST(a_file_that_cannot_be_completed_is_removed),
        TEST(standard_output_stays_open),
        TEST(full_standard_output_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
