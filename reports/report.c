/* SPDX-License-Identifier: MIT */
#include "report.h"

#include <string.h>

#include "report_list.h"

#define X(id) extern const struct secant_report secant_report_##id;
SECANT_REPORTS
#undef X

const struct secant_report *const secant_reports[] = {
#define X(id) &secant_report_##id,
    SECANT_REPORTS
#undef X
        NULL};

const struct secant_report *secant_report_find(const char *name)
{
    for (const struct secant_report *const *report = secant_reports; *report; report++)
        if (strcmp((*report)->name, name) == 0)
            return *report;
    return NULL;
}
