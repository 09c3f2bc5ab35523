#include "output/report_html.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "output/embedded.h"
#include "output/report_cells.h"
#include "output/report_compare.h"
#include "output/report_data.h"
#include "output/report_figures.h"
#include "output/report_rules.h"
#include "output/report_tables.h"
#include "output/report_text.h"

enum { P05 = 0, P50 = 3, P95 = 6, SHA256_BYTES = 32, DIGITS = 6 };

/* ---- the head ---- */

static int hex_value(char digit)
{
    return digit <= '9' ? digit - '0' : digit - 'a' + 10;
}

/* Prints 64 hexadecimal digits as base64, as a content security policy has them. */
static void print_hash(FILE *out, const char *hex)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < SHA256_BYTES; i += 3) {
        unsigned bits = 0;
        for (int k = i; k < i + 3; k++) {
            unsigned byte = k < SHA256_BYTES ? (unsigned)(16 * hex_value(hex[2 * k]) + hex_value(hex[2 * k + 1])) : 0;
            bits = bits << 8 | byte;
        }
        fputc(letters[bits >> 18], out);
        fputc(letters[bits >> 12 & 63], out);
        fputc(letters[bits >> 6 & 63], out);
        fputc(i + 2 < SHA256_BYTES ? letters[bits & 63] : '=', out);
    }
}

static void print_head(const struct page *page, const struct embedded_script *style,
                       const struct embedded_script *script)
{
    fputs("<!DOCTYPE html>\n<html lang=\"", page->out);
    page_word(page, WORD_LANGUAGE);
    fputs("\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
          "'none'; style-src 'sha256-",
          page->out);
    print_hash(page->out, style->sha256);
    fputs("'; script-src 'sha256-", page->out);
    print_hash(page->out, script->sha256);
    fputs("'; base-uri 'none'; form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" "
          "content=\"light dark\">\n",
          page->out);
    page_element(page, "title", json_string_value(json_object_get(page->data, "title")));
    fprintf(page->out, "<style>%s</style>\n</head>\n", style->text);
}

/* ---- the headline ---- */

static int day_of(const struct page *page, const char *key)
{
    int day = 0;
    const char *text = json_string_value(json_object_get(page->data, key));
    if (text != NULL) {
        day_parse(text, &day);
    }
    return day;
}

static void print_subtitle(const struct page *page)
{
    char from[VALUE_SIZE], to[VALUE_SIZE], futures[VALUE_SIZE];
    date_text_of(page, day_of(page, "opening"), from);
    date_text_of(page, day_of(page, "horizon"), to);
    number_text(page, json_number_value(json_object_get(page->data, "replications")), 0, futures);
    page_element(page, "h1", json_string_value(json_object_get(page->data, "title")));
    fputs("<p class=\"subtitle\">", page->out);
    page_sentence(page, WORD_SUBTITLE, (struct sentence){{from, to, futures}});
    fputs("</p>\n", page->out);
    const char *name = text_of(page->data, "name");
    if (strchr(name, '+') != NULL) { /* an overlay or a --set: the title is the base's */
        fputs("<p class=\"subtitle\">", page->out);
        page_sentence(page, WORD_OF_SCENARIO, (struct sentence){{name}});
        fputs("</p>\n", page->out);
    }
}

static void print_open(struct page *page)
{
    struct report_series open;
    page->failed |= report_series_read(page->data, "all", "open", "month", &open);
    if (open.n > 1) {
        const struct results_summary *end = &open.cell[open.n - 1];
        double start = open.cell[0].quantile[P50];
        bool higher = end->quantile[P05] > start, lower = end->quantile[P95] < start;
        char from[VALUE_SIZE], to[VALUE_SIZE], low[VALUE_SIZE], high[VALUE_SIZE], date[VALUE_SIZE];
        value_text(page, "cases", start, from);
        value_text(page, "cases", end->quantile[P50], to);
        value_text(page, "cases", end->quantile[P05], low);
        value_text(page, "cases", end->quantile[P95], high);
        date_text_of(page, open.day[open.n - 1], date);
        page_sentence_element(page, "li",
                              higher  ? WORD_OPEN_GROWS
                              : lower ? WORD_OPEN_SHRINKS
                                      : WORD_OPEN_EITHER,
                              (struct sentence){{from, to, date, low, high}});
        page_word_element(page, "li", higher ? WORD_SURE_HIGHER : lower ? WORD_SURE_LOWER : WORD_SURE_EITHER);
    }
    report_series_free(&open);
}

/* A sentence about the last year: {0} the year, {1} the median, {2} and {3} the range. */
static void print_last_year(struct page *page, const char *measure, const char *unit, enum report_word word)
{
    struct report_series series;
    page->failed |= report_series_read(page->data, "all", measure, "year", &series);
    if (series.n > 0 && series.cell[series.n - 1].n > 0) {
        const struct results_summary *last = &series.cell[series.n - 1];
        char year[VALUE_SIZE], middle[VALUE_SIZE];
        struct range_words ends;
        snprintf(year, sizeof year, "%d", date_from_day(series.day[series.n - 1]).year);
        value_text(page, unit, last->quantile[P50], middle);
        range_text(page, unit, (struct value_range){.low = last->quantile[P05], .high = last->quantile[P95]}, &ends);
        page_sentence_element(page, "li", word, (struct sentence){{year, middle, ends.low, ends.high}});
    }
    report_series_free(&series);
}

/* Who applies in the first month of the forecast. */
static void print_wait(struct page *page, const char *measure, enum report_word word)
{
    struct report_series series;
    page->failed |= report_series_read(page->data, "all", measure, "entry", &series);
    if (series.n > 0 && isfinite(series.cell[0].quantile[P50])) {
        char month[VALUE_SIZE], days[VALUE_SIZE];
        month_text_of(page, series.day[0], month);
        value_text(page, "days", round(series.cell[0].quantile[P50]), days);
        page_sentence_element(page, "li", word, (struct sentence){{month, days}});
    }
    report_series_free(&series);
}

/* How few futures lie beyond a bracket's end. */
static void print_firmness(const struct page *page)
{
    enum { FEW = 200 };
    const double replications = json_number_value(json_object_get(page->data, "replications"));
    char beyond[VALUE_SIZE], all[VALUE_SIZE];
    if (replications >= FEW) {
        return;
    }
    number_text(page, ceil(0.05 * replications), 0, beyond);
    number_text(page, replications, 0, all);
    page_sentence_element(page, "p", WORD_FEW_FUTURES, (struct sentence){{beyond, all}});
}

static void print_headline(struct page *page)
{
    fputs("<section class=\"headline\">\n", page->out);
    page_word_element(page, "h2", WORD_HEADLINE);
    const json_t *comparison = json_object_get(page->data, "comparison");
    if (comparison != NULL && json_object_get(comparison, "source") == NULL) {
        const char *base = json_string_value(json_object_get(page->data, "name"));
        page_sentence_element(page, "p", WORD_BASE_NOTE, (struct sentence){{base}});
    }
    fputs("<ul>\n", page->out);
    print_open(page);
    print_last_year(page, "timeliness", "share", WORD_ON_TIME);
    print_wait(page, "wait_p50", WORD_WAITS_TODAY);
    print_wait(page, "wait_p90", WORD_WAITS_TODAY_90);
    print_last_year(page, "penalty_accrued", "EUR", WORD_PENALTIES_COST);
    report_rules_headline(page);
    report_comparison_headline(page);
    fputs("</ul>\n", page->out);
    page_word_element(page, "p", comparison == NULL ? WORD_RANGE_NOTE : WORD_RANGE_NOTE_COMPARED);
    print_firmness(page);
    report_targets(page);
    fputs("</section>\n", page->out);
}

/* ---- the data ---- */

/* A block of JSON in the page. Without `<` it cannot end its element; without other characters than ASCII nothing in it
 * reorders or hides text. */
static int print_data(FILE *out, const char *id, const json_t *object)
{
    char *text = json_dumps(object, JSON_COMPACT | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(DIGITS));
    if (text == NULL) {
        return -1;
    }
    fprintf(out, "<script type=\"application/json\" id=\"%s\">", id);
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '<') {
            fputs("\\u003c", out);
        } else {
            fputc(*p, out);
        }
    }
    fputs("</script>\n", out);
    free(text);
    return 0;
}

static void print_script(struct page *page, const struct embedded_script *script)
{
    json_t *words = report_script_words(page->language);
    page->failed |=
        words == NULL || print_data(page->out, "words", words) != 0 || print_data(page->out, "data", page->data) != 0;
    json_decref(words);
    fprintf(page->out, "<script>%s</script>\n", script->text);
}

/* ---- the page ---- */

static void print_explorer(const struct page *page)
{
    fputs("<section id=\"explore\">\n", page->out);
    page_word_element(page, "h2", WORD_EXPLORE);
    page_word_element(page, "noscript", WORD_NO_SCRIPT);
    fputs("<div id=\"explorer\" hidden><div><svg id=\"picture\" role=\"img\" "
          "tabindex=\"0\"></svg></div></div>\n</section>\n",
          page->out);
}

static void print_section(struct page *page, void (*print)(struct page *))
{
    fputs("<section>\n", page->out);
    print(page);
    fputs("</section>\n", page->out);
}

static void print_pictures(struct page *page)
{
    page_word_element(page, "h2", WORD_FIGURES);
    page_word_element(page, "p", WORD_BANDS_NOTE);
    report_figures(page);
}

int report_html(FILE *out, const json_t *data, enum report_language language)
{
    struct page page = {out, data, language, 0};
    const struct embedded_script *style = embedded_page_file("page.css"), *script = embedded_page_file("page.js");
    if (style == NULL || script == NULL) {
        return -1;
    }
    print_head(&page, style, script);
    fputs("<body>\n<header>\n", out);
    print_subtitle(&page);
    fputs("</header>\n<main>\n", out);
    print_headline(&page);
    report_comparison(&page);
    print_section(&page, print_pictures);
    print_section(&page, report_streams);
    print_section(&page, report_staff);
    print_section(&page, report_rules_table);
    print_explorer(&page);
    print_section(&page, report_assumptions);
    print_section(&page, report_manifest);
    fputs("</main>\n", out);
    print_script(&page, script);
    fputs("</body>\n</html>\n", out);
    return page.failed ? -1 : 0;
}

int report_json(FILE *out, const json_t *data)
{
    char *text = json_dumps(data, JSON_COMPACT | JSON_REAL_PRECISION(DIGITS));
    if (text == NULL) {
        return -1;
    }
    fprintf(out, "%s\n", text);
    free(text);
    return 0;
}
