#include "engine/lane.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "random/sharing.h"

/* Below FEW cases are not worth running sums. */
enum { FEW = 6, BATCH = 32 };

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

/* The place in a row of 16 counts of the case of this rank, which becomes its rank within the place. No branch depends on the rank: a wrong guess of
 * one would cost the processor more than the whole row. */
#ifdef __SSE2__
static inline int place_in_row(const int32_t row[static 16], uint32_t *rank)
{
    const __m128i ranks = _mm_set1_epi32((int32_t)*rank);
    __m128i before = _mm_setzero_si128(), beyond = before;
    int32_t ends[4 + 16] = {0}; /* the first ones: what is before place 0 */
    for (int i = 0; i < 16; i += 4) {
        __m128i sums = _mm_loadu_si128((const __m128i *)(const void *)&row[i]);
        sums = _mm_add_epi32(sums, _mm_slli_si128(sums, 4));
        sums = _mm_add_epi32(_mm_add_epi32(sums, _mm_slli_si128(sums, 8)), before);
        before = _mm_shuffle_epi32(sums, 0xff);
        beyond = _mm_add_epi32(beyond, _mm_cmpgt_epi32(sums, ranks)); /* -1 each */
        _mm_storeu_si128((__m128i *)(void *)&ends[4 + i], sums);
    }
    beyond = _mm_add_epi32(beyond, _mm_shuffle_epi32(beyond, 0x4e));
    const int place = 16 + _mm_cvtsi128_si32(_mm_add_epi32(beyond, _mm_shuffle_epi32(beyond, 0xb1)));
    *rank -= (uint32_t)ends[3 + place];
    return place;
}
#else
static inline int place_in_row(const int32_t row[static 16], uint32_t *rank)
{
    uint32_t end = 0, before = 0;
    int place = 0;
    for (int i = 0; i < 16; i++) {
        end += (uint32_t)row[i];
        before = end <= *rank ? end : before;
        place += end <= *rank;
    }
    *rank -= before;
    return place;
}
#endif

int lane_find(const struct lane *lane, enum layer layer, int64_t *rank)
{
    const struct layer_counts *counts = &lane->layer[layer];
    int64_t left = *rank;
    int i = super_of(lane->lowest);
    while (left >= counts->super[i]) left -= counts->super[i++];
    uint32_t within = (uint32_t)left;
    i = i * SUPER + place_in_row(&counts->block[i * (SUPER / BLOCK)], &within) * BLOCK;
    i += place_in_row(&counts->day[i], &within);
    *rank = within;
    return i;
}

struct choice {
    struct lane_choice of;
    int64_t all;  /* cases of the layer on these days */
    int64_t left; /* those to choose from */
    bool plain;   /* only those in no cohort */
};

/* Cases to choose from. */
static int64_t sum_of(const struct lane *lane, const struct choice *choice, int from, int to)
{
    const int64_t all = lane_sum(lane, choice->of.layer, from, to);
    return choice->plain ? all - lane_sum(lane, sparse_of(choice->of.layer), from, to) : all;
}

static int32_t at_day(const struct lane *lane, const struct choice *choice, int index)
{
    return choice->plain ? plain_at_day(lane, choice->of.layer, index) : lane_at_day(lane, choice->of.layer, index);
}

/* Among all of the layer, again while it is one of a cohort and should not: those have the last ranks of their day. */
static void choose_singly(struct lane *lane, struct draw *draw, const struct choice *choice)
{
    const int64_t before = lane_sum(lane, choice->of.layer, lane->lowest, choice->of.from);
    int64_t left = choice->all;
    for (int64_t wanted = choice->of.count; wanted > 0;) {
        int64_t rank = before + draw_below(draw, left);
        const int index = lane_find(lane, choice->of.layer, &rank);
        if (rank >= at_day(lane, choice, index)) continue;
        choice->of.act(choice->of.context, index, 1);
        wanted--;
        left--;
    }
}

/* --- many at once ------------------------------------------------------------------------------------------------------------------ */

/* For each rank the last of some rising numbers, the first of them 0, that is not above it. `top` is the largest power of two below their
 * number. As above no branch depends on a rank; and the ranks take each step together, as none of them waits for another. */
static inline void find_last_not_above(const uint32_t *numbers, unsigned top, const uint32_t *rank, unsigned *at, int n)
{
    for (int k = 0; k < n; k++) at[k] = 0;
    for (unsigned half = top; half > 0; half /= 2)
        for (int k = 0; k < n; k++) {
            const unsigned next = at[k] + half;
            at[k] = next - (half & -(unsigned)(rank[k] < numbers[next]));
        }
}

/* The days of the block in which a case was drawn, from the counts as they were before the choice. */
struct drawn {
    const int32_t *row;
    const int32_t *sparse; /* NULL: cohorts take part */
    int start;             /* index of the first */
};

/* Marks the case of this rank in the block. The first ranks of a day stand for its cases that have been taken before, the last for those of
 * cohorts: such a draw is none, false. */
static inline bool mark_case(struct choosing *c, const struct drawn *block, uint32_t rank)
{
    const int place = place_in_row(block->row, &rank), index = block->start + place;
    const int32_t taken = c->taken[index], sparse = block->sparse ? block->sparse[index] : 0, within = (int32_t)rank;
    if (within < taken || within >= block->row[place] - sparse) return false;
    c->taken[index]++;
    c->marked[(unsigned)index / 64] |= UINT64_C(1) << ((unsigned)index % 64);
    return true;
}

/* Hands over the marked days in their order, so that what belongs to neighbours is met together. */
static void hand_over(struct choosing *c, const struct choice *choice)
{
    for (int word = choice->of.from / 64; word <= (choice->of.to - 1) / 64; word++) {
        while (c->marked[word] != 0) {
            const int index = word * 64 + __builtin_ctzll(c->marked[word]);
            const int32_t n = c->taken[index];
            c->marked[word] &= c->marked[word] - 1;
            c->taken[index] = 0;
            choice->of.act(choice->of.context, index, n);
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
static void choose_together(struct lane *lane, struct draw *draw, const struct choice *choice)
{
    const int32_t *sparse = choice->plain ? lane->layer[sparse_of(choice->of.layer)].day : NULL;
    const struct layer_counts *counts = &lane->layer[choice->of.layer];
    struct choosing *c = lane->choosing;
    const int first = block_of(choice->of.from);
    const unsigned top = sum_blocks(&counts->block[first], (unsigned)(block_of(choice->of.to - 1) + 1 - first), c->before);
    const uint32_t before = (uint32_t)lane_sum(lane, choice->of.layer, first * BLOCK, choice->of.from);
    for (int64_t wanted = choice->of.count; wanted > 0;) {
        uint32_t rank[BATCH];
        unsigned block[BATCH];
        const int batch = wanted < BATCH ? (int)wanted : BATCH;
        for (int k = 0; k < batch; k++) rank[k] = before + (uint32_t)draw_below(draw, choice->all);
        find_last_not_above(c->before, top, rank, block, batch);
        for (int k = 0; k < batch; k++) __builtin_prefetch(&counts->day[(first + (int)block[k]) * BLOCK]);
        for (int k = 0; k < batch; k++) {
            const int start = (first + (int)block[k]) * BLOCK;
            wanted -= mark_case(c, &(struct drawn){&counts->day[start], sparse, start}, rank[k] - c->before[block[k]]);
        }
    }
    hand_over(c, choice);
}

/* The days from `from` on of one block, where `left` cases are. */
static void choose_in_block(struct lane *lane, struct draw *draw, const struct choice *choice, int64_t left)
{
    for (int64_t k = 0; k < choice->of.count; k++, left--) {
        int64_t rank = draw_below(draw, left);
        int i = choice->of.from;
        while (rank >= at_day(lane, choice, i)) rank -= at_day(lane, choice, i++);
        choice->of.act(choice->of.context, i, 1);
    }
}

/* One pass over the days, block by block: its cost does not grow with the count. */
static void choose_by_split(struct lane *lane, struct draw *draw, const struct choice *choice)
{
    struct sharing blocks = sharing_begin(draw, choice->left, choice->of.count);
    for (int i = choice->of.from; i < choice->of.to && blocks.count > 0;) {
        const int end = (i / BLOCK + 1) * BLOCK < choice->of.to ? (i / BLOCK + 1) * BLOCK : choice->of.to;
        const int64_t here = sum_of(lane, choice, i, end), of_block = sharing_next(&blocks, here);
        if (of_block > 0 && of_block < BLOCK / 4) {
            struct choice inner = *choice;
            inner.of.from = i;
            inner.of.count = of_block;
            choose_in_block(lane, draw, &inner, here);
        } else {
            struct sharing days = sharing_begin(draw, here, of_block);
            for (int j = i; j < end && days.count > 0; j++) {
                const int64_t of_day = sharing_next(&days, at_day(lane, choice, j));
                if (of_day > 0) choice->of.act(choice->of.context, j, of_day);
            }
        }
        i = end;
    }
}

static void choose(struct lane *lane, struct draw *draw, const struct choice *choice)
{
    const struct lane_choice *of = &choice->of;
    const bool few_of_each_day = of->count <= of->to - of->from + BLOCK && 2 * of->count <= choice->left;
    const bool drawn_soon = 4 * choice->left >= choice->all && choice->all < INT32_MAX; /* not too many draws of others */
    if (of->count <= 0) return;
    if (drawn_soon && of->count < FEW) choose_singly(lane, draw, choice);
    else if (drawn_soon && few_of_each_day) choose_together(lane, draw, choice);
    else choose_by_split(lane, draw, choice);
}

void lane_choose(struct lane *lane, struct draw *draw, const struct lane_choice *choice)
{
    const int64_t all = choice->count > 0 ? lane_sum(lane, choice->layer, choice->from, choice->to) : 0;
    choose(lane, draw, &(struct choice){*choice, all, all, false});
}

void lane_choose_plain(struct lane *lane, struct draw *draw, const struct lane_choice *choice)
{
    const int64_t all = lane_total(lane, choice->layer), sparse = lane_total(lane, sparse_of(choice->layer));
    choose(lane, draw, &(struct choice){*choice, all, all - sparse, sparse > 0});
}
