/* What an overlay of scenarios/ind/ says of itself at its head:
 *
 *   # Moves: asylum_track4 open 2026 up           entity, measure, period (2026, 2026-Q1 or 2026-07), direction
 *   # Not with strike_down: why the two together mean nothing
 *   # In heads: taskforce_moved.yaml              stands in for it where staff is in heads
 *   # Full scale: why a tenth of the agency will not do
 *   extends: hiring.yaml                          what it stands on, and is held against */
#ifndef LEVERS_OVERLAY_H
#define LEVERS_OVERLAY_H

#include <stdbool.h>
#include <stddef.h>

#include "results/layout.h"

enum { NAME_SIZE = 64, EXCLUDED_MAX = 8 };

struct overlay {
    char name[NAME_SIZE]; /* the file's, without .yaml */
    char entity[NAME_SIZE], measure_name[NAME_SIZE], period_name[NAME_SIZE];
    enum measure measure;
    enum period_kind kind;
    int last; /* civil day, the period's last */
    int sign; /* 1 up, -1 down */
    bool full_scale;
    char stands_on[NAME_SIZE], in_heads[NAME_SIZE]; /* names; empty: nothing */
    size_t n_excluded;
    char excluded[EXCLUDED_MAX][NAME_SIZE];
};

/* Whether it is not to be combined with the one of that name. */
bool overlay_excludes(const struct overlay *overlay, const char *name);

struct overlays {
    size_t n;
    struct overlay *items; /* by name */
};

/* Reads every overlay of the folder, and complains of each that says nothing, or something that cannot be. False after
 * a complaint; overlays_free is legal either way. */
bool overlays_read(struct overlays *overlays, const char *folder);
void overlays_free(struct overlays *overlays);

/* NULL when there is none of that name. */
const struct overlay *overlays_find(const struct overlays *overlays, const char *name);

#endif
