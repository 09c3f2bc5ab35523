/* Contingent rules (sim/MODEL.md, Contingent rules): looked at every evening, their actions applied every morning. */
#ifndef ENGINE_CONTINGENT_H
#define ENGINE_CONTINGENT_H

#include "engine/state.h"
#include "model/contingent.h"

enum rule_stage { RULE_WAITS, RULE_COMING, RULE_ON };

/* Flows that a condition looks at, summed from day 0: [t + 1] up to the evening of day t. */
struct rule_window {
    int64_t *part, *whole;           /* [horizon + 2]; NULL where it looks at a stock */
    int64_t seen_part, seen_whole;   /* of the month, up to yesterday */
};

struct rule_state {
    enum rule_stage stage;
    int held;     /* evenings in a row on which what it waits for holds */
    bool ending;  /* `until` has come true */
    int from, to; /* first day of the action and first day without it; NO_DAY when not known */
    int fired;
    int64_t *came;               /* [n_pools of the rule] externals that joined */
    int32_t *fired_in, *on_days; /* [months] */
    struct rule_window when, until;
};

/* Periods that rules gave one stream, by the day they came into force. */
struct rule_periods {
    size_t n, capacity;
    size_t n_taken, own_taken; /* of these, and of the stream's own rules, that are in the deadlines */
    bool ended;                /* an action, since the deadlines were made */
    struct rule_period {
        size_t rule;
        struct dated_period period;
    } *items;
};

struct contingent {
    struct rule_state *rules;     /* [n_rules] */
    double *multiply, *add;       /* [n_pools] on plain fte, today */
    struct rule_periods *periods; /* [n_streams] */
    int *order_from, *allocation_from; /* scratch: since when the rule on whose word it stands is on */
};

/* False (and rep->failed) without memory. */
bool contingent_init(struct replication *rep);

/* Before day 0: no rule is on. */
void contingent_begin(struct replication *rep);

/* The morning: actions begin and end, and what they change today is set. */
void contingent_day(struct replication *rep);

/* Today's plain fte of a pool, `fte` as stated. */
double contingent_fte(const struct replication *rep, size_t pool, double fte);

/* Within the staff's day: heads of actions that end leave, then those of actions that begin join. */
void contingent_staff(struct replication *rep);

/* The evening: conditions. */
void contingent_evening(struct replication *rep);

/* A period's figures. */
void contingent_write(const struct replication *rep, size_t period, double *values);

/* ---- contingent_measures.c ---- */

bool rule_window_init(struct replication *rep, struct rule_window *window, const struct model_condition *condition);

/* Adds today's flows; every evening, before the month's are emptied. */
void rule_window_add(const struct replication *rep, struct rule_window *window, const struct model_condition *condition);

/* Whether it holds this evening. */
bool rule_holds(const struct replication *rep, const struct rule_window *window, const struct model_condition *condition);

/* ---- contingent_clock.c ---- */

/* A rule's period comes into force today, or takes no more cases from today on. */
void contingent_extend(struct replication *rep, size_t rule, const struct model_stream_change *change);
void contingent_extend_no_more(struct replication *rep, size_t rule, const struct model_stream_change *change);

/* The periods that rules gave the stream are those of rep->model. */
void contingent_bind(struct replication *rep, const struct stream_state *s);

/* Whether some rule has changed the stream's deadlines: then each clock's own epoch has them, once they are brought up to today. */
bool contingent_redates(const struct replication *rep, const struct stream_state *s);
void contingent_redate(struct replication *rep, struct stream_state *s);

#endif
