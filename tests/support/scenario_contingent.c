#include "support/scenario_text.h"

static void put_pool_changes(FILE *out, const struct frame *f)
{
    fprintf(out, "      pools: {");
    for (int i = 0; i < f->n_pools; i++) {
        const char *change = has_heads(f, i) ? "staff: {hire: 1 heads, external: 2 heads}" : "fte: {multiply: 1.2, add: 0.1 fte}";
        fprintf(out, "%s%s: {%s, allocation: %s}", i > 0 ? ", " : "", name_of(f, scenario_names.pools[i]).text, change,
                f->variant.idle_rules ? "earliest_deadline" : "priority");
    }
    fprintf(out, "}\n");
}

static void put_stream_changes(FILE *out, const struct frame *f)
{
    /* Orders for which the engine keeps lists that it does without otherwise. */
    const char *order = f->variant.idle_rules ? "[{earliest_deadline: 60%}, {noticed: 10%}, {oldest: 30%}]" : "[{newest: 60%}, {oldest: 40%}]";
    fprintf(out, "      streams:\n");
    for (int i = 0; i < f->n_streams; i++) {
        const struct stream_frame *stream = &f->streams[i];
        fprintf(out, "        %s: {inflow: {multiply: 0.7}, %s: {multiply: 1.1}, order: %s%s}\n",
                name_of(f, scenario_names.streams[i]).text, stream->pool >= 0 ? "effort" : "capacity", order,
                stream->has_period ? ", clock: {applies_to: open_not_overdue, period: 13 weeks}" : "");
    }
}

static void put_contingent_rule(FILE *out, const struct frame *f, const char *name, const char *rest)
{
    fprintf(out, "  %s:\n%s    then:\n      after: 3 days\n", name, rest);
    if (f->n_pools > 0)
        put_pool_changes(out, f);
    put_stream_changes(out, f);
}

void put_contingent(FILE *out, const struct frame *f)
{
    fprintf(out, "contingent:\n");
    if (f->variant.idle_rules) {
        put_contingent_rule(out, f, "idle_one", "    when: {measure: open, below: 0 cases}\n");
        put_contingent_rule(out, f, "idle_two", "    when: {measure: timeliness, above: 100%, over: 9 days}\n    lasts: 9 days\n");
        return;
    }
    put_contingent_rule(out, f, "live_one", "    when: {measure: open, above: 150 cases, for: 5 days}\n    until: {below: 140 cases, after: 4 days}\n");
    put_contingent_rule(out, f, "live_two", "    when: {measure: inflow, above: 12 cases, over: 9 days}\n    lasts: 19 days\n");
}
