/* A scenario with a bit of everything, and of every key of the language two values that make a difference. */
#ifndef SUPPORT_LIVE_KEYS_H
#define SUPPORT_LIVE_KEYS_H

#include <stddef.h>

/* The key as the table of fields has it, `*` standing for a name and [] for an item; the key that is set, and two values for it.
 * `with`, when not NULL, is set before in both. */
struct live {
    const char *key, *with, *set, *one, *other;
};
extern const struct live live_cases[];
extern const size_t n_live_cases;

/* Goes into a fresh folder with base.yaml and the files that it and the values name; and out of it again, when nothing else is left in it. */
void live_enter(void);
void live_leave(void);

#endif
