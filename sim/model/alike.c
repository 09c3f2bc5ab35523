#include "model/alike.h"

#include "model/alike_ways.h"
#include "model/contingent.h"
#include "model/staff.h"

KNOWN(model, 424) KNOWN(model_pool, 120) KNOWN(model_member, 120) KNOWN(model_link, 152) KNOWN(model_slot, 64) KNOWN(uncertainty, 48)
KNOWN(administrative_regime, 32) KNOWN(administrative_tier, 8) KNOWN(judicial_regime, 16) KNOWN(model_staff, 792) KNOWN(staff_group, 16)
KNOWN(model_hiring, 144) KNOWN(model_absence_shock, 80) KNOWN(model_move, 56) KNOWN(model_money, 120) KNOWN(model_income, 104) KNOWN(pool_costs, 72)
KNOWN(model_rule, 144) KNOWN(model_condition, 48) KNOWN(model_pool_change, 144) KNOWN(model_stream_change, 136) KNOWN(results_layout, 88)

static void hiring(struct alike *alike, const struct model_hiring *a, const struct model_hiring *b)
{
    SAME(on), SAME(to_target), SAME(by_chance), SAME(at_rate), SAME(vacancies);
    NUMBER(plan), NUMBER(target), NUMBER(rate), NUMBER(fill);
}

static void absence(struct alike *alike, const struct model_staff *a, const struct model_staff *b)
{
    NUMBER(absence);
    SAME_ITEMS(absence_weight, 12);
    SAME(n_shocks);
    for (size_t i = 0; alike->days > 0 && i < a->n_shocks; i++) {
        SAME(shocks[i].name);
        SAME(shocks[i].first);
        SAME(shocks[i].last);
        number_ahead(alike, &a->shocks[i].probability, &b->shocks[i].probability);
        NUMBER(shocks[i].size);
    }
}

static void staff(struct alike *alike, const struct model_staff *a, const struct model_staff *b)
{
    must(alike, (a != NULL) == (b != NULL));
    if (!a || !b) return;
    SAME_ITEMS(opening, STAFF_STAGES);
    SAME(n_groups), SAME(earlier), SAME(n_productivity);
    for (size_t i = 0; alike->days > 0 && i < a->n_groups; i++) must(alike, a->groups[i].months == b->groups[i].months && a->groups[i].heads == b->groups[i].heads);
    for (size_t i = 0; alike->days > 0 && i < a->n_productivity; i++) NUMBER(productivity[i]);
    for (int i = 0; i < STAFF_STAGES; i++) NUMBER(leaving[i]);
    NUMBER(fte_per_head), NUMBER(external_fte_per_head), NUMBER(months), NUMBER(mentor), NUMBER(leave), NUMBER(overtime);
    BY_DAY(leave_weight);
    hiring(alike, &a->own, &b->own);
    hiring(alike, &a->external, &b->external);
    absence(alike, a, b);
}

static void member(struct alike *alike, const struct model_member *a, const struct model_member *b)
{
    SAME(stream), SAME(priority_rank), SAME(n_steps);
    SAME_ITEMS(steps, a->n_steps);
    NUMBER(share), NUMBER(ring_fenced), NUMBER(plan);
}

static void pool(struct alike *alike, const struct model_pool *a, const struct model_pool *b)
{
    SAME(id), SAME(n_members);
    NUMBER(fte), NUMBER(hours_per_fte);
    staff(alike, a->staff, b->staff);
    BY_DAY(rule);
    for (size_t i = 0; alike->days > 0 && i < a->n_members; i++) member(alike, &a->members[i], &b->members[i]);
    SAME_ITEMS(by_priority, a->n_members), SAME_ITEMS(by_id, a->n_members);
}

static void link(struct alike *alike, const struct model_link *a, const struct model_link *b, int horizon)
{
    SAME(id), SAME(from), SAME(to), SAME(event), SAME(at_most_one), SAME(of_open), SAME(shortest), SAME(length);
    NUMBER(number), NUMBER(under_pressure);
    SAME_ITEMS(kernel, (size_t)a->length + 1);
    must(alike, (a->lags.lag != NULL) == (b->lags.lag != NULL));
    if (a->lags.lag) lags(alike, &a->lags, &b->lags, horizon);
    SAME_ITEMS(history, (size_t)a->length), SAME_ITEMS(whole_history, (size_t)a->length), SAME_ITEMS(history_number, (size_t)a->length);
}

static void move(struct alike *alike, const struct model_move *a, const struct model_move *b)
{
    SAME(id), SAME(from), SAME(to), SAME(day), SAME(back), SAME(stage);
    NUMBER(heads);
}

static void income(struct alike *alike, const struct model_income *a, const struct model_income *b)
{
    SAME(given);
    NUMBER(per_received), NUMBER(per_decision), NUMBER(per_year);
}

static void money(struct alike *alike, const struct model *one, const struct model *other)
{
    const struct model_money *a = one->money, *b = other->money;
    must(alike, (a != NULL) == (b != NULL));
    if (alike->days == 0 || !a) return;
    for (size_t i = 0; i < one->n_streams; i++) income(alike, &a->streams[i], &b->streams[i]);
    income(alike, &a->all, &b->all);
    for (size_t i = 0; i < one->n_pools; i++) {
        SAME(pools[i].given);
        NUMBER(pools[i].own);
        NUMBER(pools[i].external);
    }
}

static void condition(struct alike *alike, const struct model_condition *a, const struct model_condition *b)
{
    SAME(given), SAME(measure), SAME(stream), SAME(pool), SAME(above), SAME(level), SAME(days), SAME(over), SAME(after);
}

static void pool_change(struct alike *alike, const struct model_pool_change *a, const struct model_pool_change *b)
{
    SAME(pool), SAME(allocation);
    NUMBER(multiply), NUMBER(add), NUMBER(hire), NUMBER(external);
}

static void stream_change(struct alike *alike, const struct model_stream_change *a, const struct model_stream_change *b, const struct model *m)
{
    SAME(stream), SAME(mix), SAME(redates);
    NUMBER(inflow), NUMBER(effort), NUMBER(capacity);
    SAME(clock.in_force), SAME(clock.from), SAME(clock.until), SAME(clock.applies_to);
    SAME_ITEMS(clock.deadline, (size_t)m->days);
}

static void rule(struct alike *alike, const struct model_rule *a, const struct model_rule *b, const struct model *m)
{
    condition(alike, &a->when, &b->when);
    condition(alike, &a->until, &b->until);
    SAME(after), SAME(lasts), SAME(at_most), SAME(n_pools), SAME(n_streams);
    for (size_t i = 0; alike->days > 0 && i < a->n_pools; i++) pool_change(alike, &a->pools[i], &b->pools[i]);
    for (size_t i = 0; alike->days > 0 && i < a->n_streams; i++) stream_change(alike, &a->streams[i], &b->streams[i], m);
}

/* ---- the whole ---- */

static void regimes(struct alike *alike, const struct model *a, const struct model *b)
{
    SAME(n_administrative), SAME(n_judicial);
    for (size_t i = 0; alike->days > 0 && i < a->n_administrative; i++) {
        SAME(administrative[i].grace);
        SAME(administrative[i].n);
        SAME_ITEMS(administrative[i].tiers, a->administrative[i].n);
    }
    for (size_t i = 0; alike->days > 0 && i < a->n_judicial; i++) {
        SAME(judicial[i].euro_per_day);
        SAME(judicial[i].cap);
    }
}

static void chances(struct alike *alike, const struct model *a, const struct model *b)
{
    SAME(n_slots), SAME(n_factors);
    SAME_ITEMS(factors, a->n_factors);
    for (size_t i = 0; alike->days > 0 && i < a->n_slots; i++) {
        SAME(slots[i].entity);
        SAME(slots[i].uncertainty.shape);
        SAME(slots[i].uncertainty.low);
        SAME(slots[i].uncertainty.mode);
        SAME(slots[i].uncertainty.high);
        SAME(slots[i].uncertainty.factor);
        SAME(slots[i].uncertainty.loading);
    }
}

static void frame(struct alike *alike, const struct model *a, const struct model *b)
{
    SAME(layout.opening_date), SAME(layout.horizon), SAME(layout.n_entities), SAME(layout.n_rules), SAME(layout.n_steps), SAME(scale),
        SAME(day0), SAME(horizon), SAME(before), SAME(days), SAME(months), SAME(n_streams), SAME(n_pools), SAME(n_links), SAME(n_moves),
        SAME(n_rules);
}

static void calendar(struct alike *alike, const struct model *a, const struct model *b)
{
    BY_DAY(works), BY_DAY(per_year), BY_DAY(per_working), BY_DAY(month), BY_DAY(working_of), BY_DAY(working_number);
    for (int i = 0; i < 4; i++) SAME_ITEMS(older_than[i], (size_t)a->horizon + 2);
}

static void entities(struct alike *alike, const struct model *a, const struct model *b)
{
    for (size_t i = 0; alike->days > 0 && i < a->n_streams; i++) alike_streams(alike, &a->streams[i], &b->streams[i], a);
    for (size_t i = 0; alike->days > 0 && i < a->n_pools; i++) pool(alike, &a->pools[i], &b->pools[i]);
    for (size_t i = 0; alike->days > 0 && i < a->n_links; i++) link(alike, &a->links[i], &b->links[i], a->horizon);
    for (size_t i = 0; alike->days > 0 && i < a->n_moves; i++) move(alike, &a->moves[i], &b->moves[i]);
    money(alike, a, b);
    for (size_t i = 0; alike->days > 0 && i < a->n_rules; i++) rule(alike, &a->rules[i], &b->rules[i], a);
}

int model_days_alike(const struct model *a, const struct model *b)
{
    struct alike alike = {.days = a->horizon + 1};
    frame(&alike, a, b);
    if (alike.days > 0) calendar(&alike, a, b);
    if (alike.days > 0) regimes(&alike, a, b);
    if (alike.days > 0) chances(&alike, a, b);
    entities(&alike, a, b);
    return alike.days;
}
