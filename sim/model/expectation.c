#include "model/expectation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "model/effort.h"

enum { ROUNDS_MOST = 2000 };

/* ---- means over the first year ---- */

double expectation_mean(const struct expectation *e, const struct param *p)
{
    double sum = 0;
    for (int day = 0; day < e->days; day++) {
        sum += param_base(p, day);
    }
    return sum / e->days;
}

/* ---- cases ---- */

double expected_outcome_share(const struct expectation *e, const struct model_stream *stream, int outcome)
{
    double share = 0;
    for (size_t k = 0; k < stream->n_classes; k += stream->n_clocks) {
        const struct model_class *class = &stream->classes[k];
        for (size_t o = 0; o < class->n_outcomes; o++) {
            if (class->outcomes[o].index == outcome) {
                share += expectation_mean(e, &class->share) * expectation_mean(e, &class->outcomes[o].share);
            }
        }
    }
    return share;
}

static double mean_effort(const struct expectation *e, const struct model_stream *stream)
{
    return stream->pool < 0 ? 1 : expected_hours(e, stream, 0, ANY_POOL);
}

static double opening_stock(const struct model_stream *stream)
{
    double stock = 0;
    for (size_t i = 0; i < stream->opening.n_cells; i++) {
        stock += (double)stream->opening.cells[i].count;
    }
    return stock;
}

/* Cases that leave by a yearly hazard, out of those that stand open or come in. */
static double leaving(double cases, double rate)
{
    return cases * (1 - exp(-rate));
}

/* ---- links ---- */

static void add_links(const struct expectation *e, const struct model *model, double *arriving)
{
    memset(arriving, 0, e->n_streams * sizeof *arriving);
    for (size_t i = 0; i < model->n_links; i++) {
        int to = model->links[i].to;
        arriving[to] += expected_children(e, model, i) * expected_open_to_links(e, &model->streams[to].inflow);
    }
    for (size_t s = 0; s < e->n_streams; s++) {
        for (size_t t = 0; t < model->streams[s].n_transfers; t++) {
            const struct model_transfer *transfer = &model->streams[s].transfers[t];
            double moved = leaving(e->streams[s].stock, expectation_mean(e, &transfer->rate));
            arriving[s] -= moved;
            arriving[transfer->to] += moved;
        }
    }
}

/* ---- hours ---- */

/* Deals `hours` out by weight to members that want `want`, what one cannot use going to the others; adds to given[]. */
static double deal(size_t n, const double *weight, const double *want, double *given, double hours)
{
    for (size_t round = 0; round <= n && hours > 1e-9; round++) {
        double sum = 0, used = 0;
        for (size_t i = 0; i < n; i++) {
            sum += want[i] > given[i] ? weight[i] : 0;
        }
        if (sum <= 0) {
            break;
        }
        for (size_t i = 0; i < n; i++) {
            double part = want[i] > given[i] ? fmin(hours * weight[i] / sum, want[i] - given[i]) : 0;
            given[i] += part;
            used += part;
        }
        hours -= used;
    }
    return hours;
}

/* The pool's rule on the first day, on yearly sums: given[] of want[] hours for its members. */
static void allocate(const struct expectation *e, const struct model_pool *pool, double hours, const double *want,
                     double *given, double *weight)
{
    size_t n = pool->n_members;
    double left = hours;
    for (size_t i = 0; i < n; i++) {
        double kept = hours * expectation_mean(e, &pool->members[i].ring_fenced);
        given[i] = fmin(kept, want[i]);
        left -= kept;
    }
    enum allocation_rule rule = (enum allocation_rule)pool->rule[0];
    for (size_t rank = 0; rank < n && (rule == ALLOCATE_PRIORITY || rule == ALLOCATE_PLAN); rank++) {
        size_t i = (size_t)pool->by_priority[rank];
        const struct model_member *member = &pool->members[i];
        double most = want[i] - given[i];
        if (rule == ALLOCATE_PLAN) {
            most = fmin(most, expectation_mean(e, &member->plan) * e->streams[member->stream].effort);
        }
        double part = fmin(fmax(most, 0), fmax(left, 0));
        given[i] += part;
        left -= part;
    }
    if (rule == ALLOCATE_PRIORITY || rule == ALLOCATE_PLAN) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        weight[i] = rule == ALLOCATE_SHARES ? expectation_mean(e, &pool->members[i].share) : want[i];
    }
    deal(n, weight, want, given, left);
}

static double pool_hours(const struct expectation *e, const struct model_pool *pool)
{
    double sum = 0;
    for (int day = 0; day < e->days; day++) {
        sum += param_base(&pool->fte, day) * param_base(&pool->hours_per_fte, day);
    }
    return sum / e->days;
}

static double wanted_cases(const struct expectation *e, const struct model *model, size_t s)
{
    const struct expectation_stream *stream = &e->streams[s];
    double cases = fmax(stream->inflow + stream->stock, 0);
    return cases - expected_withdrawals(e, &model->streams[s]);
}

/* What the steps with stated capacity let through; NaN without any. */
static double capacity_of(const struct expectation *e, const struct model_stream *stream)
{
    double least = (double)NAN;
    for (size_t j = 0; j < stream->n_steps; j++) {
        if (stream->steps[j].pool < 0) {
            least = fmin(least, expectation_mean(e, &stream->steps[j].capacity));
        }
    }
    return least;
}

/* A stream decides what the narrowest of its steps lets through. */
static void decide(struct expectation *e, const struct model *model)
{
    double *want = e->scratch, *given = want + e->n_streams, *weight = given + e->n_streams;
    for (size_t s = 0; s < e->n_streams; s++) {
        e->streams[s].decisions = fmin(wanted_cases(e, model, s), capacity_of(e, &model->streams[s]));
    }
    for (size_t p = 0; p < e->n_pools; p++) {
        const struct model_pool *pool = &model->pools[p];
        for (size_t i = 0; i < pool->n_members; i++) {
            size_t s = (size_t)pool->members[i].stream;
            want[i] = wanted_cases(e, model, s) * expected_part(e, model, s, (int)p);
        }
        allocate(e, pool, e->pools[p].hours, want, given, weight);
        for (size_t i = 0; i < pool->n_members; i++) {
            size_t s = (size_t)pool->members[i].stream;
            double part = expected_part(e, model, s, (int)p);
            double done = part > 0 ? given[i] / part : 0;
            e->streams[s].decisions = model->streams[s].n_steps == 1 ? done : fmin(e->streams[s].decisions, done);
        }
    }
}

/* Flows and decisions in turn until they agree; feedback by links fades, or grows without end and is cut off. */
static void settle(struct expectation *e, const struct model *model)
{
    double *arriving = e->scratch + 3 * e->n_streams;
    for (int round = 0; round < ROUNDS_MOST; round++) {
        double change = 0;
        decide(e, model);
        add_links(e, model, arriving);
        for (size_t s = 0; s < e->n_streams; s++) {
            struct expectation_stream *stream = &e->streams[s];
            change = fmax(change, fabs(arriving[s] - stream->by_links) / (1 + fabs(arriving[s])));
            stream->by_links = arriving[s];
            stream->inflow = stream->own + stream->by_links;
        }
        if (change < 1e-9) {
            break;
        }
    }
}

/* ---- load ---- */

static double member_effort(const struct expectation *e, const struct model_pool *pool, const struct model_member *member)
{
    return expected_part(e, e->model, (size_t)member->stream, (int)(pool - e->model->pools));
}

/* A member's claim on the hours that are not ring-fenced: its share, or where the rule follows the work, what its own
 * ring-fenced hours leave of the work that comes in. */
static double claim(const struct expectation *e, const struct model_pool *pool, const struct model_member *member,
                    double hours)
{
    if (pool->rule[0] == ALLOCATE_SHARES) {
        return expectation_mean(e, &member->share);
    }
    const struct expectation_stream *stream = &e->streams[member->stream];
    return fmax(stream->inflow * member_effort(e, pool, member) - hours * expectation_mean(e, &member->ring_fenced), 0);
}

/* Hours that a member gets when all of the pool press. */
static double hours_offered(const struct expectation *e, const struct model_pool *pool, size_t index, double hours)
{
    double ring = 0, sum = 0;
    const struct model_member *own = &pool->members[index];
    double kept = hours * expectation_mean(e, &own->ring_fenced);
    if (pool->rule[0] == ALLOCATE_PLAN) {
        return kept + expectation_mean(e, &own->plan) * member_effort(e, pool, own);
    }
    for (size_t i = 0; i < pool->n_members; i++) {
        ring += expectation_mean(e, &pool->members[i].ring_fenced);
        sum += claim(e, pool, &pool->members[i], hours);
    }
    return kept + (sum > 0 ? hours * (1 - ring) * claim(e, pool, own, hours) / sum : 0);
}

static void finish_stream(const struct expectation *e, const struct model *model, size_t s)
{
    struct expectation_stream *stream = &e->streams[s];
    stream->offered = fmin(stream->offered, capacity_of(e, &model->streams[s]));
    if (model->streams[s].pool < 0) {
        stream->fte = (double)NAN;
    }
    stream->load = stream->offered > 0 ? stream->inflow / stream->offered : (double)NAN;
    stream->months = stream->offered > 0 ? 12 * stream->stock / stream->offered : (double)NAN;
}

static void finish_pool(const struct expectation *e, const struct model *model, size_t p)
{
    const struct model_pool *pool = &model->pools[p];
    struct expectation_pool *out = &e->pools[p];
    double stock = 0, hours_per_fte = expectation_mean(e, &pool->hours_per_fte);
    for (size_t i = 0; i < pool->n_members; i++) {
        struct expectation_stream *stream = &e->streams[pool->members[i].stream];
        double effort = member_effort(e, pool, &pool->members[i]);
        double work = stream->inflow * effort;
        out->work += work;
        stock += expected_backlog(e, model, (size_t)pool->members[i].stream, (int)p);
        stream->offered = fmin(stream->offered, effort > 0 ? hours_offered(e, pool, i, out->hours) / effort : (double)NAN);
        stream->fte += hours_per_fte > 0 ? work / hours_per_fte : (double)NAN;
    }
    out->load = out->hours > 0 ? out->work / out->hours : (double)NAN;
    out->months = out->hours > 0 ? 12 * stock / out->hours : (double)NAN;
    out->fte_stable = hours_per_fte > 0 ? out->work / hours_per_fte : (double)NAN;
}

/* ---- the whole ---- */

static int allocate_arrays(struct expectation *e, const struct model *model)
{
    e->n_streams = model->n_streams;
    e->n_pools = model->n_pools;
    e->streams = calloc(e->n_streams + 1, sizeof *e->streams);
    e->pools = calloc(e->n_pools + 1, sizeof *e->pools);
    e->staff = calloc(e->n_pools + 1, sizeof *e->staff);
    e->links = calloc(model->n_links + 1, sizeof *e->links);
    e->scratch = calloc(4 * e->n_streams + 1, sizeof *e->scratch);
    return e->streams != NULL && e->pools != NULL && e->staff != NULL && e->links != NULL && e->scratch != NULL ? 0 : -1;
}

int expectation_init(struct expectation *e, const struct model *model)
{
    *e = (struct expectation){.model = model};
    int full = day_add(model->day0, 12, 0) - model->day0;
    e->days = model->horizon + 1 < full ? model->horizon + 1 : full;
    e->mean_rate = full;
    if (allocate_arrays(e, model) != 0 || !staff_outlook(model, e->days, e->staff)) {
        return -1;
    }
    for (size_t s = 0; s < e->n_streams; s++) {
        const struct model_stream *stream = &model->streams[s];
        struct expectation_stream *out = &e->streams[s];
        out->own = expected_own(e, model, &stream->inflow);
        out->inflow = out->own;
        out->effort = mean_effort(e, stream);
        out->stock = opening_stock(stream);
        out->offered = (double)NAN;
    }
    for (size_t p = 0; p < e->n_pools; p++) {
        e->pools[p].fte = model->pools[p].staff ? e->staff[p].fte : expectation_mean(e, &model->pools[p].fte);
        e->pools[p].hours = model->pools[p].staff ? e->staff[p].hours : pool_hours(e, &model->pools[p]);
    }
    expected_links_init(e, model);
    expect_pressure(e, model);
    settle(e, model);
    for (size_t p = 0; p < e->n_pools; p++) {
        finish_pool(e, model, p);
    }
    for (size_t s = 0; s < e->n_streams; s++) {
        finish_stream(e, model, s);
    }
    return 0;
}

void expectation_free(struct expectation *e)
{
    free(e->streams);
    free(e->pools);
    free(e->staff);
    free(e->links);
    free(e->scratch);
    *e = (struct expectation){0};
}
