/* Cases that leave, or go on to the next step: a decision, a withdrawal, a transfer, a correction. */
#ifndef ENGINE_EXITS_H
#define ENGINE_EXITS_H

#include "engine/noticed.h"
#include "engine/state.h"

/* EXIT_DONE: their step has done with them. After the last one that is a decision. */
enum exit_kind { EXIT_DONE, EXIT_WITHDRAWN, EXIT_TRANSFERRED, EXIT_CORRECTED, EXIT_LOST };

struct exit_order {
    enum exit_kind kind;
    int to;     /* transfer: the stream they join tomorrow */
    bool keeps; /* transfer: the clock goes on */
};

/* Takes `count` of the lane's cases in a layer (WORK or DELAY), uniformly, and lets them leave. */
void exit_any(struct replication *rep, struct lane *lane, enum layer layer, int64_t count, const struct exit_order *order);

/* The same among those of them that are not plain. */
void exit_sparse_any(struct replication *rep, struct lane *lane, enum layer layer, int64_t count, const struct exit_order *order);

/* The same among all of its open cases. */
void exit_open(struct replication *rep, struct lane *lane, int64_t count, const struct exit_order *order);

/* The same among those received on the indices from `from` to before `to`, of which `of` are open. */
struct exit_days {
    int from, to;
    int64_t of;
};
void exit_received(struct replication *rep, struct lane *lane, const struct exit_days *days, int64_t count, const struct exit_order *order);

/* The same among those of one received day. */
void exit_layer(struct replication *rep, struct spot spot, enum layer layer, int64_t count, const struct exit_order *order);

/* The same among its workable cases that are not plain. */
void exit_sparse(struct replication *rep, struct spot spot, int64_t count, const struct exit_order *order);

/* The same among its workable cases whose clock counts from the received day: own_at_day of them. */
void exit_own(struct replication *rep, struct spot spot, int64_t count, const struct exit_order *order);

/* Cases of one cohort leave; its penalties are settled. */
void exit_cohort(struct replication *rep, struct spot spot, int32_t at, int64_t count, const struct exit_order *order);

/* A usual noticed case leaves, by its place; and some of a list of them: the heap without its act. */
void exit_noticed_at(struct replication *rep, int32_t lane, int32_t at, const struct exit_order *order);
void exit_noticed(struct replication *rep, int32_t lane, const struct noticed_heap *heap, const struct exit_order *order);

/* Takes plain cases of the day off the counts, in delay or not, with no record of it. */
void plain_remove(struct replication *rep, struct lane *lane, int index, enum layer layer, int64_t count);

/* Takes one plain case in delay; returns its delay point, at a later step its ready day. */
int plain_remove_delayed(struct replication *rep, struct lane *lane, int index);

/* Enters euros that became due today for payment after the payment lag. */
void pay_later(struct replication *rep, struct stream_state *stream, int64_t euros);

#endif
