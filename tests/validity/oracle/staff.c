/* Staff, person by person. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "state.h"

/* ---- the list of people ---- */

bool oracle_staff_init(struct oracle *o)
{
    o->away = calloc(o->scenario->n_moves + 1, sizeof *o->away);
    o->income = calloc(o->n_days, sizeof *o->income);
    return o->away && o->income;
}

void oracle_staff_free(struct oracle *o)
{
    free(o->people.at);
    free(o->away);
    free(o->income);
}

static void add_people(struct oracle *o, struct person person, long count)
{
    for (long i = 0; i < count && !o->failed; i++) {
        if (o->people.n == o->people.capacity) {
            size_t capacity = o->people.capacity ? 2 * o->people.capacity : 64;
            struct person *at = realloc(o->people.at, capacity * sizeof *at);
            if (!at) {
                o->failed = true;
                return;
            }
            o->people.at = at;
            o->people.capacity = capacity;
        }
        o->people.at[o->people.n++] = person;
    }
}

static long heads_of(const struct oracle *o, size_t pool, enum person_kind kind)
{
    long n = 0;
    for (size_t i = 0; i < o->people.n; i++) {
        n += o->people.at[i].pool == (int)pool && o->people.at[i].kind == kind;
    }
    return n;
}

static struct pool_day *record_of(struct oracle *o, size_t pool)
{
    return &o->pools[pool].days[o->today - o->day0];
}

/* ---- the opening ---- */

static long scaled(struct oracle *o, const struct quantity *q)
{
    return lround(oracle_scale(o) * oracle_value_at(q, o->scenario->opening_date));
}

static int training_on(struct oracle *o, const struct staff_spec *staff, int day)
{
    return (int)lround(oracle_value(o, &staff->training_months, day));
}

static long wanting(struct oracle *o, const struct hiring_spec *hiring, long heads, int day)
{
    long target = lround(oracle_scale(o) * oracle_value(o, &hiring->target, day));
    return target > heads ? target - heads : 0;
}

static struct hiring_state open_hiring(struct oracle *o, const struct hiring_spec *hiring, long heads)
{
    struct hiring_state state = {0, 0, 0};
    if (hiring->given) {
        state.vacancies = hiring->target.given ? wanting(o, hiring, heads, o->day0) : scaled(o, &hiring->vacancies);
    }
    return state;
}

static void open_pool(struct oracle *o, size_t pool)
{
    struct pool_state *p = &o->pools[pool];
    const struct staff_spec *staff = &p->spec->staff;
    struct person person = {.pool = (int)pool, .kind = TRAINED, .move = -1};
    add_people(o, person, scaled(o, &staff->experienced));
    person.kind = EXTERNAL;
    add_people(o, person, scaled(o, &staff->external));
    person.kind = IN_TRAINING;
    person.training = training_on(o, staff, o->day0);
    for (size_t i = 0; i < staff->n_trainees; i++) {
        person.joined = month_index(o->scenario->opening_date) - staff->trainees[i].months;
        add_people(o, person, scaled(o, &staff->trainees[i].heads));
    }
    p->own = open_hiring(o, &staff->hiring, heads_of(o, pool, TRAINED) + heads_of(o, pool, IN_TRAINING));
    p->external = open_hiring(o, &staff->external_hiring, heads_of(o, pool, EXTERNAL));
    for (size_t i = 0; i < staff->n_shocks; i++) {
        p->shock_happens[i] = oracle_chance(o, oracle_value(o, &staff->shocks[i].probability, staff->shocks[i].date));
    }
}

void oracle_staff_open(struct oracle *o)
{
    for (size_t pool = 0; pool < o->scenario->n_pools; pool++) {
        if (o->pools[pool].spec->staff.given) {
            open_pool(o, pool);
        }
    }
}

/* ---- who is trained, who leaves, who moves ---- */

static void train(struct oracle *o)
{
    int month = month_index(o->today);
    for (size_t i = 0; i < o->people.n; i++) {
        struct person *person = &o->people.at[i];
        if (person->kind == IN_TRAINING && month - person->joined >= person->training) {
            person->kind = TRAINED;
        }
    }
}

static void leave(struct oracle *o)
{
    size_t kept = 0;
    for (size_t i = 0; i < o->people.n; i++) {
        const struct person *person = &o->people.at[i];
        const struct staff_spec *staff = &o->pools[person->pool].spec->staff;
        const struct quantity *hazard = person->kind == IN_TRAINING ? &staff->trainees_leaving
                                        : person->kind == TRAINED   ? &staff->experienced_leaving
                                                                    : &staff->external_leaving;
        if (oracle_chance(o, oracle_hazard(o, hazard, o->today, 1))) {
            record_of(o, (size_t)person->pool)->left++;
        } else {
            o->people.at[kept++] = *person;
        }
    }
    o->people.n = kept;
}

/* Takes people out of a pool for a move; they are nowhere until they arrive. */
static void depart(struct oracle *o, int pool, enum person_kind kind, size_t move, long count)
{
    for (size_t i = 0; i < o->people.n && count > 0; i++) {
        struct person *person = &o->people.at[i];
        if (person->pool == pool && person->kind == kind && person->move < 0) {
            person->move = (int)move;
            record_of(o, (size_t)pool)->moved--;
            count--;
        }
    }
}

static void depart_in_order_of_names(struct oracle *o)
{
    const struct scenario *s = o->scenario;
    const char *last = "";
    for (size_t turn = 0; turn < s->n_moves; turn++) {
        size_t next = s->n_moves;
        for (size_t i = 0; i < s->n_moves; i++) {
            bool later = strcmp(s->moves[i].name, last) > 0;
            if (later && (next == s->n_moves || strcmp(s->moves[i].name, s->moves[next].name) < 0)) {
                next = i;
            }
        }
        const struct staff_move_spec *move = &s->moves[next];
        enum person_kind kind = move->who == MOVES_EXTERNAL ? EXTERNAL : TRAINED;
        last = move->name;
        if (o->today == move->date) {
            depart(o, move->from, kind, next, lround(oracle_scale(o) * oracle_value(o, &move->heads, o->today)));
        } else if (o->today == move->back) {
            depart(o, move->to, kind, next, o->away[next]);
        }
    }
}

static void move_people(struct oracle *o)
{
    depart_in_order_of_names(o);
    for (size_t i = 0; i < o->scenario->n_moves; i++) {
        const struct staff_move_spec *move = &o->scenario->moves[i];
        int to = o->today == move->date ? move->to : move->from;
        if (o->today != move->date && o->today != move->back) {
            continue;
        }
        o->away[i] = 0;
        for (size_t k = 0; k < o->people.n; k++) {
            struct person *person = &o->people.at[k];
            if (person->move != (int)i) {
                continue;
            }
            person->move = -1;
            person->pool = to;
            record_of(o, (size_t)to)->moved++;
            o->away[i]++;
        }
    }
}

/* ---- hiring ---- */

static long whole_part(double *sum, double more)
{
    long before = (long)floor(*sum + 1e-9);
    *sum += more;
    return (long)floor(*sum + 1e-9) - before;
}

static long hire(struct oracle *o, const struct hiring_spec *hiring, struct hiring_state *state, long heads)
{
    long hired = 0;
    if (!hiring->given) {
        return 0;
    }
    if (hiring->target.given) {
        state->vacancies = wanting(o, hiring, heads, o->today);
    } else {
        state->vacancies += whole_part(&state->planned, oracle_scale(o) * oracle_value(o, &hiring->plan, o->today));
    }
    if (hiring->rate.given) {
        long most = whole_part(&state->allowed, oracle_scale(o) * oracle_value(o, &hiring->rate, o->today));
        hired = most < state->vacancies ? most : state->vacancies;
    } else {
        for (long vacancy = 0; vacancy < state->vacancies; vacancy++) {
            hired += !hiring->fill.given || oracle_chance(o, oracle_value(o, &hiring->fill, o->today));
        }
    }
    state->vacancies -= hired;
    return hired;
}

static void begin_work(struct oracle *o, size_t pool, long own, long external)
{
    const struct staff_spec *staff = &o->pools[pool].spec->staff;
    struct person person = {
        .pool = (int)pool, .joined = month_index(o->today), .training = training_on(o, staff, o->today), .move = -1};
    person.kind = person.training > 0 ? IN_TRAINING : TRAINED;
    add_people(o, person, own);
    person.kind = EXTERNAL;
    add_people(o, person, external);
    record_of(o, pool)->hired += (int)(own + external);
}

static void hire_for(struct oracle *o, size_t pool)
{
    struct pool_state *p = &o->pools[pool];
    const struct staff_spec *staff = &p->spec->staff;
    long own = hire(o, &staff->hiring, &p->own, heads_of(o, pool, TRAINED) + heads_of(o, pool, IN_TRAINING));
    long external = hire(o, &staff->external_hiring, &p->external, heads_of(o, pool, EXTERNAL));
    begin_work(o, pool, own, external);
}

/* ---- contingent rules ---- */

static void dismiss(struct oracle *o, int pool, long count)
{
    size_t kept = 0;
    for (size_t i = 0; i < o->people.n; i++) {
        bool goes = count > 0 && o->people.at[i].pool == pool && o->people.at[i].kind == EXTERNAL;
        count -= goes;
        record_of(o, (size_t)pool)->left += goes;
        if (!goes) {
            o->people.at[kept++] = o->people.at[i];
        }
    }
    o->people.n = kept;
}

/* Externals of actions that end today, then the heads of those that begin. */
static void extra_people(struct oracle *o)
{
    for (int joining = 0; joining < 2; joining++) {
        for (size_t i = 0; i < o->scenario->n_rules; i++) {
            struct rule_state *rule = &o->rules[i];
            int action = rule->actions - 1;
            for (size_t p = 0; action >= 0 && p < rule->spec->n_pools; p++) {
                const struct pool_change_spec *change = &rule->spec->pools[p];
                if (joining && rule->began[action] == o->today) {
                    rule->came[p] = lround(oracle_scale(o) * oracle_value(o, &change->external, o->today));
                    begin_work(o, (size_t)change->pool, lround(oracle_scale(o) * oracle_value(o, &change->hire, o->today)), rule->came[p]);
                } else if (!joining && rule->ended[action] == o->today) {
                    dismiss(o, change->pool, rule->came[p]);
                }
            }
        }
    }
}

void oracle_staff(struct oracle *o)
{
    const struct calendar_day *day = &o->calendar[o->today - o->day0];
    train(o);
    leave(o);
    move_people(o);
    extra_people(o);
    for (size_t pool = 0; pool < o->scenario->n_pools; pool++) {
        struct pool_day *record = record_of(o, pool);
        if (!o->pools[pool].spec->staff.given) {
            continue;
        }
        if (day->working && day->k == 1) {
            hire_for(o, pool);
        }
        for (int kind = 0; kind < KINDS; kind++) {
            record->heads[kind] = (int)heads_of(o, pool, (enum person_kind)kind);
        }
        record->vacancies = (int)(o->pools[pool].own.vacancies + o->pools[pool].external.vacancies);
    }
}

/* ---- FTE ---- */

static double productivity(struct oracle *o, const struct staff_spec *staff, const struct person *person)
{
    int month = month_index(o->today) - person->joined;
    if (staff->n_productivity == 0) {
        return (month + 0.5) / person->training;
    }
    size_t last = staff->n_productivity - 1;
    return oracle_value(o, &staff->productivity[(size_t)month < last ? (size_t)month : last], o->today);
}

static double presence(struct oracle *o, const struct pool_state *p)
{
    const struct staff_spec *staff = &p->spec->staff;
    const struct calendar_day *day = &o->calendar[o->today - o->day0];
    int month = date_from_day(o->today).month - 1;
    double absent =
        oracle_value(o, &staff->absence, o->today) * (staff->absence_profile_given ? staff->absence_profile[month] : 1);
    for (size_t i = 0; i < staff->n_shocks; i++) {
        const struct absence_shock_spec *shock = &staff->shocks[i];
        if (p->shock_happens[i] && o->today >= shock->date && o->today < shock->date + shock->days) {
            absent += oracle_value(o, &shock->size, o->today);
        }
    }
    double factor = 1;
    if (staff->leave_profile_given && day->n > 0) {
        double leave = oracle_value(o, &staff->leave, o->today) / oracle_value(o, &p->spec->hours_per_fte, o->today);
        factor = fmax(0, 1 + leave - leave * staff->leave_profile[month] * day->of_year / (12.0 * day->n));
    }
    return (1 - fmin(1, absent)) * (1 + oracle_value(o, &staff->overtime, o->today)) * factor;
}

double oracle_staff_fte(struct oracle *o, size_t pool)
{
    struct pool_state *p = &o->pools[pool];
    const struct staff_spec *staff = &p->spec->staff;
    double own = oracle_value(o, &staff->fte_per_head, o->today), experienced = 0, others = 0, mentors = 0;
    double external =
        staff->external_fte_per_head.given ? oracle_value(o, &staff->external_fte_per_head, o->today) : own;
    p->own_fte = p->external_fte = 0;
    for (size_t i = 0; i < o->people.n; i++) {
        const struct person *person = &o->people.at[i];
        if (person->pool != (int)pool) {
            continue;
        }
        if (person->kind == EXTERNAL) {
            others += external;
            p->external_fte += external;
            continue;
        }
        p->own_fte += own;
        if (person->kind == TRAINED) {
            experienced += own;
        } else {
            others += own * productivity(o, staff, person);
            mentors += oracle_value(o, &staff->mentor, o->today) / oracle_value(o, &p->spec->hours_per_fte, o->today);
        }
    }
    record_of(o, pool)->paid = p->own_fte + p->external_fte;
    return presence(o, p) * (fmax(0, experienced - mentors) + others);
}

/* ---- results ---- */

static void add_record(struct pool_day *to, const struct pool_day *from)
{
    to->hired += from->hired;
    to->left += from->left;
    to->moved += from->moved;
    to->paid += from->paid;
}

/* What the opening or the last evening of the period shows. */
static struct pool_day stocks_of(struct oracle *o, size_t pool, const struct results_period *period)
{
    const struct staff_spec *staff = &o->pools[pool].spec->staff;
    if (period->kind != PERIOD_OPENING) {
        return o->pools[pool].days[period->last - o->day0];
    }
    struct pool_day opening = {.heads = {0, (int)scaled(o, &staff->experienced), (int)scaled(o, &staff->external)}};
    for (size_t i = 0; i < staff->n_trainees; i++) {
        opening.heads[IN_TRAINING] += (int)scaled(o, &staff->trainees[i].heads);
    }
    opening.vacancies =
        (int)(open_hiring(o, &staff->hiring, opening.heads[IN_TRAINING] + opening.heads[TRAINED]).vacancies +
              open_hiring(o, &staff->external_hiring, opening.heads[EXTERNAL]).vacancies);
    return opening;
}

static void put(double cells[], const struct pool_day *stocks, const struct pool_day *flows,
                const struct results_period *period)
{
    cells[MEASURE_HEADS_TRAINEES] += stocks->heads[IN_TRAINING];
    cells[MEASURE_HEADS_EXPERIENCED] += stocks->heads[TRAINED];
    cells[MEASURE_HEADS_EXTERNAL] += stocks->heads[EXTERNAL];
    cells[MEASURE_VACANCIES] += stocks->vacancies;
    if (period->kind == PERIOD_OPENING) {
        return;
    }
    cells[MEASURE_HIRED] += flows->hired;
    cells[MEASURE_LEFT] += flows->left;
    cells[MEASURE_MOVED] += flows->moved;
    cells[MEASURE_FTE_PAID] += flows->paid / (period->last - period->first + 1);
}

static void clear(double cells[], const struct results_period *period)
{
    for (int m = MEASURE_HEADS_TRAINEES; m <= MEASURE_VACANCIES; m++) {
        cells[m] = 0;
    }
    for (int m = MEASURE_HIRED; m <= MEASURE_FTE_PAID && period->kind != PERIOD_OPENING; m++) {
        cells[m] = 0;
    }
}

void oracle_tally_staff(struct oracle *o, const struct results_values *out)
{
    const struct results_layout *l = o->layout;
    for (size_t index = 0; index < l->n_periods; index++) {
        const struct results_period *period = &l->periods[index];
        double *all = &out->forecast[layout_cell(l, index, layout_pool_all(l), 0)];
        bool any = false;
        for (size_t pool = 0; pool < o->scenario->n_pools; pool++) {
            double *cells = &out->forecast[layout_cell(l, index, layout_pool(l, pool), 0)];
            struct pool_day flows = {.hired = 0};
            if (!o->pools[pool].spec->staff.given) {
                continue;
            }
            for (int day = period->first; day <= period->last && period->kind != PERIOD_OPENING; day++) {
                add_record(&flows, &o->pools[pool].days[day - o->day0]);
            }
            struct pool_day stocks = stocks_of(o, pool, period);
            if (!any) {
                clear(all, period);
            }
            any = true;
            clear(cells, period);
            put(cells, &stocks, &flows, period);
            put(all, &stocks, &flows, period);
        }
    }
}
