/* The table of fields is whole, and values say what they should. */
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "base/hash.h"
#include "scenario/fields.h"
#include "scenario/values.h"
#include "support/check_main/check_main.h"

static bool has_record(const struct field *field)
{
    return field->kind == FIELD_RECORD || field->kind == FIELD_MAP || field->kind == FIELD_LIST ||
           field->kind == FIELD_BANDS;
}

static bool is_counted(const struct field *field)
{
    return field->kind == FIELD_MAP || field->kind == FIELD_LIST || field->kind == FIELD_DATES ||
           field->kind == FIELD_PAST || field->kind == FIELD_BANDS;
}

static void ck_field(const struct record *record, const struct field *field)
{
    size_t length = strlen(field->doc);

    ck_assert_msg(length > 5 && field->doc[length - 1] == '.', "%s needs a sentence", field->key);
    ck_assert_ptr_eq(record_find(record, field->key), field);
    ck_assert_int_eq(has_record(field), field->record != NULL);
    ck_assert_msg(!is_counted(field) || field->count_offset != field->offset, "%s", field->key);
    ck_assert_msg(field->offset < record->size, "%s", field->key);
    ck_assert_msg(field->minimum <= field->maximum, "%s", field->key);
    ck_assert_str_ne(field_takes(field), "");
    if (field->kind == FIELD_ENUM || field->kind == FIELD_ENUM_SERIES)
        ck_assert_ptr_nonnull(field->names);
    if (field->kind == FIELD_REFERENCE || field->kind == FIELD_REFERENCE_SERIES)
        ck_assert_int_ne(field->refers, REFERENCE_NONE);
    if (field->kind == FIELD_MAP)
        ck_assert_msg(field->record->name_offset > 0 && field->record->most > 0, "%s", field->key);
}

static size_t walk(const struct record *record)
{
    size_t n = 0;

    for (size_t i = 0; i < record->n; i++) {
        const struct field *field = &record->fields[i];
        ck_field(record, field);
        n++;
        if (field->record != NULL)
            n += walk(field->record);
    }
    return n;
}

START_TEST(every_field)
{
    ck_assert_uint_gt(walk(fields_root()), 100);
}
END_TEST

START_TEST(steps_and_lines)
{
    static const struct dated_number points[] = {{10, 1}, {20, 3}, {40, 2}};
    struct quantity quantity = {.n = 3, .points = points};

    ck_assert_double_eq(quantity_at(&quantity, -100), 1);
    ck_assert_double_eq(quantity_at(&quantity, 10), 1);
    ck_assert_double_eq(quantity_at(&quantity, 19), 1);
    ck_assert_double_eq(quantity_at(&quantity, 20), 3);
    ck_assert_double_eq(quantity_at(&quantity, 1000), 2);
    ck_assert_double_eq(quantity_highest(&quantity), 3);
    quantity.linear = true;
    ck_assert_double_eq(quantity_at(&quantity, 5), 1);
    ck_assert_double_eq(quantity_at(&quantity, 15), 2);
    ck_assert_double_eq(quantity_at(&quantity, 30), 2.5);
    ck_assert_double_eq(quantity_at(&quantity, 41), 2);
}
END_TEST

START_TEST(extents)
{
    static const double days[] = {10, 70}, shares[] = {0.5, 0.5};

    ck_assert_int_eq(distribution_upper(&(struct distribution){.shape = DISTRIBUTION_NONE}), 0);
    ck_assert_int_eq(distribution_upper(&(struct distribution){.shape = DISTRIBUTION_FIXED, .mean = 30, .minimum = 5}),
                     35);
    ck_assert_int_eq(distribution_upper(&(struct distribution){.shape = DISTRIBUTION_UNIFORM, .low = 3, .high = 9.5}),
                     10);
    ck_assert_int_eq(
        distribution_upper(&(struct distribution){.shape = DISTRIBUTION_TABLE, .n = 2, .days = days, .shares = shares}),
        70);
    ck_assert_int_eq(distribution_upper(&(struct distribution){.shape = DISTRIBUTION_EXPONENTIAL, .mean = 100}),
                     (int)ceil(-100 * log(0.001)));
    for (double ratio = 0.01; ratio < 10; ratio *= 1.3) {
        struct distribution gamma = {.shape = DISTRIBUTION_GAMMA, .mean = 1000, .sd = 1000 * ratio}, normal = gamma;
        double shape = 1 / (ratio * ratio), spread = log1p(ratio * ratio);
        int upper = distribution_upper(&gamma);
        ck_assert_double_gt(gsl_cdf_gamma_P(upper, shape, 1000 / shape), 0.9989);
        ck_assert_double_lt(gsl_cdf_gamma_P(upper - 1, shape, 1000 / shape), 0.9991);
        normal.shape = DISTRIBUTION_LOGNORMAL;
        upper = distribution_upper(&normal);
        ck_assert_double_gt(gsl_cdf_lognormal_P(upper, log(1000) - spread / 2, sqrt(spread)), 0.9989);
        ck_assert_double_lt(gsl_cdf_lognormal_P(upper - 1, log(1000) - spread / 2, sqrt(spread)), 0.9991);
    }
}
END_TEST

/* Known answers of FNV-1a; ids that differ in a letter differ in about half of the bits. */
START_TEST(hashes)
{
    int bits = 0;

    ck_assert(hash_bytes("", 0) == UINT64_C(0xcbf29ce484222325));
    ck_assert(hash_bytes("a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
    ck_assert(hash_bytes("foobar", 6) == UINT64_C(0x85944171f73967e8));
    ck_assert(hash_bytes_more(hash_bytes("foo", 3), "bar", 3) == hash_bytes("foobar", 6));
    for (char letter = 'b'; letter <= 'z'; letter++) {
        const char one[] = {'p', letter, '\0'};
        bits += __builtin_popcount(hash_id(one) ^ hash_id("pa"));
    }
    ck_assert_int_ge(bits, 25 * 13);
    ck_assert_int_le(bits, 25 * 19);
}
END_TEST

START_TEST(arena_grows_and_survives_nonsense)
{
    struct arena arena;
    char *last = NULL;
    size_t capacity = 0;
    int *items = NULL;

    arena_init(&arena);
    for (size_t size = 0; size < 300000; size = size * 2 + 1) {
        char *text = arena_alloc(&arena, size);
        ck_assert_ptr_nonnull(text);
        for (size_t i = 0; i < size; i++)
            ck_assert_int_eq(text[i], 0);
        memset(text, 'x', size);
        last = text;
    }
    ck_assert_ptr_nonnull(last);
    for (size_t i = 0; i < 1000; i++) {
        items = arena_grow(&arena, items, i, &capacity, sizeof *items);
        items[i] = (int)i;
    }
    ck_assert_int_eq(items[999], 999);
    ck_assert_ptr_null(arena_alloc(&arena, SIZE_MAX));
    ck_assert_ptr_null(arena_alloc(&arena, SIZE_MAX - 100));
    ck_assert_ptr_null(arena_alloc_array(&arena, SIZE_MAX / 2, 3));
    ck_assert_str_eq(arena_strdup(&arena, "text"), "text");
    ck_assert_str_eq(arena_strndup(&arena, "text", 2), "te");
    ck_assert_str_eq(arena_format(&arena, "%d-%s", 5, "x"), "5-x");
    arena_free(&arena);
    arena_free(&arena);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, every_field);
    tcase_add_test(tcase, steps_and_lines);
    tcase_add_test(tcase, extents);
    tcase_add_test(tcase, hashes);
    tcase_add_test(tcase, arena_grows_and_survives_nonsense);
}
