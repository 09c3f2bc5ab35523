#include "engine/cohort_key.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

/* --- special keys ------------------------------------------------------------------------------------------------------------------ */

void special_keys_reset(struct special_keys *special)
{
    special->n = 1;
    if (special->slot) memset(special->slot, 0, special->n_slots * sizeof *special->slot);
}

/* The slot that holds the key, or the empty one where it belongs. */
static size_t slot_of(const struct special_keys *special, const struct cohort_key *key)
{
    size_t i = hash_bytes(key, sizeof *key) & (special->n_slots - 1);
    while (special->slot[i] != 0 && memcmp(&special->keys[special->slot[i]], key, sizeof *key) != 0) i = (i + 1) & (special->n_slots - 1);
    return i;
}

/* At most half of the slots are in use. */
static bool more_slots(struct replication *rep)
{
    enum { FEWEST = 256 };
    struct special_keys *special = &rep->special;
    if (2 * special->n < special->n_slots) return true;
    const size_t n = special->n_slots ? 2 * special->n_slots : FEWEST;
    int32_t *slot = state_array(rep, n, sizeof *slot);
    if (!slot) return false;
    special->slot = slot;
    special->n_slots = n;
    for (size_t k = 1; k < special->n; k++) slot[slot_of(special, &special->keys[k])] = (int32_t)k;
    return true;
}

/* The key's place, made when it is new; 0 without memory. */
static int32_t place_of_key(struct replication *rep, const struct cohort_key *key)
{
    struct special_keys *special = &rep->special;
    if (!more_slots(rep)) return 0;
    const size_t i = slot_of(special, key);
    if (special->slot[i] != 0) return special->slot[i];
    if (special->n >= special->capacity) {
        struct cohort_key *more = state_grow(rep, special->keys, &special->capacity, sizeof *more);
        if (!more) return 0;
        special->keys = more;
    }
    special->keys[special->n] = *key;
    return special->slot[i] = (int32_t)special->n++;
}

/* --- packing ----------------------------------------------------------------------------------------------------------------------- */

static struct cohort_key usual_key(const struct replication *rep, struct spot spot, const struct cohort *c)
{
    const struct stream_state *s = &rep->streams[rep->lanes[spot.lane].stream];
    return (struct cohort_key){.clock = spot.received, .ready = c->ready ? c->ready - 1 : LONG_AGO, .notice = day_of_short(c->notice), .due = day_of_short(c->due), .stage = c->stage,
                               .overdue = 1, .administrative = usual_administrative(rep, s, day_of_short(c->notice)), .judicial = usual_judicial(c)};
}

struct cohort_key key_of_cohort(const struct replication *rep, struct spot spot, const struct cohort *cohort)
{
    return cohort->special ? rep->special.keys[cohort->special] : usual_key(rep, spot, cohort);
}

struct cohort cohort_of_key(struct replication *rep, struct spot spot, const struct cohort_key *key, int32_t count)
{
    struct cohort c = {.count = count, .notice = short_of_day(key->notice), .due = short_of_day(key->due), .stage = key->stage,
                       .judicial = (int8_t)key->judicial.regime, .ready = short_of_ready(key->ready)};
    const struct cohort_key usual = usual_key(rep, spot, &c);
    if (memcmp(&usual, key, sizeof usual) == 0) return c;
    c.special = place_of_key(rep, key);
    if (c.special == 0) rep->failed = true;
    return c;
}
