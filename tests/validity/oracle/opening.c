/* The opening stock: ages, classes, delays. Notices and orders are in lawsuits.c. */
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "state.h"

static bool add_cell(struct stream_state *s, int age, int class, long count)
{
    for (size_t i = 0; i < s->n_cells; i++) {
        if (s->cells[i].age == age && s->cells[i].class == class) {
            s->cells[i].count += count;
            return true;
        }
    }
    if (s->n_cells == s->max_cells) {
        size_t wanted = s->max_cells ? 2 * s->max_cells : 64;
        struct opening_cell *moved = realloc(s->cells, wanted * sizeof *moved);
        if (!moved) {
            return false;
        }
        s->cells = moved;
        s->max_cells = wanted;
    }
    s->cells[s->n_cells++] = (struct opening_cell){age, class, count, NULL};
    return true;
}

/* The cases of the ages, from the highest to the lowest: each goes to the class that is furthest behind its share. */
static bool split_by_class(const struct oracle *o, struct stream_state *s, const long counts[], int longest)
{
    size_t n = s->spec->n_classes;
    double *behind = calloc(n, sizeof *behind), sum = 0;
    bool done = behind != NULL;
    for (size_t i = 0; i < n; i++) {
        sum += oracle_value_at(&s->spec->classes[i].share, o->day0);
    }
    for (int age = longest; done && age >= 0; age--) {
        for (long case_no = 0; done && case_no < counts[age]; case_no++) {
            size_t best = 0;
            for (size_t i = 0; i < n; i++) {
                behind[i] += oracle_value_at(&s->spec->classes[i].share, o->day0) / sum;
                best = behind[i] > behind[best] + 1e-9 ? i : best;
            }
            behind[best] -= 1;
            done = add_cell(s, age, (int)best, 1);
        }
    }
    free(behind);
    return done;
}

/* Rows without a class are split together. */
static bool cells_of_table(const struct oracle *o, struct stream_state *s)
{
    const struct opening_spec *spec = &s->spec->opening;
    int longest = 0;
    for (size_t i = 0; i < spec->n_rows; i++) {
        longest = spec->rows[i].age > longest ? spec->rows[i].age : longest;
    }
    long *counts = calloc((size_t)longest + 1, sizeof *counts);
    bool done = counts != NULL;
    for (size_t i = 0; done && i < spec->n_rows; i++) {
        const struct age_row *row = &spec->rows[i];
        long count = lround(oracle_scale(o) * (double)row->count);
        if (row->class_index >= 0) {
            done = add_cell(s, row->age, row->class_index, count);
        } else {
            counts[row->age] += count;
        }
    }
    done = done && split_by_class(o, s, counts, longest);
    free(counts);
    return done;
}

static bool cells_of_ages(const struct oracle *o, struct stream_state *s)
{
    const struct opening_spec *spec = &s->spec->opening;
    int longest = 0;
    double *weights = oracle_cells(&spec->ages, 0, &longest);
    long *counts = calloc((size_t)longest + 1, sizeof *counts);
    bool done = weights && counts;
    if (done) {
        long total = lround(oracle_scale(o) * oracle_value_at(&spec->stock, o->day0));
        oracle_whole_counts((size_t)longest + 1, weights, total, counts);
        done = split_by_class(o, s, counts, longest);
    }
    free(weights);
    free(counts);
    return done;
}

int oracle_opening_init(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    if (!s->spec->opening.given) {
        return 0;
    }
    bool done = s->spec->opening.n_rows > 0 ? cells_of_table(o, s) : cells_of_ages(o, s);
    return done && oracle_opening_steps(s) ? 0 : -1;
}

/* f: the cases of this class received on that day. */
static double received_then(const struct oracle *o, const struct stream_state *s, int class, int day)
{
    const struct stream_spec *spec = s->spec;
    double share = 0;
    for (size_t i = 0; i < spec->n_classes; i++) {
        share += oracle_value_at(&spec->classes[i].share, o->day0);
    }
    share = oracle_value_at(&spec->classes[class].share, o->day0) / share;
    double a_day = oracle_per_day(oracle_value_at(&spec->inflow.level, day), day);
    for (size_t i = 0; i < spec->inflow.n_past; i++) {
        const struct past_row *row = &spec->inflow.past[i];
        if (row->first <= day && day <= row->last) {
            a_day = (double)row->count / (row->last - row->first + 1);
        }
    }
    return oracle_scale(o) * a_day * share;
}

/* The day from which a case of that age, still in delay, is workable. */
static int ready_day(struct oracle *o, const struct distribution *delay, int age, int received)
{
    double below = oracle_rounded_cdf(delay, age);
    double i = (double)gsl_rng_uniform_int(o->rng, LAGS);
    double p = below + (1 - below) * (i + oracle_rotation(o, received)) / LAGS;
    int lag = (int)lround(oracle_quantile(delay, p));
    return received + (lag > age ? lag : age + 1);
}

static long at_first_step(const struct opening_cell *cell)
{
    long n = 0;
    for (long i = 0; i < cell->count; i++) {
        n += cell->steps[i] == 0;
    }
    return n;
}

static void admit_cell(struct oracle *o, size_t stream, const struct opening_cell *cell)
{
    struct stream_state *s = &o->streams[stream];
    const struct distribution *delay = s->steps[0].delay;
    int received = o->scenario->opening_date - cell->age;
    double longer = 1 - oracle_rounded_cdf(delay, cell->age);
    long left = at_first_step(cell); /* only those may be in delay */
    double share = left > 0 ? received_then(o, s, cell->class, received) * longer / (double)left : 0;
    long waiting = (long)gsl_ran_binomial(o->rng, fmin(1, share), (unsigned)left);
    for (long i = 0; i < cell->count; i++) {
        struct oracle_case *c = oracle_admit(o, stream, received, received);
        if (c) {
            c->class = cell->class;
            c->step = cell->steps[i];
            bool waits = c->step == 0 && (long)gsl_rng_uniform_int(o->rng, (unsigned long)left) < waiting; /* whichever of them */
            c->ready = waits ? ready_day(o, delay, cell->age, received) : received;
            waiting -= waits;
            left -= c->step == 0;
        }
    }
}

static void set_deadlines(struct oracle *o, size_t stream, int day)
{
    struct stream_state *s = &o->streams[stream];
    for (size_t i = 0; i < s->cases.n; i++) {
        struct oracle_case *c = &s->cases.at[i];
        c->deadline = oracle_deadline(o, stream, c, day);
    }
}

/* The stock on the evening of the opening date, its deadlines by the rules of day 0. */
void oracle_opening(struct oracle *o, size_t stream)
{
    struct stream_state *s = &o->streams[stream];
    for (size_t i = 0; i < s->n_cells; i++) {
        admit_cell(o, stream, &s->cells[i]);
    }
    oracle_opening_suspensions(o, stream);
    set_deadlines(o, stream, o->day0);
    if (s->spec->opening.given) {
        oracle_opening_lawsuits(o, stream);
        oracle_schedule_outstanding(o, stream);
    }
    s->open_before = (int)s->cases.n;
}
