/* What changed the stock of a run, and its staff by stage. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "output/plot_send.h"

enum { CHANGES_MOST = 40, STREAMS_MOST = 12, STEP_COLUMNS = 32, STAGES = 4 };

/* ---- waterfall ---- */

/* A step leads from one height to another; the first and the last stand on 0. */
struct step {
    const char *label;
    char own[VALUE_SIZE]; /* for a label made here */
    double from, to;
    bool total;
};

struct steps {
    size_t n;
    struct step steps[CHANGES_MOST];
};

static struct step *add_step(struct steps *steps, const char *label, double change)
{
    const double at = steps->n > 0 ? steps->steps[steps->n - 1].to : 0;
    struct step *step = &steps->steps[steps->n++];
    *step = (struct step){.label = label, .from = at, .to = at + change};
    return step;
}

static void add_total(const struct plot *plot, struct steps *steps, int day, double value)
{
    struct step *step = add_step(steps, NULL, 0);
    *step = (struct step){.to = value, .total = true};
    plot_date(plot, day, step->own);
}

/* Sends $NAME (row, from, to, 1 for a total, the change as text), $NAME_labels, NAME_n and NAME_top. */
static void send_steps(struct pictures *pictures, const struct plot *plot, const char *name, const struct steps *steps)
{
    double top = 0;
    gnuplot_data(&pictures->gnuplot, name);
    for (size_t i = 0; i < steps->n; i++) {
        const struct step *step = &steps->steps[i];
        char text[VALUE_SIZE + 1], count[VALUE_SIZE];
        plot_count(plot, step->total ? step->to : fabs(step->to - step->from), count);
        snprintf(text, sizeof text, "%s%s", step->total ? "" : step->to < step->from ? "-" : "+", count);
        fprintf(pictures->gnuplot.pipe, "%zu", i + 1);
        picture_number(pictures, step->from);
        picture_number(pictures, step->to);
        fprintf(pictures->gnuplot.pipe, " %d", step->total);
        plot_quoted(pictures, text);
        fputc('\n', pictures->gnuplot.pipe);
        top = fmax(top, fmax(step->from, step->to));
    }
    gnuplot_data_end(&pictures->gnuplot);
    char block[64];
    snprintf(block, sizeof block, "%s_labels", name);
    gnuplot_data(&pictures->gnuplot, block);
    for (size_t i = 0; i < steps->n; i++) {
        gnuplot_text(&pictures->gnuplot, steps->steps[i].label != NULL ? steps->steps[i].label : steps->steps[i].own, STEP_COLUMNS);
    }
    gnuplot_data_end(&pictures->gnuplot);
    fprintf(pictures->gnuplot.pipe, "%s_n = %zu\n%s_top =", name, steps->n, name);
    picture_number(pictures, top > 0 ? top : 1);
    fputc('\n', pictures->gnuplot.pipe);
}

static void flow_steps(const struct plot *plot, struct steps *steps, const struct picture_span *span)
{
    static const struct {
        const char *measure;
        enum plot_word word;
        int sign;
    } flows[] = {{"inflow", PLOT_WORD_flow_inflow, 1},         {"transferred", PLOT_WORD_flow_transferred, 1},
                 {"correction", PLOT_WORD_flow_correction, 1}, {"decisions", PLOT_WORD_flow_decisions, -1},
                 {"withdrawn", PLOT_WORD_flow_withdrawn, -1},  {"lost", PLOT_WORD_flow_lost, -1}};
    const struct plot_ends open = plot_stock(plot, plot->entity, "open");
    add_total(plot, steps, span->opening, open.first);
    for (size_t i = 0; i < sizeof flows / sizeof flows[0]; i++) {
        const double change = flows[i].sign * plot_flow(plot, plot->entity, flows[i].measure);
        if (fabs(change) >= 0.5) {
            add_step(steps, plot_word(plot->language, flows[i].word), change);
        }
    }
    add_total(plot, steps, span->horizon, open.last);
}

struct change {
    const char *label;
    double size;
};

/* Streams by how much they changed, the largest change first; the rest together. */
static void stream_steps(const struct plot *plot, struct steps *steps)
{
    const json_t *entities = json_object_get(plot->data, "entities"), *entity;
    struct change changes[STREAMS_MOST];
    size_t n = 0, i;
    double others = 0;
    json_array_foreach(entities, i, entity)
    {
        const char *name = json_string_value(json_object_get(entity, "name")), *kind = json_string_value(json_object_get(entity, "kind"));
        if (name == NULL || kind == NULL || strcmp(kind, "stream") != 0) {
            continue;
        }
        const struct plot_ends open = plot_stock(plot, name, "open");
        struct change change = {plot_label(plot, name), open.last - open.first};
        size_t k = n < STREAMS_MOST ? n++ : STREAMS_MOST;
        if (k == STREAMS_MOST) { /* the smallest makes way */
            k--;
            if (fabs(change.size) <= fabs(changes[k].size)) {
                others += change.size;
                continue;
            }
            others += changes[k].size;
        }
        for (; k > 0 && fabs(changes[k - 1].size) < fabs(change.size); k--) {
            changes[k] = changes[k - 1];
        }
        changes[k] = change;
    }
    for (i = 0; i < n; i++) {
        if (fabs(changes[i].size) >= 0.5) {
            add_step(steps, changes[i].label, changes[i].size);
        }
    }
    if (fabs(others) >= 0.5) {
        add_step(steps, plot_word(plot->language, PLOT_WORD_flow_others), others);
    }
}

/* The stock's change in each calendar year, or part of one at an end; from a cell to the last of its year. */
static void year_steps(const struct plot *plot, struct steps *steps)
{
    struct report_series series = plot_series(plot, plot->entity, "open", "month");
    double former = series.n > 0 ? series.cell[0].mean : 0;
    for (size_t i = 1; i < series.n && steps->n + 2 < CHANGES_MOST; i++) {
        const int year = date_from_day(series.day[i]).year;
        if (i + 1 == series.n || date_from_day(series.day[i + 1]).year != year) {
            struct step *step = add_step(steps, NULL, series.cell[i].mean - former);
            snprintf(step->own, sizeof step->own, "%d", year);
            former = series.cell[i].mean;
        }
    }
    report_series_free(&series);
}

int plot_send_flows(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem)
{
    const struct picture_span span = plot_span(plot);
    const struct plot_ends open = plot_stock(plot, plot->entity, "open");
    const bool all = strcmp(plot->entity, "all") == 0;
    struct steps steps = {.n = 0};
    plot_head(pictures, plot, plot_label(plot, plot->entity));
    flow_steps(plot, &steps, &span);
    send_steps(pictures, plot, "flow", &steps);
    steps.n = 0;
    add_total(plot, &steps, span.opening, open.first);
    if (all) {
        stream_steps(plot, &steps);
    } else {
        year_steps(plot, &steps);
    }
    add_total(plot, &steps, span.horizon, open.last);
    send_steps(pictures, plot, "part", &steps);
    picture_set(pictures, "by_year", !all);
    return picture_script(pictures, "flows.gp", name, problem);
}

/* ---- staff ---- */

static const char *staff_entity(const struct plot *plot)
{
    return plot->entity_given ? plot->entity : "pool:all";
}

const char *plot_staff_lacks(const struct plot *plot)
{
    static const char *const stages[] = {"heads_experienced", "heads_trainees", "heads_external"};
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++) {
        if (plot_has(plot, staff_entity(plot), stages[i])) {
            return NULL;
        }
    }
    return "there are no heads: its pools are stated in FTE; state them with `staff:' (scenarios/README.md) and run again, or choose a pool "
           "(--stream pool:NAME)";
}

/* $NAME: date and mean; NAME_top the largest mean, 0 without values. */
static void send_means(struct pictures *pictures, const struct plot *plot, const char *name, const char *measure)
{
    struct report_series series = plot_series(plot, staff_entity(plot), measure, "month");
    double top = 0;
    gnuplot_data(&pictures->gnuplot, name);
    for (size_t i = 0; i < series.n; i++) {
        picture_date(pictures, series.day[i]);
        picture_number(pictures, series.cell[i].mean);
        fputc('\n', pictures->gnuplot.pipe);
        top = fmax(top, isfinite(series.cell[i].mean) ? fabs(series.cell[i].mean) : 0);
    }
    gnuplot_data_end(&pictures->gnuplot);
    char variable[64];
    snprintf(variable, sizeof variable, "%s_top", name);
    picture_set(pictures, variable, top);
    report_series_free(&series);
}

/* $stages: date, then experienced, and with external, with trainees, with vacancies on top, in means. */
static void send_stages(struct pictures *pictures, const struct plot *plot)
{
    static const char *const measures[] = {"heads_experienced", "heads_external", "heads_trainees", "vacancies"};
    struct report_series stages[STAGES];
    size_t longest = 0;
    double top = 0;
    for (size_t i = 0; i < STAGES; i++) { /* a stage that nobody is ever in has no series */
        stages[i] = plot_series(plot, staff_entity(plot), measures[i], "month");
        longest = stages[i].n > stages[longest].n ? i : longest;
    }
    gnuplot_data(&pictures->gnuplot, "stages");
    for (size_t k = 0; k < stages[longest].n; k++) {
        double sum = 0;
        picture_date(pictures, stages[longest].day[k]);
        for (size_t i = 0; i < STAGES; i++) {
            const double mean = k < stages[i].n ? stages[i].cell[k].mean : 0;
            sum += isfinite(mean) ? mean : 0;
            picture_number(pictures, sum);
        }
        fputc('\n', pictures->gnuplot.pipe);
        top = fmax(top, sum);
    }
    gnuplot_data_end(&pictures->gnuplot);
    picture_set(pictures, "stages_top", top);
    for (size_t i = 0; i < STAGES; i++) {
        report_series_free(&stages[i]);
    }
}

int plot_send_staff(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem)
{
    static const char *const means[][2] = {{"vacancies", "vacancies"}, {"hired", "hired"}, {"gone", "left"}, {"moved", "moved"}};
    plot_head(pictures, plot, plot_label(plot, staff_entity(plot)));
    send_stages(pictures, plot);
    for (size_t i = 0; i < sizeof means / sizeof means[0]; i++) {
        send_means(pictures, plot, means[i][0], means[i][1]);
    }
    return picture_script(pictures, "staff.gp", name, problem);
}
