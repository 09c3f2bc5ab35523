/* Pieces that the tables of report.html are made of. */
#ifndef OUTPUT_REPORT_CELLS_H
#define OUTPUT_REPORT_CELLS_H

#include "output/report_text.h"

/* A text of an object; "" when it has none. */
const char *text_of(const json_t *object, const char *key);

/* The label as given, or in the page's language for the sums. */
const char *entity_label(const struct page *page, const json_t *entity);

void print_row_head(const struct page *page, const char *label);

/* Up to the cells of the head; `kind` is "numbers" or "words". */
void open_table(const struct page *page, const char *kind);
void close_table(const struct page *page);

#endif
