#include "engine/lane.h"

#include "random/variates.h"

const struct mask mask_work = {.of = {[PLAIN_WORK] = -1, [SPARSE_WORK] = -1}};
const struct mask mask_open = {.of = {[PLAIN_WORK] = -1, [PLAIN_DELAY] = -1, [SPARSE_WORK] = -1, [SPARSE_DELAY] = -1}};
const struct mask mask_plain_overdue = {.of = {[PLAIN_OVERDUE] = -1}};
const struct mask mask_sparse_overdue = {.of = {[SPARSE_OVERDUE] = -1}};
const struct mask mask_appealable = {.of = {[APPEALABLE] = -1}};

/* First block boundary at or after index, last at or before. */
static int block_up(int index) { return (index + BLOCK - 1) / BLOCK; }

int64_t lane_sum(const struct lane *lane, const struct mask *mask, int from, int to)
{
    int64_t sum = 0;
    const int first = block_up(from), last = to / BLOCK;
    if (first >= last) {
        for (int i = from; i < to; i++) sum += masked(&lane->day[i], mask);
        return sum;
    }
    for (int i = from; i < first * BLOCK; i++) sum += masked(&lane->day[i], mask);
    for (int b = first; b < last; b++) sum += masked(&lane->block[b], mask);
    for (int i = last * BLOCK; i < to; i++) sum += masked(&lane->day[i], mask);
    return sum;
}

int lane_first(const struct lane *lane, const struct mask *mask, int from, int to)
{
    int i = from;
    while (i < to) {
        if (i % BLOCK == 0 && masked(&lane->block[i / BLOCK], mask) == 0) i += BLOCK;
        else if (masked(&lane->day[i], mask) == 0) i++;
        else return i;
    }
    return to;
}

int lane_last(const struct lane *lane, const struct mask *mask, int from, int to)
{
    int i = to - 1;
    while (i >= from) {
        if (i % BLOCK == BLOCK - 1 && masked(&lane->block[i / BLOCK], mask) == 0) i -= BLOCK;
        else if (masked(&lane->day[i], mask) == 0) i--;
        else return i;
    }
    return from - 1;
}

void lane_trim(struct lane *lane, int limit) { lane->lowest = lane_first(lane, &mask_open, lane->lowest, limit); }

/* The index that holds the case of this rank among the mask's cases in [from, to). */
static int index_of_rank(const struct lane *lane, const struct lane_choice *choice, int64_t rank)
{
    int i = choice->from;
    while (i < choice->to) {
        const bool whole = i % BLOCK == 0 && i + BLOCK <= choice->to;
        const int64_t here = whole ? masked(&lane->block[i / BLOCK], choice->mask) : masked(&lane->day[i], choice->mask);
        if (rank < here && !whole) return i;
        if (rank < here) break;
        rank -= here;
        i += whole ? BLOCK : 1;
    }
    for (;; i++) {
        const int64_t here = masked(&lane->day[i], choice->mask);
        if (rank < here) return i;
        rank -= here;
    }
}

static void choose_singly(struct lane *lane, struct draw *draw, const struct lane_choice *choice, int64_t left)
{
    for (int64_t k = 0; k < choice->count; k++, left--)
        choice->act(choice->context, index_of_rank(lane, choice, (int64_t)(draw_uniform(draw) * (double)left)), 1);
}

/* How many of `count` fall on `here` of `left` cases. */
static int64_t share_of(struct draw *draw, int64_t here, int64_t left, int64_t count)
{
    if (here == 0 || count == 0) return 0;
    return here >= left ? count : variate_hypergeometric(draw, here, left - here, count);
}

/* One pass over the days, block by block: its cost does not grow with the count. */
static void choose_by_split(struct lane *lane, struct draw *draw, const struct lane_choice *choice, int64_t left)
{
    int64_t count = choice->count;
    for (int i = choice->from; i < choice->to && count > 0;) {
        const int end = (i / BLOCK + 1) * BLOCK < choice->to ? (i / BLOCK + 1) * BLOCK : choice->to;
        int64_t here = end - i == BLOCK ? masked(&lane->block[i / BLOCK], choice->mask) : lane_sum(lane, choice->mask, i, end);
        const int64_t of_block = share_of(draw, here, left, count);
        left -= here;
        count -= of_block;
        if (of_block > 0 && of_block < BLOCK / 4) {
            const struct lane_choice inner = {choice->mask, i, end, of_block, choice->act, choice->context};
            choose_singly(lane, draw, &inner, here);
        } else {
            int64_t in_block = of_block;
            for (int j = i; j < end && in_block > 0; j++) {
                const int64_t cases = masked(&lane->day[j], choice->mask);
                const int64_t of_day = share_of(draw, cases, here, in_block);
                here -= cases;
                in_block -= of_day;
                if (of_day > 0) choice->act(choice->context, j, of_day);
            }
        }
        i = end;
    }
}

void lane_choose(struct lane *lane, struct draw *draw, const struct lane_choice *choice)
{
    if (choice->count <= 0) return;
    const int64_t left = lane_sum(lane, choice->mask, choice->from, choice->to);
    const int blocks = (choice->to - choice->from) / BLOCK + 1;
    if (choice->count <= 2 * (int64_t)blocks) choose_singly(lane, draw, choice, left);
    else choose_by_split(lane, draw, choice, left);
}
