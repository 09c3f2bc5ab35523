#include "engine/cohort_key.h"

#include <string.h>

#include "base/hash.h"

void cohort_keys_reset(struct cohort_keys *keys)
{
    keys->n = 1;
    if (keys->slot) memset(keys->slot, 0, keys->n_slots * sizeof *keys->slot);
}

/* The slot that holds the key, or the empty one where it belongs. */
static size_t slot_of(const struct cohort_keys *keys, const struct cohort_key *key)
{
    size_t i = hash_bytes(key, sizeof *key) & (keys->n_slots - 1);
    while (keys->slot[i] != 0 && memcmp(&keys->keys[keys->slot[i]], key, sizeof *key) != 0) i = (i + 1) & (keys->n_slots - 1);
    return i;
}

/* At most half of the slots are in use. */
static bool more_slots(struct replication *rep)
{
    enum { FEWEST = 256 };
    struct cohort_keys *keys = &rep->cohort_keys;
    if (2 * keys->n < keys->n_slots) return true;
    const size_t n = keys->n_slots ? 2 * keys->n_slots : FEWEST;
    int32_t *slot = state_array(rep, n, sizeof *slot);
    if (!slot) return false;
    keys->slot = slot;
    keys->n_slots = n;
    for (size_t k = 1; k < keys->n; k++) slot[slot_of(keys, &keys->keys[k])] = (int32_t)k;
    return true;
}

/* Where it goes when it is new; 0 without memory. */
static int32_t add_key(struct replication *rep, const struct cohort_key *key, size_t slot)
{
    struct cohort_keys *keys = &rep->cohort_keys;
    if (keys->n >= keys->capacity) {
        struct cohort_key *more = state_grow(rep, keys->keys, &keys->capacity, sizeof *more);
        if (!more) return 0;
        keys->keys = more;
    }
    keys->keys[keys->n] = *key;
    return keys->slot[slot] = (int32_t)keys->n++;
}

int32_t place_of_key(struct replication *rep, const struct cohort_key *key)
{
    struct cohort_keys *keys = &rep->cohort_keys;
    int32_t place = 0;
    if (more_slots(rep)) {
        const size_t slot = slot_of(keys, key);
        place = keys->slot[slot] ? keys->slot[slot] : add_key(rep, key, slot);
    }
    if (place == 0) rep->failed = true;
    return place;
}
