/* Fields that hold dates. */
#include <string.h>

#include "base/calendar.h"
#include "base/notations.h"
#include "scenario/bind.h"

static void refuse_date(struct reader *reader, const char *text, struct place place)
{
    static const char *const months[12] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
    const char *quoted = reader_quote(reader, text), *form = "dates are written as 2024-01-31";
    int day, year, month;
    char right[11];

    if (date_digits(text, &year, &month, &day) && year >= 1600 && month >= 1 && month <= 12 && day >= 1) {
        int last = days_in_month(year, month);
        const char *help = reader_format(reader, "its last is %04d-%02d-%02d", year, month, last);
        reader_error(reader, place, help, "there is no %s: %s %d has %d days", quoted, months[month - 1], year, last);
    } else if (date_digits(text, &year, &month, &day)) {
        reader_error(reader, place, form, "there is no %s: months go from 01 to 12, days from 01", quoted);
    } else if (day_plainly(text, &day)) {
        day_format(day, right);
        reader_error(reader, place, reader_format(reader, "write %s", right), "%s is not written as year-month-day", quoted);
    } else {
        reader_error(reader, place, form, "%s is no date", quoted);
    }
}

bool bind_day(struct binder *binder, const char *text, struct place place, int *day)
{
    const char *quoted = reader_quote(binder->reader, text);

    if (!day_parse(text, day)) {
        refuse_date(binder->reader, text, place);
        return false;
    }
    if (*day >= day_from_date((struct civil_date){1900, 1, 1}) &&
        *day <= day_from_date((struct civil_date){2199, 12, 31}))
        return true;
    reader_error(binder->reader, place, NULL, "%s is out of range: dates go from 1900-01-01 to 2199-12-31", quoted);
    return false;
}

void bind_date(struct binder *binder, const struct slot *slot)
{
    const char *text = bind_scalar(binder, slot, slot->node);
    int day;

    if (text != NULL && bind_day(binder, text, slot->node->place, &day))
        memcpy(slot_target(slot), &day, sizeof day);
}

void bind_dates(struct binder *binder, const struct slot *slot)
{
    const struct node *node = slot->node;
    size_t used = 0;
    int *days;

    if (node->kind != NODE_SEQUENCE) {
        bind_refuse_kind(binder, slot, node);
        return;
    }
    days = reader_alloc(binder->reader, node->n, sizeof *days);
    for (size_t i = 0; days != NULL && i < node->n; i++) {
        if (node->items[i]->kind != NODE_SCALAR)
            bind_refuse_kind(binder, slot, node->items[i]);
        else if (bind_day(binder, node->items[i]->text, node->items[i]->place, &days[used]))
            used++;
    }
    if (days == NULL)
        return;
    memcpy(slot_target(slot), &days, sizeof days);
    memcpy(slot->base + slot->field->count_offset, &used, sizeof used);
}
