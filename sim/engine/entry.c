#include "engine/entry.h"

#include <gsl/gsl_math.h>
#include <stdlib.h>
#include <string.h>

static const double no_value = (double)GSL_NAN;

enum { PAGE = 128, NO_PAGE = -1, MONTH_MOST = INT32_MAX };

/* Days since receipt come in pages, made when the first case leaves in one: most months need few of the many a long horizon has. */
struct page {
    int32_t decided[PAGE], other[PAGE];
};
struct entry_pages {
    size_t pages_each; /* of one month */
    int32_t *directory; /* [stream][month][pages_each] */
    struct page *pages;
    size_t n_pages, capacity;
    int32_t *open;     /* [stream][horizon + 1] cases received that day, still open */
    int64_t *received; /* [stream][month] */
    int64_t *decided;  /* [pages_each * PAGE] scratch: one month, one stream or all */
    int64_t *other, *all_decided, *all_other;
};

static size_t place_of(const struct replication *rep, int stream, int received)
{
    return (size_t)stream * (size_t)rep->model->months + (size_t)rep->model->month[received];
}

bool entry_init(struct replication *rep)
{
    const struct model *m = rep->model;
    struct entry_pages *e = state_array(rep, 1, sizeof *e);
    if (!e) return false;
    rep->entry = e;
    e->pages_each = (size_t)m->horizon / PAGE + 1;
    e->directory = state_array(rep, m->n_streams * (size_t)m->months * e->pages_each, sizeof *e->directory);
    e->open = state_array(rep, m->n_streams * ((size_t)m->horizon + 1), sizeof *e->open);
    e->received = state_array(rep, m->n_streams * (size_t)m->months, sizeof *e->received);
    e->decided = state_array(rep, e->pages_each * PAGE, sizeof *e->decided);
    e->other = state_array(rep, e->pages_each * PAGE, sizeof *e->other);
    e->all_decided = state_array(rep, e->pages_each * PAGE, sizeof *e->all_decided);
    e->all_other = state_array(rep, e->pages_each * PAGE, sizeof *e->all_other);
    return !rep->failed;
}

void entry_reset(struct replication *rep)
{
    const struct model *m = rep->model;
    struct entry_pages *e = rep->entry;
    e->n_pages = 0;
    memset(e->directory, 0xff, m->n_streams * (size_t)m->months * e->pages_each * sizeof *e->directory);
    memset(e->open, 0, m->n_streams * ((size_t)m->horizon + 1) * sizeof *e->open);
    memset(e->received, 0, m->n_streams * (size_t)m->months * sizeof *e->received);
}

bool entry_received(struct replication *rep, int stream, int64_t count)
{
    struct entry_pages *e = rep->entry;
    int64_t *of_month = &e->received[place_of(rep, stream, rep->today)];
    if (count > MONTH_MOST - *of_month) {
        rep->failed = true;
        return false;
    }
    *of_month += count;
    e->open[(size_t)stream * ((size_t)rep->model->horizon + 1) + (size_t)rep->today] += (int32_t)count;
    return true;
}

static struct page *page_for(struct replication *rep, int32_t *slot)
{
    struct entry_pages *e = rep->entry;
    if (*slot != NO_PAGE) return &e->pages[*slot];
    if (e->n_pages == e->capacity) {
        struct page *more = state_grow(rep, e->pages, &e->capacity, sizeof *more);
        if (!more) {
            rep->failed = true;
            return NULL;
        }
        e->pages = more;
    }
    *slot = (int32_t)e->n_pages++;
    memset(&e->pages[*slot], 0, sizeof *e->pages);
    return &e->pages[*slot];
}

void entry_left(struct replication *rep, int stream, int received, bool decided, int64_t count)
{
    struct entry_pages *e = rep->entry;
    const int wait = rep->today - received;
    struct page *page = page_for(rep, &e->directory[place_of(rep, stream, received) * e->pages_each + (size_t)(wait / PAGE)]);
    if (!page) return;
    int32_t *ends = decided ? page->decided : page->other;
    ends[wait % PAGE] += (int32_t)count;
    e->open[(size_t)stream * ((size_t)rep->model->horizon + 1) + (size_t)received] -= (int32_t)count;
}

struct month_days {
    int first, last; /* days */
};

/* What is read off one month's cases. */
struct ends {
    const int64_t *decided, *other;
    size_t n; /* days since receipt on which cases left: 0 .. n - 1 */
    int64_t received;
};

/* Cases of the month, of one stream or all, that are censored after `wait` days: received at horizon - wait and still open. */
static int64_t censored(const struct replication *rep, int stream, const struct month_days *days, int wait)
{
    const int received = rep->model->horizon - wait;
    if (received < days->first || received > days->last) return 0;
    const int32_t *open = rep->entry->open;
    const size_t each = (size_t)rep->model->horizon + 1;
    if (stream < (int)rep->model->n_streams) return open[(size_t)stream * each + (size_t)received];
    int64_t sum = 0;
    for (size_t s = 0; s < rep->model->n_streams; s++) sum += open[s * each + (size_t)received];
    return sum;
}

/* Aalen-Johansen: the cumulative incidence of decision against other ends; the first wait at which it reaches each level. */
static void incidence(const struct replication *rep, int stream, const struct month_days *days, const struct ends *ends, double at[2])
{
    const double level[2] = {0.5, 0.9};
    double decided = 0, open = 1;
    int64_t at_risk = ends->received;
    int reached = 0;
    at[0] = at[1] = no_value;
    for (size_t w = 0; w < ends->n && at_risk > 0 && reached < 2; w++) {
        const int64_t left = ends->decided[w] + ends->other[w];
        if (left > 0) {
            decided += open * (double)ends->decided[w] / (double)at_risk;
            open *= 1 - (double)left / (double)at_risk;
        }
        while (reached < 2 && decided >= level[reached] - 1e-12) at[reached++] = (double)w;
        at_risk -= left + censored(rep, stream, days, (int)w);
    }
}

static void fill_cells(const struct replication *rep, size_t month, int stream, const struct ends *ends, double *values)
{
    const struct results_layout *layout = &rep->model->layout;
    const struct results_period *period = &layout->periods[1 + month];
    const struct month_days days = {period->first - rep->model->day0, period->last - rep->model->day0};
    double at[2];
    int64_t decided = 0;
    for (size_t w = 0; w < ends->n; w++) decided += ends->decided[w];
    incidence(rep, stream, &days, ends, at);
    double *cell = &values[layout_entry_cell(layout, month, (size_t)stream, ENTRY_RECEIVED)];
    cell[ENTRY_RECEIVED] = (double)ends->received;
    cell[ENTRY_WAIT_P50] = at[0];
    cell[ENTRY_WAIT_P90] = at[1];
    cell[ENTRY_DECIDED_IN_PERIOD] = ends->received ? (double)decided / (double)ends->received : no_value;
}

/* Copies a stream's month into the scratch and adds it to the month of all. Returns the days in use. */
static size_t unpack(struct replication *rep, size_t place)
{
    struct entry_pages *e = rep->entry;
    size_t n = 0;
    for (size_t p = 0; p < e->pages_each; p++) {
        const int32_t slot = e->directory[place * e->pages_each + p];
        if (slot == NO_PAGE) {
            memset(&e->decided[p * PAGE], 0, PAGE * sizeof *e->decided);
            memset(&e->other[p * PAGE], 0, PAGE * sizeof *e->other);
            continue;
        }
        for (size_t i = 0; i < PAGE; i++) {
            e->all_decided[p * PAGE + i] += e->decided[p * PAGE + i] = e->pages[slot].decided[i];
            e->all_other[p * PAGE + i] += e->other[p * PAGE + i] = e->pages[slot].other[i];
        }
        n = (p + 1) * PAGE;
    }
    return n;
}

void entry_fill(struct replication *rep, double *values)
{
    const struct model *m = rep->model;
    struct entry_pages *e = rep->entry;
    for (size_t month = 0; month < (size_t)m->months; month++) {
        size_t longest = 0;
        int64_t received = 0;
        memset(e->all_decided, 0, e->pages_each * PAGE * sizeof *e->all_decided);
        memset(e->all_other, 0, e->pages_each * PAGE * sizeof *e->all_other);
        for (size_t s = 0; s < m->n_streams; s++) {
            const size_t place = s * (size_t)m->months + month, n = unpack(rep, place);
            const struct ends ends = {e->decided, e->other, n, e->received[place]};
            fill_cells(rep, month, (int)s, &ends, values);
            if (n > longest) longest = n;
            received += ends.received;
        }
        const struct ends all = {e->all_decided, e->all_other, longest, received};
        fill_cells(rep, month, (int)m->n_streams, &all, values);
    }
}
