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

    if (pool == NULL && !spec->capacity.given) {
        if (misspelt(node, "pool") || misspelt(node, "capacity"))
            return;
        reader_error(checker->reader, spec->place, "for example `pool: asylum` or `capacity: 22000/year`",
                     "streams.%s needs `pool` or `capacity`", spec->name);
    } else if (pool != NULL && spec->capacity.given) {
        reader_error(checker->reader, spec->capacity.place,
                     "keep one; an overlay takes one away with `pool: null` or `capacity: null`",
                     "streams.%s has both `pool` and `capacity`", spec->name);
    }
    if (pool != NULL)
        check_effort(checker, stream, node);
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
    check_clock(checker, &stream->spec);
    check_transfers(checker, stream);
}
