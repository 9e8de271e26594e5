/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "report.h"
#include "utf8.h"

static void every_format_is_found_by_its_name(void **state)
{
    (void)state;
    int count = 0;
    for (const struct secant_report *const *r = secant_reports; *r; r++, count++) {
        assert_ptr_equal(secant_report_find((*r)->name), *r);
        assert_true(strlen((*r)->description) > 0);
        assert_true(!(*r)->create == !(*r)->destroy);
    }
    assert_true(count >= 3);
}

static void other_names_are_not_found(void **state)
{
    (void)state;
    assert_null(secant_report_find("tex"));
    assert_null(secant_report_find(""));
    assert_null(secant_report_find("JSON"));
}

static void there_are_five_verdicts(void **state)
{
    (void)state;
    assert_int_equal(SECANT_VERDICTS, 5);
    assert_string_equal(secant_verdict_name(SECANT_RIGHT), "right");
    assert_string_equal(secant_verdict_name(SECANT_TRANSPOSED), "transposed");
    assert_string_equal(secant_verdict_name(SECANT_WRONG), "wrong");
    assert_string_equal(secant_verdict_name(SECANT_UNDECIDED), "undecided");
    assert_string_equal(secant_verdict_name(SECANT_ERROR), "error");
}

static void every_character_reads_as_it_was_written(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 0x10ffff; c++) {
        bool surrogate = c >= 0xd800 && c <= 0xdfff;
        bool unused = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
        char bytes[5] = "";
        const char *text = bytes;
        int length = secant_utf8_encode(c, bytes);
        assert_int_equal(strlen(bytes), length);
        assert_int_equal(secant_utf8_read(&text),
                         surrogate || unused ? SECANT_REPLACEMENT : c);
        assert_int_equal(text - bytes, surrogate ? 1 : length);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_is_found_by_its_name),
        cmocka_unit_test(other_names_are_not_found),
        cmocka_unit_test(there_are_five_verdicts),
        cmocka_unit_test(every_character_reads_as_it_was_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
