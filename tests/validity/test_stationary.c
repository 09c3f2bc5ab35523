/* No cold start: a run that opens with the state in which a long run ends goes on as that run did. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/lane.h"
#include "support/check_main/check_main.h"
#include "support/load_text.h"
#include "support/sparse.h"
#include "support/statistics.h"

/* Thirty cases a day; 24 decisions a working day in random order, and withdrawals. `fined` pays administrative
 * penalties, `court` judicial ones, and notices to the first bring work to `legal`. */
static const char streams[] =
    "calendar: {holidays_off: no}\n"
    "regimes:\n"
    "  administrative: {awb: {tiers: [{days: 14 days, amount: EUR 23/day}, {days: 14 days, amount: EUR 35/day},\n"
    "                                 {days: 14 days, amount: EUR 45/day}]}}\n"
    "  judicial: {court: {amount: EUR 100/day, cap: EUR 2500}}\n"
    "links: {l: {from: fined, event: notice, to: legal, mean: 2, after: {gamma: {mean: 60 days, sd: 30 days}}}}\n"
    "streams:\n"
    "  legal: {inflow: {level: 0/year}, capacity: 0/year}\n";
static const char stream[] =
    "  %s:\n"
    "    inflow: {level: {2021-01-01: 10950/year, 2024-01-01: 10980/year, 2025-01-01: 10950/year}}\n"
    "    capacity: {2021-01-01: 6264/year, 2022-01-01: 6240/year, 2024-01-01: 6288/year, 2025-01-01: 6264/year}\n"
    "    order: random\n"
    "    withdrawal: 140%%/year\n"
    "    clock: {period: {length: 90 days, weekend_rule: no}}\n"
    "    lateness: {notice: [{after: 0 days, rate: 300%%/year}], payment_lag: 20 days, %s}\n";
static const char *const names[] = {"fined", "court"};
static const char *const lateness[] = {
    "administrative: awb", "judicial: court, appeal: 250%/year, court_delay: {fixed: 10 days}, term: 28 days"};

/* --- the state in which it ends ---------------------------------------------------------------------------------- */

enum { AGES = 1500, NOTICES = 200, TERMS = 150, OFFSET = 100, BURN_INS = 80, RUNS = 200 };

/* Means over the burn-ins. */
struct state {
    double open[AGES], notice[NOTICES], term[TERMS]; /* by age; by age of the notice; by term end + OFFSET */
    double appealed, ordered, noticed, outstanding, notices;
};

static void add_sparse(struct state *s, const struct cohort_key *c, int32_t count, int opening)
{
    const double share = (double)count / BURN_INS;
    const int known = opening - c->notice, due = c->due - opening + OFFSET;
    if (c->stage == STAGE_NOTICED) {
        s->noticed += share;
        s->notice[known < 1 ? 1 : known < 70 ? known : 70] += share; /* older ones are all alike */
    } else if (c->stage == STAGE_APPEALED)
        s->appealed += share;
    else if (c->stage == STAGE_ORDERED) {
        s->ordered += share;
        s->term[due < 0 ? 0 : due] += share;
    }
}

static void add_state(struct state *s, const struct replication *rep, size_t index)
{
    const struct lane *lane = &rep->lanes[rep->streams[index].first_lane];
    const int opening = rep->model->horizon;
    for (int i = 0; i < rep->model->days; i++) {
        const int age = opening - day_of(rep, i), count = lane_at_day(lane, WORK, i);
        if (age < AGES)
            s->open[age] += (double)count / BURN_INS;
    }
    for (size_t place = 0; place < sparse_places(lane); place++) {
        const struct sparse c = sparse_at(rep, rep->streams[index].first_lane, place);
        if (c.count > 0)
            add_sparse(s, &c.key, c.count, opening);
    }
    s->outstanding += (double)rep->streams[index].outstanding / BURN_INS;
}

static void burn_in(struct state states[2])
{
    char text[8000];
    int n = snprintf(text, sizeof text, "opening_date: 2020-12-31\nhorizon: 2024-12-31\n");
    n += snprintf(text + n, sizeof text - (size_t)n, "%s", streams);
    for (int s = 0; s < 2; s++) {
        n += snprintf(text + n, sizeof text - (size_t)n, stream, names[s], lateness[s]);
        n += snprintf(text + n, sizeof text - (size_t)n, "    history: {notice: 0/year}\n");
    }
    struct stand stand = stand_of(text, NULL);
    for (uint32_t r = 0; r < BURN_INS; r++) {
        stand_run(&stand, 100, r);
        for (size_t s = 0; s < 2; s++) {
            add_state(&states[s], stand.replication, 1 + s);
            for (size_t month = 36; month < 48; month++)
                states[s].notices += stand_month(&stand, month, 1 + s, MEASURE_NOTICES) / BURN_INS;
        }
    }
    stand_free(&stand);
}

/* --- the state as an opening ----------------------------------------------------------------------------------------
 */

/* A distribution in the language's table of days. */
static void write_table(FILE *out, const char *key, const double cell[], int n, double sum)
{
    fprintf(out, ", %s: {table: {", key);
    for (int i = 0, any = 0; i < n; i++)
        if (cell[i] > 0)
            fprintf(out, "%s%d days: %.10f%%", any++ ? ", " : "", i, 100 * cell[i] / sum);
    fputs("}}", out);
}

static void write_opening(FILE *out, const struct state *s)
{
    double open = 0;
    for (int age = 0; age < AGES; age++)
        open += s->open[age];
    fprintf(out, "    opening: {stock: %ld cases, noticed: %ld cases, outstanding: EUR %ld", lround(open),
            lround(s->noticed), lround(s->outstanding));
    if (s->ordered > 0)
        fprintf(out, ", appealed: %ld cases, ordered: %ld cases, term_offset: %d days", lround(s->appealed),
                lround(s->ordered), OFFSET);
    write_table(out, "ages", s->open, AGES, open);
    write_table(out, "notice_ages", s->notice, NOTICES, s->noticed);
    if (s->ordered > 0)
        write_table(out, "term_ends", s->term, TERMS, s->ordered);
    fprintf(out, "}\n");
}

static struct stand open_with(const struct state states[2])
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(out);
    fprintf(out, "opening_date: 2024-12-31\nhorizon: 2025-12-31\n");
    fputs(streams, out);
    for (int s = 0; s < 2; s++) {
        fprintf(out, stream, names[s], lateness[s]);
        write_opening(out, &states[s]);
        fprintf(out, "    history: {notice: {2024-01-01: %.6f/year}}\n", states[s].notices);
    }
    ck_assert_int_eq(fclose(out), 0);
    struct stand stand = stand_of(text, NULL);
    free(text);
    return stand;
}

/* --- the comparison
 * --------------------------------------------------------------------------------------------------- */

struct figure {
    const char *name;
    size_t stream;
    enum measure measure;
    size_t months; /* at either end of the year */
    struct sample_moments first, last;
};

/* Payments by quarter: what was accrued before the opening is paid in equal parts over the lag, whenever it would have
 * been due, so only what lies well beyond the lag and the 42 days of a penalty is the same. */
static struct figure figures[] = {{"inflow by links", 0, MEASURE_INFLOW, 1, {0}, {0}},
                                  {"notices, administrative", 1, MEASURE_NOTICES, 1, {0}, {0}},
                                  {"penalties accrued, administrative", 1, MEASURE_PENALTY_ACCRUED, 1, {0}, {0}},
                                  {"penalties paid, administrative", 1, MEASURE_PENALTY_PAID, 3, {0}, {0}},
                                  {"open, administrative", 1, MEASURE_OPEN, 1, {0}, {0}},
                                  {"overdue", 1, MEASURE_OVERDUE, 1, {0}, {0}},
                                  {"decisions", 1, MEASURE_DECISIONS, 1, {0}, {0}},
                                  {"wait", 1, MEASURE_WAIT_MEAN, 1, {0}, {0}},
                                  {"timeliness", 1, MEASURE_TIMELINESS, 1, {0}, {0}},
                                  {"notices, judicial", 2, MEASURE_NOTICES, 1, {0}, {0}},
                                  {"late appeals", 2, MEASURE_LATE_APPEALS, 1, {0}, {0}},
                                  {"court orders", 2, MEASURE_COURT_ORDERS, 1, {0}, {0}},
                                  {"penalties accrued, judicial", 2, MEASURE_PENALTY_ACCRUED, 1, {0}, {0}},
                                  {"penalties paid, judicial", 2, MEASURE_PENALTY_PAID, 3, {0}, {0}}};
enum { FIGURES = sizeof figures / sizeof figures[0] };

static void add_run(const struct stand *stand, struct figure *f)
{
    double first = 0, last = 0;
    for (size_t month = 0; month < f->months; month++) {
        first += stand_month(stand, month, f->stream, f->measure);
        last += stand_month(stand, 11 - month, f->stream, f->measure);
    }
    last *= f->months == 3 ? 90.0 / 92 : 1; /* days of the quarters */
    moments_add(&f->first, first);
    moments_add(&f->last, last);
}

/* 4 sigma, where the state of the opening has an error of its own: it is a mean of 80 runs in whole cases, of which few
 * are before the court, and random work is not quite linear in the stock. */
static void ck_figure(const struct figure *f)
{
    const double own = (f->stream == 2 ? 0.02 : 0.01) * f->last.mean;
    const double error = sqrt((moments_variance(&f->first) + moments_variance(&f->last)) / RUNS + own * own);
    const double z = (f->first.mean - f->last.mean) / error;
    ck_assert_msg(fabs(z) < 4, "%s: %g at first, %g at last (z %.1f)", f->name, f->first.mean, f->last.mean, z);
}

START_TEST(test_no_cold_start)
{
    static struct state states[2];
    burn_in(states);
    struct stand stand = open_with(states);
    ck_assert_int_eq(stand.model->streams[1].opening.dropped + stand.model->streams[2].opening.dropped, 0);
    for (uint32_t r = 0; r < RUNS; r++) {
        stand_run(&stand, 200, r);
        for (int f = 0; f < FIGURES; f++)
            add_run(&stand, &figures[f]);
    }
    for (int f = 0; f < FIGURES; f++)
        ck_figure(&figures[f]);
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, test_no_cold_start);
}
