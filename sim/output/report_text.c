#include "output/report_text.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/text.h"

/* ---- escaped text ---- */

static void put_escaped(FILE *out, const char *shown)
{
    for (const char *p = shown; *p != '\0'; p++) {
        switch (*p) {
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '&':
            fputs("&amp;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        case '\'':
            fputs("&#39;", out);
            break;
        default:
            fputc(*p, out);
        }
    }
}

void page_text(const struct page *page, const char *text)
{
    for (size_t left = text == NULL ? 0 : strlen(text), length; left > 0; text += length, left -= length) {
        int32_t code;
        char shown[TEXT_SHOWN_MAX];
        length = text_decode(text, left, &code);
        text_show(text, length, code, shown);
        put_escaped(page->out, shown);
    }
}

void page_word(const struct page *page, enum report_word word)
{
    page_text(page, report_word(page->language, word));
}

void page_sentence(const struct page *page, enum report_word word, struct sentence sentence)
{
    for (const char *p = report_word(page->language, word); *p != '\0';) {
        if (p[0] == '{' && p[1] >= '0' && p[1] < '0' + SENTENCE_PLACES && p[2] == '}') {
            page_text(page, sentence.values[p[1] - '0']);
            p += 3;
        } else {
            const char *end = p + 1 + strcspn(p + 1, "{");
            char piece[160];
            snprintf(piece, sizeof piece, "%.*s", (int)(end - p), p);
            put_escaped(page->out, piece);
            p = end;
        }
    }
}

void page_element(const struct page *page, const char *tag, const char *text)
{
    fprintf(page->out, "<%s>", tag);
    page_text(page, text);
    fprintf(page->out, "</%s>\n", tag);
}

void page_word_element(const struct page *page, const char *tag, enum report_word word)
{
    page_element(page, tag, report_word(page->language, word));
}

void page_sentence_element(const struct page *page, const char *tag, enum report_word word, struct sentence sentence)
{
    fprintf(page->out, "<%s>", tag);
    page_sentence(page, word, sentence);
    fprintf(page->out, "</%s>\n", tag);
}

/* ---- numbers ---- */

void number_text(const struct page *page, double value, int decimals, char out[static VALUE_SIZE])
{
    char digits[VALUE_SIZE];
    if (!isfinite(value) || fabs(value) >= 1e15) {
        snprintf(out, VALUE_SIZE, "%s", isfinite(value) ? "\xE2\x88\x9E" : "\xE2\x80\x93");
        return;
    }
    snprintf(digits, sizeof digits, "%.*f", decimals, fabs(value));
    size_t whole = strspn(digits, "0123456789"), length = strlen(digits);
    char *end = out;
    if (value < 0 && strspn(digits, "0.,") < length) {
        end += sprintf(end, "\xE2\x88\x92");
    }
    for (size_t i = 0; i < whole; i++) {
        *end++ = digits[i];
        if ((whole - i) % 3 == 1 && i + 1 < whole) {
            *end++ = *report_word(page->language, WORD_THOUSANDS_MARK);
        }
    }
    if (decimals > 0) {
        *end++ = *report_word(page->language, WORD_DECIMAL_MARK);
        memcpy(end, digits + length - (size_t)decimals, (size_t)decimals);
        end += decimals;
    }
    *end = '\0';
}

/* Three significant digits or so: 1.23, 12.3, 123. */
static int decimals_of(double value)
{
    double size = fabs(value);
    return size >= 99.5 || size == 0 ? 0 : size >= 9.95 ? 1 : 2;
}

/* Of an amount in euros: a billion, a million or 1. */
static double euro_unit(double value)
{
    double size = fabs(value);
    return size >= 999.5e6 ? 1e9 : size >= 999.5e3 ? 1e6 : 1;
}

static void euro_text(const struct page *page, double value, char out[static VALUE_SIZE])
{
    double unit = euro_unit(value);
    number_text(page, value / unit, unit > 1 ? decimals_of(value / unit) : 0, out);
    if (unit > 1 && isfinite(value)) {
        size_t length = strlen(out);
        snprintf(out + length, VALUE_SIZE - length, " %s",
                 report_word(page->language, unit >= 1e9 ? WORD_BILLION : WORD_MILLION));
    }
}

void value_text(const struct page *page, const char *unit, double value, char out[static VALUE_SIZE])
{
    if (strcmp(unit, "share") == 0) {
        number_text(page, 100 * value, fabs(value) >= 0.0995 || value == 0 ? 0 : 1, out);
        if (isfinite(value)) {
            strcat(out, "%");
        }
    } else if (strcmp(unit, "EUR") == 0) {
        euro_text(page, value, out);
    } else {
        bool whole = value == floor(value) || fabs(value) >= 99.5;
        number_text(page, value, whole ? 0 : 1, out);
    }
}

void range_text(const struct page *page, const char *unit, struct value_range range, struct range_words *words)
{
    double size = fmax(euro_unit(range.low), euro_unit(range.high));
    value_text(page, unit, range.low, words->low);
    value_text(page, unit, range.high, words->high);
    double low = range.low / size;
    if (strcmp(unit, "EUR") == 0 && size > 1 && euro_unit(range.high) == size && (low == 0 || fabs(low) >= 0.005)) {
        number_text(page, low, decimals_of(low), words->low);
    }
}

void page_range_cell(const struct page *page, const char *unit, struct value_range range)
{
    char middle[VALUE_SIZE], low[VALUE_SIZE];
    struct range_words words;
    value_text(page, unit, range.middle, middle);
    value_text(page, unit, range.low, low);
    range_text(page, unit, range, &words);
    fputs("<td>", page->out);
    page_text(page, middle);
    if (isfinite(range.low) && isnan(range.high)) { /* past the end of the forecast */
        fputs(" <small>(", page->out);
        page_sentence(page, WORD_OR_MORE, (struct sentence){{low}});
        fputs(")</small>", page->out);
    } else if (range.low < range.high && strcmp(words.low, words.high) != 0) {
        fputs(" <small>(", page->out);
        page_text(page, words.low);
        if (range.low < 0) { /* a dash beside a minus reads badly */
            fprintf(page->out, " %s ", report_word(page->language, WORD_UNTIL));
        } else {
            fputs("\xE2\x80\x93", page->out);
        }
        page_text(page, words.high);
        fputs(")</small>", page->out);
    }
    fputs("</td>", page->out);
}

/* ---- dates ---- */

static const char *month_name(const struct page *page, int month)
{
    static const char *const names[REPORT_LANGUAGES][12] = {
        {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
         "December"},
        {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
         "december"}};
    return names[page->language][month - 1];
}

void date_text_of(const struct page *page, int day, char out[static VALUE_SIZE])
{
    struct civil_date date = date_from_day(day);
    snprintf(out, VALUE_SIZE, "%d %s %d", date.day, month_name(page, date.month), date.year);
}

void month_text_of(const struct page *page, int day, char out[static VALUE_SIZE])
{
    struct civil_date date = date_from_day(day);
    snprintf(out, VALUE_SIZE, "%s %d", month_name(page, date.month), date.year);
}
