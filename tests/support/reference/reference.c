/* Prints the reference of the language, in Markdown, from the table of fields that the reader itself works by: what
 * scenarios/README.md ends with. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "scenario/fields.h"
#include "scenario/words.h"

enum { PATH_SIZE = 200, DEPTH_MOST = 20 };

/* An amount as people write it: one day, two days. */
static void print_amount(enum unit unit, double value)
{
    const struct unit_info *info = unit_info(unit);
    const size_t length = strlen(info->after);
    const bool one = value == 1 && length > 0 && info->after[length - 1] == 's';

    printf("%s%.10g%.*s", info->before, unit_is_percent(unit) ? value * 100 : value, (int)(length - one), info->after);
}

/* From one amount to another, the unit once. */
static void print_amounts(enum unit unit, double low, double high)
{
    const struct unit_info *info = unit_info(unit);
    const double scale = unit_is_percent(unit) ? 100 : 1;

    printf("%s%.10g to %.10g%s", info->before, low * scale, high * scale, info->after);
}

static void print_words(const char *const *words)
{
    for (size_t i = 0; words[i] != NULL; i++)
        printf("%s`%s`", i > 0 ? ", " : "", words[i]);
}

static bool is_number(enum field_kind kind)
{
    return kind == FIELD_QUANTITY || kind == FIELD_NUMBER || kind == FIELD_INTEGER || kind == FIELD_BANDS;
}

/* ---- the cells of a row ---- */

/* Whether a value may change by date, and may be uncertain. */
static const char *freedom(const struct field *field)
{
    if ((field->kind != FIELD_QUANTITY && field->kind != FIELD_BANDS) || (field->flags & FIELD_CONSTANT) != 0)
        return "";
    return (field->flags & FIELD_CERTAIN) != 0 ? " [d]" : (field->flags & FIELD_UNDATED) != 0 ? " [u]" : " [q]";
}

static void print_takes(const struct field *field)
{
    if (is_number(field->kind))
        printf("%s%s",
               field->unit == UNIT_NONE && field->kind == FIELD_INTEGER ? "a whole number"
                                                                        : unit_info(field->unit)->name,
               freedom(field));
    else if (field->kind == FIELD_ENUM || field->kind == FIELD_ENUM_SERIES)
        print_words(field->names);
    else if (field->kind == FIELD_BOOL && field->names != NULL)
        print_words(field->names);
    else
        printf("%s", field_takes(field));
    if (field->kind == FIELD_ENUM_SERIES)
        printf(" [d]");
    if (field->kind == FIELD_BANDS)
        printf(", or a list of bands");
    if (field->record != NULL && field->record->shorthand != NULL)
        printf("%s its `%s`", field->record->shorthand_only ? ", each" : ", or for each", field->record->shorthand);
}

/* Only what is not nothing: an absent number is zero, and what `doc` tells is not told twice. */
static void print_default(const struct field *field)
{
    static const char *const no_and_yes[] = {"no", "yes"};

    if ((field->flags & FIELD_REQUIRED) != 0) {
        printf("required");
    } else if (strstr(field->doc, "by default") != NULL) {
        return;
    } else if (field->kind == FIELD_BOOL) {
        printf("`%s`", (field->names != NULL ? field->names : no_and_yes)[field->fallback != 0]);
    } else if ((field->kind == FIELD_ENUM || field->kind == FIELD_ENUM_SERIES) && field->fallback >= 0) {
        printf("`%s`", field->names[(int)field->fallback]);
    } else if (is_number(field->kind) && field->fallback != 0) {
        print_amount(field->unit, field->fallback);
    }
}

static void print_range(const struct field *field)
{
    const bool own = field->minimum != 0 || field->maximum != 0;

    if (!is_number(field->kind))
        return;
    const double low = own ? field->minimum : unit_info(field->unit)->minimum;
    if (low == 0 && (field->flags & FIELD_POSITIVE) != 0)
        printf("over ");
    print_amounts(field->unit, low, own ? field->maximum : unit_info(field->unit)->maximum);
    if ((field->flags & FIELD_WHOLE) != 0)
        printf(", whole");
}

static void print_row(const struct field *field)
{
    printf("| `%s` | ", field->key);
    print_takes(field);
    printf(" | ");
    print_default(field);
    printf(" | ");
    print_range(field);
    printf(" | %s |", field->doc);
    if (field->example != NULL)
        printf(" `%s` |\n", field->example);
    else if (is_number(field->kind))
        printf(" `%s` |\n", unit_info(field->unit)->example);
    else
        printf(" |\n");
}

/* ---- records, each under the path that leads to its keys ---- */

static void print_record(const struct record *record, const char *path, int depth);

/* How a path goes on from a key to the keys of its record. */
static const char *step_into(enum field_kind kind)
{
    if (kind == FIELD_MAP)
        return ".NAME";
    return kind == FIELD_RECORD ? "" : "[]";
}

static void print_below(const struct field *field, const char *path, int depth)
{
    char below[PATH_SIZE];

    if (field->record == NULL || field->record->shorthand_only)
        return;
    snprintf(below, sizeof below, "%s%s%s%s", path, path[0] == '\0' ? "" : ".", field->key, step_into(field->kind));
    print_record(field->record, below, depth + 1);
}

static void print_record(const struct record *record, const char *path, int depth)
{
    printf("\n### %s%s%s\n\n", path[0] == '\0' ? "The whole" : "`", path, path[0] == '\0' ? "" : "`");
    printf("| key | takes | default | range | meaning | example |\n|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < record->n; i++)
        print_row(&record->fields[i]);
    for (size_t i = 0; i < record->n && depth < DEPTH_MOST; i++)
        print_below(&record->fields[i], path, depth);
}

/* ---- values that are no keys ---- */

static void print_units(void)
{
    printf("\n### Amounts\n\n| takes | example | range, unless the key has its own |\n|---|---|---|\n");
    for (int unit = 0; unit < UNITS; unit++) {
        const struct unit_info *info = unit_info((enum unit)unit);
        printf("| %s | `%s` | ", info->name, info->example);
        print_amounts((enum unit)unit, info->minimum, info->maximum);
        printf(" |\n");
    }
}

static void print_distributions(void)
{
    printf("\n### Distributions of days\n\n| shape | parameters |\n|---|---|\n");
    for (int shape = DISTRIBUTION_FIXED; shape <= DISTRIBUTION_TABLE; shape++) {
        const char *names[DISTRIBUTION_PARAMETERS_MAX];
        const size_t n = distribution_parameters((enum distribution_shape)shape, names);
        printf("| `%s` | ", distribution_name((enum distribution_shape)shape));
        for (size_t i = 0; i < n; i++)
            printf("%s`%s`", i > 0 ? ", " : "", names[i]);
        printf("%s |\n", n > 0                         ? ""
                         : shape == DISTRIBUTION_TABLE ? "days and the share of each, adding up to 100%"
                                                       : "the days");
    }
    printf("\nEach may have a `minimum`, days that are added to it.\n");
}

static void print_words_of_values(void)
{
    printf("\n### Words inside values\n\n| where | words |\n|---|---|\n| an order of work | ");
    print_words(order_names);
    printf(" |\n| `uncertain` | ");
    print_words(uncertainty_names);
    printf(" |\n| `interpolate` | ");
    print_words(interpolation_names);
    printf(" |\n| `status` | ");
    print_words(status_names);
    printf(" |\n| `event` of a link, beside the names of outcomes | ");
    print_words(event_names());
    printf(" |\n");
}

int main(void)
{
    print_record(fields_root(), "", 0);
    print_units();
    print_distributions();
    print_words_of_values();
    return ferror(stdout) != 0;
}
