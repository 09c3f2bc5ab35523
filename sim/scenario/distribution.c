/* Distributions of days: {gamma: {mean: 90 days, sd: 45 days}, minimum: 7 days}. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/bind.h"
#include "scenario/words.h"

enum { DAYS_MOST = 36525, TABLE_MOST = 5000 };

static const char *const keys[] = {"fixed",      "uniform", "exponential", "gamma",  "lognormal",
                                   "triangular", "table",   "minimum",     "source", "status"};
enum { SHAPES = 7, KEYS = 10 };
static const double MEAN_LEAST = 0.01;

static bool bind_days(struct binder *binder, const struct node *node, const char *key, double *value)
{
    return bind_amount_in(binder, node, key, UNIT_DAYS, 0, DAYS_MOST, value);
}

/* The parameters that a shape takes, and where they go. */
struct parameter {
    const char *key;
    size_t offset;
};

static const struct parameter *parameters_of(enum distribution_shape shape, size_t *n)
{
    static const struct parameter bounds[] = {{"low", offsetof(struct distribution, low)},
                                              {"high", offsetof(struct distribution, high)}};
    static const struct parameter moments[] = {{"mean", offsetof(struct distribution, mean)},
                                               {"sd", offsetof(struct distribution, sd)}};
    static const struct parameter corners[] = {{"low", offsetof(struct distribution, low)},
                                               {"mode", offsetof(struct distribution, mode)},
                                               {"high", offsetof(struct distribution, high)}};

    *n = shape == DISTRIBUTION_TRIANGULAR ? 3 : shape == DISTRIBUTION_EXPONENTIAL ? 1 : 2;
    if (shape == DISTRIBUTION_UNIFORM)
        return bounds;
    return shape == DISTRIBUTION_TRIANGULAR ? corners : moments;
}

const char *distribution_name(enum distribution_shape shape)
{
    return keys[shape - DISTRIBUTION_FIXED];
}

size_t distribution_parameters(enum distribution_shape shape, const char *names[static DISTRIBUTION_PARAMETERS_MAX])
{
    size_t n;
    const struct parameter *parameters = parameters_of(shape, &n);

    if (shape == DISTRIBUTION_FIXED || shape == DISTRIBUTION_TABLE)
        return 0;
    for (size_t i = 0; i < n; i++)
        names[i] = parameters[i].key;
    return n;
}

static const char *shape_example(enum distribution_shape shape)
{
    switch (shape) {
    case DISTRIBUTION_UNIFORM:
        return "for example `{uniform: {low: 0 days, high: 90 days}}`";
    case DISTRIBUTION_EXPONENTIAL:
        return "for example `{exponential: {mean: 90 days}}`";
    case DISTRIBUTION_TRIANGULAR:
        return "for example `{triangular: {low: 10 days, mode: 30 days, high: 90 days}}`";
    case DISTRIBUTION_GAMMA:
        return "for example `{gamma: {mean: 90 days, sd: 45 days}}`";
    default:
        return "for example `{lognormal: {mean: 90 days, sd: 45 days}}`";
    }
}

static bool bind_parameters(struct binder *binder, const struct node_entry *shape, struct distribution *distribution)
{
    size_t n, found = 0;
    const struct parameter *parameters = parameters_of(distribution->shape, &n);
    const struct node *node = shape->value;
    const char *names[3] = {NULL, NULL, NULL};
    bool good = node->kind == NODE_MAPPING;

    for (size_t i = 0; i < n; i++) {
        const struct node_entry *entry = node_find(node, parameters[i].key);
        names[i] = parameters[i].key;
        if (entry == NULL)
            continue;
        found++;
        good = bind_days(binder, entry->value, entry->key,
                         (double *)(void *)((char *)distribution + parameters[i].offset)) &&
               good;
    }
    for (size_t i = 0; node->kind == NODE_MAPPING && i < node->n; i++) {
        bool known = false;
        for (size_t j = 0; j < n; j++)
            known = known || strcmp(node->entries[i].key, names[j]) == 0;
        if (known)
            continue;
        bind_unknown_key(binder, &node->entries[i], reader_format(binder->reader, "`%s`", shape->key), names, n);
        good = false;
    }
    if (found == n)
        return good;
    if (good)
        reader_error(binder->reader, node->place, shape_example(distribution->shape), "`%s` lacks a parameter",
                     shape->key);
    else if (node->kind != NODE_MAPPING) {
        reader_error(binder->reader, node->place, shape_example(distribution->shape),
                     "`%s` takes a mapping of its parameters, not %s", shape->key, node_describe(binder->reader, node));
    }
    return false;
}

static void check_parameters(struct binder *binder, const struct node *node, const struct distribution *distribution)
{
    const char *problem = NULL;
    double ratio;

    switch (distribution->shape) {
    case DISTRIBUTION_UNIFORM:
        if (distribution->low > distribution->high)
            problem = "`low` is above `high`";
        break;
    case DISTRIBUTION_TRIANGULAR:
        if (distribution->low > distribution->mode || distribution->mode > distribution->high ||
            distribution->low == distribution->high) {
            problem = "`low`, `mode` and `high` must ascend";
        }
        break;
    case DISTRIBUTION_EXPONENTIAL:
        if (distribution->mean < MEAN_LEAST)
            problem = "`mean` must be at least 0.01 days";
        break;
    case DISTRIBUTION_GAMMA:
    case DISTRIBUTION_LOGNORMAL:
        ratio = distribution->mean > 0 ? distribution->sd / distribution->mean : 0;
        if (distribution->mean < MEAN_LEAST || distribution->sd <= 0)
            problem = "`mean` must be at least 0.01 days, and `sd` over zero";
        else if (ratio > 10 || ratio < 0.001)
            problem = "`sd` must be between 0.1% of the mean and 10 times the mean";
        break;
    default:
        break;
    }
    if (problem != NULL)
        reader_error(binder->reader, node->place, shape_example(distribution->shape), "%s", problem);
}

/* ---- table ---- */

struct row {
    double days, share;
};

static int compare_rows(const void *a, const void *b)
{
    const struct row *one = a, *other = b;

    return one->days < other->days ? -1 : one->days > other->days;
}

static void keep_table(struct binder *binder, const struct row *rows, size_t n, double sum,
                       struct distribution *distribution)
{
    double *days = reader_alloc(binder->reader, n, sizeof *days);
    double *shares = reader_alloc(binder->reader, n, sizeof *shares);

    if (days == NULL || shares == NULL)
        return;
    for (size_t i = 0; i < n; i++) {
        days[i] = rows[i].days;
        shares[i] = rows[i].share / sum;
    }
    distribution->n = n;
    distribution->days = days;
    distribution->shares = shares;
}

static bool bind_table(struct binder *binder, const struct node *node, struct distribution *distribution)
{
    struct reader *reader = binder->reader;
    bool good = node->kind == NODE_MAPPING && node->n > 0 && node->n <= TABLE_MOST;
    struct row *rows;
    double sum = 0;

    if (!good) {
        reader_error(reader, node->place, "for example `{table: {30 days: 50%, 60 days: 50%}}`",
                     "`table` takes shares by number of days (at most %d), not %s", TABLE_MOST,
                     node_describe(reader, node));
        return false;
    }
    rows = reader_alloc(reader, node->n, sizeof *rows);
    if (rows == NULL)
        return false;
    for (size_t i = 0; i < node->n; i++) {
        const struct node_entry *entry = &node->entries[i];
        const struct node key = {.kind = NODE_SCALAR, .text = entry->key, .place = entry->place};
        good = bind_days(binder, &key, "table", &rows[i].days) && good;
        good = bind_amount_in(binder, entry->value, entry->key, UNIT_SHARE, 0, 1, &rows[i].share) && good;
        sum += rows[i].share;
    }
    if (!good)
        return false;
    qsort(rows, node->n, sizeof *rows, compare_rows);
    if (fabs(sum - 1) > 0.001) {
        reader_error(reader, node->place, NULL, "the shares of the table add up to %.6g%%, not 100%%", 100 * sum);
        return false;
    }
    keep_table(binder, rows, node->n, sum, distribution);
    return true;
}

/* ---- the whole ---- */

static void bind_shape(struct binder *binder, const struct node_entry *entry, struct distribution *distribution)
{
    switch (distribution->shape) {
    case DISTRIBUTION_FIXED:
        (void)bind_days(binder, entry->value, "fixed", &distribution->mean);
        break;
    case DISTRIBUTION_TABLE:
        (void)bind_table(binder, entry->value, distribution);
        break;
    default:
        if (bind_parameters(binder, entry, distribution))
            check_parameters(binder, entry->value, distribution);
        break;
    }
}

static void bind_distribution_key(struct binder *binder, const struct slot *slot, const struct node_entry *entry,
                                  struct distribution *distribution)
{
    if (strcmp(entry->key, "minimum") == 0) {
        (void)bind_days(binder, entry->value, "minimum", &distribution->minimum);
        return;
    }
    if (bind_provenance(binder, entry, &distribution->source, &distribution->status))
        return;
    for (int i = 0; i < SHAPES; i++) {
        if (strcmp(entry->key, keys[i]) != 0)
            continue;
        if (distribution->shape != DISTRIBUTION_NONE) {
            reader_error(binder->reader, entry->place, "keep one", "a distribution has one shape: `%s` is a second",
                         entry->key);
            return;
        }
        distribution->shape = (enum distribution_shape)(DISTRIBUTION_FIXED + i);
        bind_shape(binder, entry, distribution);
        return;
    }
    bind_unknown_key(binder, entry, slot->path, keys, KEYS);
}

static void note_assumption(struct binder *binder, const struct slot *slot, const struct distribution *distribution)
{
    static const struct dated_number none = {.date = SCENARIO_ALWAYS, .value = 0};
    struct node shape = {.kind = NODE_MAPPING, .place = slot->node->place};
    struct quantity note = {.given = true,
                            .n = 1,
                            .points = &none,
                            .source = distribution->source,
                            .status = distribution->status,
                            .path = slot->path,
                            .place = slot->node->place};

    if (distribution->source[0] == '\0' && distribution->status == STATUS_NONE)
        return;
    for (size_t i = 0; i < slot->node->n; i++) {
        const struct node_entry *entry = &slot->node->entries[i];
        if (strcmp(entry->key, "source") == 0 || strcmp(entry->key, "status") == 0)
            continue;
        if (!node_append(binder->reader, &shape, entry->key, entry->place, entry->value))
            return;
    }
    note.uncertainty.factor = -1;
    note.text = node_text(binder->reader, &shape);
    bind_assumption(binder, &note);
}

void bind_distribution(struct binder *binder, const struct slot *slot)
{
    struct distribution *distribution = slot_target(slot);
    size_t errors = binder->reader->diagnostics->n_errors;

    distribution->given = true;
    distribution->place = slot->node->place;
    if (slot->node->kind != NODE_MAPPING) {
        const char *help = "for example `{fixed: 30 days}` or `{gamma: {mean: 90 days, sd: 45 days}}`";
        reader_error(binder->reader, slot->node->place, help, "`%s` takes a distribution of days, not %s",
                     slot->field->key, node_describe(binder->reader, slot->node));
        return;
    }
    for (size_t i = 0; i < slot->node->n; i++)
        bind_distribution_key(binder, slot, &slot->node->entries[i], distribution);
    if (distribution->shape == DISTRIBUTION_NONE) {
        reader_error(binder->reader, slot->node->place,
                     "one of `fixed`, `uniform`, `exponential`, `gamma`, `lognormal`, `triangular` and `table`",
                     "the distribution `%s` has no shape", slot->field->key);
    }
    note_assumption(binder, slot, distribution);
    /* Nobody may compute with parameters that were refused. */
    if (binder->reader->diagnostics->n_errors > errors)
        distribution->shape = DISTRIBUTION_NONE;
}
