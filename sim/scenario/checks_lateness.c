#include "scenario/checks.h"
#include "scenario/values.h"

static bool has_period(const struct stream_spec *stream)
{
    return stream->clock.period.given || stream->clock.n_rules > 0;
}

/* ---- lateness ---- */

static bool applies(const struct name_series *series)
{
    for (size_t i = 0; i < series->n; i++) {
        if (series->points[i].index >= 0)
            return true;
    }
    return false;
}

static void check_bands(struct checker *checker, const struct stream_spec *stream)
{
    const struct lateness_spec *late = &stream->lateness;

    if (late->n_bands == 0)
        return;
    if (!has_period(stream)) {
        reader_error(checker->reader, late->bands[0].rate.place, "for example `clock: {period: 6 months}`",
                     "streams.%s has notices and no legal period: nothing is ever overdue", stream->name);
    }
    if (late->bands[0].after != 0) {
        reader_error(checker->reader, late->bands[0].rate.place, "start with `{after: 0 days, rate: 0%/year}`",
                     "the first band of `notice` in streams.%s starts after %d days, not 0", stream->name,
                     late->bands[0].after);
    }
    for (size_t i = 1; i < late->n_bands; i++) {
        if (late->bands[i].after > late->bands[i - 1].after)
            continue;
        reader_error(checker->reader, late->bands[i].rate.place, "write the bands from early to late",
                     "the bands of `notice` in streams.%s must ascend: %d days comes after %d", stream->name,
                     late->bands[i].after, late->bands[i - 1].after);
    }
}

static void need(struct checker *checker, struct place place, const struct stream_spec *stream, const char *why,
                 const char *key, const char *example)
{
    reader_error(checker->reader, place, reader_format(checker->reader, "for example `%s: %s`", key, example),
                 "streams.%s.lateness needs `%s`: %s", stream->name, key, why);
}

void check_lateness(struct checker *checker, const struct stream_spec *stream)
{
    const struct lateness_spec *late = &stream->lateness;
    bool appeals = quantity_highest(&late->appeal) > 0;
    bool judicial = applies(&late->judicial);

    check_bands(checker, stream);
    if (appeals && !late->court_delay.given) {
        need(checker, late->appeal.place, stream, "late appeals wait for the court", "court_delay",
             "{gamma: {mean: 90 days, sd: 45 days}}");
    }
    if (appeals && !late->term.given)
        need(checker, late->appeal.place, stream, "the court's order sets a term", "term", "56 days");
    else if (judicial && !late->term.given)
        need(checker, stream->place, stream, "a judicial penalty runs from the end of a term", "term", "56 days");
    if (judicial && !late->appeal.given && !stream->opening.ordered.given) {
        reader_warning(checker->reader, stream->place, "give `appeal`, or take `judicial` out",
                       "streams.%s has a judicial regime and no late appeals: no order will ever come", stream->name);
    }
}

/* ---- opening ---- */

static int64_t table_total(const struct opening_spec *opening)
{
    int64_t total = 0;

    for (size_t i = 0; i < opening->n_rows; i++)
        total += opening->rows[i].count;
    return total;
}

static double value_of(const struct quantity *quantity)
{
    return quantity->points[0].value;
}

static void check_stock(struct checker *checker, const struct bound_stream *bound)
{
    const struct opening_spec *opening = &bound->spec.opening;
    const char *name = bound->spec.name;
    bool table = bound->opening.table != NULL;

    if (table && (opening->stock.given || opening->ages.given)) {
        reader_error(checker->reader, bound->opening.table->place,
                     "keep one; an overlay takes the others away with `stock: null` and `ages: null`",
                     "streams.%s.opening has both a `table` and `%s`", name, opening->stock.given ? "stock" : "ages");
    } else if (!table && !opening->stock.given) {
        reader_error(checker->reader, opening->place, "for example `stock: 45640 cases`, or `table: data/ages.csv`",
                     "streams.%s.opening needs `stock` and `ages`, or `table`", name);
    } else if (value_of(&opening->stock) > 0 && !opening->ages.given) {
        reader_error(checker->reader, opening->stock.place, "for example `ages: {exponential: {mean: 200 days}}`",
                     "streams.%s.opening needs `ages`: how long ago the open cases were received", name);
    }
}

static void check_stages(struct checker *checker, const struct bound_stream *bound)
{
    const struct opening_spec *opening = &bound->spec.opening;
    double stock = opening->n_rows > 0 ? (double)table_total(opening) : value_of(&opening->stock);
    double late = value_of(&opening->noticed) + value_of(&opening->appealed) + value_of(&opening->ordered);
    const struct quantity *last = opening->ordered.given    ? &opening->ordered
                                  : opening->appealed.given ? &opening->appealed
                                                            : &opening->noticed;

    if (bound->opening.table != NULL && opening->n_rows == 0)
        return; /* it could not be read */
    if (late > stock && (opening->stock.given || bound->opening.table != NULL)) {
        reader_error(checker->reader, last->place, NULL,
                     "streams.%s.opening has %.10g cases noticed, appealed or ordered, and only %.10g open",
                     bound->spec.name, late, stock);
    }
    if (late > 0 && !has_period(&bound->spec)) {
        reader_error(checker->reader, last->place, "for example `clock: {period: 6 months}`",
                     "streams.%s.opening has cases with a notice, and the stream has no legal period",
                     bound->spec.name);
    }
}

void check_opening(struct checker *checker, const struct bound_stream *bound)
{
    const struct opening_spec *opening = &bound->spec.opening;
    const char *name = bound->spec.name;

    if (!opening->given)
        return;
    check_stock(checker, bound);
    check_stages(checker, bound);
    if (value_of(&opening->noticed) > 0 && !opening->notice_ages.given) {
        reader_error(checker->reader, opening->noticed.place,
                     "for example `notice_ages: {exponential: {mean: 90 days}}`",
                     "streams.%s.opening needs `notice_ages`: how long ago the notices were given", name);
    }
    if (value_of(&opening->appealed) > 0 && !bound->spec.lateness.court_delay.given) {
        need(checker, opening->appealed.place, &bound->spec, "the opening has cases that wait for the court",
             "court_delay", "{gamma: {mean: 90 days, sd: 45 days}}");
    }
    if (value_of(&opening->appealed) > 0 && !bound->spec.lateness.term.given) {
        need(checker, opening->appealed.place, &bound->spec, "the opening has cases that wait for the court", "term",
             "56 days");
    }
    if (value_of(&opening->ordered) > 0 && !opening->term_ends.given) {
        reader_error(checker->reader, opening->ordered.place,
                     "for example `term_ends: {uniform: {low: 0 days, high: 112 days}}`",
                     "streams.%s.opening needs `term_ends`: when the courts' terms end", name);
    }
}
