#include "scenario/checks.h"
#include "scenario/targets.h"

/* A stock is looked at on evenings for which there are results: the last of a month, and the horizon. */
static void check_evening(struct checker *checker, const struct target_spec *target)
{
    struct civil_date date = date_from_day(target->last);
    int end = day_add(day_from_date((struct civil_date){date.year, date.month, 1}), 1, 0) - 1;

    if (target->last == end || target->last == checker->root->spec.horizon)
        return;
    reader_error(checker->reader, target->place, reader_format(checker->reader, "write `at %s`", date_text(checker, end)),
                 "the target `%s` is looked at on %s, which is no month's last day", target->name,
                 date_text(checker, target->last));
}

void check_target(struct checker *checker, const struct target_spec *target)
{
    const struct scenario *spec = &checker->root->spec;

    if (target->measure < 0 || !checker->dates_known)
        return;
    if (target->last > spec->horizon) {
        reader_error(checker->reader, target->place, "let it end earlier, or let the horizon be later",
                     "the target `%s` ends on %s, after the horizon %s", target->name, date_text(checker, target->last),
                     date_text(checker, spec->horizon));
    } else if (target->last <= spec->opening_date) {
        reader_error(checker->reader, target->place, NULL,
                     "the target `%s` ends on %s; the first day simulated is %s", target->name,
                     date_text(checker, target->last), date_text(checker, spec->opening_date + 1));
    } else if (target_measure((size_t)target->measure)->stock) {
        check_evening(checker, target);
    }
}
