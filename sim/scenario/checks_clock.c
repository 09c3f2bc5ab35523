/* Suspension of the clock, and withdrawal by the wait. */
#include "scenario/checks.h"

void check_suspension(struct checker *checker, const struct stream_spec *stream)
{
    const struct clock_spec *clock = &stream->clock;
    const struct quantity *terms[SUSPENSIONS_MAX];
    struct sum sum;

    if (clock->n_suspensions == 0)
        return;
    if (!clock->period.given) {
        reader_error(checker->reader, clock->suspensions[0].share.place, "for example `clock: {period: 6 months}`",
                     "streams.%s has suspensions and no legal period: no deadline moves", stream->name);
    }
    for (size_t i = 0; i < clock->n_suspensions; i++) {
        terms[i] = &clock->suspensions[i].share;
        if (!terms[i]->given)
            return;
    }
    if (!sum_outside(checker, terms, clock->n_suspensions, 0, 1 + 1e-9, &sum))
        return;
    reader_error(checker->reader, clock->suspensions[0].share.place, "what is left is not suspended",
                 "the suspensions of streams.%s add up to %.6g%%%s, over 100%%", stream->name, 100 * sum.value,
                 from_date(checker, sum.date));
}

void check_withdrawal(struct checker *checker, const struct stream_spec *stream)
{
    const struct withdrawal_band *bands = stream->withdrawal_bands;

    if (stream->n_withdrawal_bands > 0 && bands[0].rate.given && bands[0].after != 0) {
        reader_error(checker->reader, bands[0].rate.place, "start with `{after: 0 days, rate: 0%/year}`",
                     "the first band of `withdrawal` in streams.%s starts after %d days, not 0", stream->name,
                     bands[0].after);
    }
    for (size_t i = 1; i < stream->n_withdrawal_bands; i++) {
        if (!bands[i].rate.given || bands[i].after > bands[i - 1].after)
            continue;
        reader_error(checker->reader, bands[i].rate.place, "write the bands from early to late",
                     "the bands of `withdrawal` in streams.%s must ascend: %d days comes after %d", stream->name,
                     bands[i].after, bands[i - 1].after);
    }
}
