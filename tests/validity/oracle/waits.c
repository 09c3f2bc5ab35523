/* Waits of the cases decided in a period, and of those received in a month. */
#include <stdlib.h>

#include "state.h"

static int by_number(const void *a, const void *b)
{
    const int *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The smallest wait that at least `percent` of the sorted waits do not exceed. */
static double percentile(const int waits[], size_t n, size_t percent)
{
    size_t needed = (n * percent + 99) / 100;
    return waits[needed > 0 ? needed - 1 : 0];
}

static void put_waits(double cells[], int waits[], size_t n)
{
    if (n == 0) {
        return;
    }
    qsort(waits, n, sizeof *waits, by_number);
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += waits[i];
    }
    cells[MEASURE_WAIT_MEAN] = sum / (double)n;
    cells[MEASURE_WAIT_P50] = percentile(waits, n, 50);
    cells[MEASURE_WAIT_P90] = percentile(waits, n, 90);
}

void oracle_tally_waits(struct oracle *o, const struct results_values *out)
{
    const struct results_layout *l = o->layout;
    int *waits = malloc((o->decisions.n + 1) * sizeof *waits);
    o->failed = o->failed || !waits;
    for (size_t p = 0; waits && p < l->n_periods; p++) {
        for (size_t entity = 0; entity <= l->n_streams; entity++) {
            size_t n = 0;
            for (size_t i = 0; i < o->decisions.n; i++) {
                const struct decision *d = &o->decisions.at[i];
                bool in_period = l->periods[p].first <= d->day && d->day <= l->periods[p].last;
                if (in_period && (entity == layout_all(l) || (size_t)d->stream == entity)) {
                    waits[n++] = d->wait;
                }
            }
            put_waits(&out->forecast[layout_cell(l, p, entity, 0)], waits, n);
        }
    }
    free(waits);
}

/* How long a case was followed, and how that ended. */
struct course {
    int days;
    bool ended, decided;
};

static int by_days(const void *a, const void *b)
{
    const struct course *x = a, *y = b;
    return (x->days > y->days) - (x->days < y->days);
}

static bool reaches(double incidence, double level)
{
    return incidence >= level - 1e-9;
}

/* Aalen-Johansen: the incidence of decisions grows by S(w-) d / n, S falls by the share of all ends. */
static void put_incidence(double cells[], struct course courses[], size_t n)
{
    size_t decided_in_all = 0;
    double surviving = 1, incidence = 0;
    qsort(courses, n, sizeof *courses, by_days);
    for (size_t i = 0; i < n;) {
        double at_risk = (double)(n - i), decided = 0, ended = 0;
        int days = courses[i].days;
        for (; i < n && courses[i].days == days; i++) {
            decided += courses[i].decided;
            ended += courses[i].ended;
        }
        double before = incidence;
        incidence += surviving * decided / at_risk;
        surviving *= 1 - ended / at_risk;
        decided_in_all += (size_t)decided;
        if (!reaches(before, 0.5) && reaches(incidence, 0.5)) {
            cells[ENTRY_WAIT_P50] = days;
        }
        if (!reaches(before, 0.9) && reaches(incidence, 0.9)) {
            cells[ENTRY_WAIT_P90] = days;
        }
    }
    cells[ENTRY_RECEIVED] = (double)n;
    cells[ENTRY_DECIDED_IN_PERIOD] = oracle_ratio((double)decided_in_all, (double)n);
}

void oracle_tally_entries(struct oracle *o, const struct results_values *out)
{
    const struct results_layout *l = o->layout;
    struct course *courses = malloc((o->entries.n + 1) * sizeof *courses);
    o->failed = o->failed || !courses;
    for (size_t month = 0; courses && month < l->n_months; month++) {
        const struct results_period *period = &l->periods[1 + month];
        for (size_t entity = 0; entity <= l->n_streams; entity++) {
            size_t n = 0;
            for (size_t i = 0; i < o->entries.n; i++) {
                const struct entry *e = &o->entries.at[i];
                bool in_month = period->first <= e->received && e->received <= period->last;
                if (in_month && (entity == layout_all(l) || (size_t)e->stream == entity)) {
                    bool ended = e->end != NEVER;
                    courses[n++] = (struct course){(ended ? e->end : o->horizon) - e->received, ended, e->decided};
                }
            }
            put_incidence(&out->entry[layout_entry_cell(l, month, entity, 0)], courses, n);
        }
    }
    free(courses);
}
