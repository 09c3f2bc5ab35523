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

/* Writes base.yaml and the files that it and the values name into the current folder, or removes them. */
void live_write_files(void);
void live_remove_files(void);

#endif
