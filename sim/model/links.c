#include <math.h>

#include "base/hash.h"
#include "model/compiler.h"
#include "model/distribution.h"

/* P(max(1, round(X)) = k) for k = 1..length, the tail on the last. */
static void compile_kernel(struct compiler *c, const struct distribution *after, struct model_link *link)
{
    link->kernel = compiler_array(c, (size_t)link->length + 1, sizeof *link->kernel);
    double below = 0;
    for (int k = 1; !c->failed && k <= link->length; k++) {
        const double upto = k == link->length ? 1 : distribution_below(after, k + 0.5);
        link->kernel[k] = upto - below;
        below = upto;
    }
    link->shortest = 1;
    while (!c->failed && link->shortest < link->length && link->kernel[link->shortest] <= 0) link->shortest++;
}

static const struct quantity *history_of(const struct stream_spec *parent, int event)
{
    for (size_t i = 0; i < parent->n_history; i++)
        if (parent->history[i].event == event) return &parent->history[i].rate;
    return NULL;
}

static void compile_history(struct compiler *c, const struct link_spec *spec, struct model_link *link)
{
    const struct model *m = c->model;
    const struct quantity *rate = history_of(&c->scenario->streams[spec->from], spec->event);
    const size_t days = (size_t)link->length;
    link->history = compiler_array(c, days, sizeof *link->history);
    link->whole_history = compiler_array(c, days, sizeof *link->whole_history);
    link->history_number = compiler_array(c, days, sizeof *link->history_number);
    double sum = 0;
    int64_t before = 0;
    for (size_t i = 0; !c->failed && i < days; i++) {
        const int civil = m->day0 - link->length + (int)i;
        const double events = rate ? m->scale * quantity_on(rate, civil) / days_in_year(date_from_day(civil).year) : 0;
        link->history_number[i] = quantity_on(&spec->number, civil);
        link->history[i] = events * link->history_number[i];
        sum += events;
        const int64_t whole = (int64_t)floor(sum + 1e-9);
        link->whole_history[i] = whole - before;
        before = whole;
    }
}

static void compile_link(struct compiler *c, const struct link_spec *spec, struct model_link *link)
{
    link->id = hash_id(spec->id);
    link->from = spec->from;
    link->to = spec->to;
    link->event = spec->event;
    link->at_most_one = spec->at_most_one;
    link->number = compile_param(c, &spec->number, 1);
    link->under_pressure = compile_param(c, &spec->under_pressure, 1);
    link->of_open = spec->event == LINK_OPEN;
    if (link->of_open) return;
    link->length = distribution_cut(&spec->after);
    if (link->length < 1) link->length = 1;
    compile_history(c, spec, link);
    if (link->at_most_one) compile_lags(c, &spec->after, link->length, link->length, &link->lags);
    else compile_kernel(c, &spec->after, link);
}

void compile_links(struct compiler *c)
{
    struct model *m = c->model;
    m->n_links = c->scenario->n_links;
    m->links = compiler_array(c, m->n_links, sizeof *m->links);
    for (size_t i = 0; !c->failed && i < m->n_links; i++) compile_link(c, &c->scenario->links[i], &m->links[i]);
}
