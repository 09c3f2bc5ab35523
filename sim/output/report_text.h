/* Text, numbers and dates of report.html in its language. Everything printed here is escaped: it is text in HTML, in
 * content and in quoted attributes, whoever wrote it. */
#ifndef OUTPUT_REPORT_TEXT_H
#define OUTPUT_REPORT_TEXT_H

#include <jansson.h>
#include <stdio.h>

#include "output/report_words.h"

struct page {
    FILE *out;
    const json_t *data; /* of report_data() */
    enum report_language language;
    int failed; /* not 0: memory ran out and something is missing */
};

void page_text(const struct page *page, const char *text); /* NULL prints nothing */
void page_word(const struct page *page, enum report_word word);

/* A sentence with its places filled in; `values` has as many as it names. */
enum { SENTENCE_PLACES = 6, VALUE_SIZE = 48 };
struct sentence {
    const char *values[SENTENCE_PLACES];
};
void page_sentence(const struct page *page, enum report_word word, struct sentence sentence);

/* <TAG>sentence</TAG> and a new line; the tag is ours. */
void page_element(const struct page *page, const char *tag, const char *text);
void page_word_element(const struct page *page, const char *tag, enum report_word word);
void page_sentence_element(const struct page *page, const char *tag, enum report_word word, struct sentence sentence);

/* "1,234.5" or "1.234,5"; "-" for what is no number. */
void number_text(const struct page *page, double value, int decimals, char out[static VALUE_SIZE]);

/* A value of this unit as people write it: a share as "45%", euros from a million as "1.2 million". */
void value_text(const struct page *page, const char *unit, double value, char out[static VALUE_SIZE]);

struct value_range {
    double middle, low, high;
};

/* The ends of a range; euros in one unit, that of the higher end, which is said there alone: "0.92" and "389 million"; what would be
 * nothing in it keeps its own. */
struct range_words {
    char low[VALUE_SIZE], high[VALUE_SIZE];
};
void range_text(const struct page *page, const char *unit, struct value_range range, struct range_words *words);

/* <td>middle (low-high)</td>; without the range when it says nothing more. */
void page_range_cell(const struct page *page, const char *unit, struct value_range range);

/* "31 December 2028" or "31 december 2028"; month_text without the day. */
void date_text_of(const struct page *page, int day, char out[static VALUE_SIZE]);
void month_text_of(const struct page *page, int day, char out[static VALUE_SIZE]);

#endif
