/* The report's words, numbers and dates in both languages, its escapes, and the data it is made of. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "output/report_data.h"
#include "output/report_past.h"
#include "output/report_published.h"
#include "output/report_text.h"
#include "results/measures.h"
#include "support/check_main/check_main.h"

static const struct page english = {.language = REPORT_ENGLISH}, dutch = {.language = REPORT_DUTCH};

START_TEST(numbers_in_both_languages)
{
    static const struct {
        double value;
        int decimals;
        const char *english, *dutch;
    } rows[] = {{0, 0, "0", "0"},
                {999, 0, "999", "999"},
                {1000, 0, "1,000", "1.000"},
                {1234567.891, 2, "1,234,567.89", "1.234.567,89"},
                {-1234.5, 1,
                 "\xE2\x88\x92"
                 "1,234.5",
                 "\xE2\x88\x92"
                 "1.234,5"},
                {-0.001, 1, "0.0", "0,0"},
                {NAN, 0, "\xE2\x80\x93", "\xE2\x80\x93"},
                {INFINITY, 0, "\xE2\x80\x93", "\xE2\x80\x93"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[VALUE_SIZE];
        number_text(&english, rows[i].value, rows[i].decimals, text);
        ck_assert_str_eq(text, rows[i].english);
        number_text(&dutch, rows[i].value, rows[i].decimals, text);
        ck_assert_str_eq(text, rows[i].dutch);
    }
}
END_TEST

START_TEST(values_by_unit)
{
    static const struct {
        const char *unit;
        double value;
        const char *text;
    } rows[] = {{"share", 0.456, "46%"},
                {"share", 0.0456, "4,6%"},
                {"share", 0, "0%"},
                {"share", 1, "100%"},
                {"EUR", 7765.4, "7.765"},
                {"EUR", 38.7e6, "38,7 miljoen"},
                {"EUR", 1.234e9, "1,23 miljard"},
                {"EUR", 999600, "1,00 miljoen"},
                {"days", 12.25, "12,2"},
                {"days", 12, "12"},
                {"cases", 198745.3, "198.745"},
                {"share", NAN, "\xE2\x80\x93"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[VALUE_SIZE];
        value_text(&dutch, rows[i].unit, rows[i].value, text);
        ck_assert_str_eq(text, rows[i].text);
    }
}
END_TEST

static void ck_range(const char *unit, double low, double high, const char *words)
{
    struct range_words ends;
    char text[200];
    range_text(&english, unit, (struct value_range){.low = low, .high = high}, &ends);
    snprintf(text, sizeof text, "%s to %s", ends.low, ends.high);
    ck_assert_str_eq(text, words);
}

/* The ends have one unit. */
START_TEST(ranges_in_one_unit)
{
    ck_range("EUR", 918064, 389e6, "0.92 to 389 million");
    ck_range("EUR", 12.34e6, 389e6, "12.3 to 389 million");
    ck_range("EUR", 389e6, 1.2e9, "0.39 to 1.20 billion");
    ck_range("EUR", 0, 389e6, "0 to 389 million");
    ck_range("EUR", 4000, 389e6, "4,000 to 389 million");
    ck_range("EUR", 4000, 389000, "4,000 to 389,000");
    ck_range("EUR", -389e6, 2e6, "\xE2\x88\x92" "389 to 2.00 million");
    ck_range("cases", 918, 1234567, "918 to 1,234,567");
}
END_TEST

START_TEST(dates_in_both_languages)
{
    char text[VALUE_SIZE];
    int day = day_from_date((struct civil_date){2028, 3, 1});
    date_text_of(&english, day, text);
    ck_assert_str_eq(text, "1 March 2028");
    date_text_of(&dutch, day, text);
    ck_assert_str_eq(text, "1 maart 2028");
    month_text_of(&dutch, day, text);
    ck_assert_str_eq(text, "maart 2028");
}
END_TEST

/* What page_text prints, to be freed. */
static char *escaped(const char *text)
{
    char *out = NULL;
    size_t size;
    struct page page = {.out = open_memstream(&out, &size)};
    ck_assert_ptr_nonnull(page.out);
    page_text(&page, text);
    fclose(page.out);
    return out;
}

START_TEST(text_is_inert)
{
    static const struct {
        const char *text, *shown;
    } rows[] = {{"plain \xC3\xA9", "plain \xC3\xA9"},
                {"<script>&amp;'\"", "&lt;script&gt;&amp;amp;&#39;&quot;"},
                {"a\nb\tc\rd", "a\\nb\\tc\\x0dd"},
                {"\xE2\x80\xAE", "\\u202e"},
                {"\xFF", "\\xff"},
                {"", ""},
                {NULL, ""}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *shown = escaped(rows[i].text);
        ck_assert_str_eq(shown, rows[i].shown);
        free(shown);
    }
}
END_TEST

START_TEST(sentences_fill_their_places)
{
    char *out = NULL;
    size_t size;
    struct page page = {.out = open_memstream(&out, &size), .language = REPORT_ENGLISH};
    page_sentence(&page, WORD_ON_TIME, (struct sentence){{"2028", "<b>", "{0}", "80%"}});
    fclose(page.out);
    ck_assert_str_eq(out, "In 2028, &lt;b&gt; of the decisions are on time ({0} to 80%).");
    free(out);
}
END_TEST

/* The places {0} .. {4} that a sentence names, as bits. */
static unsigned places(const char *sentence)
{
    unsigned found = 0;
    for (const char *p = sentence; (p = strchr(p, '{')) != NULL; p++) {
        ck_assert(p[1] >= '0' && p[1] < '0' + SENTENCE_PLACES && p[2] == '}');
        found |= 1u << (p[1] - '0');
    }
    return found;
}

START_TEST(languages_say_the_same)
{
    for (int word = 0; word < WORD_COUNT; word++) {
        const char *en = report_word(REPORT_ENGLISH, (enum report_word)word),
                   *nl = report_word(REPORT_DUTCH, (enum report_word)word);
        ck_assert_msg(*en != '\0' && *nl != '\0', "word %d is empty", word);
        ck_assert_msg(places(en) == places(nl), "'%s' and '%s' have other places", en, nl);
    }
    enum report_language language = REPORT_ENGLISH;
    ck_assert_int_eq(report_language_of("nl", &language), 0);
    ck_assert_int_eq(language, REPORT_DUTCH);
    ck_assert_int_eq(report_language_of("de", &language), -1);
    ck_assert_int_eq(report_language_of("", &language), -1);
}
END_TEST

START_TEST(every_measure_has_a_label)
{
    for (int l = 0; l < REPORT_LANGUAGES; l++) {
        json_t *words = report_script_words((enum report_language)l);
        const json_t *labels = json_object_get(words, "measures"), *units = json_object_get(words, "units");
        for (int m = 0; m < MEASURE_COUNT; m++) {
            const struct measure_info *info = measure_info((enum measure)m);
            ck_assert_msg(json_object_get(labels, info->name) != NULL, "%s has no label", info->name);
            ck_assert_msg(json_object_get(units, info->unit) != NULL, "%s has no label", info->unit);
        }
        for (int m = 0; m < ENTRY_MEASURE_COUNT; m++) {
            const char *name = entry_measure_info((enum entry_measure)m)->name;
            ck_assert_msg(json_object_get(labels, name) != NULL, "%s has no label", name);
        }
        json_decref(words);
    }
}
END_TEST

START_TEST(series_are_read_back)
{
    json_t *data = json_loads(
        "{\"format\": 1, \"opening\": \"2023-12-31\","
        "\"periods\": {\"month\": [\"2024-01-31\", \"2024-02-29\", \"2024-03-31\"], \"quarter\": [\"2024-03-31\"]},"
        "\"measures\": {\"open\": {\"stock\": true}, \"inflow\": {\"stock\": false}},"
        "\"values\": {\"a\": {\"open\": {\"month\": [5, null, [1,2,3,4,5,6,7,8], 9]},"
        "                   \"inflow\": {\"month\": [1, 2, 3], \"quarter\": [6]}}}}",
        0, NULL);
    struct report_series series;
    ck_assert(report_data_is_ours(data));
    ck_assert_int_eq(report_series_read(data, "a", "open", "month", &series), 0);
    ck_assert_uint_eq(series.n, 4);
    ck_assert(series.cell[0].n == 1 && series.cell[0].quantile[6] == 5);
    ck_assert(series.cell[1].n == 0 && isnan(series.cell[1].quantile[3]));
    ck_assert(series.cell[2].quantile[0] == 1 && series.cell[2].quantile[6] == 7 && series.cell[2].mean == 8);
    ck_assert_int_eq(series.day[1], day_from_date((struct civil_date){2024, 1, 31}));
    report_series_free(&series);

    /* A quarter's stock is that of its last month, the opening date in front. */
    ck_assert_int_eq(report_series_read(data, "a", "open", "quarter", &series), 0);
    ck_assert_uint_eq(series.n, 2);
    ck_assert(series.cell[0].mean == 5 && series.cell[1].mean == 9);
    report_series_free(&series);

    ck_assert_int_eq(report_series_read(data, "a", "inflow", "quarter", &series), 0);
    ck_assert_uint_eq(series.n, 1);
    ck_assert(series.cell[0].mean == 6);
    report_series_free(&series);

    ck_assert_int_eq(report_series_read(data, "b", "inflow", "month", &series), 0);
    ck_assert_uint_eq(series.n, 0);
    report_series_free(&series);
    json_decref(data);
}
END_TEST

/* Two streams before 1 January 2024: one told by month, one by year, at twice the size. */
START_TEST(the_past_by_month)
{
    enum { JANUARY_2023 = 12 * 2023 };
    struct past_row months[2], years[2];
    for (int i = 0; i < 2; i++) {
        int month = JANUARY_2023 + 10 + i;
        months[i] = (struct past_row){month_start(month), month_start(month + 1) - 1, 100 + i};
        years[i] =
            (struct past_row){month_start(JANUARY_2023 + 12 * i), month_start(JANUARY_2023 + 12 * (i + 1)) - 1, 365};
    }
    struct stream_spec streams[2] = {{.name = "months", .inflow = {.n_past = 2, .past = months}},
                                     {.name = "years", .inflow = {.n_past = 2, .past = years}}};
    const struct dated_number twice = {SCENARIO_ALWAYS, 2};
    struct scenario scenario = {.scale = {.n = 1, .points = &twice}, .n_streams = 2, .streams = streams};
    const char *const names[] = {"months", "years"};
    struct results_layout layout;
    int opening = month_start(JANUARY_2023 + 12) - 1;
    ck_assert_int_eq(
        results_layout_init(&layout, opening, opening + 60, &(struct results_layout_names){.n_streams = 2, .streams = names}), 0);
    struct run_result run = {.scenario = &scenario, .layout = &layout};
    json_t *past = report_past(&run);

    const json_t *two = json_object_get(json_object_get(past, "months"), "inflow");
    ck_assert_uint_eq(json_array_size(two), 2);
    ck_assert(json_number_value(json_array_get(two, 0)) == 200 && json_number_value(json_array_get(two, 1)) == 202);
    const json_t *year = json_object_get(json_object_get(past, "years"), "inflow");
    ck_assert_uint_eq(json_array_size(year), 12); /* 2024 is forecast, not past */
    ck_assert(json_number_value(json_array_get(year, 1)) == 56);
    const json_t *all = json_object_get(json_object_get(past, "all"), "inflow");
    ck_assert_uint_eq(json_array_size(all), 2);
    ck_assert(json_number_value(json_array_get(all, 1)) == 202 + 62);
    const json_t *dates = json_object_get(json_object_get(past, "all"), "dates");
    ck_assert_str_eq(json_string_value(json_array_get(dates, 1)), "2023-12-31");
    json_decref(past);
    results_layout_free(&layout);
}
END_TEST

static struct published_figure published_figure(int stream, const char *measure, enum published_period period, const char *date, double value)
{
    struct published_figure figure = {.stream = stream, .measure = measure, .period = period, .value = value, .source = "yearbook"};
    ck_assert(day_parse(date, &figure.date));
    figure.stock = strcmp(measure, "open") == 0;
    figure.scaled = strcmp(measure, "timeliness") != 0;
    return figure;
}

static const struct results_layout_names two_names = {.n_streams = 2, .streams = (const char *const[]){"one", "two"}};

/* At twice the size: of each stream its own, of all what is its own or the sum where every stream has one; nothing out of sight. */
START_TEST(what_was_published)
{
    struct stream_spec streams[2] = {{.name = "one"}, {.name = "two"}};
    const struct published_figure figures[] = {
        published_figure(0, "open", PUBLISHED_YEAR, "2023-12-31", 300),     published_figure(1, "open", PUBLISHED_MONTH, "2023-12-31", 40),
        published_figure(0, "open", PUBLISHED_YEAR, "2022-12-31", 200),     published_figure(0, "timeliness", PUBLISHED_YEAR, "2022-12-31", 0.5),
        published_figure(1, "timeliness", PUBLISHED_YEAR, "2022-12-31", 1), published_figure(0, "notices", PUBLISHED_YEAR, "2023-12-31", 240),
        published_figure(0, "notices", PUBLISHED_YEAR, "2022-12-31", 120),  published_figure(0, "notices", PUBLISHED_MONTH, "2022-03-31", 11),
        published_figure(-1, "notices", PUBLISHED_YEAR, "2023-12-31", 250), published_figure(1, "notices", PUBLISHED_YEAR, "2023-12-31", 1),
        published_figure(0, "inflow", PUBLISHED_YEAR, "2012-12-31", 7),     published_figure(0, "inflow", PUBLISHED_YEAR, "2024-12-31", 7)};
    const struct dated_number twice = {SCENARIO_ALWAYS, 2};
    struct scenario scenario = {.scale = {.n = 1, .points = &twice}, .n_streams = 2, .streams = streams,
                                .n_published = sizeof figures / sizeof figures[0], .published = figures};
    const int opening = figures[0].date;
    struct results_layout layout;
    ck_assert_int_eq(results_layout_init(&layout, opening, opening + 60, &two_names), 0);
    json_t *published = report_published(&(struct run_result){.scenario = &scenario, .layout = &layout});
    struct published_marks marks;

    ck_assert_int_eq(published_read(published, "one", "open", true, &marks), 0);
    ck_assert_uint_eq(marks.n, 2);
    ck_assert(marks.mark[0].value == 400 && marks.mark[0].first == marks.mark[0].last && marks.mark[1].last == opening);
    published_free(&marks);
    ck_assert_int_eq(published_read(published, "all", "open", true, &marks), 0);
    ck_assert_uint_eq(marks.n, 1);
    ck_assert(marks.mark[0].value == 680);
    published_free(&marks);
    ck_assert_int_eq(published_read(published, "one", "notices", true, &marks), 0);
    ck_assert_uint_eq(marks.n, 2); /* a month of 2022 in place of that year */
    ck_assert(marks.mark[0].value == 22 && marks.mark[1].value == 40);
    ck_assert_int_eq(marks.mark[1].last - marks.mark[1].first, 364);
    published_free(&marks);
    ck_assert(published_of_year(published, "all", "notices", "2023-12-31") == 500);
    ck_assert(published_of_year(published, "one", "timeliness", "2022-12-31") == 0.5);
    ck_assert(isnan(published_of_year(published, "all", "timeliness", "2022-12-31")));
    ck_assert_ptr_null(json_object_get(json_object_get(published, "one"), "inflow"));
    json_decref(published);
    results_layout_free(&layout);
}
END_TEST

/* A file that somebody changed: what is no figure is passed over. */
START_TEST(published_figures_of_a_stranger)
{
    json_t *data = json_loads("{\"a\": {\"open\": {\"day\": [[\"2023-12-31\", 5], [\"2023-13-31\", 5], [3, 5], [\"2022-12-31\", \"x\"], 7, "
                              "[\"2021-12-31\", 1e300]], \"year\": 3}}, \"b\": []}", 0, NULL);
    struct published_marks marks;
    ck_assert_ptr_nonnull(data);
    ck_assert_int_eq(published_read(data, "a", "open", true, &marks), 0);
    ck_assert_uint_eq(marks.n, 1);
    published_free(&marks);
    ck_assert_int_eq(published_read(data, "b", "open", true, &marks), 0);
    ck_assert_uint_eq(marks.n, 0);
    ck_assert_int_eq(published_read(NULL, "b", "open", true, &marks), 0);
    ck_assert_uint_eq(marks.n, 0);
    json_decref(data);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, numbers_in_both_languages);
    tcase_add_test(tcase, values_by_unit);
    tcase_add_test(tcase, ranges_in_one_unit);
    tcase_add_test(tcase, dates_in_both_languages);
    tcase_add_test(tcase, text_is_inert);
    tcase_add_test(tcase, sentences_fill_their_places);
    tcase_add_test(tcase, languages_say_the_same);
    tcase_add_test(tcase, every_measure_has_a_label);
    tcase_add_test(tcase, series_are_read_back);
    tcase_add_test(tcase, the_past_by_month);
    tcase_add_test(tcase, what_was_published);
    tcase_add_test(tcase, published_figures_of_a_stranger);
}
