#include "engine/lane.h"

#include "random/sharing.h"

/* Below FEW cases are not worth running sums. */
enum { FEW = 6, BATCH = 32 };

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

/* Days of a block, or of a block of blocks, that has none are passed over at once, from wherever the search stands. */
int lane_first(const struct lane *lane, enum layer layer, int from, int to)
{
    const struct layer_counts *counts = &lane->layer[layer];
    for (int i = from; i < to;) {
        const int after = (block_of(i) + 1) * BLOCK, end = after < to ? after : to;
        if (counts->block[block_of(i)] == 0) i = counts->super[super_of(i)] == 0 ? (super_of(i) + 1) * SUPER : after;
        else
            for (; i < end; i++)
                if (counts->day[i] != 0) return i;
    }
    return to;
}

int lane_last(const struct lane *lane, enum layer layer, int from, int to)
{
    const struct layer_counts *counts = &lane->layer[layer];
    for (int i = to - 1; i >= from;) {
        const int start = block_of(i) * BLOCK, end = start > from ? start : from;
        if (counts->block[block_of(i)] == 0) i = (counts->super[super_of(i)] == 0 ? super_of(i) * SUPER : start) - 1;
        else
            for (; i >= end; i--)
                if (counts->day[i] != 0) return i;
    }
    return from - 1;
}

void lane_trim(struct lane *lane, int limit)
{
    if (lane->layer[WORK].day[lane->lowest] + lane->layer[DELAY].day[lane->lowest] > 0) return;
    const int work = lane_first(lane, WORK, lane->lowest, limit);
    lane->lowest = lane_first(lane, DELAY, lane->lowest, work);
}

/* The place in a row of 16 counts of the case of this rank. No branch depends on the rank: a wrong guess of one would cost the processor more
 * than the whole row. */
static inline int place_in_row(const int32_t row[static 16], uint32_t rank)
{
    uint32_t end = 0;
    int place = 0;
    for (int i = 0; i < 16; i++) {
        end += (uint32_t)row[i];
        place += end <= rank;
    }
    return place;
}

static inline uint32_t sum_before(const int32_t *row, int place)
{
    uint32_t sum = 0;
    for (int i = 0; i < place; i++) sum += (uint32_t)row[i];
    return sum;
}

/* The index that holds the case of this rank among all of the layer's. */
static inline int index_of_rank(const struct layer_counts *counts, int64_t rank, int lowest)
{
    int i = super_of(lowest);
    while (rank >= counts->super[i]) rank -= counts->super[i++];
    uint32_t within = (uint32_t)rank;
    const int32_t *blocks = &counts->block[i * (SUPER / BLOCK)];
    const int place = place_in_row(blocks, within);
    i = i * SUPER + place * BLOCK;
    within -= sum_before(blocks, place);
    return i + place_in_row(&counts->day[i], within);
}

int lane_pick(const struct lane *lane, enum layer layer, struct draw *draw)
{
    const struct layer_counts *counts = &lane->layer[layer];
    return index_of_rank(counts, draw_below(draw, counts->total), lane->lowest);
}

static void choose_singly(struct lane *lane, struct draw *draw, const struct lane_choice *choice, int64_t left)
{
    const int64_t before = lane_sum(lane, choice->layer, lane->lowest, choice->from);
    for (int64_t k = 0; k < choice->count; k++, left--) {
        const int64_t rank = before + draw_below(draw, left);
        choice->act(choice->context, index_of_rank(&lane->layer[choice->layer], rank, lane->lowest), 1);
    }
}

/* --- many at once ------------------------------------------------------------------------------------------------------------------ */

/* The last of some rising numbers, the first of them 0, that is not above the rank. `top` is the largest power of two below their number. As
 * above no branch depends on the rank. */
static inline unsigned last_not_above(const uint32_t *numbers, unsigned top, uint32_t rank)
{
    unsigned at = 0;
    for (unsigned half = top; half > 0; half /= 2) {
        at += half;
        at -= half & -(unsigned)(rank < numbers[at]);
    }
    return at;
}

/* Marks a case that is drawn from the counts as they were before the choice. The first ranks of a day stand for its cases that have been taken
 * before, so such a draw is none: false. */
static inline bool mark_case(struct choosing *c, const int32_t *row, int start, uint32_t rank)
{
    const int place = place_in_row(row, rank), index = start + place;
    if (c->taken[index] > 0 && rank - sum_before(row, place) < (uint32_t)c->taken[index]) return false;
    c->taken[index]++;
    c->marked[(unsigned)index / 64] |= UINT64_C(1) << ((unsigned)index % 64);
    return true;
}

/* Hands over the marked days in their order, so that what belongs to neighbours is met together. */
static void hand_over(struct choosing *c, const struct lane_choice *choice)
{
    for (int word = choice->from / 64; word <= (choice->to - 1) / 64; word++) {
        while (c->marked[word] != 0) {
            const int index = word * 64 + __builtin_ctzll(c->marked[word]);
            const int32_t n = c->taken[index];
            c->marked[word] &= c->marked[word] - 1;
            c->taken[index] = 0;
            choice->act(choice->context, index, n);
        }
    }
}

/* The cases of n blocks that stand before each, filled up for last_not_above; returns its `top`. */
static unsigned sum_blocks(const int32_t *block, unsigned n, uint32_t *before)
{
    uint32_t sum = 0;
    unsigned top = 1;
    while (2 * top < n) top *= 2;
    for (unsigned i = 0; i < n; i++) {
        before[i] = sum;
        sum += (uint32_t)block[i];
    }
    for (unsigned i = n; i < 2 * top; i++) before[i] = UINT32_MAX;
    return top;
}

/* Draws cases among all that were there at first, and draws again when a case has been taken before. Step by step for a batch, as the steps of
 * different cases do not wait for each other. */
static void choose_together(struct lane *lane, struct draw *draw, const struct lane_choice *choice, int64_t left)
{
    const struct layer_counts *counts = &lane->layer[choice->layer];
    struct choosing *c = lane->choosing;
    const int first = block_of(choice->from);
    const unsigned top = sum_blocks(&counts->block[first], (unsigned)(block_of(choice->to - 1) + 1 - first), c->before);
    const uint32_t before = (uint32_t)lane_sum(lane, choice->layer, first * BLOCK, choice->from);
    for (int64_t wanted = choice->count; wanted > 0;) {
        uint32_t rank[BATCH];
        unsigned block[BATCH];
        const int batch = wanted < BATCH ? (int)wanted : BATCH;
        for (int k = 0; k < batch; k++) rank[k] = before + (uint32_t)draw_below(draw, left);
        for (int k = 0; k < batch; k++) block[k] = last_not_above(c->before, top, rank[k]);
        for (int k = 0; k < batch; k++) {
            const int start = (first + (int)block[k]) * BLOCK;
            wanted -= mark_case(c, &counts->day[start], start, rank[k] - c->before[block[k]]);
        }
    }
    hand_over(c, choice);
}

/* The days from `from` on of one block, where `left` cases are. */
static void choose_in_block(struct lane *lane, struct draw *draw, const struct lane_choice *choice, int64_t left)
{
    const int start = block_of(choice->from) * BLOCK;
    const int32_t *row = &lane->layer[choice->layer].day[start];
    const uint32_t before = sum_before(row, choice->from - start);
    for (int64_t k = 0; k < choice->count; k++, left--)
        choice->act(choice->context, start + place_in_row(row, before + (uint32_t)draw_below(draw, left)), 1);
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
            inner.count = of_block;
            choose_in_block(lane, draw, &inner, here);
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
    const bool few_of_each_day = choice->count <= choice->to - choice->from + BLOCK && 2 * choice->count <= left && left < INT32_MAX;
    if (choice->count < FEW) choose_singly(lane, draw, choice, left);
    else if (few_of_each_day) choose_together(lane, draw, choice, left);
    else choose_by_split(lane, draw, choice, left);
}
