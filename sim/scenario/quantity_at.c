#include "scenario/values.h"

/* The last point on or before the day; the first when all are later. */
static size_t point_before(const struct quantity *quantity, int day)
{
    size_t low = 0, high = quantity->n;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (quantity->points[middle].date <= day)
            low = middle;
        else
            high = middle;
    }
    return low;
}

double quantity_at(const struct quantity *quantity, int day)
{
    size_t at = point_before(quantity, day);
    const struct dated_number *point = &quantity->points[at];
    double part;

    if (!quantity->linear || at + 1 == quantity->n || day <= point->date)
        return point->value;
    part = ((double)day - point->date) / ((double)point[1].date - point->date);
    return point->value + part * (point[1].value - point->value);
}

double quantity_highest(const struct quantity *quantity)
{
    double highest = quantity->points[0].value;

    for (size_t i = 1; i < quantity->n; i++) {
        if (quantity->points[i].value > highest)
            highest = quantity->points[i].value;
    }
    return highest;
}

int name_series_at(const struct name_series *series, int day, int absent)
{
    int index = series->n == 0 ? absent : series->points[0].index;

    for (size_t i = 1; i < series->n && series->points[i].date <= day; i++)
        index = series->points[i].index;
    return index;
}
