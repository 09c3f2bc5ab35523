/* One side of a pair: the IND base with some overlays, its replications run one by one, and what a cell of them holds.
 */
#ifndef LEVERS_SIDE_H
#define LEVERS_SIDE_H

#include <stdbool.h>
#include <stdint.h>

#include "levers/overlay.h"

enum { PAIRS_MAX = 64, LAYERS = 4 };

/* What a side is made of. Two of the same recipe are the same. */
struct recipe {
    const char *folder;
    const char *layers[LAYERS]; /* overlays by name, lowest first; NULL: none */
    int last;                   /* civil day on which it ends */
    bool full_scale;            /* not a tenth of the cases and the staff */
};

struct side;

/* Loads and compiles. NULL, with a complaint, when the scenario has errors, has warnings, or memory ran out. */
struct side *side_new(const struct recipe *recipe);
void side_free(struct side *side); /* NULL is legal */
bool side_is(const struct side *side, const struct recipe *recipe);

/* What the overlay's measure is in replication r: nothing, 0, where a sum has no value; NaN where another measure has
 * none, or the entity is not there. Runs the replication when it has not been run. Of several threads, one at a time.
 */
double side_value(struct side *side, uint32_t r, const struct overlay *overlay);

#endif
