/* What can only be settled once everything is bound: classes and outcomes, events, members of pools, defaults that are
 * names. */
#ifndef SCENARIO_RESOLVE_H
#define SCENARIO_RESOLVE_H

#include "scenario/bind.h"

/* Fills root->spec from the bound structs. */
void resolve_scenario(struct binder *binder, struct bound_scenario *root);

/* The stream's classes and outcomes, in resolve_stream.c. */
void resolve_stream(struct binder *binder, struct bound_stream *stream);

/* Defaults of its steps, and which of them the opening stock is at, in resolve_steps.c. */
void resolve_steps(struct binder *binder, struct bound_stream *stream);

/* A link event of a stream by its word: an enum link_event, or LINK_OUTCOME + index of an outcome; -1 after an error.
 */
int resolve_event(struct binder *binder, const struct stream_spec *stream, const char *word, struct place place);

/* The contingent rules, in resolve_contingent.c; streams and pools are resolved. */
void resolve_contingent(struct binder *binder, struct bound_scenario *root);

/* The published figures, in resolve_published.c; streams are resolved. */
void resolve_published(struct binder *binder, struct bound_scenario *root);

/* A quantity that is one number, as if nothing had been written. */
struct quantity quantity_constant(struct reader *reader, double value, const char *path);

#endif
