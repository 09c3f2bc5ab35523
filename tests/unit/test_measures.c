#include <string.h>

#include "results/measures.h"
#include "support/check_main/check_main.h"

static int is_word(const char *name)
{
    return name[0] >= 'a' && name[0] <= 'z' && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(name);
}

START_TEST(names_are_words_and_unique)
{
    for (int i = 0; i < MEASURE_COUNT; i++) {
        const struct measure_info *info = measure_info((enum measure)i);
        ck_assert_msg(is_word(info->name), "%s", info->name);
        for (int j = 0; j < i; j++)
            ck_assert_str_ne(info->name, measure_info((enum measure)j)->name);
    }
}
END_TEST

START_TEST(units_are_known)
{
    static const char *const units[] = {"cases", "days", "share", "EUR", "fte", "hours", "heads", "times"};
    for (int i = 0; i < MEASURE_COUNT; i++) {
        const struct measure_info *info = measure_info((enum measure)i);
        int known = 0;
        for (size_t u = 0; u < sizeof units / sizeof units[0]; u++)
            known += strcmp(info->unit, units[u]) == 0;
        ck_assert_msg(known == 1, "%s: %s", info->name, info->unit);
        ck_assert_uint_ne(info->scope & (SCOPE_STREAM | SCOPE_POOL | SCOPE_RULE | SCOPE_STEP), 0);
    }
}
END_TEST

START_TEST(the_table_says_what_the_page_says)
{
    ck_assert_str_eq(measure_info(MEASURE_OPEN)->name, "open");
    ck_assert_int_eq(measure_info(MEASURE_OPEN)->form, FORM_LAST);
    ck_assert_int_eq(measure_info(MEASURE_TIMELINESS)->form, FORM_RATIO);
    ck_assert_str_eq(measure_info(MEASURE_EXPOSURE)->unit, "EUR");
    ck_assert_uint_eq(measure_info(MEASURE_FTE)->scope, SCOPE_POOL);
    ck_assert_uint_eq(measure_info(MEASURE_HOURS_USED)->scope, SCOPE_STREAM | SCOPE_POOL | SCOPE_STEP);
    ck_assert_uint_eq(measure_info(MEASURE_HIRED)->scope, SCOPE_POOL | SCOPE_SOME);
    ck_assert_uint_eq(measure_info(MEASURE_ACTIVE)->scope, SCOPE_RULE);
    ck_assert_uint_eq(measure_info(MEASURE_RESULT)->scope, SCOPE_STREAM | SCOPE_SOME);
}
END_TEST

START_TEST(entry_measures)
{
    static const char *const names[ENTRY_MEASURE_COUNT] = {"received", "wait_p50", "wait_p90", "decided_in_period"};
    for (int i = 0; i < ENTRY_MEASURE_COUNT; i++) {
        ck_assert_str_eq(entry_measure_info((enum entry_measure)i)->name, names[i]);
        ck_assert_uint_eq(entry_measure_info((enum entry_measure)i)->scope, SCOPE_STREAM);
    }
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, names_are_words_and_unique);
    tcase_add_test(tcase, units_are_known);
    tcase_add_test(tcase, the_table_says_what_the_page_says);
    tcase_add_test(tcase, entry_measures);
}
