/* SPDX-License-Identifier: MIT
 *
 * Points as text: what is read, and where the reader points when it is not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sample/given.h"
#include "sample/point.h"

/* c = a + s, so that there is a derived size. */
static bool derive(long *size)
{
    size[3] = size[0] + size[2];
    return size[2] != 9;
}

static const struct secant_signature signature = {
    .output = "y",
    .output_shape = "a b",
    .structure = SECANT_BACKWARD,
    .size = {{"a", 2, 6}, {"b", 2, 6}, {"s", 1, 3}, {"c", 0, 0}},
    .input = {{"x", "a b", SECANT_REAL, true, NULL},
              {"k", "", SECANT_CLASS, false, "b"},
              {"d", "b", SECANT_DISTRIBUTION, false, NULL},
              {"g", "c", SECANT_UPSTREAM, false, NULL}},
    .derive = derive,
    .reach = 1,
};

/* `problem` NULL: it is read. Else the beginning of the message. */
static const struct {
    const char *text, *problem;
} table[] = {
    {"x=[[1,2],[3,4]]; k=1; d=[0.5,0.5]; g=[1,2,3]; s=1", NULL},
    {" x = [ [1 , 2] ,\n[3, 4] ] ;k = 0;d=[ 1 ,0 ]; g=[1,2,3]; s = 1 ; ", NULL},
    {"s=1; g=[-1e-3,0x1.8p+1,inf]; d=[0.3,0.7]; k=1; x=[[nan,-0],[-inf,1e999]]", NULL},
    {"x=[[1,2]]; k=1; d=[1,0]; g=[1,2]; s=1", NULL},
    {"x=[[1],[2],[3]]; k=0; d=[1]; g=[1,2,3,4,5]; s=2", NULL},

    {"", "column 1: input x (shape 'a b') is missing"},
    {";", "column 1: expected a name, found ';'"},
    {"=", "column 1: expected a name, found '='"},
    {"x", "column 2: expected '=' after x, found ''"},
    {"x=", "column 3: expected a number or '[', found ''"},
    {"x=[", "column 4: expected a number or '[', found ''"},
    {"x=[[1,2],[3,4]", "column 15: expected ',' or ']', found ''"},
    {"x=[[1 2],[3,4]]", "column 7: expected ',' or ']', found '2],[3,4]]'"},
    {"x=[1,]", "column 6: expected a number or '[', found ']'"},
    {"x=[,1]", "column 4: expected a number or '[', found ',1]'"},
    {"x=[[1,2],[3]]", "column 13: rows of 2 and of 1 numbers"},
    {"x=[[1,2],3]", "column 10: all rows must be nested equally deep"},
    {"x=[1,[2]]", "column 7: all rows must be nested equally deep"},
    {"x=[[[[[[1]]]]]]", "column 8: brackets nested deeper than 5"},
    {"x=1 k=2", "column 5: expected ';', found 'k=2'"},
    {"x=1,5", "column 4: expected ';', found ',5'"},
    {"x=0x", "column 4: expected ';', found 'x'"},
    {"x=+1", "column 3: expected a number or '[', found '+1'"},
    {"x=one", "column 3: expected a number or '[', found 'one'"},
    {"x=--1", "column 3: expected a number or '[', found '--1'"},
    {"\xff\xfe=1", "column 1: expected a name"},
    {"a_name_that_is_far_too_long_to_be_one=1", "column 1: expected a name"},

    {"z=1", "column 1: there is no input or size 'z'"},
    {"s=1; zz=[1]", "column 6: there is no input or size 'zz'"},
    {"c=3", "column 1: there is no input or size 'c'"},
    {"s=1; s=1", "column 6: s is given twice"},
    {"k=1; k=1", "column 6: k is given twice"},
    {"s=[1]", "column 1: size s should be one number"},
    {"s=0", "column 1: size s should be a whole number from 1 to 64, found 0"},
    {"s=1.5", "column 1: size s should be a whole number from 1 to 64, found 1.5"},
    {"s=nan", "column 1: size s should be a whole number from 1 to 64, found nan"},
    {"s=1e300", "column 1: size s should be a whole number from 1 to 64, found 1"},
    {"s=-1", "column 1: size s should be a whole number from 1 to 64, found -1"},
    {"x=[1,2]", "column 1: x has shape 'a b', found 1 dimensions"},
    {"x=1", "column 1: x has shape 'a b', found 0 dimensions"},
    {"k=[1]", "column 1: k has shape '', found 1 dimensions"},
    {"x=[[1,2]]; d=[1]", "column 12: b is 2 elsewhere, d has 1 there"},
    {"b=3; x=[[1,2]]", "column 6: b is 3 elsewhere, x has 2 there"},
    {"x=[[1,2]]; b=3", "column 12: size b is 2 elsewhere, 3 here"},
    {"x=[[1,2]]; k=1; d=[1,0]; g=[1,2]", "column 33: size s is missing"},
    {"x=[[1,2]]; d=[1,0]; g=[1,2]; s=1", "column 33: input k (shape '') is missing"},
    {"x=[[1,2]]; k=1; d=[1,0]; g=[1,2,3]; s=1", "column 26: g should be 2, found 3"},
    {"x=[[1,2]]; k=1; d=[1,0]; g=[1,2]; s=9", "column 38: these sizes do not fit"},
    {"x=[]; k=1; d=[]; g=[1]; s=1", "column 1: x has shape 'a b', found 1 dimensions"},
    {"x=[[]]; k=1; d=[]; g=[1,2]; s=1", "column 32: size b should be a whole number"},

    {"x=[[1,2]]; k=2; d=[1,0]; g=[1,2]; s=1", "column 12: k expects a class"},
    {"x=[[1,2]]; k=-1; d=[1,0]; g=[1,2]; s=1", "column 12: k expects a class"},
    {"x=[[1,2]]; k=0.5; d=[1,0]; g=[1,2]; s=1", "column 12: k expects a class"},
    {"x=[[1,2]]; k=nan; d=[1,0]; g=[1,2]; s=1", "column 12: k expects a class"},
    {"x=[[1,2]]; k=1; d=[1,1]; g=[1,2]; s=1", "column 17: d expects numbers from 0 to 1"},
    {"x=[[1,2]]; k=1; d=[2,-1]; g=[1,2]; s=1", "column 17: d expects numbers from 0 to 1"},
};
enum { ROWS = sizeof table / sizeof table[0] };

static void each_text_is_read_or_its_fault_is_shown(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        char message[SECANT_MESSAGE] = "";
        struct secant_point *point = secant_point_parse(&signature, table[i].text, message);
        if (!table[i].problem && !point)
            fail_msg("'%s' is refused: %s", table[i].text, message);
        if (table[i].problem && point)
            fail_msg("'%s' is taken", table[i].text);
        if (table[i].problem &&
            strncmp(message, table[i].problem, strlen(table[i].problem)) != 0)
            fail_msg("'%s': \"%s\" instead of \"%s\"", table[i].text, message,
                     table[i].problem);
        secant_point_destroy(point);
    }
}

static void numbers_arrive_where_they_belong(void **state)
{
    (void)state;
    char message[SECANT_MESSAGE];
    struct secant_point *p = secant_point_parse(
        &signature, "s=2; g=[7,8,9]; d=[0.25,0.5,0.25]; k=2; x=[[1,-2.5,0x1p-3]]", message);
    assert_non_null(p);
    const double *x = p->in[0].data, *k = p->in[1].data, *g = p->in[3].data;
    assert_true(x[0] == 1 && x[1] == -2.5 && x[2] == 0.125 && *k == 2 && g[2] == 9);
    assert_true(p->size[0] == 1 && p->size[1] == 3 && p->size[2] == 2 && p->size[3] == 3);
    assert_true(p->index == -1 && p->varying == 3);
    secant_point_destroy(p);
}

static void what_is_written_reads_back_as_the_same_bits(void **state)
{
    (void)state;
    for (long i = 0; i < 200; i++) {
        char message[SECANT_MESSAGE];
        struct secant_point *point = secant_point_draw(&signature, "given", 42, i, 53);
        char *text = secant_point_write(&signature, point);
        struct secant_point *back = secant_point_parse(&signature, text, message);
        if (!back) {
            fail_msg("'%s': %s", text, message);
            return;
        }
        assert_memory_equal(back->size, point->size, sizeof point->size);
        for (int k = 0; k < 4; k++)
            assert_memory_equal(back->in[k].data, point->in[k].data,
                                secant_elements(point->in[k].shape) * sizeof(double));
        secant_point_destroy(back);
        secant_point_destroy(point);
        free(text);
    }
}

/* Every beginning of every row, and every row with one byte changed: no crash, and whatever
 * is refused has a message with a column. */
static void mutilated_texts_are_refused_with_a_column(void **state)
{
    (void)state;
    static const char bytes[] = "[],;=x1.-e ~\x80";
    for (size_t i = 0; i < ROWS; i++)
        for (size_t at = 0; at < strlen(table[i].text); at++)
            for (size_t b = 0; b < sizeof bytes; b++) { /* with the NUL */
                char text[256], message[SECANT_MESSAGE] = "";
                snprintf(text, sizeof text, "%s", table[i].text);
                text[at] = bytes[b];
                struct secant_point *p = secant_point_parse(&signature, text, message);
                if (!p && strncmp(message, "column ", 7) != 0)
                    fail_msg("'%s': \"%s\"", text, message);
                secant_point_destroy(p);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_text_is_read_or_its_fault_is_shown),
        cmocka_unit_test(numbers_arrive_where_they_belong),
        cmocka_unit_test(what_is_written_reads_back_as_the_same_bits),
        cmocka_unit_test(mutilated_texts_are_refused_with_a_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
