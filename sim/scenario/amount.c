#include "scenario/amount.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *amount_skip_blanks(const char *text)
{
    while (*text == ' ' || *text == '\t')
        text++;
    return text;
}

/* strtod() alone would take nan, inf and hexadecimal too. */
size_t amount_digits(const char *text)
{
    size_t at = text[0] == '-' || text[0] == '+', digits = 0, exponent;

    while (isdigit((unsigned char)text[at]))
        at++, digits++;
    if (text[at] == '.') {
        at++;
        while (isdigit((unsigned char)text[at]))
            at++, digits++;
    }
    if (digits == 0)
        return 0;
    if (text[at] != 'e' && text[at] != 'E')
        return at;
    exponent = at + 1 + (text[at + 1] == '-' || text[at + 1] == '+');
    if (!isdigit((unsigned char)text[exponent]))
        return at;
    while (isdigit((unsigned char)text[exponent]))
        exponent++;
    return exponent;
}

static bool take(const char **text, const char *word)
{
    size_t length = strlen(word);

    if (strncmp(*text, word, length) != 0 || isalnum((unsigned char)(*text)[length]))
        return false;
    *text += length;
    return true;
}

enum amount_word amount_take_word(const char **text)
{
    static const struct {
        const char *one, *many;
        enum amount_word word;
    } words[] = {{"case", "cases", CASE},    {"hour", "hours", HOUR}, {"day", "days", DAY}, {"week", "weeks", WEEK},
                 {"month", "months", MONTH}, {"year", "years", YEAR}, {"fte", "FTE", FTE},
                 {"head", "heads", HEAD}};

    if (**text == '%') {
        ++*text;
        return PERCENT;
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (take(text, words[i].many) || take(text, words[i].one))
            return words[i].word;
    }
    return isalpha((unsigned char)**text) ? UNKNOWN_WORD : NO_WORD;
}

static double take_scale(const char **text)
{
    if (take(text, "million") || take(text, "mln"))
        return 1e6;
    return take(text, "billion") ? 1e9 : take(text, "thousand") ? 1e3 : 1;
}

bool amount_split(const char *text, struct amount *amount)
{
    char *end;

    *amount = (struct amount){.rest = ""};
    text = amount_skip_blanks(text);
    amount->euro = take(&text, "EUR");
    text = amount_skip_blanks(text);
    amount->start = text;
    amount->digits = amount_digits(text);
    if (amount->digits == 0)
        return false;
    amount->number = strtod(text, &end);
    if (end != text + amount->digits || !isfinite(amount->number))
        return false;
    text = amount_skip_blanks(end);
    amount->number *= amount->euro ? take_scale(&text) : 1;
    text = amount_skip_blanks(text);
    amount->unit = amount_take_word(&text);
    if (amount->unit == UNKNOWN_WORD) {
        amount->rest = text;
        return true;
    }
    text = amount_skip_blanks(text);
    if (*text == '/') {
        text = amount_skip_blanks(text + 1);
        amount->per = amount_take_word(&text);
        if (amount->per == NO_WORD)
            amount->per = UNKNOWN_WORD;
    }
    amount->rest = amount_skip_blanks(text);
    return true;
}
