/* Shared by the files that compile a scenario; internal to model/. */
#ifndef MODEL_COMPILER_H
#define MODEL_COMPILER_H

#include "model/model.h"

/* The state of one compilation. Every step does nothing once `failed` (out of memory) is set. */
struct compiler {
    const struct scenario *scenario;
    struct model *model;
    size_t slot_capacity;
    bool failed;
};

/* Zeroed memory of the model's arena; on failure sets `failed` and returns NULL. */
void *compiler_array(struct compiler *c, size_t n, size_t size);

/* The value of a quantity on a civil day, without multiplier. */
double quantity_on(const struct quantity *quantity, int civil);

/* The quantity by model day, times `factor` (for the units of the engine or the scale). */
/* The slot of an uncertain value, NO_SLOT for a certain one. Those of one path draw the same normal, and share the slot when they are alike. */
int compile_slot(struct compiler *c, const struct uncertainty *uncertainty, const char *path);
struct param compile_param(struct compiler *c, const struct quantity *quantity, double factor);

/* Whether anybody works on a civil day. */
bool is_working_day(const struct scenario *scenario, int civil);

/* The steps, in order; each fills its part of the model. */
void compile_calendar(struct compiler *c);
void compile_effort(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream);
void compile_suspensions(struct compiler *c, const struct clock_spec *clock, struct model_stream *stream);
void compile_steps(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream);
/* Notes in the stream what the orders of a mix, and in the streams of a pool what a rule of allocation, will look for. */
struct model_mix compile_mix(struct compiler *c, const struct order_mix *order, struct model_stream *stream);
void compile_rule_uses(const struct model *model, const struct model_pool *pool, int rule);
void compile_member_steps(struct compiler *c, int pool, struct model_member *member);
void compile_clock(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream);
void compile_delay(struct compiler *c, const struct distribution *delay, const struct quantity *scale, struct model_delay *out);
/* None over `longest` days; for events from `offset` days before day 0. */
void compile_lags(struct compiler *c, const struct distribution *lag, int longest, int offset, struct model_lags *out);
void compile_inflow(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream);
void compile_withdrawal(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream);
void compile_lateness(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream);
void compile_opening(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream);
void compile_links(struct compiler *c);
void compile_targets(struct compiler *c);
void compile_staff(struct compiler *c, const struct pool_spec *spec, struct model_pool *pool);
void compile_moves(struct compiler *c);
void compile_money(struct compiler *c);
void compile_contingent(struct compiler *c);

/* Gives each suspension its part of the opening's cells, which are by the scenario's classes until then. */
void suspend_opening(struct compiler *c, size_t n_classes, struct model_stream *stream);

/* Each of `cases` in turn goes to that of n shares which is furthest behind, itself included; `behind` goes on from call to call, all 0 at first, with the same shares. Shares
 * that stand in whole numbers to each other (up to a million in all) cost the same however many the cases. */
void give_shares(size_t n, const double share[], int64_t cases, double behind[], int64_t part[]);

/* Deadlines by the day the clock counts from, [days], if this period alone held. */
int32_t *compile_deadlines(struct compiler *c, const struct clock_spec *clock, const struct legal_period *period);

/* Cases a civil day brings, as far as known before the run: the past count, or the level; without scale. */
double inflow_on(const struct inflow_spec *inflow, int civil);

/* The longest age in the stream's opening stock, in days. */
int opening_longest_age(const struct opening_spec *opening);

/* frac(0.618034 day), also below 0: the rotation of quantile points from day to day. */
double rotation_of(int day);

/* weight[n] >= 0 turned into whole counts that add up to total: running sums are rounded, so that every quantile stays in its place also where
 * each cell expects less than one case. */
void rounded_counts(size_t n, const double weight[], int64_t total, int64_t count[]);

/* The regime of the series in force on a civil day, -1 for none. */
int regime_on(const struct name_series *series, int civil);

#endif
