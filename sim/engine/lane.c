#include "engine/lane.h"

#include "random/sharing.h"

void delayed_set_many(struct replication *rep, struct lane *lane, int index, int point, int32_t count)
{
    if (!lane->delayed_many) lane->delayed_many = state_array(rep, (size_t)rep->model->days, sizeof *lane->delayed_many);
    if (!lane->delayed_many) return;
    lane->delayed[index][point] = DELAYED_MANY;
    lane->delayed_many[index][point] = count;
}

/* The count of the longest stretch that starts at i, ends by `to` and has a sum of its own; *length is its days. */
static inline int64_t stretch(const struct layer_counts *counts, int i, int to, int *length)
{
    if ((unsigned)i % SUPER == 0 && i + SUPER <= to) {
        *length = SUPER;
        return counts->super[super_of(i)];
    }
    if ((unsigned)i % BLOCK == 0 && i + BLOCK <= to) {
        *length = BLOCK;
        return counts->block[block_of(i)];
    }
    *length = 1;
    return counts->day[i];
}

int64_t lane_sum(const struct lane *lane, enum layer layer, int from, int to)
{
    int64_t sum = 0;
    for (int i = from, length; i < to; i += length) sum += stretch(&lane->layer[layer], i, to, &length);
    return sum;
}

int lane_first(const struct lane *lane, enum layer layer, int from, int to)
{
    const struct layer_counts *counts = &lane->layer[layer];
    int i = from;
    while (i < to) {
        if (counts->day[i] != 0) return i;
        if ((unsigned)i % SUPER == 0 && counts->super[super_of(i)] == 0) i += SUPER;
        else if ((unsigned)i % BLOCK == 0 && counts->block[block_of(i)] == 0) i += BLOCK;
        else i++;
    }
    return to;
}

int lane_last(const struct lane *lane, enum layer layer, int from, int to)
{
    const struct layer_counts *counts = &lane->layer[layer];
    int i = to - 1;
    while (i >= from) {
        if (counts->day[i] != 0) return i;
        if ((unsigned)i % SUPER == SUPER - 1 && counts->super[super_of(i)] == 0) i -= SUPER;
        else if ((unsigned)i % BLOCK == BLOCK - 1 && counts->block[block_of(i)] == 0) i -= BLOCK;
        else i--;
    }
    return from - 1;
}

void lane_trim(struct lane *lane, int limit)
{
    if (lane->layer[WORK].day[lane->lowest] + lane->layer[DELAY].day[lane->lowest] > 0) return;
    const int work = lane_first(lane, WORK, lane->lowest, limit);
    lane->lowest = lane_first(lane, DELAY, lane->lowest, work);
}

/* The index that holds the case of this rank among all of the layer's. */
static inline int index_of_rank(const struct layer_counts *counts, int64_t rank, int lowest)
{
    int i = super_of(lowest);
    while (rank >= counts->super[i]) rank -= counts->super[i++];
    i *= SUPER / BLOCK;
    while (rank >= counts->block[i]) rank -= counts->block[i++];
    i *= BLOCK;
    while (rank >= counts->day[i]) rank -= counts->day[i++];
    return i;
}

int lane_pick(const struct lane *lane, enum layer layer, struct draw *draw)
{
    const struct layer_counts *counts = &lane->layer[layer];
    return index_of_rank(counts, (int64_t)(draw_uniform(draw) * (double)counts->total), lane->lowest);
}

static void choose_singly(struct lane *lane, struct draw *draw, const struct lane_choice *choice, int64_t left)
{
    const int64_t before = lane_sum(lane, choice->layer, lane->lowest, choice->from);
    for (int64_t k = 0; k < choice->count; k++, left--) {
        const int64_t rank = before + (int64_t)(draw_uniform(draw) * (double)left);
        choice->act(choice->context, index_of_rank(&lane->layer[choice->layer], rank, lane->lowest), 1);
    }
}

/* One pass over the days, block by block: its cost does not grow with the count. */
static void choose_by_split(struct lane *lane, struct draw *draw, const struct lane_choice *choice, int64_t left)
{
    struct sharing blocks = sharing_begin(draw, left, choice->count);
    for (int i = choice->from; i < choice->to && blocks.count > 0;) {
        const int end = (i / BLOCK + 1) * BLOCK < choice->to ? (i / BLOCK + 1) * BLOCK : choice->to;
        const int64_t here = lane_sum(lane, choice->layer, i, end), of_block = sharing_next(&blocks, here);
        if (of_block > 0 && of_block < BLOCK / 4) {
            struct lane_choice inner = *choice;
            inner.from = i;
            inner.to = end;
            inner.count = of_block;
            choose_singly(lane, draw, &inner, here);
        } else {
            struct sharing days = sharing_begin(draw, here, of_block);
            for (int j = i; j < end && days.count > 0; j++) {
                const int64_t of_day = sharing_next(&days, lane->layer[choice->layer].day[j]);
                if (of_day > 0) choice->act(choice->context, j, of_day);
            }
        }
        i = end;
    }
}

void lane_choose(struct lane *lane, struct draw *draw, const struct lane_choice *choice)
{
    if (choice->count <= 0) return;
    const int64_t left = lane_sum(lane, choice->layer, choice->from, choice->to);
    const int blocks = (choice->to - choice->from) / BLOCK + 1;
    if (choice->count <= 4 * (int64_t)blocks) choose_singly(lane, draw, choice, left);
    else choose_by_split(lane, draw, choice, left);
}
