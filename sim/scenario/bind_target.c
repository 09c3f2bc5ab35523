/* Targets: `MEASURE of STREAM >= AMOUNT in PERIOD`. */
#include <ctype.h>
#include <string.h>

#include "scenario/bind.h"
#include "scenario/targets.h"

static const struct target_measure measures[] = {
    {"inflow", UNIT_CASES, false, true, false, false},
    {"decisions", UNIT_CASES, false, true, false, false},
    {"withdrawn", UNIT_CASES, false, true, false, false},
    {"transferred", UNIT_CASES, false, true, false, false},
    {"open", UNIT_CASES, true, true, false, false},
    {"overdue", UNIT_CASES, true, true, false, false},
    {"open_over_6m", UNIT_CASES, true, true, false, false},
    {"open_over_12m", UNIT_CASES, true, true, false, false},
    {"open_over_15m", UNIT_CASES, true, true, false, false},
    {"open_over_21m", UNIT_CASES, true, true, false, false},
    {"age_mean", UNIT_DAYS, true, true, false, false},
    {"timeliness", UNIT_SHARE, false, true, false, false},
    {"wait_mean", UNIT_DAYS, false, true, false, false},
    {"wait_p50", UNIT_DAYS, false, true, false, false},
    {"wait_p90", UNIT_DAYS, false, true, false, false},
    {"notices", UNIT_CASES, false, true, false, false},
    {"late_appeals", UNIT_CASES, false, true, false, false},
    {"court_orders", UNIT_CASES, false, true, false, false},
    {"penalty_accrued", UNIT_EURO, false, true, false, false},
    {"penalty_paid", UNIT_EURO, false, true, false, false},
    {"court_costs", UNIT_EURO, false, true, false, false},
    {"penalty_outstanding", UNIT_EURO, true, true, false, false},
    {"exposure", UNIT_EURO, true, true, false, false},
    {"hours_used", UNIT_HOURS, false, true, true, false},
    {"utilisation", UNIT_SHARE, false, false, true, false},
    {"work_open", UNIT_HOURS, true, true, true, false},
    {"cost", UNIT_EURO, false, true, true, false},
    {"fte", UNIT_FTE, false, false, true, false},
    {"answered", UNIT_SHARE, false, true, false, false},
    {"fired", UNIT_NONE, false, false, false, true},
    {"active", UNIT_SHARE, false, false, false, true},
};
enum { MEASURES = sizeof measures / sizeof measures[0], WORD_BYTES = 128 };

size_t target_measures(void)
{
    return MEASURES;
}

const struct target_measure *target_measure(size_t index)
{
    return &measures[index];
}

/* The text on its way through its words. */
struct words {
    struct binder *binder;
    const struct node *node;
    const char *rest;
    char word[WORD_BYTES];
};

static void next(struct words *words)
{
    words->rest += strspn(words->rest, " ");
    size_t length = strcspn(words->rest, " "), kept = length < WORD_BYTES - 1 ? length : WORD_BYTES - 1;
    memcpy(words->word, words->rest, kept);
    words->word[kept] = '\0';
    words->rest += length;
}

static bool refuse(const struct words *words, const char *expected)
{
    struct reader *reader = words->binder->reader;
    const char *found = words->word[0] == '\0' ? "the end" : reader_quote(reader, words->word);
    reader_error(reader, words->node->place, "a target reads `timeliness of family >= 90% in 2026`",
                 "a target needs %s, and here is %s", expected, found);
    return false;
}

static bool read_measure(struct words *words, struct target_spec *target)
{
    const char *names[MEASURES];
    next(words);
    for (size_t i = 0; i < MEASURES; i++) {
        names[i] = measures[i].name;
        if (strcmp(words->word, names[i]) == 0) {
            target->measure = (int)i;
            return true;
        }
    }
    reader_error(words->binder->reader, words->node->place,
                 reader_suggest(words->binder->reader, words->word, MEASURES, names, "choose from "),
                 "%s is no measure that a target can name", reader_quote(words->binder->reader, words->word));
    return false;
}

static bool refuse_entity(const struct words *words, const struct target_measure *measure)
{
    reader_error(words->binder->reader, words->node->place,
                 measure->rule   ? "name a contingent rule, such as rule:taskforce"
                 : measure->pool ? "name a pool, such as pool:all"
                                 : "name a stream, or all",
                 "%s has no `%s`", reader_quote(words->binder->reader, words->word), measure->name);
    return false;
}

static bool read_pool(struct words *words, struct target_spec *target, const char *name)
{
    const struct node *pools = words->binder->names[REFERENCE_POOL];
    if (strcmp(name, "all") == 0) {
        target->pool = pools == NULL ? 0 : (int)pools->n;
    } else {
        target->pool = bind_lookup(words->binder, REFERENCE_POOL, name, words->node->place);
    }
    return target->pool >= 0;
}

static bool read_stream(struct words *words, struct target_spec *target)
{
    if (strcmp(words->word, "all") == 0)
        return true;
    target->stream = bind_lookup(words->binder, REFERENCE_STREAM, words->word, words->node->place);
    return target->stream >= 0;
}

static bool read_rule(struct words *words, struct target_spec *target, const char *name)
{
    target->rule = bind_lookup(words->binder, REFERENCE_RULE, name, words->node->place);
    return target->rule >= 0;
}

static bool read_entity(struct words *words, struct target_spec *target)
{
    static const char pool[] = "pool:", rule[] = "rule:";
    const struct target_measure *measure = &measures[target->measure];
    next(words);
    if (strcmp(words->word, "of") != 0)
        return refuse(words, "`of` after its measure");
    next(words);
    bool of_pool = strncmp(words->word, pool, sizeof pool - 1) == 0;
    bool of_rule = strncmp(words->word, rule, sizeof rule - 1) == 0;
    if (of_rule ? !measure->rule : of_pool ? !measure->pool : !measure->stream)
        return refuse_entity(words, measure);
    return of_rule   ? read_rule(words, target, words->word + sizeof rule - 1)
           : of_pool ? read_pool(words, target, words->word + sizeof pool - 1)
                     : read_stream(words, target);
}

/* What stands between the relation and the last ` in ` or ` at `. */
static bool read_bound(struct words *words, struct target_spec *target)
{
    const struct target_measure *measure = &measures[target->measure];
    struct reader *reader = words->binder->reader;
    const char *when = NULL;
    next(words);
    if (strcmp(words->word, ">=") != 0 && strcmp(words->word, "<=") != 0)
        return refuse(words, "`>=` or `<=` after what it is of");
    target->at_least = words->word[0] == '>';
    for (const char *p = words->rest; *p != '\0'; p++) {
        if (strncmp(p, " in ", 4) == 0 || strncmp(p, " at ", 4) == 0)
            when = p;
    }
    if (when == NULL) {
        words->word[0] = '\0';
        return refuse(words, measure->stock ? "`at` and a date after its bound" : "`in` and a period after its bound");
    }
    const char *start = words->rest + strspn(words->rest, " ");
    const char *amount = when < start ? "" : reader_format(reader, "%.*s", (int)(when - start), start);
    bool bare = measure->unit == UNIT_CASES && amount[0] != '\0' && amount[strspn(amount, "0123456789")] == '\0';
    if (bare)
        amount = reader_format(reader, "%s cases", amount);
    words->rest = when;
    const struct node value = {.kind = NODE_SCALAR, .place = words->node->place, .text = amount};
    double most = measure->unit == UNIT_SHARE ? 1 : 1e12;
    return bind_amount_in(words->binder, &value, measure->name, measure->unit, 0, most, &target->threshold);
}

static bool digits(const char *text, size_t from, size_t n)
{
    for (size_t i = from; i < from + n; i++)
        if (!isdigit((unsigned char)text[i]))
            return false;
    return true;
}

/* 2026, 2026-Q3 or 2026-07. */
static bool read_period(const char *text, struct target_spec *target)
{
    size_t length = strlen(text);
    int months = 0, start = 1;
    if (length < 4 || !digits(text, 0, 4))
        return false;
    if (length == 4) {
        months = 12;
    } else if (length == 7 && text[4] == '-' && text[5] == 'Q' && text[6] >= '1' && text[6] <= '4') {
        months = 3;
        start = 1 + 3 * (text[6] - '1');
    } else if (length == 7 && text[4] == '-' && digits(text, 5, 2)) {
        months = 1;
        start = 10 * (text[5] - '0') + text[6] - '0';
    }
    int year = 1000 * (text[0] - '0') + 100 * (text[1] - '0') + 10 * (text[2] - '0') + text[3] - '0';
    if (months == 0 || start < 1 || start > 12 || year < 1900 || year > 2200)
        return false;
    target->first = day_from_date((struct civil_date){year, start, 1});
    target->last = day_add(target->first, months, 0) - 1;
    return true;
}

static bool read_when(struct words *words, struct target_spec *target)
{
    const struct target_measure *measure = &measures[target->measure];
    struct reader *reader = words->binder->reader;
    next(words);
    bool at = strcmp(words->word, "at") == 0;
    if (at != measure->stock) {
        reader_error(reader, words->node->place,
                     measure->stock ? "for example `at 2026-12-31`" : "for example `in 2026`, `in 2026-Q3` or `in 2026-07`",
                     measure->stock ? "`%s` stands on a day: write `at` and a date"
                                    : "`%s` is of a period: write `in` and the period",
                     measure->name);
        return false;
    }
    next(words);
    if (at) {
        if (!bind_day(words->binder, words->word, words->node->place, &target->last))
            return false;
        target->first = target->last;
    } else if (!read_period(words->word, target)) {
        return refuse(words, "a period such as 2026, 2026-Q3 or 2026-07 after `in`");
    }
    next(words);
    return words->word[0] == '\0' || refuse(words, "nothing after its date");
}

void bind_target(struct binder *binder, const struct slot *slot)
{
    struct target_spec *target = slot_target(slot);
    const char *text = bind_scalar(binder, slot, slot->node);
    const struct place place = target->place;

    *target = (struct target_spec){.measure = -1, .stream = -1, .pool = -1, .rule = -1, .place = place};
    if (text == NULL)
        return;
    target->text = text;
    struct words words = {.binder = binder, .node = slot->node, .rest = text};
    bool read = read_measure(&words, target) && read_entity(&words, target) && read_bound(&words, target) &&
                read_when(&words, target);
    if (!read)
        target->measure = -1; /* one mistake gives one error */
    target->place = slot->node->place;
}
