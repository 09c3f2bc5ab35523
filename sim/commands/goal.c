#include "commands/goal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "commands/command.h"

static bool is_word(const char *word, size_t length, const char *name)
{
    return strlen(name) == length && strncmp(word, name, length) == 0;
}

/* Says which of these words was most likely meant. */
static void suggest(const char *option, const char *word, size_t length, size_t n, const char *const names[], const char *help)
{
    char written[64];
    const char *best = NULL;
    int least = 3;
    snprintf(written, sizeof written, "%.*s", (int)length, word);
    for (size_t i = 0; i < n; i++) {
        int distance = text_distance(written, names[i], 3);
        if (distance < least) {
            least = distance;
            best = names[i];
        }
    }
    complain("%s: %s '%.*s'%s%s%s", option, help, (int)length, word, best == NULL ? "" : "; did you mean ", best == NULL ? "" : best,
             best == NULL ? "; forecast.csv and termijn check show what there is" : "?");
}

static int find_measure(const char *option, const char *word, size_t length, struct precision_goal *goal)
{
    const char *names[MEASURE_COUNT];
    for (int m = 0; m < MEASURE_COUNT; m++) {
        names[m] = measure_info((enum measure)m)->name;
        if (is_word(word, length, measure_info((enum measure)m)->name)) {
            goal->measure = (enum measure)m;
            return 0;
        }
    }
    suggest(option, word, length, MEASURE_COUNT, names, "there is no measure");
    return -1;
}

static int find_entity(const char *option, const char *word, size_t length, const struct results_layout *layout,
                       struct precision_goal *goal)
{
    for (size_t i = 0; i < layout->n_entities; i++) {
        if (is_word(word, length, layout->names[i])) {
            goal->entity = i;
            return 0;
        }
    }
    suggest(option, word, length, layout->n_entities, (const char *const *)layout->names, "the scenario has no stream");
    return -1;
}

int goal_parse_measure(const char *option, const char *text, size_t length, const struct results_layout *layout,
                       struct precision_goal *goal)
{
    static const char of[] = " of ";
    const char *end = text + length, *between = memmem(text, length, of, sizeof of - 1);
    size_t first = between == NULL ? length : (size_t)(between - text);
    if (find_measure(option, text, first, goal) != 0) {
        return -1;
    }
    goal->entity = layout_all(layout);
    if ((measure_info(goal->measure)->scope & SCOPE_STREAM) == 0) {
        goal->entity = layout_pool_all(layout);
    }
    if (between != NULL &&
        find_entity(option, between + sizeof of - 1, (size_t)(end - between) - (sizeof of - 1), layout, goal) != 0) {
        return -1;
    }
    if ((measure_info(goal->measure)->scope & layout_scope(layout, goal->entity)) == 0) {
        complain("%s: %s has no %s", option, layout->names[goal->entity], measure_info(goal->measure)->name);
        return -1;
    }
    return 0;
}

/* "100 cases", "EUR 100": a number between the parts of its unit. */
static void write_absolute(const char *unit, const char *number, size_t size, char *out)
{
    const bool euro = strcmp(unit, "EUR") == 0;
    snprintf(out, size, "%s%s%s%s", euro ? "EUR " : "", number, euro ? "" : " ", euro ? "" : unit);
}

/* Reads "1%", "100 cases" or "EUR 100". A bare number is taken for a forgotten %: as so many cases it might ask for very many futures. */
static int read_width(const char *text, struct precision_goal *goal)
{
    const char *const unit = measure_info(goal->measure)->unit;
    const bool share = strcmp(unit, "share") == 0, euro = strcmp(unit, "EUR") == 0, before = strncmp(text, "EUR ", 4) == 0;
    const char *const number = text + (before ? 4 : 0);
    char *end, example[60];
    goal->width = strtod(number, &end);
    const bool percent = strcmp(end, "%") == 0 && !before, bare = *end == '\0' && !before;
    const bool absolute = !share && (euro ? before && *end == '\0' : *end == ' ' && !before && strcmp(end + strspn(end, " "), unit) == 0);
    write_absolute(unit, bare && strlen(text) < 20 ? text : "100", sizeof example, example);
    if (end != number && bare && !share && goal->width > 0 && isfinite(goal->width)) {
        complain("--precision: '%s' has no unit; did you mean %s%%? As an amount it is written '%s'", text, text, example);
        return -1;
    }
    if (end == number || !(percent || absolute) || !(goal->width > 0) || !isfinite(goal->width)) {
        write_absolute(unit, "100", sizeof example, example);
        complain("--precision: '%s' needs a width over zero, such as 1%%%s%s%s", text, share ? "" : " or '", share ? "" : example, share ? "" : "'");
        return -1;
    }
    goal->width /= percent ? 100 : 1;
    goal->relative = percent && !share;
    return 0;
}

int goal_parse(const char *text, const struct results_layout *layout, struct precision_goal *goal)
{
    const char *equal = strchr(text, '=');
    *goal = (struct precision_goal){0};
    if (goal_parse_measure("--precision", text, (size_t)(equal - text), layout, goal) != 0) {
        return -1;
    }
    return read_width(equal + 1, goal);
}
