/* Files that extend each other, overlays and --set arguments -> one tree. */
#ifndef SCENARIO_MERGE_H
#define SCENARIO_MERGE_H

#include "scenario/load.h"

#include "scenario/node.h"

/* The merged tree, or NULL after errors; some errors leave a tree, so that binding can find more. */
const struct node *merge_sources(struct reader *reader, const struct scenario_sources *sources);

/* Two scenarios as one, by the table of fields: mappings key by key, all else by what stands above. NULL without memory. */
const struct node *merge_trees(struct reader *reader, const struct node *lower, const struct node *upper);

#endif
