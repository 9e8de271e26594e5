/* SPDX-License-Identifier: MIT */
#include "coursework.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH = 4096, COLUMNS = 7 };

static char *read_text(const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in) {
        perror(path);
        return NULL;
    }
    char *text = NULL;
    if (fseek(in, 0, SEEK_END) == 0) {
        long length = ftell(in);
        rewind(in);
        text = length < 0 ? NULL : calloc((size_t)length + 1, 1);
        if (text && fread(text, 1, (size_t)length, in) != (size_t)length) {
            free(text);
            text = NULL;
        }
    }
    fclose(in);
    if (!text)
        fprintf(stderr, "%s: cannot be read\n", path);
    return text;
}

/* ---------- the inventory */

/* Cuts the text in place. Empty columns count, so strtok won't do. */
static bool read_row(char *line, struct coursework_row *row)
{
    char *column[COLUMNS];
    for (int k = 0; k < COLUMNS; k++) {
        column[k] = line;
        line = strchr(line, '\t');
        if (k + 1 < COLUMNS && !line)
            return false;
        if (line)
            *line++ = '\0';
    }
    *row = (struct coursework_row){
        .id = column[0],
        .verdict = column[1],
        .accept = column[2],
        .kind = column[3],
        .statable = strcmp(column[4], "true") == 0,
        .caveat = column[5],
    };
    return line == NULL;
}

static bool read_inventory(struct coursework *c, const char *path)
{
    c->text = read_text(path);
    if (!c->text)
        return false;
    size_t lines = 0;
    for (const char *at = c->text; *at; at++)
        lines += *at == '\n';
    c->row = calloc(lines + 1, sizeof *c->row);
    if (!c->row)
        return false;
    size_t number = 0;
    for (char *line = c->text, *next; line && *line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        if (number++ > 0 && !read_row(line, &c->row[c->rows++])) {
            fprintf(stderr, "%s:%zu: expected %d columns\n", path, number, COLUMNS);
            return false;
        }
    }
    return true;
}

static struct coursework_row *row_of(const struct coursework *c, const char *id)
{
    for (size_t k = 0; id && k < c->rows; k++)
        if (c->row[k].id && strcmp(c->row[k].id, id) == 0)
            return &c->row[k];
    return NULL;
}

/* ---------- the cases */

static bool add_claims(struct coursework *c, const struct language_file *file,
                       const struct language_case *subject)
{
    size_t room = c->claims + (size_t)subject->claims + 1;
    struct coursework_claim *more = realloc(c->claim, room * sizeof *more);
    if (!more)
        return false;
    c->claim = more;
    for (int k = 0; k < subject->claims; k++) {
        struct coursework_row *row = row_of(c, subject->claim[k].id);
        if (!row) {
            fprintf(stderr, "%s:%d: the inventory has no such claim\n", file->name,
                    subject->claim[k].line);
            return false;
        }
        row->stated++;
        c->claim[c->claims++] = (struct coursework_claim){file, subject, k, row};
    }
    return true;
}

static bool add_file(struct coursework *c, const char *path)
{
    char *text = read_text(path);
    struct language_file *file = text ? language_open(path, text) : NULL;
    free(text);
    struct language_file **more = realloc(c->file, (c->files + 1) * sizeof *more);
    if (!file || !more) {
        c->file = more ? more : c->file;
        language_close(file);
        return false;
    }
    c->file = more;
    c->file[c->files++] = file;
    for (int k = 0; k < file->problems; k++)
        fprintf(stderr, "%s:%d: %s\n", path, file->problem[k].line,
                file->problem[k].message);
    bool good = file->problems == 0;
    for (int s = 0; good && s < file->subjects; s++)
        good = add_claims(c, file, &file->subject[s]);
    return good;
}

static int is_case(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot && strcmp(dot, ".case") == 0;
}

bool coursework_open(struct coursework *c, const char *folder)
{
    char path[PATH];
    struct dirent **entry = NULL;
    *c = (struct coursework){0};
    snprintf(path, sizeof path, "%s/inventory.tsv", folder);
    bool good = read_inventory(c, path);
    int count = good ? scandir(folder, &entry, is_case, alphasort) : 0;
    good = good && count > 0;
    for (int k = 0; k < count; k++) {
        snprintf(path, sizeof path, "%s/%s", folder, entry[k]->d_name);
        good = good && add_file(c, path);
        free(entry[k]);
    }
    free(entry);
    if (!good)
        coursework_close(c);
    return good;
}

void coursework_close(struct coursework *c)
{
    for (size_t k = 0; k < c->files; k++)
        language_close(c->file[k]);
    free(c->file);
    free(c->claim);
    free(c->row);
    free(c->text);
    *c = (struct coursework){0};
}
