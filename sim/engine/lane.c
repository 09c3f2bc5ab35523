#include "engine/lane.h"

#include <string.h>

#include "random/sharing.h"

const struct mask mask_work = {PLAIN_WORK, 2};
const struct mask mask_open = {PLAIN_WORK, 4};
const struct mask mask_plain_overdue = {PLAIN_OVERDUE, 1};
const struct mask mask_sparse_overdue = {SPARSE_OVERDUE, 1};
const struct mask mask_noticed = {NOTICED, 1};

/* The counts of the longest stretch that starts at i, ends by `to` and has a sum of its own; *length is its days. */
static inline const struct counts *stretch(const struct lane *lane, int i, int to, int *length)
{
    if (i % SUPER == 0 && i + SUPER <= to) {
        *length = SUPER;
        return &lane->super[i / SUPER];
    }
    if (i % BLOCK == 0 && i + BLOCK <= to) {
        *length = BLOCK;
        return &lane->block[i / BLOCK];
    }
    *length = 1;
    return &lane->day[i];
}

int64_t lane_sum(const struct lane *lane, const struct mask *mask, int from, int to)
{
    int64_t sum = 0;
    for (int i = from, length; i < to; i += length) {
        const struct counts *counts = stretch(lane, i, to, &length);
        sum += masked(counts, mask);
    }
    return sum;
}

int lane_first(const struct lane *lane, const struct mask *mask, int from, int to)
{
    int i = from;
    while (i < to) {
        if (i % SUPER == 0 && masked(&lane->super[i / SUPER], mask) == 0) i += SUPER;
        else if (i % BLOCK == 0 && masked(&lane->block[i / BLOCK], mask) == 0) i += BLOCK;
        else if (masked(&lane->day[i], mask) == 0) i++;
        else return i;
    }
    return to;
}

int lane_last(const struct lane *lane, const struct mask *mask, int from, int to)
{
    int i = to - 1;
    while (i >= from) {
        if (i % SUPER == SUPER - 1 && masked(&lane->super[i / SUPER], mask) == 0) i -= SUPER;
        else if (i % BLOCK == BLOCK - 1 && masked(&lane->block[i / BLOCK], mask) == 0) i -= BLOCK;
        else if (masked(&lane->day[i], mask) == 0) i--;
        else return i;
    }
    return from - 1;
}

void lane_trim(struct lane *lane, int limit)
{
    lane->lowest = lane_first(lane, &mask_open, lane->lowest, limit);
    memset(lane->most, 0, sizeof lane->most);
    for (int i = lane->lowest; i < limit; i++)
        for (int layer = 0; layer < LAYERS; layer++)
            if (lane->day[i].of[layer] > lane->most[layer]) lane->most[layer] = lane->day[i].of[layer];
}

/* The index that holds the case of this rank among the mask's cases in [from, to). */
static int index_of_rank(const struct lane *lane, const struct lane_choice *choice, int64_t rank)
{
    int i = choice->from, to = choice->to;
    for (int length;;) {
        const int64_t here = masked(stretch(lane, i, to, &length), choice->mask);
        if (rank >= here) {
            rank -= here;
            i += length;
        } else if (length == 1) return i;
        else to = i + length - 1; /* in here: shorter stretches */
        if (i >= to) return i;
    }
}

/* No day in the choice has more. */
static int64_t most_of(const struct lane *lane, const struct mask *mask)
{
    int64_t most = 0;
    for (int l = 0; l < mask->n; l++) most += lane->most[(int)mask->first + l];
    return most;
}

/* A day with chance in proportion to its cases: one at random, accepted as often as it has cases for each of the most that any has. */
static int index_by_trial(const struct lane *lane, struct draw *draw, const struct lane_choice *choice, int64_t most)
{
    const int days = choice->to - choice->from;
    for (;;) {
        const double u = draw_uniform(draw) * days;
        const int i = (int)u;
        if (i < days && (u - i) * (double)most < (double)masked(&lane->day[choice->from + i], choice->mask)) return choice->from + i;
    }
}

int lane_pick(const struct lane *lane, struct draw *draw, const struct lane_choice *choice, int64_t of)
{
    enum { TRIALS = 12 }; /* as costly as a search by partial sums */
    const int64_t most = most_of(lane, choice->mask);
    if ((choice->to - choice->from) * most < TRIALS * of) return index_by_trial(lane, draw, choice, most);
    return index_of_rank(lane, choice, (int64_t)(draw_uniform(draw) * (double)of));
}

static void choose_singly(struct lane *lane, struct draw *draw, const struct lane_choice *choice, int64_t left)
{
    for (int64_t k = 0; k < choice->count; k++, left--) choice->act(choice->context, lane_pick(lane, draw, choice, left), 1);
}

/* One pass over the days, block by block: its cost does not grow with the count. */
static void choose_by_split(struct lane *lane, struct draw *draw, const struct lane_choice *choice, int64_t left)
{
    struct sharing blocks = sharing_begin(draw, left, choice->count);
    for (int i = choice->from; i < choice->to && blocks.count > 0;) {
        const int end = (i / BLOCK + 1) * BLOCK < choice->to ? (i / BLOCK + 1) * BLOCK : choice->to;
        const int64_t here = end - i == BLOCK ? masked(&lane->block[i / BLOCK], choice->mask) : lane_sum(lane, choice->mask, i, end);
        const int64_t of_block = sharing_next(&blocks, here);
        if (of_block > 0 && of_block < BLOCK / 4) {
            const struct lane_choice inner = {choice->mask, i, end, of_block, choice->act, choice->context};
            choose_singly(lane, draw, &inner, here);
        } else {
            struct sharing days = sharing_begin(draw, here, of_block);
            for (int j = i; j < end && days.count > 0; j++) {
                const int64_t of_day = sharing_next(&days, masked(&lane->day[j], choice->mask));
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
