#include "scenario/checks.h"

#include <stdlib.h>
#include <string.h>

#include "scenario/values.h"

enum { YEARS_MOST = 60, TERM_DATES_MOST = 100000 };

/* ---- sums ---- */

static int compare_dates(const void *a, const void *b)
{
    const int *one = a, *other = b;

    return *one < *other ? -1 : *one > *other;
}

/* Every date on which a term changes, ascending; NULL without memory. The caller frees it. */
static int *dates_of(struct checker *checker, const struct quantity *const *terms, size_t n, size_t *n_dates)
{
    size_t count = 0;
    int *dates;

    for (size_t i = 0; i < n; i++)
        count += terms[i]->n;
    dates = count == 0 ? NULL : malloc(count * sizeof *dates);
    *n_dates = 0;
    if (dates == NULL) {
        if (count > 0)
            checker->reader->out_of_memory = true;
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < terms[i]->n; j++)
            dates[(*n_dates)++] = terms[i]->points[j].date;
    }
    qsort(dates, count, sizeof *dates, compare_dates);
    return dates;
}

bool sum_outside(struct checker *checker, const struct quantity *const *terms, size_t n, double least, double most,
                 struct sum *sum)
{
    size_t n_dates;
    int *dates = dates_of(checker, terms, n, &n_dates);
    bool outside = false;

    for (size_t i = 0; i < n_dates && i < TERM_DATES_MOST && !outside; i++) {
        if (i > 0 && dates[i] == dates[i - 1])
            continue;
        *sum = (struct sum){.value = 0, .date = dates[i]};
        for (size_t j = 0; j < n; j++)
            sum->value += quantity_at(terms[j], dates[i]);
        outside = sum->value < least || sum->value > most;
    }
    free(dates);
    return outside;
}

const char *date_text(struct checker *checker, int date)
{
    char text[11];

    day_format(date, text);
    return reader_format(checker->reader, "%s", text);
}

const char *from_date(struct checker *checker, int date)
{
    return date == SCENARIO_ALWAYS ? "" : reader_format(checker->reader, " from %s", date_text(checker, date));
}

/* ---- dates ---- */

/* A date of the scenario that was read without error, and its place. */
static bool root_date(struct checker *checker, const char *key, int *day, struct place *place)
{
    const struct node_entry *entry = node_find(checker->reader->root, key);
    const struct node *node = entry == NULL ? NULL : entry->value;

    if (node != NULL && node_is_valued(node))
        node = node_find(node, "value")->value;
    if (node == NULL || node->kind != NODE_SCALAR || !day_parse(node->text, day))
        return false;
    *place = node->place;
    return true;
}

static void check_horizon(struct checker *checker)
{
    int opening, horizon;
    struct place there, place;

    if (!root_date(checker, "opening_date", &opening, &there) || !root_date(checker, "horizon", &horizon, &place))
        return;
    checker->dates_known = true;
    if (horizon <= opening) {
        reader_error(checker->reader, place,
                     reader_format(checker->reader, "the first day simulated is %s", date_text(checker, opening + 1)),
                     "the horizon %s is not after the opening date %s", date_text(checker, horizon),
                     date_text(checker, opening));
    } else if (horizon > day_add(opening, 12 * YEARS_MOST, 0)) {
        reader_error(
            checker->reader, place,
            reader_format(checker->reader, "at most %s", date_text(checker, day_add(opening, 12 * YEARS_MOST, 0))),
            "the horizon is more than %d years after the opening date %s", YEARS_MOST, date_text(checker, opening));
    }
}

/* ---- the whole ---- */

static const struct node *element(const struct binder *binder, enum reference reference, size_t index)
{
    const struct node *names = binder->names[reference];

    return names == NULL || index >= names->n ? NULL : names->entries[index].value;
}

static void check_links(struct checker *checker)
{
    const struct node_entry *links = node_find(checker->reader->root, "links");

    for (size_t i = 0; i < checker->root->n_links; i++) {
        check_link(checker, &checker->root->links[i], links == NULL ? NULL : links->value->entries[i].value);
    }
}

void check_scenario(struct binder *binder, const struct bound_scenario *root)
{
    struct checker checker = {.binder = binder, .reader = binder->reader, .root = root};
    const struct node_entry *streams = node_find(binder->reader->root, "streams");

    check_horizon(&checker);
    if (streams != NULL && streams->value->kind == NODE_MAPPING && streams->value->n == 0) {
        reader_error(binder->reader, streams->place, NULL, "the scenario has no streams");
    }
    for (size_t i = 0; i < root->n_streams; i++) {
        check_stream(&checker, &root->streams[i], element(binder, REFERENCE_STREAM, i));
        check_lateness(&checker, &root->streams[i].spec);
        check_opening(&checker, &root->streams[i]);
    }
    for (size_t i = 0; i < root->n_pools; i++) {
        check_workforce(&checker, &root->pools[i], element(binder, REFERENCE_POOL, i));
        check_pool(&checker, &root->pools[i]);
    }
    for (size_t i = 0; i < root->spec.n_moves; i++)
        check_move(&checker, &root->spec.moves[i]);
    check_links(&checker);
    for (size_t i = 0; i < root->spec.n_targets; i++)
        check_target(&checker, &root->spec.targets[i]);
    check_ids(&checker);
}
