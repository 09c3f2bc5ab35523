#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "model/compiler.h"

void *compiler_array(struct compiler *c, size_t n, size_t size)
{
    void *items = c->failed ? NULL : arena_alloc_array(&c->model->arena, n ? n : 1, size);
    if (!items) c->failed = true;
    return items;
}

double quantity_on(const struct quantity *q, int civil)
{
    size_t i = 0;
    while (i + 1 < q->n && q->points[i + 1].date <= civil) i++;
    const struct dated_number *at = &q->points[i];
    if (!q->linear || i + 1 >= q->n || civil < at->date) return at->value;
    const struct dated_number *next = at + 1;
    const double passed = (double)civil - (double)at->date, whole = (double)next->date - (double)at->date;
    return at->value + (next->value - at->value) * passed / whole;
}

/* The id of the stream, pool or link that a part of a path names; the part itself where the part before it names no such mapping. */
static const char *id_in_path(const struct scenario *s, const char *mapping, const char *name)
{
    const bool stream = strcmp(mapping, "streams") == 0 || strcmp(mapping, "transfers") == 0;
    for (size_t i = 0; stream && i < s->n_streams; i++)
        if (strcmp(s->streams[i].name, name) == 0) return s->streams[i].id;
    for (size_t i = 0; strcmp(mapping, "pools") == 0 && i < s->n_pools; i++)
        if (strcmp(s->pools[i].name, name) == 0) return s->pools[i].id;
    for (size_t i = 0; strcmp(mapping, "links") == 0 && i < s->n_links; i++)
        if (strcmp(s->links[i].name, name) == 0) return s->links[i].id;
    return name;
}

/* What keys an uncertain value's draw: its path with ids for names, so that renaming changes no number. */
static uint32_t hash_of_path(const struct scenario *s, const char *path)
{
    char part[2][256] = {"", ""};
    uint64_t hash = HASH_START;
    for (int now = 0; *path; now = 1 - now) {
        const size_t length = strcspn(path, "."), kept = length < sizeof part[0] ? length : sizeof part[0] - 1;
        memcpy(part[now], path, kept);
        part[now][kept] = '\0';
        const char *id = id_in_path(s, part[1 - now], part[now]);
        hash = hash_bytes_more(hash_bytes_more(hash, id, strlen(id)), ".", 1);
        path += length + (path[length] == '.');
    }
    return (uint32_t)(hash ^ hash >> 32);
}

static bool same_uncertainty(const struct uncertainty *a, const struct uncertainty *b)
{
    const double one[] = {a->low, a->mode, a->high, a->loading}, other[] = {b->low, b->mode, b->high, b->loading};
    return a->shape == b->shape && a->factor == b->factor && memcmp(one, other, sizeof one) == 0;
}

int compile_slot(struct compiler *c, const struct uncertainty *uncertainty, const char *path)
{
    if (uncertainty->shape == CERTAIN) return NO_SLOT;
    struct model *m = c->model;
    for (size_t i = 1; i < m->n_slots; i++)
        if (strcmp(m->slots[i].path, path) == 0 && same_uncertainty(&m->slots[i].uncertainty, uncertainty)) return (int)i;
    struct model_slot *slots = arena_grow(&m->arena, m->slots, m->n_slots, &c->slot_capacity, sizeof *slots);
    if (!slots) {
        c->failed = true;
        return NO_SLOT;
    }
    m->slots = slots;
    slots[m->n_slots] = (struct model_slot){.uncertainty = *uncertainty, .entity = hash_of_path(c->scenario, path), .path = path};
    return (int)m->n_slots++;
}

struct param compile_param(struct compiler *c, const struct quantity *q, double factor)
{
    struct param p = {.constant = factor * quantity_on(q, c->model->day0), .slot = compile_slot(c, &q->uncertainty, q->path)};
    p.peak = p.constant;
    if (q->n < 2 && !q->linear) return p;
    const int days = c->model->horizon + 1;
    double *by_day = compiler_array(c, (size_t)days, sizeof *by_day);
    if (!by_day) return p;
    bool varies = false;
    for (int t = 0; t < days; t++) {
        by_day[t] = factor * quantity_on(q, c->model->day0 + t);
        if (by_day[t] != p.constant) varies = true;
        if (by_day[t] > p.peak) p.peak = by_day[t];
    }
    if (varies) p.by_day = by_day;
    return p;
}

int regime_on(const struct name_series *series, int civil)
{
    int index = -1;
    for (size_t i = 0; i < series->n && series->points[i].date <= civil; i++) index = series->points[i].index;
    return index;
}

double rotation_of(int day)
{
    const double turned = 0.618034 * day;
    return turned - floor(turned);
}

void rounded_counts(size_t n, const double weight[], int64_t total, int64_t count[])
{
    double sum = 0, so_far = 0;
    int64_t given = 0;
    for (size_t i = 0; i < n; i++) sum += weight[i];
    for (size_t i = 0; i < n; i++) {
        so_far += weight[i];
        /* The small addition: a half that rounding made a little less is a half. */
        const int64_t upto = sum > 0 ? (int64_t)floor((double)total * so_far / sum + 0.5 + 1e-9) : 0;
        count[i] = upto - given;
        given = upto;
    }
}

static void compile_outcomes(struct compiler *c, const struct class_spec *spec, struct model_class *class)
{
    class->n_outcomes = spec->n_outcomes;
    for (size_t o = 0; o < spec->n_outcomes; o++)
        class->outcomes[o] = (struct model_outcome){.index = spec->outcome[o],
                                                    .share = compile_param(c, &spec->outcomes[o].share, 1),
                                                    .effort = compile_param(c, &spec->outcomes[o].effort, 1)};
}

static void compile_classes(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream)
{
    stream->n_outcomes = spec->n_outcomes;
    stream->n_clocks = 1;
    stream->n_classes = spec->n_classes;
    stream->classes = compiler_array(c, spec->n_classes, sizeof *stream->classes);
    for (size_t k = 0; !c->failed && k < spec->n_classes; k++) {
        const struct class_spec *from = &spec->classes[k];
        struct model_class *class = &stream->classes[k];
        class->priority = from->priority;
        class->share = compile_param(c, &from->share, 1);
        class->effort = compile_param(c, &from->effort, 1);
        class->shape = compile_param(c, &from->effort_shape, 1);
        class->notice = compile_param(c, &from->notice, 1);
        compile_outcomes(c, from, class);
        class->drift = compile_param(c, &from->effort_drift, 1);
        stream->effort_varies |= class->effort.by_day || class->shape.by_day;
        for (size_t o = 0; o < class->n_outcomes; o++)
            stream->effort_varies |= class->outcomes[o].share.by_day || class->outcomes[o].effort.by_day;
    }
}

static void compile_transfers(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream)
{
    stream->n_transfers = spec->n_transfers;
    stream->transfers = compiler_array(c, spec->n_transfers, sizeof *stream->transfers);
    for (size_t i = 0; !c->failed && i < spec->n_transfers; i++)
        stream->transfers[i] = (struct model_transfer){.to = spec->transfers[i].to,
                                                       .keeps = spec->transfers[i].clock_keeps,
                                                       .rate = compile_param(c, &spec->transfers[i].rate, 1)};
}

static void compile_stream(struct compiler *c, const struct stream_spec *spec, struct model_stream *stream)
{
    stream->id = hash_id(spec->id);
    compile_steps(c, spec, stream);
    compile_classes(c, spec, stream);
    compile_effort(c, spec, stream);
    compile_suspensions(c, &spec->clock, stream);
    compile_clock(c, spec, stream);
    compile_inflow(c, spec, stream);
    compile_withdrawal(c, spec, stream);
    compile_transfers(c, spec, stream);
    compile_lateness(c, spec, stream);
    if (!c->failed) compile_opening(c, spec, stream);
}

static int member_before(const struct pool_spec *spec, int a, int b)
{
    return spec->members[a].priority != spec->members[b].priority ? spec->members[a].priority < spec->members[b].priority : a < b;
}

static void compile_members(struct compiler *c, const struct pool_spec *spec, struct model_pool *pool)
{
    pool->n_members = spec->n_members;
    pool->members = compiler_array(c, spec->n_members, sizeof *pool->members);
    pool->by_priority = compiler_array(c, spec->n_members, sizeof *pool->by_priority);
    pool->by_id = compiler_array(c, spec->n_members, sizeof *pool->by_id);
    for (size_t i = 0; !c->failed && i < spec->n_members; i++) {
        const struct pool_member *from = &spec->members[i];
        pool->members[i] = (struct model_member){.stream = from->stream,
                                                 .share = compile_param(c, &from->share, 1),
                                                 .ring_fenced = compile_param(c, &from->ring_fenced, 1),
                                                 .plan = compile_param(c, &from->plan, c->model->scale)};
        compile_member_steps(c, (int)(pool - c->model->pools), &pool->members[i]);
        int rank = 0;
        for (size_t k = 0; k < spec->n_members; k++) rank += member_before(spec, (int)k, (int)i);
        size_t by_id = 0;
        for (size_t k = 0; k < spec->n_members; k++) by_id += c->model->streams[spec->members[k].stream].id < c->model->streams[from->stream].id;
        pool->by_id[by_id] = (int)i;
        pool->members[i].priority_rank = rank;
        pool->by_priority[rank] = (int)i;
    }
}

void compile_rule_uses(const struct model *model, const struct model_pool *pool, int rule)
{
    for (size_t i = 0; rule == ALLOCATE_EARLIEST_DEADLINE && i < pool->n_members; i++) model->streams[pool->members[i].stream].by_deadline = true;
}

static void compile_pool(struct compiler *c, const struct pool_spec *spec, struct model_pool *pool)
{
    const int days = c->model->horizon + 1;
    pool->id = hash_id(spec->id);
    pool->fte = compile_param(c, &spec->fte, c->model->scale);
    pool->hours_per_fte = compile_param(c, &spec->hours_per_fte, 1);
    if (spec->staff.given) compile_staff(c, spec, pool);
    compile_members(c, spec, pool);
    pool->rule = compiler_array(c, (size_t)days, sizeof *pool->rule);
    for (int t = 0; !c->failed && t < days; t++) {
        const struct name_series *rules = &spec->allocation;
        /* Before its first date a series of rules has that date's: a pool always has a rule. */
        const int rule = rules->n && rules->points[0].date > c->model->day0 + t ? rules->points[0].index : regime_on(rules, c->model->day0 + t);
        pool->rule[t] = (int8_t)(rule < 0 ? ALLOCATE_PROPORTIONAL : rule);
        compile_rule_uses(c->model, pool, pool->rule[t]);
    }
}

static const char *step_name(struct compiler *c, const struct stream_spec *stream, size_t step)
{
    const size_t size = strlen(stream->name) + strlen(stream->steps[step].name) + 2;
    char *name = compiler_array(c, size, 1);
    if (name) snprintf(name, size, "%s.%s", stream->name, stream->steps[step].name);
    return name;
}

static void compile_layout(struct compiler *c)
{
    const struct scenario *s = c->scenario;
    size_t n_steps = 0, n = s->n_streams + s->n_pools + s->n_rules;
    for (size_t i = 0; i < s->n_streams; i++) n_steps += s->streams[i].n_steps;
    const char **names = compiler_array(c, n + n_steps, sizeof *names);
    if (!names) return;
    for (size_t i = 0; i < s->n_streams; i++)
        for (size_t j = 0; j < s->streams[i].n_steps; j++) names[n++] = step_name(c, &s->streams[i], j);
    for (size_t i = 0; i < s->n_streams; i++) names[i] = s->streams[i].name;
    for (size_t i = 0; i < s->n_pools; i++) names[s->n_streams + i] = s->pools[i].name;
    for (size_t i = 0; i < s->n_rules; i++) names[s->n_streams + s->n_pools + i] = s->rules[i].name;
    const struct results_layout_names of = {
        .n_streams = s->n_streams, .n_pools = s->n_pools, .streams = names, .pools = names + s->n_streams,
        .n_rules = s->n_rules, .rules = names + s->n_streams + s->n_pools,
        .n_steps = n_steps, .steps = names + s->n_streams + s->n_pools + s->n_rules};
    if (c->failed) return;
    if (results_layout_init(&c->model->layout, s->opening_date, s->horizon, &of) != 0) c->failed = true;
}

static void compile_frame(struct compiler *c)
{
    const struct scenario *s = c->scenario;
    struct model *m = c->model;
    m->scenario = s;
    m->scale = quantity_on(&s->scale, s->opening_date);
    m->day0 = s->opening_date + 1;
    m->horizon = s->horizon - m->day0;
    for (size_t i = 0; i < s->n_streams; i++) {
        const int age = opening_longest_age(&s->streams[i].opening);
        if (age + 1 > m->before) m->before = age + 1;
    }
    m->days = m->before + m->horizon + 1;
    m->n_administrative = s->n_administrative;
    m->administrative = s->administrative;
    m->n_judicial = s->n_judicial;
    m->judicial = s->judicial;
    m->slots = arena_grow(&m->arena, NULL, 0, &c->slot_capacity, sizeof *m->slots);
    if (!m->slots) c->failed = true;
    m->n_slots = 1;
    m->n_factors = s->n_factors;
    m->factors = compiler_array(c, s->n_factors, sizeof *m->factors);
    for (size_t i = 0; !c->failed && i < s->n_factors; i++) m->factors[i] = hash_id(s->factors[i].name);
}

static void compile_entities(struct compiler *c)
{
    const struct scenario *s = c->scenario;
    struct model *m = c->model;
    m->n_streams = s->n_streams;
    m->streams = compiler_array(c, s->n_streams, sizeof *m->streams);
    for (size_t i = 0; !c->failed && i < s->n_streams; i++) compile_stream(c, &s->streams[i], &m->streams[i]);
    m->n_pools = s->n_pools;
    m->pools = compiler_array(c, s->n_pools, sizeof *m->pools);
    for (size_t i = 0; !c->failed && i < s->n_pools; i++) compile_pool(c, &s->pools[i], &m->pools[i]);
    if (!c->failed) compile_links(c);
    if (!c->failed) compile_moves(c);
    if (!c->failed) compile_money(c);
    if (!c->failed) compile_contingent(c);
}

struct model *model_compile(const struct scenario *scenario)
{
    struct model *model = calloc(1, sizeof *model);
    if (!model) return NULL;
    arena_init_large(&model->arena);
    struct compiler c = {.scenario = scenario, .model = model};
    compile_frame(&c);
    if (!c.failed) compile_layout(&c);
    if (!c.failed) compile_calendar(&c);
    if (!c.failed) compile_entities(&c);
    if (!c.failed) compile_targets(&c);
    if (!c.failed) return model;
    model_free(model);
    return NULL;
}

void model_free(struct model *model)
{
    if (!model) return;
    results_layout_free(&model->layout);
    arena_free(&model->arena);
    free(model);
}
