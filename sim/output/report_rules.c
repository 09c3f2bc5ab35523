#include "output/report_rules.h"

#include <math.h>
#include <string.h>

#include "output/report_cells.h"

/* A row of the data's "rules": [last day of the year, times, share of the futures, share of the days]. */
enum { YEAR, TIMES, FUTURES, DAYS };

static double number_at(const json_t *row, size_t i)
{
    const json_t *value = json_array_get(row, i);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static void year_text(const json_t *row, char out[static VALUE_SIZE])
{
    const char *date = json_string_value(json_array_get(row, YEAR));
    snprintf(out, VALUE_SIZE, "%.4s", date == NULL ? "" : date);
}

/* The name without "rule:". */
static const char *rule_name(const char *entity)
{
    return strncmp(entity, "rule:", 5) == 0 ? entity + 5 : entity;
}

static void print_sentence(const struct page *page, const char *name, const json_t *rows)
{
    const json_t *row, *busiest = json_array_get(rows, 0), *last = json_array_get(rows, json_array_size(rows) - 1);
    double times = 0;
    size_t i;
    json_array_foreach(rows, i, row)
    {
        times += number_at(row, TIMES);
        busiest = number_at(row, TIMES) > number_at(busiest, TIMES) ? row : busiest;
    }
    if (!(times > 0)) {
        page_sentence_element(page, "li", WORD_RULE_NEVER, (struct sentence){{name}});
        return;
    }
    char often[VALUE_SIZE], when[VALUE_SIZE], end[VALUE_SIZE], share[VALUE_SIZE];
    number_text(page, times, times < 0.095 ? 2 : 1, often);
    year_text(busiest, when);
    year_text(last, end);
    value_text(page, "share", number_at(last, DAYS), share);
    page_sentence_element(page, "li", WORD_RULE_HEADLINE, (struct sentence){{name, often, when, end, share}});
}

void report_rules_headline(const struct page *page)
{
    json_t *rules = json_object_get(page->data, "rules"), *rows;
    const char *name;
    json_object_foreach(rules, name, rows)
    {
        if (json_array_size(rows) > 0) {
            print_sentence(page, rule_name(name), rows);
        }
    }
}

static void print_rule(const struct page *page, const char *name, const json_t *rows)
{
    const json_t *row;
    size_t i;
    json_array_foreach(rows, i, row)
    {
        char text[VALUE_SIZE];
        fputs("<tr>", page->out);
        print_row_head(page, name);
        year_text(row, text);
        page_element(page, "td", text);
        value_text(page, "share", number_at(row, FUTURES), text);
        page_element(page, "td", text);
        value_text(page, "share", number_at(row, DAYS), text);
        page_element(page, "td", text);
        fputs("</tr>\n", page->out);
    }
}

void report_rules_table(struct page *page)
{
    static const enum report_word heads[] = {WORD_RULE, WORD_YEAR, WORD_RULE_FIRES, WORD_RULE_HOLDS};
    json_t *rules = json_object_get(page->data, "rules"), *rows;
    const char *name;
    if (json_object_size(rules) == 0) {
        return;
    }
    page_word_element(page, "h2", WORD_RULES);
    page_word_element(page, "p", WORD_RULES_NOTE);
    open_table(page, "numbers");
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        page_word_element(page, "th", heads[i]);
    }
    fputs("</tr></thead>\n<tbody>\n", page->out);
    json_object_foreach(rules, name, rows)
    {
        print_rule(page, rule_name(name), rows);
    }
    close_table(page);
}
