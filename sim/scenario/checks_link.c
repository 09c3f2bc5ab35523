#include "scenario/checks.h"
#include "scenario/values.h"

static const char *event_word(const struct stream_spec *stream, int event)
{
    return event < LINK_OUTCOME ? event_names()[event] : stream->outcomes[event - LINK_OUTCOME];
}

static const struct history_spec *history_of(const struct stream_spec *stream, int event)
{
    for (size_t i = 0; i < stream->n_history; i++) {
        if (stream->history[i].event == event)
            return &stream->history[i];
    }
    return NULL;
}

/* Cases of the first days come from events before the start, as far back as the kernel reaches. */
static void check_history(struct checker *checker, const struct link_spec *link)
{
    const struct stream_spec *parent = &checker->root->streams[link->from].spec;
    const struct history_spec *history = history_of(parent, link->event);
    const char *word = event_word(parent, link->event);
    int reach = distribution_upper(&link->after), from = checker->root->spec.opening_date - reach;
    const char *date = date_text(checker, from);

    for (size_t i = 0; i < parent->n_history; i++) {
        if (parent->history[i].event < 0)
            return; /* a misspelt event, which may be this one */
    }
    if (history == NULL) {
        reader_error(checker->reader, link->place,
                     reader_format(checker->reader, "add `history: {%s: {%s: .../year}}` to streams.%s", word, date,
                                   parent->name),
                     "the link `%s` needs the history of `%s` in streams.%s from %s: events of up to %d days ago still "
                     "lead to cases",
                     link->name, word, parent->name, date, reach);
    } else if (history->rate.points[0].date > from) {
        reader_error(
            checker->reader, history->rate.place, reader_format(checker->reader, "start it with `%s: .../year`", date),
            "the history of `%s` in streams.%s starts on %s; the link `%s` needs it from %s, %d days before the start",
            word, parent->name, date_text(checker, history->rate.points[0].date), link->name, date, reach);
    }
}

static void check_number(struct checker *checker, const struct bound_link *link, const struct node *node)
{
    if (node_find(node, "mean") == NULL && node_find(node, "share") == NULL) {
        reader_error(checker->reader, link->spec.place,
                     "`mean: 1.21` cases per event, or `share: 60%` of the events that lead to one case",
                     "the link `%s` needs `mean` or `share`", link->spec.name);
    } else if (link->mean.given && link->share.given) {
        reader_error(checker->reader, link->share.place, "keep one", "the link `%s` has both `mean` and `share`",
                     link->spec.name);
    }
}

/* Open cases are counted on the day itself: they have no lag and no history, and each may lead to several cases. */
static void check_open(struct checker *checker, const struct bound_link *link)
{
    const struct link_spec *spec = &link->spec;

    if (spec->after.given) {
        reader_error(checker->reader, spec->after.place, "take `after` out",
                     "the link `%s` has no `after`: open cases lead to cases while they are open", spec->name);
    }
    if (spec->at_most_one) {
        reader_error(checker->reader, link->share.place, "for example `mean: 2`, cases a year for each open case",
                     "the link `%s` needs `mean`: an open case may lead to several", spec->name);
    }
}

static void check_pressure(struct checker *checker, const struct link_spec *link, const struct stream_spec *parent)
{
    if (!link->under_pressure.given || parent->pressure.given)
        return;
    reader_error(checker->reader, link->under_pressure.place,
                 reader_format(checker->reader, "for example `pressure: {from: 3 months, full: 12 months}` in streams.%s",
                               parent->name),
                 "the link `%s` has `under_pressure`, and streams.%s has no `pressure`", link->name, parent->name);
}

static void check_after(struct checker *checker, const struct link_spec *link, const struct node *node)
{
    const struct distribution *after = &link->after;

    if (!after->given && link->event != LINK_OPEN && node_find(node, "after") == NULL &&
        !bind_misspelt(record_find(fields_root(), "links")->record, node, "after")) {
        reader_error(checker->reader, link->place, "for example `after: {gamma: {mean: 90 days, sd: 60 days}}`",
                     "the link `%s` needs `after`: days from the event to the case", link->name);
    }
    if (!after->given || after->shape == DISTRIBUTION_NONE || distribution_upper(after) >= 1)
        return;
    reader_error(checker->reader, after->place, "for example `{fixed: 1 day}`",
                 "cases of the link `%s` come at least 1 day after the event", link->name);
}

void check_link(struct checker *checker, const struct bound_link *link, const struct node *node)
{
    const struct link_spec *spec = &link->spec;
    const struct stream_spec *parent = spec->from < 0 ? NULL : &checker->root->streams[spec->from].spec;

    if (node == NULL || node->kind != NODE_MAPPING)
        return;
    check_number(checker, link, node);
    check_after(checker, spec, node);
    if (parent == NULL || spec->event < 0)
        return;
    check_pressure(checker, spec, parent);
    if (spec->event == LINK_LOST && !parent->has_patience) {
        reader_error(checker->reader, spec->place,
                     reader_format(checker->reader, "for example `patience: 0 days` in streams.%s", parent->name),
                     "the link `%s` never has an event: streams.%s has no `patience`, so no case is lost", spec->name,
                     parent->name);
    }
    if (spec->event == LINK_OPEN) {
        check_open(checker, link);
        return;
    }
    if (checker->dates_known && spec->after.given && spec->after.shape != DISTRIBUTION_NONE)
        check_history(checker, spec);
    if (!parent->opening.given && !parent->has_patience) {
        reader_warning(checker->reader, spec->place,
                       reader_format(checker->reader, "give streams.%s an `opening`", parent->name),
                       "the link `%s` starts from streams.%s, which opens empty: its first events come too late",
                       spec->name, parent->name);
    }
}
