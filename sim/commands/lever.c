#include "commands/lever.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/command.h"

/* ---- the range ---- */

/* "EUR 1400 /day" -> "EUR ", 1400, " /day". */
static bool split_amount(const char *text, size_t length, double *value, char **before, char **after)
{
    size_t first = strncmp(text, "EUR ", 4) == 0 ? 4 : 0;
    char *copy = strndup(text, length), *end;
    if (copy == NULL) {
        return false;
    }
    *value = strtod(copy + first, &end);
    bool good = end != copy + first && isfinite(*value) &&
                (isdigit((unsigned char)copy[first]) || strchr("+-.", copy[first]) != NULL);
    if (good && (first > 0 || *end != '\0')) {
        free(*before);
        free(*after);
        *before = strndup(copy, first);
        *after = strdup(end);
        good = *before != NULL && *after != NULL;
    }
    free(copy);
    return good;
}

static int refuse(const struct lever *lever, const char *option, bool stepped)
{
    complain("%s: '%s' is read as KEY=LOW:HIGH%s, such as pools.asylum.fte=1400:1800%s", option, lever->text,
             stepped ? ":STEP" : "", stepped ? ":100" : "");
    return -1;
}

static int parse_range(struct lever *lever, const char *option, const char *range, bool stepped)
{
    double *const values[] = {&lever->low, &lever->high, &lever->step};
    const char *from = range + (*range == '+');
    lever->added = *range == '+';
    for (size_t i = 0; i < (stepped ? 3 : 2); i++) {
        size_t length = strcspn(from, ":");
        if (!split_amount(from, length, values[i], &lever->before, &lever->after)) {
            return refuse(lever, option, stepped);
        }
        from += length;
        bool last = i + 1 == (stepped ? 3 : 2);
        if (last ? *from != '\0' : *from != ':') {
            return refuse(lever, option, stepped);
        }
        from += !last;
    }
    if (stepped && !(lever->step > 0)) {
        complain("%s: '%s' needs a step above 0", option, lever->text);
        return -1;
    }
    if (lever->low == lever->high) {
        complain("%s: '%s' has no room between its ends", option, lever->text);
        return -1;
    }
    return 0;
}

/* ---- the scenario's own value ---- */

static double written(const struct stated_quantity *stated, double value)
{
    return stated->after[0] == '%' ? 100 * value : value;
}

static void own_range(struct lever *lever)
{
    const struct quantity *quantity = &lever->stated->quantity;
    double least = quantity->points[0].value, most = least;
    for (size_t i = 1; i < quantity->n; i++) {
        least = fmin(least, quantity->points[i].value);
        most = fmax(most, quantity->points[i].value);
    }
    lever->low = written(lever->stated, least) / 2;
    lever->high = written(lever->stated, most) * 2;
}

static const struct stated_quantity *find_stated(const struct scenario *scenario, const char *key)
{
    for (size_t i = 0; i < scenario->n_stated; i++) {
        if (strcmp(scenario->stated[i].quantity.path, key) == 0) {
            return &scenario->stated[i];
        }
    }
    return NULL;
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " ");
}

/* A unit that is not written is the scenario's; where values are put into a series they must share its unit. */
static int settle_unit(struct lever *lever, const char *option)
{
    bool in_series = lever->added || lever->date != SCENARIO_ALWAYS;
    if (lever->stated == NULL) {
        if (in_series) {
            complain("%s: the scenario does not state %s; give it a value before changing it by date", option,
                     lever->key);
        }
        lever->before = lever->before == NULL ? strdup("") : lever->before;
        lever->after = lever->after == NULL ? strdup("") : lever->after;
        return in_series || lever->before == NULL || lever->after == NULL ? -1 : 0;
    }
    bool same = lever->after != NULL && strcmp(skip_blanks(lever->after), skip_blanks(lever->stated->after)) == 0;
    if (lever->after != NULL && !same && in_series) {
        complain("%s: write %s in '%s', as the scenario does", option, lever->stated->after, lever->text);
        return -1;
    }
    if (lever->after == NULL) {
        lever->before = strdup(lever->stated->before);
        lever->after = strdup(lever->stated->after);
    }
    return lever->before == NULL || lever->after == NULL ? -1 : 0;
}

/* ---- the whole ---- */

static int parse_key(struct lever *lever, const char *option, size_t length)
{
    const char *at = memchr(lever->text, '@', length);
    lever->name = strndup(lever->text, length);
    lever->key = strndup(lever->text, at == NULL ? length : (size_t)(at - lever->text));
    lever->date = SCENARIO_ALWAYS;
    if (lever->name == NULL || lever->key == NULL) {
        complain("not enough memory");
        return -1;
    }
    if (at != NULL && !day_parse(lever->name + strlen(lever->key) + 1, &lever->date)) {
        complain("%s: %s is no date such as 2025-07-01", option, lever->name + strlen(lever->key) + 1);
        return -1;
    }
    return 0;
}

int lever_parse(struct lever *lever, const char *option, const char *text, const struct scenario *scenario,
                bool stepped)
{
    const char *equal = strchr(text, '=');
    *lever = (struct lever){.text = text};
    if (parse_key(lever, option, equal == NULL ? strlen(text) : (size_t)(equal - text)) != 0) {
        return -1;
    }
    lever->stated = find_stated(scenario, lever->key);
    if (equal != NULL ? parse_range(lever, option, equal + 1, stepped) != 0 : lever->stated == NULL) {
        if (equal == NULL) {
            complain("%s: the scenario does not state %s; give a range, KEY=LOW:HIGH", option, lever->key);
        }
        return -1;
    }
    if (equal == NULL) {
        own_range(lever);
    }
    return settle_unit(lever, option);
}

void lever_free(struct lever *lever)
{
    free(lever->key);
    free(lever->name);
    free(lever->before);
    free(lever->after);
    *lever = (struct lever){0};
}

void lever_tell(const struct lever *lever, const char *option)
{
    bool by_date = false;
    char date[11];
    for (size_t i = 0; lever->stated != NULL && i < lever->stated->quantity.n; i++) {
        by_date = by_date || lever->stated->quantity.points[i].date > lever->date;
    }
    if (lever->added || !by_date || lever->stated->quantity.n == 1) {
        return;
    }
    bool always = lever->date == SCENARIO_ALWAYS;
    if (!always) {
        day_format(lever->date, date);
    }
    complain("%s: one value takes the place of the scenario's values by date of %s%s%s; %s=+LOW:+HIGH adds to them", option, lever->key,
             always ? "" : " from ", always ? "" : date, lever->name);
}

double lever_level(const struct lever *lever, int day)
{
    const struct quantity *quantity = lever->stated == NULL ? NULL : &lever->stated->quantity;
    size_t at = 0;
    if (quantity == NULL) {
        return (double)NAN;
    }
    while (at + 1 < quantity->n && quantity->points[at + 1].date <= (lever->date > day ? lever->date : day)) {
        at++;
    }
    for (size_t i = at + 1; i < quantity->n; i++) {
        if (quantity->points[i].value < quantity->points[at].value || quantity->points[i].value > quantity->points[at].value) {
            return (double)NAN;
        }
    }
    return written(lever->stated, quantity->points[at].value);
}

/* Exactly three decimals look like a mark between thousands, which the language refuses: one zero more. */
char *lever_value(const struct lever *lever, double value)
{
    char *text = NULL, number[40];
    snprintf(number, sizeof number - 1, "%.10g", value);
    const char *point = strchr(number, '.');
    if (point != NULL && strspn(point + 1, "0123456789") == 3 && point[4] == '\0') {
        strcat(number, "0");
    }
    return asprintf(&text, "%s%s%s", lever->before, number, lever->after) < 0 ? NULL : text;
}
