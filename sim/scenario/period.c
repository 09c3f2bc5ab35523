#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/amount.h"
#include "scenario/units.h"

/* One part of a period, `15 months`; the rest begins at *text afterwards. */
static bool take_period(const char **text, double *months, double *days)
{
    const char *start = amount_skip_blanks(*text);
    size_t digits = amount_digits(start);
    double number;

    if (digits == 0)
        return false;
    number = strtod(start, NULL);
    if (number < 0 || number > 36525 || number != floor(number))
        return false;
    *text = amount_skip_blanks(start + digits);
    switch (amount_take_word(text)) {
    case DAY:
        *days += number;
        break;
    case WEEK:
        *days += 7 * number;
        break;
    case MONTH:
        *months += number;
        break;
    case YEAR:
        *months += 12 * number;
        break;
    default:
        return false;
    }
    *text = amount_skip_blanks(*text);
    return true;
}

bool period_read(struct reader *reader, const char *text, struct place place, const char *key, int *months, int *days)
{
    const char *at = text;
    double all_months = 0, all_days = 0;
    bool good = take_period(&at, &all_months, &all_days);

    while (good && *at == '+') {
        at++;
        good = take_period(&at, &all_months, &all_days);
    }
    if (text[0] != '\0' && amount_digits(text) == strlen(text)) {
        reader_error(reader, place, reader_format(reader, "for example `%s days`", text),
                     "%s needs a unit: `%s` is in days, weeks, months or years", reader_quote(reader, text), key);
        return false;
    }
    if (!good || *at != '\0') {
        reader_error(reader, place, "for example `6 months`, `8 weeks`, `90 days` or `3 months + 14 days`",
                     "`%s` needs a period of whole days, weeks, months or years, not %s", key,
                     reader_quote(reader, text));
        return false;
    }
    if (all_months + all_days < 1 || all_months > 600 || all_days > 18262) {
        reader_error(reader, place, NULL, "`%s` must be between 1 day and 50 years, not %s", key,
                     reader_quote(reader, text));
        return false;
    }
    *months = (int)all_months;
    *days = (int)all_days;
    return true;
}
