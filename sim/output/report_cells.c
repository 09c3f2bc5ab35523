#include "output/report_cells.h"

#include <string.h>

const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text == NULL ? "" : text;
}

const char *entity_label(const struct page *page, const json_t *entity)
{
    const char *name = text_of(entity, "name");
    return strcmp(name, "all") == 0        ? report_word(page->language, WORD_ALL_STREAMS)
           : strcmp(name, "pool:all") == 0 ? report_word(page->language, WORD_ALL_POOLS)
                                           : text_of(entity, "label");
}

void print_row_head(const struct page *page, const char *label)
{
    fputs("<th scope=\"row\">", page->out);
    page_text(page, label);
    fputs("</th>", page->out);
}

void open_table(const struct page *page, const char *kind)
{
    fprintf(page->out, "<div class=\"scroll\" tabindex=\"0\"><table class=\"%s\">\n<thead><tr>", kind);
}

void close_table(const struct page *page)
{
    fputs("</tbody></table></div>\n", page->out);
}
