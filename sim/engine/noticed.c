#include "engine/noticed.h"

#include <string.h>

#include "engine/cohorts.h"

/* --- memory ------------------------------------------------------------------------------------------------------------------------ */

void noticed_init(struct replication *rep, struct noticed *noticed, const struct model_stream *model)
{
    const bool unasked[NOTICED_BY] = {[BY_NOTICE] = !model->uses_noticed, [BY_CLOCK] = !model->by_deadline};
    for (int by = 0; by < NOTICED_BY; by++)
        if (!unasked[by]) noticed->first[by] = state_array(rep, (size_t)rep->model->days, sizeof(int32_t));
    noticed->appealable.later = state_array(rep, (size_t)rep->model->days, sizeof(int32_t));
}

static void forget_lists(const struct replication *rep, struct noticed *noticed)
{
    for (int by = 0; by < NOTICED_BY; by++) {
        if (noticed->first[by]) memset(noticed->first[by], 0xff, (size_t)rep->model->days * sizeof(int32_t));
        noticed->lowest[by] = rep->model->days;
    }
}

void noticed_reset(const struct replication *rep, struct noticed *noticed)
{
    noticed->n = noticed->left = 0;
    noticed->ordered = 0;
    appealable_reset(rep, &noticed->appealable);
    forget_lists(rep, noticed);
}

static bool room_for_one(struct replication *rep, struct noticed *noticed)
{
    if (noticed->n == noticed->capacity) {
        struct noticed_case *more = state_grow(rep, noticed->cases, &noticed->capacity, sizeof *more);
        if (more) noticed->cases = more;
        else rep->failed = true;
    }
    for (int link = 0; !rep->failed && link < NOTICED_LINKS; link++) {
        if (!noticed->first[link] || noticed->n < noticed->next_capacity[link]) continue;
        int32_t *more = state_grow(rep, noticed->next[link], &noticed->next_capacity[link], sizeof *more);
        if (more) noticed->next[link] = more;
        else rep->failed = true;
    }
    return !rep->failed;
}

/* --- the lists --------------------------------------------------------------------------------------------------------------------- */

static inline void list(struct noticed *noticed, enum noticed_by by, int index, int32_t at)
{
    noticed->next[noticed_link(by)][at] = noticed->first[by][index];
    noticed->first[by][index] = at;
    if (index < noticed->lowest[by]) noticed->lowest[by] = index;
}

static inline void list_by_due(const struct replication *rep, struct noticed *noticed, int32_t at)
{
    const struct noticed_case *c = &noticed->cases[at];
    if (c->stage == STAGE_APPEALED && c->due <= rep->model->horizon) list(noticed, BY_DUE, noticed_list(rep, c->due), at);
    if (c->stage == STAGE_ORDERED) list(noticed, BY_TERM, noticed_list(rep, c->due), at);
}

static inline void list_all(const struct replication *rep, struct noticed *noticed, int32_t at)
{
    const struct noticed_case *c = &noticed->cases[at];
    list(noticed, BY_RECEIVED, c->received, at);
    if (noticed->first[BY_NOTICE] && c->stage != STAGE_ORDERED) list(noticed, BY_NOTICE, noticed_list(rep, c->notice), at);
    if (noticed->first[BY_CLOCK] && noticed_foreign(c)) list(noticed, BY_CLOCK, c->clock, at);
    list_by_due(rep, noticed, at);
}

int64_t noticed_count(const struct replication *rep, struct noticed *noticed, enum noticed_by by, int day)
{
    int64_t cases = 0;
    int32_t at, *link = &noticed->first[by][noticed_list(rep, day)];
    for (; (at = noticed_next(noticed, by, link)) >= 0; link = noticed_after(noticed, by, at)) cases += noticed_day(&noticed->cases[at], by) == day;
    return cases;
}

int noticed_first(const struct replication *rep, struct noticed *noticed, enum noticed_by by, int end)
{
    int *lowest = &noticed->lowest[by];
    const int lists = rep->model->days;
    while (*lowest < lists && noticed_next(noticed, by, &noticed->first[by][*lowest]) < 0) ++*lowest;
    if (*lowest == lists) return end;
    const bool many_days = *lowest == 0 || *lowest == lists - 1;
    int32_t at, *link = &noticed->first[by][*lowest];
    do {
        at = *link;
        const int day = noticed_day(&noticed->cases[at], by);
        if (day < end) end = day;
        link = noticed_after(noticed, by, at);
    } while (many_days && noticed_next(noticed, by, link) >= 0);
    return end;
}

/* --- keys -------------------------------------------------------------------------------------------------------------------------- */

struct cohort_key key_of_noticed(const struct replication *rep, const struct stream_state *s, const struct noticed_case *c)
{
    return (struct cohort_key){.clock = noticed_clock(c),
                               .ready = LONG_AGO,
                               .notice = c->notice,
                               .due = c->due == SHORT_NONE ? NO_DAY : c->due,
                               .stage = c->stage,
                               .joined = c->clock != OWN_CLOCK,
                               .overdue = 1,
                               .administrative = usual_administrative(rep, s, c->notice),
                               .judicial = usual_judicial(s, c->judicial, c->due)};
}

static bool fits(int32_t day) { return day > INT16_MIN && day < SHORT_NONE; }

bool noticed_case_of(const struct replication *rep, struct spot spot, const struct cohort_key *key, struct noticed_case *c)
{
    const struct stream_state *s = stream_at(rep, spot);
    if (key->stage == STAGE_NONE || !(fits(key->due) || key->due == NO_DAY)) return false;
    if (!fits(spot.received) || !fits(key->clock) || !fits(key->notice)) return false;
    const int32_t due = key->due == NO_DAY ? SHORT_NONE : key->due;
    *c = (struct noticed_case){.received = (int16_t)spot.received,
                               .clock = (int16_t)(key->joined ? key->clock : OWN_CLOCK),
                               .notice = (int16_t)key->notice,
                               .due = (int16_t)due,
                               .stage = key->stage,
                               .judicial = (int8_t)key->judicial.regime};
    const struct cohort_key usual = key_of_noticed(rep, s, c);
    return memcmp(&usual, key, sizeof usual) == 0;
}

/* --- their life -------------------------------------------------------------------------------------------------------------------- */

void noticed_enter(struct replication *rep, struct lane *lane, const struct noticed_case *c)
{
    struct noticed *noticed = &lane->noticed;
    if (!room_for_one(rep, noticed)) return;
    const int32_t at = (int32_t)noticed->n++;
    noticed->cases[at] = *c;
    if (c->stage == STAGE_NOTICED) appealable_add(rep, &noticed->appealable, c->notice, 1);
    if (c->stage == STAGE_ORDERED) noticed->ordered++;
    list_all(rep, noticed, at);
}

void noticed_leave(const struct replication *rep, struct noticed *noticed, int32_t at)
{
    struct noticed_case *c = &noticed->cases[at];
    if (c->stage == STAGE_NOTICED) appealable_add(rep, &noticed->appealable, c->notice, -1);
    if (c->stage == STAGE_ORDERED) noticed->ordered--;
    c->stage = STAGE_NONE;
    noticed->left++;
}

void noticed_appeals(struct replication *rep, struct noticed *noticed, int32_t at, int32_t due)
{
    struct noticed_case *c = &noticed->cases[at];
    noticed->appealable.cases--;
    c->stage = STAGE_APPEALED;
    c->due = noticed_due(due);
    list_by_due(rep, noticed, at);
}

void noticed_ordered(struct replication *rep, struct noticed *noticed, int32_t at, int32_t end, int regime)
{
    struct noticed_case *c = &noticed->cases[at];
    noticed->ordered++;
    c->stage = STAGE_ORDERED;
    c->due = noticed_due(end);
    c->judicial = (int8_t)regime;
    list_by_due(rep, noticed, at);
}

void noticed_close_up(const struct replication *rep, struct noticed *noticed)
{
    enum { FEW = 256 };
    const size_t n = noticed->n;
    if (noticed->left < FEW || 2 * noticed->left < n) return;
    forget_lists(rep, noticed);
    noticed->n = noticed->left = 0;
    for (size_t at = 0; at < n; at++) {
        if (!noticed_stands(&noticed->cases[at])) continue;
        noticed->cases[noticed->n] = noticed->cases[at];
        list_all(rep, noticed, (int32_t)noticed->n++);
    }
}

/* --- choices ------------------------------------------------------------------------------------------------------------------------ */

void noticed_choose_day(struct replication *rep, int32_t lane, const struct noticed_heap *heap)
{
    struct noticed *noticed = &rep->lanes[lane].noticed;
    struct draw *draw = pick_draws(rep, &rep->streams[rep->lanes[lane].stream]);
    int64_t of = heap->of, count = heap->count;
    const int list = heap->by == BY_RECEIVED ? heap->day : noticed_list(rep, heap->day);
    for (int32_t *link = &noticed->first[heap->by][list]; count > 0;) {
        const int32_t at = noticed_next(noticed, heap->by, link);
        link = noticed_after(noticed, heap->by, at);
        if (noticed_day(&noticed->cases[at], heap->by) != heap->day || (heap->own && noticed_foreign(&noticed->cases[at]))) continue;
        const bool taken = count == of || draw_below(draw, of) < count;
        of--;
        count -= taken;
        if (taken) heap->act(rep, lane, at, heap->context);
    }
}

static inline bool is_meant(const struct noticed_case *c, const struct noticed_choice *choice)
{
    return (choice->stages >> c->stage & 1) != 0 && c->notice <= choice->until;
}

/* One after another. */
static void pass(struct replication *rep, int32_t lane, struct draw *draw, const struct noticed_choice *choice)
{
    const struct noticed *noticed = &rep->lanes[lane].noticed;
    int64_t of = choice->of, count = choice->count;
    for (int32_t at = 0; count > 0; at++) {
        if (!is_meant(&noticed->cases[at], choice)) continue;
        const bool taken = count == of || draw_below(draw, of) < count;
        of--;
        count -= taken;
        if (taken) choice->act(rep, lane, at, choice->context);
    }
}

/* Places are drawn until one is of a case that is meant: some ahead, so that they are on their way from memory when their turn comes. */
static void pick(struct replication *rep, int32_t lane, struct draw *draw, const struct noticed_choice *choice)
{
    enum { AHEAD = 8 };
    const struct noticed *noticed = &rep->lanes[lane].noticed;
    int32_t lot[AHEAD];
    for (int64_t count = choice->count; count > 0;) {
        for (int i = 0; i < AHEAD; i++) {
            lot[i] = (int32_t)draw_below(draw, (int64_t)noticed->n);
            __builtin_prefetch(&noticed->cases[lot[i]], 1);
        }
        for (int i = 0; i < AHEAD && count > 0; i++) {
            if (!is_meant(&noticed->cases[lot[i]], choice)) continue;
            count--;
            choice->act(rep, lane, lot[i], choice->context);
        }
    }
}

void noticed_choose(struct replication *rep, int32_t lane, const struct noticed_choice *choice)
{
    enum { TRIAL = 8 }; /* one place drawn costs what so many looked at in a row do */
    struct draw *draw = pick_draws(rep, &rep->streams[rep->lanes[lane].stream]);
    if (choice->count == 0) return;
    if (TRIAL * choice->count > choice->of) pass(rep, lane, draw, choice);
    else pick(rep, lane, draw, choice);
}
