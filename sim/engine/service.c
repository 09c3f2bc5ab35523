#include "engine/service.h"

#include <math.h>
#include <string.h>

#include "engine/effort.h"
#include "random/sharing.h"

/* Below SINGLY cases, one by one is cheaper than a chunk; so it is over KINDS_MAX kinds, those that only a suspension tells apart not counted. */
enum { SINGLY = 4, KINDS_MAX = 64, KINDS_ROOM = 256 };

/* Hours below this are rounding: they start no case. */
static const double no_hours = 1e-9;

/* Of the gamma of the hours, whatever an uncertain shape comes to: what a scenario may state. */
static const double least_shape = 0.01;

/* One outcome of a class at a step; before the last step there is one, and it has no factor. */
static double mean_effort(const struct replication *rep, const struct step_state *step, size_t k, size_t o, double effort)
{
    const struct stream_state *s = step->stream;
    if (step->unit_effort) return 1;
    const double mean = step->last ? effort * today_of(rep, &s->model->classes[k].outcomes[o].effort) : effort;
    return s->model->effort_varies ? mean * effort_factor(rep, step, k, o) : mean;
}

/* STAGES_MOST keeps products with counts of cases exact. */
static int64_t stages_of(const struct class_today *today, size_t n_outcomes)
{
    enum { STAGES_MOST = 4096 };
    for (size_t o = 0; o < n_outcomes; o++)
        if (!(today->scale[o] > 0) || today->scale[o] < today->scale[0] || today->scale[o] > today->scale[0]) return 0;
    return today->shape <= STAGES_MOST && !(floor(today->shape) < today->shape) ? (int64_t)today->shape : 0;
}

/* Running sums of the shares of the first n outcomes: as stated when the multipliers leave nothing of them. */
static double add_shares(const struct replication *rep, const struct model_class *class, size_t n, double running[])
{
    double sum = 0;
    for (size_t o = 0; o < n; o++) running[o] = sum += today_of(rep, &class->outcomes[o].share);
    const bool none = sum <= 0;
    for (size_t o = 0; none && o < n; o++) running[o] = sum += param_base(&class->outcomes[o].share, rep->today);
    return sum;
}

static void step_refresh(struct replication *rep, struct step_state *step)
{
    const struct stream_state *s = step->stream;
    for (size_t k = 0; k < s->model->n_classes; k++) {
        const struct model_class *class = &s->model->classes[k];
        struct class_today *today = &step->today[k];
        const double effort = today_of(rep, &class->effort) * s->rule_effort * step->model->effort_share;
        const size_t n = step->last ? class->n_outcomes : 1;
        *today = (struct class_today){.shape = fmax(today_of(rep, &class->shape), least_shape)};
        const double sum = add_shares(rep, class, n, today->cumulative);
        double before = 0;
        for (size_t o = 0; o < n; o++) {
            const double mean = mean_effort(rep, step, k, o, effort);
            today->cumulative[o] = o + 1 == n ? 1 : today->cumulative[o] / sum;
            today->scale[o] = mean / today->shape;
            today->mean += (today->cumulative[o] - before) * mean;
            today->square += (today->cumulative[o] - before) * mean * mean * (step->unit_effort ? 1 : 1 + 1 / today->shape);
            before = today->cumulative[o];
        }
        today->stages = stages_of(today, n);
    }
}

void service_refresh(struct replication *rep, struct stream_state *s)
{
    for (size_t j = 0; j < s->model->n_steps; j++) step_refresh(rep, &s->steps[j]);
}

/* --- one class -------------------------------------------------------------------------------------------------------------------- */

struct kind_of_case {
    struct stream_state *stream;
    const struct step_state *step;
    const struct model_class *class;
    const struct class_today *today;
    size_t n_outcomes;
};

static struct kind_of_case of_source(struct replication *rep, const struct source *source)
{
    const struct lane *lane = &rep->lanes[source->lane];
    struct stream_state *s = &rep->streams[lane->stream];
    const struct step_state *step = &s->steps[lane->step];
    const struct model_class *class = &s->model->classes[lane->class];
    return (struct kind_of_case){s, step, class, &step->today[lane->class], step->last ? class->n_outcomes : 1};
}

static int draw_outcome(struct draw *draw, const struct kind_of_case *of)
{
    if (of->n_outcomes == 1) return 0;
    const double u = draw_uniform(draw);
    int o = 0;
    while (u > of->today->cumulative[o]) o++;
    return o;
}

static void count_outcome(const struct kind_of_case *of, int outcome, int64_t cases)
{
    if (!of->step->last) return;
    of->stream->event[LINK_DECISION] += cases;
    of->stream->event[LINK_OUTCOME + of->class->outcomes[outcome].index] += cases;
}

/* Outcomes of n cases of one class. */
static void draw_outcomes(struct draw *draw, const struct kind_of_case *of, int64_t n, int64_t outcomes[OUTCOMES_MAX])
{
    double weight[OUTCOMES_MAX];
    if (of->n_outcomes == 1) {
        outcomes[0] = n;
        return;
    }
    for (size_t o = 0; o < of->n_outcomes; o++) weight[o] = of->today->cumulative[o] - (o ? of->today->cumulative[o - 1] : 0);
    variate_multinomial(draw, n, of->n_outcomes, weight, outcomes);
}

/* --- one case at a time ------------------------------------------------------------------------------------------------------------ */

static size_t draw_source(struct service *service, int64_t left)
{
    if (service->n_sources == 1) return 0;
    int64_t rank = (int64_t)(draw_uniform(service->draws) * (double)left);
    for (size_t i = 0;; i++) {
        const int64_t here = service->sources[i].available - service->sources[i].served;
        if (rank < here || i + 1 == service->n_sources) return i;
        rank -= here;
    }
}

static void serve_one(struct replication *rep, struct service *service, int64_t left)
{
    struct source *source = &service->sources[draw_source(service, left)];
    const struct kind_of_case of = of_source(rep, source);
    const int outcome = draw_outcome(service->draws, &of);
    const double effort = variate_gamma(service->draws, of.today->shape, of.today->scale[outcome]);
    service->hours -= effort;
    source->hours += effort;
    service->limit--;
    source->served++;
    count_outcome(&of, outcome, 1);
}

/* --- many cases by one draw -------------------------------------------------------------------------------------------------------- */

/* Cases of one class and outcome within a chunk, and the sum of their efforts. */
struct kind {
    size_t source;
    int outcome;
    int64_t count;
    double sum;
};
struct chunk {
    size_t n;
    struct kind kinds[KINDS_ROOM];
};

static void count_kinds(struct replication *rep, struct service *service, const struct chunk *chunk)
{
    for (size_t i = 0; i < chunk->n; i++) {
        const struct kind *kind = &chunk->kinds[i];
        if (kind->count == 0) continue;
        const struct kind_of_case of = of_source(rep, &service->sources[kind->source]);
        service->sources[kind->source].served += kind->count;
        service->sources[kind->source].hours += kind->sum;
        service->hours -= kind->sum;
        service->limit -= kind->count;
        count_outcome(&of, kind->outcome, kind->count);
    }
}

static double chunk_sum(const struct chunk *chunk)
{
    double sum = 0;
    for (size_t i = 0; i < chunk->n; i++) sum += chunk->kinds[i].sum;
    return sum;
}

/* `n` of the cases left, in random order: how many of each kind, and what they take together. */
static void draw_chunk(struct replication *rep, struct service *service, int64_t n, int64_t left, struct chunk *chunk)
{
    chunk->n = 0;
    struct sharing sharing = sharing_begin(service->draws, left, n);
    for (size_t i = 0; i < service->n_sources; i++) {
        const struct source *source = &service->sources[i];
        const int64_t taken = sharing_next(&sharing, source->available - source->served);
        int64_t outcomes[OUTCOMES_MAX];
        if (taken == 0) continue;
        const struct kind_of_case of = of_source(rep, source);
        draw_outcomes(service->draws, &of, taken, outcomes);
        for (size_t o = 0; o < of.n_outcomes; o++) {
            if (outcomes[o] == 0) continue;
            const double sum = variate_gamma(service->draws, of.today->shape * (double)outcomes[o], of.today->scale[o]);
            chunk->kinds[chunk->n++] = (struct kind){i, (int)o, outcomes[o], sum};
        }
    }
}

/* Splits a chunk at random into its first `n` cases (left behind in *first) and the rest (kept). Given the sum of a gamma sample, a part of it
 * is a Beta share of the sum. */
static void split_chunk(struct replication *rep, struct service *service, int64_t n, struct chunk *chunk, struct chunk *first)
{
    int64_t left = 0;
    for (size_t i = 0; i < chunk->n; i++) left += chunk->kinds[i].count;
    first->n = chunk->n;
    struct sharing sharing = sharing_begin(service->draws, left, n);
    for (size_t i = 0; i < chunk->n; i++) {
        struct kind *kind = &chunk->kinds[i];
        const int64_t taken = sharing_next(&sharing, kind->count);
        const double shape = of_source(rep, &service->sources[kind->source]).today->shape;
        double sum = taken == 0 ? 0 : kind->sum;
        if (taken > 0 && taken < kind->count)
            sum *= variate_beta(service->draws, (double)taken * shape, (double)(kind->count - taken) * shape);
        first->kinds[i] = (struct kind){kind->source, kind->outcome, taken, sum};
        kind->count -= taken;
        kind->sum -= sum;
    }
}

/* The chunk exceeds the hours: finds the case that crosses them by bisection; it and those before it are served. */
static void serve_until_crossed(struct replication *rep, struct service *service, struct chunk *chunk, int64_t n)
{
    struct chunk first;
    while (n > 1) {
        split_chunk(rep, service, n / 2, chunk, &first);
        if (chunk_sum(&first) >= service->hours) {
            chunk->n = first.n;
            memcpy(chunk->kinds, first.kinds, first.n * sizeof *first.kinds);
            n /= 2;
        } else {
            count_kinds(rep, service, &first);
            n -= n / 2;
        }
    }
    count_kinds(rep, service, chunk);
}

/* --- the run ------------------------------------------------------------------------------------------------------------------------ */

/* Mean and squared coefficient of variation of the effort of the cases left. */
static void expected_effort(struct replication *rep, const struct service *service, int64_t left, double *mean, double *cv2)
{
    double first = 0, second = 0;
    for (size_t i = 0; i < service->n_sources; i++) {
        const struct kind_of_case of = of_source(rep, &service->sources[i]);
        const double weight = (double)(service->sources[i].available - service->sources[i].served) / (double)left;
        first += weight * of.today->mean;
        second += weight * of.today->square;
    }
    *mean = first;
    *cv2 = first > 0 && second > first * first ? second / (first * first) - 1 : 0;
}

/* So many cases that they will seldom exceed the hours; when they do all the same, bisection finds where. */
static int64_t chunk_size(struct replication *rep, const struct service *service, int64_t left)
{
    static const double margin = 1.5; /* standard deviations: a bisection now and then costs less than many small chunks */
    double mean, cv2;
    expected_effort(rep, service, left, &mean, &cv2);
    if (mean <= 0) return left;
    const double fit = service->hours / mean, sure = fit - margin * sqrt(fit * cv2);
    return sure >= (double)left ? left : (int64_t)sure;
}

static int64_t left_over(const struct service *service)
{
    int64_t left = 0;
    for (size_t i = 0; i < service->n_sources; i++) left += service->sources[i].available - service->sources[i].served;
    return left < service->limit ? left : service->limit;
}

static int64_t all_left(const struct service *service)
{
    int64_t left = 0;
    for (size_t i = 0; i < service->n_sources; i++) left += service->sources[i].available - service->sources[i].served;
    return left;
}

static void finish(struct service *service)
{
    if (service->hours > 0) return;
    service->debt = -service->hours;
    service->hours = 0;
}

/* Stated capacity: every case takes exactly 1, so only the mix is drawn. */
static void run_units(struct replication *rep, struct service *service)
{
    struct chunk chunk;
    chunk.n = 0;
    const int64_t fit = (int64_t)ceil(service->hours - no_hours), left = left_over(service), n = fit < left ? fit : left;
    struct sharing sharing = sharing_begin(service->draws, all_left(service), n);
    for (size_t i = 0; i < service->n_sources; i++) {
        const struct source *source = &service->sources[i];
        const int64_t taken = sharing_next(&sharing, source->available);
        int64_t outcomes[OUTCOMES_MAX];
        const struct kind_of_case of = of_source(rep, source);
        draw_outcomes(service->draws, &of, taken, outcomes);
        for (size_t o = 0; o < of.n_outcomes; o++) chunk.kinds[chunk.n++] = (struct kind){i, (int)o, outcomes[o], (double)outcomes[o]};
        count_kinds(rep, service, &chunk);
        chunk.n = 0;
    }
}

/* --- one kind of case, of a whole shape ------------------------------------------------------------------------------------------------ */

/* The efforts of such cases, one after another, are the times between every `stages`-th point of a Poisson process of one point per `scale`
 * hours. So the number of points within the hours says how many cases are done in them and how far the one that crosses them is. */
struct points {
    double hours, scale;
    int64_t stages, cases; /* a case; on hand */
};
struct points_run {
    int64_t served;
    double used; /* beyond the hours when a case crosses them */
};

/* Gamma(n, scale). */
static double time_of_points(struct draw *draw, int64_t n, double scale)
{
    enum { BY_PRODUCT = 4 };
    double product = 1;
    if (n > BY_PRODUCT) return variate_gamma(draw, (double)n, scale);
    for (int64_t i = 0; i < n; i++) product *= draw_uniform(draw);
    return -scale * log(product);
}

/* By the points within the hours; when they suffice for all cases, the last that is needed is one of so many uniform ones. */
static struct points_run run_by_points(struct draw *draw, const struct points *p)
{
    const int64_t all = p->stages * p->cases, within = variate_poisson(draw, p->hours / p->scale);
    if (within >= all) return (struct points_run){p->cases, p->hours * variate_beta(draw, (double)all, (double)(within - all + 1))};
    return (struct points_run){within / p->stages + 1, p->hours + time_of_points(draw, p->stages - within % p->stages, p->scale)};
}

/* By the sum of all efforts; when it exceeds the hours, all points but the last are uniform within it. */
static struct points_run run_by_sum(struct draw *draw, const struct points *p)
{
    const int64_t all = p->stages * p->cases;
    const double sum = time_of_points(draw, all, p->scale);
    if (sum < p->hours) return (struct points_run){p->cases, sum};
    const int64_t within = variate_binomial(draw, all - 1, p->hours / sum), beyond = all - within, wanted = p->stages - within % p->stages;
    const double part = wanted == beyond ? 1 : variate_beta(draw, (double)wanted, (double)(beyond - wanted));
    return (struct points_run){within / p->stages + 1, p->hours + (sum - p->hours) * part};
}

static void run_whole_shape(struct service *service, const struct kind_of_case *of)
{
    const struct points points = {service->hours, of->today->scale[0], of->today->stages, left_over(service)};
    if (points.cases == 0 || points.hours <= no_hours) return;
    const bool fit = (double)(points.stages * points.cases) * points.scale < points.hours;
    const struct points_run run = fit ? run_by_sum(service->draws, &points) : run_by_points(service->draws, &points);
    int64_t outcomes[OUTCOMES_MAX];
    draw_outcomes(service->draws, of, run.served, outcomes);
    for (size_t o = 0; o < of->n_outcomes; o++) count_outcome(of, (int)o, outcomes[o]);
    service->sources[0].served = run.served;
    service->sources[0].hours = run.used;
    service->hours -= run.used;
    service->limit -= run.served;
}

/* --- any cases ------------------------------------------------------------------------------------------------------------------------- */

static size_t kinds_most(const struct replication *rep, const struct service *service)
{
    const size_t most = KINDS_MAX * rep->streams[rep->lanes[service->sources[0].lane].stream].model->n_clocks;
    return most < KINDS_ROOM ? most : KINDS_ROOM;
}

static void run_chunks(struct replication *rep, struct service *service)
{
    while (service->hours > no_hours) {
        const int64_t left = left_over(service);
        if (left == 0) break;
        int64_t n = chunk_size(rep, service, all_left(service));
        if (n > left) n = left;
        if (n < SINGLY || service->n_sources * OUTCOMES_MAX > kinds_most(rep, service)) {
            serve_one(rep, service, all_left(service));
            continue;
        }
        struct chunk chunk;
        draw_chunk(rep, service, n, all_left(service), &chunk);
        if (chunk_sum(&chunk) < service->hours) count_kinds(rep, service, &chunk);
        else serve_until_crossed(rep, service, &chunk, n);
    }
}

void service_run(struct replication *rep, struct service *service)
{
    service->debt = 0;
    for (size_t i = 0; i < service->n_sources; i++) service->sources[i].served = 0, service->sources[i].hours = 0;
    if (service->n_sources > 0) {
        const struct kind_of_case first = of_source(rep, &service->sources[0]);
        if (first.step->unit_effort) run_units(rep, service);
        else if (service->n_sources == 1 && first.today->stages > 0) run_whole_shape(service, &first);
        else run_chunks(rep, service);
    }
    finish(service);
}
