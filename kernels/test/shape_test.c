/* SPDX-License-Identifier: MIT
 *
 * One shape, named on the command line: formula and count agree for all sizes that fit, and
 * differ somewhere where the formula is a deliberate mistake.
 */
#include "shape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct secant_shape_kernel *shape;

/* The next sizes, like an odometer. False after the last ones. */
static bool turn(long *size)
{
    for (int k = 0; k < SECANT_MAX_SIZES && shape->size[k].name; k++) {
        if (++size[k] <= shape->size[k].most)
            return true;
        size[k] = shape->size[k].least;
    }
    return false;
}

static void formula_and_count_agree_unless_it_is_a_mistake(void **state)
{
    (void)state;
    long size[SECANT_MAX_SIZES] = {0};
    for (int k = 0; k < SECANT_MAX_SIZES; k++)
        size[k] = shape->size[k].least;
    long fitting = 0, different = 0;
    do {
        if (shape->fits && !shape->fits(size))
            continue;
        fitting++;
        different += shape->formula_value(size) != shape->count(size);
    } while (turn(size));
    assert_true(fitting > 0);
    if (shape->wrong)
        assert_true(different > 0);
    else
        assert_int_equal(different, 0);
}

static void describes_itself(void **state)
{
    (void)state;
    assert_non_null(shape->formula);
    assert_true(shape->wrong == (strncmp(shape->name, "wrong/", 6) == 0));
    assert_true(shape->wrong == (shape->mistake != NULL));
}

int main(int argc, char **argv)
{
    for (int i = 0; secant_shapes[i] && argc == 2; i++) {
        const char *name = secant_shapes[i]->name, *behind = strrchr(name, '/');
        if (strcmp(behind ? behind + 1 : name, argv[1]) == 0)
            shape = secant_shapes[i];
    }
    if (!shape) {
        fprintf(stderr, "usage: %s SHAPE\n", argv[0]);
        return EXIT_FAILURE;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(describes_itself),
        cmocka_unit_test(formula_and_count_agree_unless_it_is_a_mistake),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name(shape->name, tests, NULL, NULL);
}
