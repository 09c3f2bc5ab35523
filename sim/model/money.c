/* What brings money in and what costs it. */
#include "model/compiler.h"
#include "model/staff.h"

static struct model_income compile_income(struct compiler *c, const struct income_spec *spec)
{
    if (!spec->given) return (struct model_income){.given = false};
    return (struct model_income){.given = true,
                                 .per_received = compile_param(c, &spec->per_received, 1),
                                 .per_decision = compile_param(c, &spec->per_decision, 1),
                                 .per_year = compile_param(c, &spec->per_year, c->model->scale)};
}

static bool any_money(const struct scenario *s)
{
    bool any = s->income.given;
    for (size_t i = 0; i < s->n_streams; i++) any |= s->streams[i].income.given;
    for (size_t i = 0; i < s->n_pools; i++) any |= s->pools[i].cost_per_fte.given || s->pools[i].external_cost_per_fte.given;
    return any;
}

static struct pool_costs compile_costs(struct compiler *c, const struct pool_spec *spec)
{
    struct pool_costs costs = {.given = spec->cost_per_fte.given || spec->external_cost_per_fte.given};
    if (!costs.given) return costs;
    costs.own = compile_param(c, &spec->cost_per_fte, 1);
    costs.external = spec->external_cost_per_fte.given ? compile_param(c, &spec->external_cost_per_fte, 1) : costs.own;
    return costs;
}

void compile_money(struct compiler *c)
{
    const struct scenario *s = c->scenario;
    if (!any_money(s)) return;
    struct model_money *money = compiler_array(c, 1, sizeof *money);
    if (!money) return;
    c->model->money = money;
    money->streams = compiler_array(c, s->n_streams, sizeof *money->streams);
    money->pools = compiler_array(c, s->n_pools, sizeof *money->pools);
    for (size_t i = 0; !c->failed && i < s->n_streams; i++) money->streams[i] = compile_income(c, &s->streams[i].income);
    for (size_t i = 0; !c->failed && i < s->n_pools; i++) money->pools[i] = compile_costs(c, &s->pools[i]);
    money->all.given = s->income.given;
    if (s->income.given) money->all.per_year = compile_param(c, &s->income.per_year, c->model->scale);
}
