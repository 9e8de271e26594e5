/* SPDX-License-Identifier: MIT
 *
 * Run while building: writes the cases of the files that the command line names as a table
 * in C, so that the library knows its kernels' formulas wherever it is installed. A case
 * begins with a line `case NAME`; it belongs to the kernel of its line `kernel NAME`.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_LINE = 4096 };

static bool begins(const char *line, const char *word)
{
    return strncmp(line, word, strlen(word)) == 0;
}

static void write_text(const char *line)
{
    fputs("\n     \"", stdout);
    for (; *line && *line != '\n'; line++)
        printf(*line == '"' || *line == '\\' ? "\\%c" : "%c", *line);
    fputs("\\n\"", stdout);
}

static bool embed(const char *path)
{
    char line[LONGEST_LINE], head[LONGEST_LINE] = "";
    FILE *in = fopen(path, "r");
    bool open = false, inside = false;
    while (in && fgets(line, sizeof line, in)) {
        if (begins(line, "case ")) {
            memcpy(head, line, sizeof head);
            inside = false;
        } else if (begins(line, "  kernel ")) {
            line[strcspn(line, "\n")] = '\0';
            printf("%s    {\"%s\",", open ? "},\n" : "", line + strlen("  kernel "));
            write_text(head);
            write_text(line);
            open = inside = true;
        } else if (inside && line[0] == ' ') {
            write_text(line);
        }
    }
    if (open)
        fputs("},\n", stdout);
    bool good = in && !ferror(in);
    if (in)
        fclose(in);
    return good;
}

int main(int count, char **argument)
{
    bool good = true;
    puts("#include \"kernel_cases.h\"\n\nconst struct kernel_case secant_kernel_cases[] = "
         "{");
    for (int i = 1; i < count; i++)
        good = good && embed(argument[i]);
    puts("    {0, 0},\n};");
    return good ? 0 : 1;
}
