/* A case comes and goes. */
#include <stdlib.h>

#include "state.h"

/* Room for one more; false without memory. */
static bool grow(struct oracle *o, void **at, size_t n, size_t *capacity, size_t size)
{
    if (n < *capacity) {
        return true;
    }
    size_t wanted = *capacity ? 2 * *capacity : 256;
    void *moved = realloc(*at, wanted * size);
    if (!moved) {
        o->failed = true;
        return false;
    }
    *at = moved;
    *capacity = wanted;
    return true;
}

struct day_flows *oracle_flows(struct oracle *o, size_t stream)
{
    return &o->streams[stream].days[o->today - o->day0];
}

static int draw_class(struct oracle *o, const struct stream_state *s)
{
    double u = gsl_rng_uniform(o->rng);
    size_t last = s->spec->n_classes - 1;
    for (size_t i = 0; i < last; i++) {
        u -= s->classes[i].share;
        if (u < 0) {
            return (int)i;
        }
    }
    return (int)last;
}

static bool make_room(struct oracle *o, struct case_list *list)
{
    void *at = list->at;
    bool done = grow(o, &at, list->n, &list->capacity, sizeof *list->at);
    list->at = at;
    return done;
}

/* A case without delay, notice or deadline of class 0 in the stream's list; NULL without memory. */
struct oracle_case *oracle_admit(struct oracle *o, size_t stream, int received, int start)
{
    struct case_list *list = &o->streams[stream].cases;
    if (!make_room(o, list)) {
        return NULL;
    }
    struct oracle_case *c = &list->at[list->n++];
    *c = (struct oracle_case){
        .received = received,
        .start = start,
        .ready = received,
        .suspension = NO_SUSPENSION,
        .deadline = NO_DEADLINE,
        .entry = NO_ENTRY,
        .notice = NEVER,
        .administrative = -1,
        .order_due = NEVER,
        .term_end = NEVER,
        .judicial = -1,
        .cap_day = NEVER,
    };
    return c;
}

/* Class, delay and clock of a case that is received or joins today. */
static void begin(struct oracle *o, size_t stream, struct oracle_case *c)
{
    struct stream_state *s = &o->streams[stream];
    c->class = draw_class(o, s);
    c->suspension = s->spec->clock.n_suspensions > 0 ? oracle_draw_suspension(o, stream) : NO_SUSPENSION;
    c->ready = o->today + oracle_delay(o, &s->steps[0]);
    c->deadline = oracle_deadline(o, stream, c, o->today);
}

void oracle_receive(struct oracle *o, size_t stream)
{
    struct oracle_case *c = oracle_admit(o, stream, o->today, o->today);
    void *at = o->entries.at;
    bool room = grow(o, &at, o->entries.n, &o->entries.capacity, sizeof *o->entries.at);
    o->entries.at = at;
    if (!c || !room) {
        return;
    }
    begin(o, stream, c);
    c->entry = (long)o->entries.n;
    o->entries.at[o->entries.n++] = (struct entry){(int)stream, o->today, NEVER, false};
}

void oracle_join(struct oracle *o)
{
    for (size_t i = 0; i < o->joining.n; i++) {
        const struct joining *j = &o->joining.at[i];
        struct oracle_case *c = oracle_admit(o, (size_t)j->to, j->received, j->start == NEVER ? o->today : j->start);
        if (c) {
            begin(o, (size_t)j->to, c);
            oracle_flows(o, (size_t)j->to)->joined++;
        }
    }
    o->joining.n = 0;
}

void oracle_leave(struct oracle *o, size_t stream, size_t index, enum leaving how)
{
    struct case_list *list = &o->streams[stream].cases;
    struct oracle_case *c = &list->at[index];
    oracle_settle(o, stream, c);
    if (c->entry != NO_ENTRY) {
        struct entry *entry = &o->entries.at[c->entry];
        entry->end = o->today;
        entry->decided = how == LEAVES_DECIDED;
    }
    struct day_flows *flows = oracle_flows(o, stream);
    flows->decisions += how == LEAVES_DECIDED;
    flows->withdrawn += how == LEAVES_WITHDRAWN;
    flows->left += how == LEAVES_TRANSFERRED;
    flows->removed += how == LEAVES_CORRECTED;
    flows->lost += how == LEAVES_LOST;
    *c = list->at[--list->n];
}

bool oracle_push_decision(struct oracle *o, struct decision decision)
{
    void *at = o->decisions.at;
    bool room = grow(o, &at, o->decisions.n, &o->decisions.capacity, sizeof decision);
    o->decisions.at = at;
    if (room) {
        o->decisions.at[o->decisions.n++] = decision;
    }
    return room;
}

bool oracle_push_joining(struct oracle *o, struct joining joining)
{
    void *at = o->joining.at;
    bool room = grow(o, &at, o->joining.n, &o->joining.capacity, sizeof joining);
    o->joining.at = at;
    if (room) {
        o->joining.at[o->joining.n++] = joining;
    }
    return room;
}
