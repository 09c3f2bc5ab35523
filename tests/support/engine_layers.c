#include "engine/lane.h"
#include "support/engine_parts.h"

static bool comes_once(const struct coming_days *days, int index)
{
    int times = 0;
    for (int32_t i = 0; i < days->n; i++)
        times += days->index[i] == index;
    return times == 1;
}

static bool check_points(const struct replication *rep, const struct lane *lane, int index, const struct fault *fault)
{
    int64_t sum = 0;
    for (int i = 0; lane->delayed && i < DELAY_POINTS; i++) {
        const int32_t here = delayed_at(lane, index, i);
        if (!expect(here >= 0, fault, "received %d: %d cases at delay point %d", day_of(rep, index), here, i) ||
            !expect(here == 0 || lane->delay->ready[index * DELAY_POINTS + i] > rep->today, fault,
                    "received %d: delay point %d has passed", day_of(rep, index), i))
            return false;
        sum += here;
    }
    for (int32_t i = 0; lane->coming && i < lane->coming[index].n; i++) {
        const struct coming_cell *cell = &lane->coming[index].cells[i];
        if (!expect(cell->count >= 0 && cell->ready > rep->today, fault, "received %d: %d cases ready on %d", day_of(rep, index),
                    cell->count, cell->ready) ||
            !expect(cell->ready > rep->model->horizon || comes_once(&lane->coming_on[cell->ready], index), fault,
                    "received %d is not in the list of %d once", day_of(rep, index), cell->ready))
            return false;
        sum += cell->count;
    }
    return expect(sum == plain_at_day(lane, DELAY, index), fault, "received %d: %d in delay, the points say %ld",
                  day_of(rep, index), plain_at_day(lane, DELAY, index), (long)sum);
}

/* Nobody of that day is open: most days. */
static bool is_empty(const struct lane *lane, int index, const struct recount *cohorts)
{
    if (cohorts->of[WORK] + cohorts->of[DELAY] > 0)
        return false;
    int32_t any = 0;
    for (int l = 0; l < LAYERS; l++)
        any |= lane->layer[l].day[index];
    for (int i = 0; lane->delayed && i < DELAY_POINTS; i++)
        any |= lane->delayed[index][i];
    return any == 0;
}

/* `day` holds its cohorts already. */
static bool check_day(const struct replication *rep, struct spot spot, struct recount *day, const struct fault *fault)
{
    const struct lane *lane = &rep->lanes[spot.lane];
    const struct stream_state *s = stream_of(rep, lane);
    int32_t of[LAYERS];
    for (int l = 0; l < LAYERS; l++)
        of[l] = lane->layer[l].day[spot.received];
    if (is_empty(lane, spot.received, day))
        return true;
    const int64_t work = plain_at_day(lane, WORK, spot.received), delayed = plain_at_day(lane, DELAY, spot.received);
    const int64_t plain = work + delayed;
    day->of[WORK] += work;
    day->of[DELAY] += delayed;
    if (s->model->has_period && lane->epoch->deadline[spot.received] < rep->today)
        day->of[PLAIN_OVERDUE] = plain;
    if (!check_points(rep, lane, spot.received, fault))
        return false;
    const int64_t open = plain + day->of[SPARSE_WORK] + day->of[SPARSE_DELAY];
    day->received_sum = open * day_of(rep, spot.received);
    for (int l = 0; l < LAYERS; l++)
        if (!expect(of[l] >= 0 && of[l] == day->of[l], fault, "lane %d received %d: layer %d has %d, not %ld",
                    spot.lane, day_of(rep, spot.received), l, of[l], (long)day->of[l]))
            return false;
    return expect(open == 0 || (spot.received >= lane->lowest && spot.received <= index_of(rep, rep->today)), fault,
                  "lane %d: open cases received on %d, lowest is %d", spot.lane, day_of(rep, spot.received),
                  day_of(rep, lane->lowest));
}

static bool check_sums(const struct lane *lane, bool super, int place, struct recount *sum, const struct fault *fault)
{
    for (int l = 0; l < LAYERS; l++) {
        const int32_t here = super ? lane->layer[l].super[place] : lane->layer[l].block[place];
        if (!expect(here == sum->of[l], fault, "%s %d layer %d has %d, not %ld", super ? "super" : "block", place, l,
                    here, (long)sum->of[l]))
            return false;
        sum->of[l] = 0;
    }
    return true;
}

static bool check_totals(const struct lane *lane, const struct recount *all, const struct fault *fault)
{
    for (int l = 0; l < LAYERS; l++)
        if (!expect(lane->layer[l].total == all->of[l], fault, "layer %d totals %ld, not %ld", l, (long)lane->layer[l].total,
                    (long)all->of[l]))
            return false;
    return expect(lane->sparse_overdue == all->sparse_overdue, fault, "sparse_overdue %ld, not %ld", (long)lane->sparse_overdue,
                  (long)all->sparse_overdue) &&
           expect(lane->late == all->late, fault, "late %ld, not %ld", (long)lane->late, (long)all->late) &&
           expect(lane->received_sum == all->received_sum, fault, "received_sum %ld, not %ld", (long)lane->received_sum,
                  (long)all->received_sum);
}

static void add_day(const struct recount *day, struct recount *block, struct recount *super, struct recount *all)
{
    for (int l = 0; l < LAYERS; l++) {
        block->of[l] += day->of[l];
        super->of[l] += day->of[l];
        all->of[l] += day->of[l];
    }
    all->sparse_overdue += day->sparse_overdue;
    all->late += day->late;
    all->received_sum += day->received_sum;
}

bool check_days(const struct replication *rep, size_t index, struct recount *days, const struct fault *fault)
{
    const struct lane *lane = &rep->lanes[index];
    struct recount block = {0}, super = {0}, all = {0};
    for (int i = 0; i < rep->model->days; i++) {
        const bool last = i + 1 == rep->model->days;
        if (!check_day(rep, (struct spot){(int32_t)index, i}, &days[i], fault))
            return false;
        add_day(&days[i], &block, &super, &all);
        if (((i + 1) % BLOCK == 0 || last) && !check_sums(lane, false, i / BLOCK, &block, fault))
            return false;
        if (((i + 1) % SUPER == 0 || last) && !check_sums(lane, true, i / SUPER, &super, fault))
            return false;
    }
    return check_totals(lane, &all, fault);
}
