#include "scenario/units.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/notations.h"
#include "scenario/amount.h"
#include "scenario/amount_advice.h"

static const double YEAR_DAYS = 365.2425;

/* How amounts go on after their number, in regular expressions. */
#define TIME "(day|week|month|year)s?"
#define PER " */ *"
#define SCALE "( *(thousand|million|mln|billion))?"

static const struct unit_info infos[UNITS] = {
    [UNIT_NONE] = {"a pure number", "0.9", "", "", 0, 1e9, ""},
    [UNIT_SHARE] = {"a percentage", "80%", "", "%", 0, 1, " *%"},
    [UNIT_CASES] = {"a number of cases", "2500 cases", "", " cases", 0, 1e9, " *cases?"},
    [UNIT_CASES_YEAR] = {"cases per year", "40920/year", "", "/year", 0, 1e9, "( *cases?)?" PER TIME},
    [UNIT_HOURS] = {"hours", "26 hours", "", " hours", 0, 10000, " *hours?"},
    [UNIT_HOURS_YEAR] = {"hours per year", "1363 hours/year", "", " hours/year", 0, 8784, " *hours?" PER TIME},
    [UNIT_DAYS] = {"days", "90 days", "", " days", 0, 36525, " *" TIME},
    [UNIT_FTE] = {"fte", "1450 fte", "", " fte", 0, 1e6, " *(fte|FTE)"},
    [UNIT_HAZARD] = {"a percentage per year", "8%/year", "", "%/year", 0, 36524.25, " *%" PER TIME},
    [UNIT_GROWTH] = {"a percentage per year", "2%/year", "", "%/year", -0.9, 10, " *%" PER "years?"},
    [UNIT_EURO] = {"euros", "EUR 7500", "EUR ", "", 0, 1e12, SCALE},
    [UNIT_EURO_DAY] = {"euros per day", "EUR 100/day", "EUR ", "/day", 0, 1e6, SCALE PER "days?"},
    [UNIT_EURO_YEAR] = {"euros per year", "EUR 95000/year", "EUR ", "/year", 0, 1e12, SCALE PER TIME},
    [UNIT_HEADS] = {"a number of heads", "40 heads", "", " heads", 0, 1e6, " *heads?"},
    [UNIT_HEADS_MONTH] = {"heads per month", "8 heads/month", "", " heads/month", 0, 1e5, " *heads?" PER TIME},
};

const struct unit_info *unit_info(enum unit unit)
{
    return &infos[unit];
}

void amount_pattern(enum unit unit, bool negative, char out[static AMOUNT_PATTERN_SIZE])
{
    const struct unit_info *info = unit_info(unit);

    snprintf(out, AMOUNT_PATTERN_SIZE, "^ *%s%s([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?%s *$",
             info->before[0] == '\0' ? "" : "EUR +", negative ? "[-+]?" : "[+]?", info->after_pattern);
}

bool unit_is_percent(enum unit unit)
{
    return unit == UNIT_SHARE || unit == UNIT_HAZARD || unit == UNIT_GROWTH;
}

const char *amount_format(struct reader *reader, enum unit unit, double value)
{
    const struct unit_info *info = unit_info(unit);

    return reader_format(reader, "%s%.10g%s", info->before, unit_is_percent(unit) ? value * 100 : value, info->after);
}

/* ---- meaning ---- */

static double days_of(enum amount_word word)
{
    return word == DAY ? 1 : word == WEEK ? 7 : word == MONTH ? YEAR_DAYS / 12 : word == YEAR ? YEAR_DAYS : 0;
}

/* Times a year. */
static double per_year(enum amount_word word)
{
    return word == DAY ? YEAR_DAYS : word == WEEK ? YEAR_DAYS / 7 : word == MONTH ? 12 : word == YEAR ? 1 : 0;
}

/* The factor from what was written to the unit, 0 when it is of another kind; percentages are divided by 100 apart, to
 * stay exact. */
static double factor_to(enum unit unit, const struct amount *amount)
{
    enum amount_word in = amount->unit, per = amount->per;

    if (amount->euro != (unit == UNIT_EURO || unit == UNIT_EURO_DAY || unit == UNIT_EURO_YEAR))
        return 0;
    switch (unit) {
    case UNIT_NONE:
    case UNIT_EURO:
        return in == NO_WORD && per == NO_WORD;
    case UNIT_EURO_DAY:
        return in == NO_WORD && per == DAY;
    case UNIT_EURO_YEAR:
        return in == NO_WORD ? per_year(per) : 0;
    case UNIT_HEADS:
        return in == HEAD && per == NO_WORD;
    case UNIT_HEADS_MONTH:
        return in == HEAD ? per_year(per) / 12 : 0;
    case UNIT_SHARE:
        return in == PERCENT && per == NO_WORD;
    case UNIT_CASES:
        return in == CASE && per == NO_WORD;
    case UNIT_CASES_YEAR:
        return in == NO_WORD || in == CASE ? per_year(per) : 0;
    case UNIT_HOURS:
        return in == HOUR && per == NO_WORD;
    case UNIT_HOURS_YEAR:
        return in == HOUR ? per_year(per) : 0;
    case UNIT_DAYS:
        return per == NO_WORD ? days_of(in) : 0;
    case UNIT_FTE:
        return in == FTE && per == NO_WORD;
    case UNIT_HAZARD:
        return in == PERCENT ? per_year(per) : 0;
    case UNIT_GROWTH:
        return in == PERCENT && per == YEAR;
    case UNITS:
        break;
    }
    return 0;
}

static const char *kind_of(const struct amount *amount)
{
    bool rate = amount->per != NO_WORD;

    if (amount->euro)
        return !rate ? "an amount of money" : amount->per == DAY ? "an amount of money per day" : "an amount of money per time";
    if (amount->unit == PERCENT)
        return rate ? "a percentage per time" : "a percentage";
    if (amount->unit == HOUR)
        return rate ? "hours per time" : "a number of hours";
    if (amount->unit == FTE)
        return "an amount of staff";
    if (amount->unit == HEAD)
        return rate ? "a rate of heads" : "a number of heads";
    if (amount->unit == CASE)
        return rate ? "a rate of cases" : "a number of cases";
    if (days_of(amount->unit) > 0)
        return "a duration";
    return rate ? "a rate" : "a number without a unit";
}

/* ---- errors ---- */

static const char *example_of(struct reader *reader, enum unit unit)
{
    return reader_format(reader, "for example `%s`", unit_info(unit)->example);
}

static bool fits(const char *text, enum unit unit)
{
    struct amount amount;

    return amount_split(text, &amount) && amount.rest[0] == '\0' && amount.unit != UNKNOWN_WORD && amount.per != UNKNOWN_WORD &&
           factor_to(unit, &amount) != 0;
}

/* "write" what was meant, with the unit that it lacks perhaps, when that is known; else an example. */
static const char *advice(struct reader *reader, const char *text, enum unit unit)
{
    const struct unit_info *info = unit_info(unit);
    const char *meant = amount_plainly(reader, text);

    if (meant != NULL && !fits(meant, unit))
        meant = reader_format(reader, "%s%s%s", info->before, meant, info->after);
    return meant != NULL && fits(meant, unit) ? reader_format(reader, "write `%s`", meant) : example_of(reader, unit);
}

/* What is wrong with the marks in the number; NULL when nothing. */
static const char *wrong_marks(struct reader *reader, const struct amount *amount)
{
    const char *start = amount->start + (amount->start[0] == '-' || amount->start[0] == '+');
    char *plain = reader_alloc(reader, strlen(start) + 1, 1);
    size_t length = plain == NULL ? 0 : number_plainly(start, plain);

    if (length == 0 || start + length <= amount->start + amount->digits)
        return NULL;
    return strlen(plain) < length ? "no marks between thousands" : "the decimal mark is a point";
}

static void refuse_text(struct reader *reader, const char *text, struct place place, const char *key, enum unit unit)
{
    struct amount amount;
    const char *quoted = reader_quote(reader, text), *help = advice(reader, text, unit), *marks, *after;

    (void)amount_split(text, &amount);
    after = amount.start + amount.digits;
    marks = amount.digits > 0 ? wrong_marks(reader, &amount) : NULL;
    if (marks != NULL) {
        reader_error(reader, place, help, "%s: %s", marks, quoted);
    } else if (!amount.euro && amount_has_euro(text)) {
        reader_error(reader, place, help, "euros are written with EUR before the number, not as %s", quoted);
    } else if (amount.digits == 0) {
        reader_error(reader, place, help, "`%s` needs a number (%s), not %s", key, unit_info(unit)->name, quoted);
    } else {
        reader_error(reader, place, help, "%s is not understood after the number in %s",
                     reader_quote(reader, amount.rest[0] == '\0' ? after : amount.rest), quoted);
    }
}

/* The same number with the unit it lacks. */
static const char *completed(struct reader *reader, const struct amount *amount, enum unit unit)
{
    const struct unit_info *info = unit_info(unit);

    if (unit_is_percent(unit) && fabs(amount->number) <= 1) {
        return reader_format(reader, "for example `%.10g%s`", amount->number * 100, info->after);
    }
    return reader_format(reader, "for example `%s%.*s%s`", info->before, (int)amount->digits, amount->start,
                         info->after);
}

/* "is a percentage", "is in hours". */
static const char *is_what(struct reader *reader, enum unit unit)
{
    const char *name = unit_info(unit)->name;

    return reader_format(reader, "is %s%s", strncmp(name, "a ", 2) == 0 ? "" : "in ", name);
}

static void refuse_unit(struct reader *reader, const struct amount *amount, const char *text, struct place place,
                        const char *key, enum unit unit)
{
    const char *quoted = reader_quote(reader, text);

    if (!amount->euro && amount->unit == NO_WORD && amount->per == NO_WORD) {
        reader_error(reader, place, completed(reader, amount, unit), "%s needs a unit: `%s` %s", quoted, key,
                     is_what(reader, unit));
    } else {
        const char *money = reader_format(reader, "EUR %s", text);
        const char *help = fits(money, unit) ? reader_format(reader, "write `%s`", money) : example_of(reader, unit);
        reader_error(reader, place, help, "%s is %s; `%s` %s", quoted, kind_of(amount), key, is_what(reader, unit));
    }
}

static const char *without_point(struct reader *reader, const char *text)
{
    int before = (int)strcspn(text, ".");

    return reader_format(reader, "%.*s%s", before, text, text + before + 1);
}

/* 40.920/year is forty cases a year, and was meant as forty thousand by somebody who writes points between thousands.
 */
static bool looks_grouped(const struct amount *amount, enum unit unit)
{
    const char *point = memchr(amount->start, '.', amount->digits);
    bool counted =
        unit == UNIT_CASES || unit == UNIT_CASES_YEAR || unit == UNIT_FTE || unit == UNIT_EURO || unit == UNIT_EURO_DAY ||
        unit == UNIT_EURO_YEAR || unit == UNIT_HEADS || unit == UNIT_HEADS_MONTH;

    if (!counted || point == NULL || amount->start[0] == '0' || point - amount->start > 3)
        return false;
    return (size_t)(point - amount->start) + 4 == amount->digits;
}

bool amount_read(struct reader *reader, const char *text, struct place place, const char *key, enum unit unit,
                 double *value)
{
    struct amount amount;
    double factor;

    if (!amount_split(text, &amount) || amount.rest[0] != '\0' || amount.unit == UNKNOWN_WORD || amount.per == UNKNOWN_WORD) {
        refuse_text(reader, text, place, key, unit);
        return false;
    }
    factor = factor_to(unit, &amount);
    if (factor == 0) {
        refuse_unit(reader, &amount, text, place, key, unit);
        return false;
    }
    if (looks_grouped(&amount, unit)) {
        const char *help = reader_format(reader, "write `%s`, or fewer decimals when a small number is meant",
                                         without_point(reader, text));
        reader_error(reader, place, help, "is the point in %s a mark between thousands?", reader_quote(reader, text));
        return false;
    }
    *value = unit_is_percent(unit) ? amount.number * factor / 100 : amount.number * factor;
    return true;
}
