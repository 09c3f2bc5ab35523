#include <string.h>

#include "scenario/checks.h"
#include "scenario/values.h"

static const double SUM_TOLERANCE = 0.001;

/* ---- inflow ---- */

static void check_inflow(struct checker *checker, const struct stream_spec *stream, const struct node *node)
{
    const struct inflow_spec *inflow = &stream->inflow;
    const struct node_entry *entry = node_find(node, "inflow");
    const struct node_entry *past = entry == NULL ? NULL : node_find(entry->value, "past");
    int end = inflow->n_past == 0 ? INT_MAX : inflow->past[inflow->n_past - 1].last;

    if (entry == NULL || entry->value->kind != NODE_MAPPING)
        return;
    if (bind_misspelt(record_find(record_find(fields_root(), "streams")->record, "inflow")->record, entry->value,
                      "level"))
        return;
    if (!inflow->level.given && past == NULL) {
        reader_error(checker->reader, inflow->place,
                     "for example `level: 40920/year`, or 0/year when all its cases come by links",
                     "streams.%s.inflow needs `level` or `past`", stream->name);
    } else if (!inflow->level.given && end < checker->root->spec.horizon) {
        reader_error(checker->reader, inflow->place, "give the `level` from then on",
                     "streams.%s.inflow needs `level`: its past ends on %s, before the horizon", stream->name,
                     date_text(checker, end));
    }
    for (size_t i = 1; i < inflow->n_past; i++) {
        const struct past_row *before = &inflow->past[i - 1], *row = &inflow->past[i];
        if (row->first == before->last + 1)
            continue;
        reader_warning(checker->reader, past->place, NULL, "nothing is known from %s to %s: there the model takes over",
                       date_text(checker, before->last + 1), date_text(checker, row->first - 1));
        break;
    }
}

/* Some day of the week must bring cases. */
static void check_week(struct checker *checker, const struct stream_spec *stream, const struct node *node)
{
    const struct inflow_spec *inflow = &stream->inflow;
    const struct node_entry *entry = node_find(node, "inflow");
    const struct node_entry *week = entry == NULL ? NULL : node_find(entry->value, "week_profile");
    double sum = 0;

    for (int i = 0; i < 5; i++)
        sum += inflow->week[i];
    if (week == NULL || !inflow->week_given || !inflow->working_days || sum > 0)
        return;
    reader_error(checker->reader, week->place, "take `days: working` out, or give Monday to Friday a weight",
                 "streams.%s.inflow comes on no day: its week has weights on Saturday and Sunday alone", stream->name);
}

/* ---- shares ---- */

static void check_outcomes(struct checker *checker, const struct bound_outcome *outcomes, size_t n, const char *owner)
{
    const struct quantity *terms[OUTCOMES_MAX];
    struct sum sum;

    for (size_t i = 0; i < n; i++) {
        terms[i] = &outcomes[i].spec.share;
        if (!terms[i]->given)
            return;
    }
    if (n == 0 || !sum_outside(checker, terms, n, 1 - SUM_TOLERANCE, 1 + SUM_TOLERANCE, &sum))
        return;
    reader_error(checker->reader, outcomes[0].place, NULL, "the outcomes of %s add up to %.6g%%%s, not 100%%", owner,
                 100 * sum.value, from_date(checker, sum.date));
}

static void check_class_shares(struct checker *checker, const struct bound_stream *stream)
{
    const struct quantity **terms = reader_alloc(checker->reader, stream->n_classes, sizeof *terms);
    struct sum sum;

    if (terms == NULL)
        return;
    for (size_t i = 0; i < stream->n_classes; i++) {
        terms[i] = &stream->classes[i].spec.share;
        if (!terms[i]->given)
            return;
    }
    if (!sum_outside(checker, terms, stream->n_classes, 1 - SUM_TOLERANCE, 1 + SUM_TOLERANCE, &sum))
        return;
    reader_error(checker->reader, stream->classes[0].place, NULL,
                 "the classes of streams.%s add up to %.6g%%%s, not 100%%", stream->spec.name, 100 * sum.value,
                 from_date(checker, sum.date));
}

static void check_classes(struct checker *checker, const struct bound_stream *stream)
{
    const char *name = stream->spec.name;

    check_outcomes(checker, stream->outcomes, stream->n_outcomes, reader_format(checker->reader, "streams.%s", name));
    if (stream->n_classes == 0)
        return;
    check_class_shares(checker, stream);
    for (size_t i = 0; i < stream->n_classes; i++) {
        const struct bound_class *class = &stream->classes[i];
        const char *owner = reader_format(checker->reader, "streams.%s.classes.%s", name, class->spec.name);
        check_outcomes(checker, class->outcomes, class->n_outcomes, owner);
        if (i < stream->spec.n_classes && stream->spec.classes[i].n_outcomes == 0) {
            reader_error(
                checker->reader, class->place,
                reader_format(checker->reader, "give streams.%s `outcomes`, for classes that state none", name),
                "%s has no outcomes, and other classes have", owner);
        }
    }
}

/* ---- staff ---- */

static bool misspelt(const struct node *node, const char *key)
{
    const struct record *streams = record_find(fields_root(), "streams")->record;

    return bind_misspelt(streams, node, key);
}

static void check_effort(struct checker *checker, const struct bound_stream *stream, const struct node *node)
{
    if (misspelt(node, "effort"))
        return;
    for (size_t i = 0; i < stream->spec.n_classes; i++) {
        const struct class_spec *class = &stream->spec.classes[i];
        if (class->effort.given)
            continue;
        if (stream->n_classes == 0) {
            reader_error(checker->reader, stream->spec.place, "for example `effort: 26 hours`",
                         "streams.%s needs `effort`: its pool works in hours", stream->spec.name);
        } else {
            reader_error(checker->reader, stream->classes[i].place,
                         "here, or for all classes in the stream: for example `effort: 26 hours`",
                         "streams.%s.classes.%s needs `effort`: its pool works in hours", stream->spec.name,
                         class->name);
        }
    }
}

static void check_staff(struct checker *checker, const struct bound_stream *stream, const struct node *node)
{
    const struct stream_spec *spec = &stream->spec;
    const struct node_entry *pool = node_find(node, "pool");

    if (node_find(node, "steps") != NULL) {
        if (spec->pool >= 0)
            check_effort(checker, stream, node);
        return;
    }
    if (pool == NULL && !spec->capacity.given) {
        if (misspelt(node, "pool") || misspelt(node, "capacity"))
            return;
        reader_error(checker->reader, spec->place, other_stream(checker, spec, "for example `pool: asylum` or `capacity: 22000/year`"),
                     "streams.%s needs `pool` or `capacity`", spec->name);
    } else if (pool != NULL && spec->capacity.given) {
        reader_error(checker->reader, spec->capacity.place,
                     "keep one; an overlay takes one away with `pool: null` or `capacity: null`",
                     "streams.%s has both `pool` and `capacity`", spec->name);
    }
    if (pool != NULL)
        check_effort(checker, stream, node);
}

/* ---- effort ---- */

static void check_pressure(struct checker *checker, const struct stream_spec *stream)
{
    const struct pressure_spec *pressure = &stream->pressure;
    const struct quantity *terms[] = {&pressure->from, &pressure->full};

    for (size_t i = 0; pressure->given && i < 2; i++) {
        for (size_t j = 0; j < terms[i]->n; j++) {
            int date = terms[i]->points[j].date;
            if (!(quantity_at(terms[1], date) <= quantity_at(terms[0], date)))
                continue;
            reader_error(checker->reader, pressure->place, "for example `{from: 3 months, full: 12 months, effort: 0.85}`",
                         "streams.%s.pressure is full at %.6g days of work%s, not after `from`: %.6g days", stream->name,
                         quantity_at(terms[1], date), from_date(checker, date), quantity_at(terms[0], date));
            return;
        }
    }
}

static void check_changes(struct checker *checker, const struct stream_spec *stream)
{
    for (size_t i = 0; i < stream->n_effort_changes; i++) {
        const struct effort_change_spec *change = &stream->effort_changes[i];
        if (change->from <= change->until)
            continue;
        reader_error(checker->reader, change->place, NULL,
                     "the change `%s` of streams.%s never acts: from %s is after until %s", change->name, stream->name,
                     date_text(checker, change->from), date_text(checker, change->until));
    }
}

/* ---- history ---- */

static void check_history(struct checker *checker, const struct stream_spec *stream)
{
    for (size_t i = 0; i < stream->n_history; i++) {
        if (stream->history[i].event != LINK_OPEN)
            continue;
        reader_error(checker->reader, stream->history[i].place, "take it out",
                     "streams.%s needs no history of `open`: a link counts the cases that are open", stream->name);
    }
}

/* ---- clock and transfers ---- */

static void check_clock(struct checker *checker, const struct stream_spec *stream)
{
    for (size_t i = 0; i < stream->clock.n_rules; i++) {
        const struct clock_rule_spec *rule = &stream->clock.rules[i];
        if (rule->received_from <= rule->received_until)
            continue;
        reader_error(checker->reader, rule->place, NULL,
                     "the rule `%s` applies to no case: received_from %s is after received_until %s", rule->name,
                     date_text(checker, rule->received_from), date_text(checker, rule->received_until));
    }
}

static void check_transfers(struct checker *checker, const struct bound_stream *stream)
{
    for (size_t i = 0; i < stream->n_transfers; i++) {
        if (strcmp(stream->transfers[i].name, stream->spec.name) != 0)
            continue;
        reader_error(checker->reader, stream->transfers[i].place, "name another stream",
                     "streams.%s transfers cases to itself", stream->spec.name);
    }
}

void check_stream(struct checker *checker, const struct bound_stream *stream, const struct node *node)
{
    if (node == NULL || node->kind != NODE_MAPPING)
        return;
    check_inflow(checker, &stream->spec, node);
    check_classes(checker, stream);
    check_staff(checker, stream, node);
    check_steps(checker, stream, node);
    check_week(checker, &stream->spec, node);
    check_pressure(checker, &stream->spec);
    check_changes(checker, &stream->spec);
    check_history(checker, &stream->spec);
    check_clock(checker, &stream->spec);
    check_suspension(checker, &stream->spec);
    check_withdrawal(checker, &stream->spec);
    check_transfers(checker, stream);
}
