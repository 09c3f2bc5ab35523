/* What somebody meant by an amount that the language does not read. */
#include "scenario/amount_advice.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/notations.h"
#include "scenario/amount.h"

static const char euro_sign[] = "\xe2\x82\xac";

/* A word of Dutch, or minutes, and what stands for it in the language; a number is divided by `per`. */
static const struct {
    const char *word, *known;
    double per;
} words[] = {{"uur", "hours", 1},        {"uren", "hours", 1},    {"dag", "days", 1},        {"dagen", "days", 1},      {"week", "weeks", 1},
             {"weken", "weeks", 1},      {"maand", "months", 1},  {"maanden", "months", 1},  {"jaar", "years", 1},      {"procent", "%", 1},
             {"percent", "%", 1},        {"per cent", "%", 1},    {"zaken", "cases", 1},     {"dossiers", "cases", 1},  {"aanvragen", "cases", 1},
             {"minutes", "hours", 60},   {"minuten", "hours", 60}, {"minute", "hours", 60},  {"min", "hours", 60},      {"duizend", "thousand", 1},
             {"miljoen", "million", 1},  {"miljard", "billion", 1}};

/* Moves behind a word for euros. */
static bool take_euro(const char **text)
{
    static const char *const names[] = {euro_sign, "euros", "euro", "eur"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const size_t length = strlen(names[i]);
        if (strncasecmp(*text, names[i], length) != 0 || (names[i] != euro_sign && isalpha((unsigned char)(*text)[length]))) continue;
        *text = amount_skip_blanks(*text + length);
        return true;
    }
    return false;
}

bool amount_has_euro(const char *text)
{
    for (; *text; text++) {
        const char *at = text;
        if (take_euro(&at)) return true;
        while (isalpha((unsigned char)text[0]) && isalpha((unsigned char)text[1])) text++;
    }
    return false;
}

static const char *per_plainly(const char *word)
{
    static const struct {
        const char *word, *known;
    } times[] = {{"dag", "day"}, {"week", "week"}, {"maand", "month"}, {"jaar", "year"}};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
        if (strcmp(word, times[i].word) == 0) return times[i].known;
    return word;
}

/* The unit in the language's words, as far as it is known, and what the number is to be divided by. */
static const char *unit_plainly(struct reader *reader, const char *rest, double *divisor)
{
    const bool percent = strcmp(rest, "per cent") == 0;
    const char *slash = strchr(rest, '/'), *per = percent || slash ? NULL : strstr(rest, "per ");
    const char *after = slash ? slash + 1 : per ? per + strlen("per ") : NULL;
    size_t length = slash ? (size_t)(slash - rest) : per ? (size_t)(per - rest) : strlen(rest);
    while (length > 0 && rest[length - 1] == ' ') length--;
    const char *word = reader_format(reader, "%.*s", (int)length, rest);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(word, words[i].word) != 0) continue;
        word = words[i].known;
        *divisor = words[i].per;
        break;
    }
    return after ? reader_format(reader, "%s/%s", word, per_plainly(amount_skip_blanks(after))) : word;
}

const char *amount_plainly(struct reader *reader, const char *text)
{
    const char *at = amount_skip_blanks(text), *sign = "";
    char *number = reader_alloc(reader, strlen(text) + 1, 1);
    bool euro = take_euro(&at);
    double divisor = 1;
    if (*at == '-') sign = "-", at++;
    const size_t length = number ? number_plainly(at, number) : 0;
    if (length == 0) return NULL;
    at += length;
    if (strncmp(at, ",-", 2) == 0) at += 2; /* whole euros */
    const bool apart = *at == ' ';
    at = amount_skip_blanks(at);
    euro |= take_euro(&at);
    const char *unit = unit_plainly(reader, at, &divisor), *shown = number;
    if (divisor != 1) shown = reader_format(reader, "%.4g", strtod(number, NULL) / divisor);
    const bool joined = unit[0] == '\0' || unit[0] == '/' || unit[0] == '%';
    return reader_format(reader, "%s%s%s%s%s", euro ? "EUR " : "", sign, shown, joined || !(apart || isalpha((unsigned char)unit[0])) ? "" : " ", unit);
}
