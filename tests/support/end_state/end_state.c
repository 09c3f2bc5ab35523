/* The state in which a scenario ends, the mean over replications, as CSV: what another scenario's opening is made of.
 *
 *   end_state SCENARIO REPLICATIONS                               a row a stream: open, overdue, notices, orders, euros
 *   end_state SCENARIO REPLICATIONS FOLDER STEP STREAM=STOCK...   the open cases of these streams by age, as whole
 * cases that add up to STOCK, to FOLDER/STREAM.csv
 *
 * Ages count from the day of receipt: single days for half a year, in which most delays end, then steps of STEP days.
 * Notice ages and term ends are ten values of equal share, written as a scenario writes a table of days; a term end
 * counts from the day on which the earliest tenth lies (the offset). */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/day.h"
#include "engine/lane.h"
#include "scenario/load.h"
#include "support/sparse.h"

enum {
    SPAN = 8192, /* days in a histogram, its zero in the middle */
    TENTHS = 10,
    SINGLE = 182 /* ages that stand apart */
};

struct end {
    double open, overdue, noticed, appealed, ordered, outstanding;
    double notice_age[SPAN], term_end[SPAN];
};

struct study {
    struct scenario *scenario;
    struct model *model;
    struct replication *rep;
    double *forecast;
    struct end *ends;     /* by stream */
    double **ages;        /* by stream and class (the lane of its first step), then age in days */
    size_t n_lanes, days; /* days: room for ages */
    int replications;
};

static void *array(size_t n, size_t size)
{
    void *items = calloc(n ? n : 1, size);
    if (items == NULL) {
        fputs("end_state: no memory\n", stderr);
        exit(1);
    }
    return items;
}

/* ---- one replication ---- */

static void count_in(double *histogram, int day, int32_t count)
{
    const int at = day + SPAN / 2;
    histogram[at < 0 ? 0 : at >= SPAN ? SPAN - 1 : at] += count;
}

static void add_cases(const struct replication *rep, struct end *end, const struct cohort_key *key, int32_t count)
{
    const int evening = rep->model->horizon;
    if (key->stage == STAGE_NOTICED) {
        end->noticed += count;
        count_in(end->notice_age, evening - key->notice, count);
    } else if (key->stage == STAGE_APPEALED) {
        end->appealed += count;
    } else if (key->stage == STAGE_ORDERED) {
        end->ordered += count;
        count_in(end->term_end, key->due - evening, count);
    }
}

static void add_sparse(const struct replication *rep, size_t number, struct end *end)
{
    for (size_t place = 0; place < sparse_places(&rep->lanes[number]); place++) {
        const struct sparse c = sparse_at(rep, number, place);
        if (c.count > 0)
            add_cases(rep, end, &c.key, c.count);
    }
}

static void add_lane(struct study *study, size_t at)
{
    const struct replication *rep = study->rep;
    const struct lane *lane = &rep->lanes[at];
    const struct stream_state *stream = &rep->streams[lane->stream];
    struct end *end = &study->ends[lane->stream];
    double *ages = study->ages[stream->first_lane + (size_t)lane->class / stream->model->n_clocks];
    for (int i = 0; i < rep->model->days; i++) {
        const int open = lane_at_day(lane, WORK, i) + lane_at_day(lane, DELAY, i);
        ages[rep->model->days - 1 - i] += open;
        end->open += open;
    }
    end->overdue += (double)(lane_total(lane, PLAIN_OVERDUE) + lane->late);
    add_sparse(rep, at, end);
}

static bool run(struct study *study, uint32_t index)
{
    struct replication *rep = study->rep;
    day_begin(rep, 1, index, study->forecast);
    for (; rep->today <= rep->model->horizon && !rep->failed; rep->today++)
        day_run(rep, study->forecast);
    for (size_t i = 0; i < study->n_lanes && !rep->failed; i++)
        add_lane(study, i);
    for (size_t s = 0; s < rep->model->n_streams; s++)
        study->ends[s].outstanding += (double)rep->streams[s].outstanding;
    return !rep->failed;
}

static bool prepare(struct study *study, const char *path)
{
    struct diagnostics *diagnostics = diagnostics_new();
    if (diagnostics == NULL)
        return false;
    study->scenario = scenario_load(&(struct scenario_sources){.base = path}, diagnostics);
    diagnostics_print(diagnostics, stderr);
    diagnostics_delete(diagnostics);
    study->model = study->scenario ? model_compile(study->scenario) : NULL;
    if (study->model == NULL)
        return false;
    study->rep = replication_new(study->model);
    if (study->rep == NULL)
        return false;
    study->n_lanes = study->rep->n_lanes;
    study->days = (size_t)study->model->days;
    study->forecast = array(layout_cells(&study->model->layout), sizeof *study->forecast);
    study->ends = array(study->model->n_streams, sizeof *study->ends);
    study->ages = array(study->n_lanes, sizeof *study->ages);
    for (size_t i = 0; i < study->n_lanes; i++)
        study->ages[i] = array(study->days, sizeof *study->ages[i]);
    return true;
}

/* ---- what is printed ---- */

/* The middle of the tenth number `tenth`. */
static int quantile(const double *histogram, int tenth)
{
    double total = 0, sum = 0;
    for (int i = 0; i < SPAN; i++)
        total += histogram[i];
    for (int i = 0; i < SPAN; i++) {
        sum += histogram[i];
        if (sum > 0 && sum >= total * (tenth + 0.5) / TENTHS)
            return i - SPAN / 2;
    }
    return 0;
}

/* "{3 days: 10%, 9 days: 20%}", equal days together. */
static void print_tenths(const double *histogram, int offset)
{
    printf("\"{");
    for (int t = 0, n = 1; t < TENTHS; t += n, n = 1) {
        const int day = quantile(histogram, t);
        while (t + n < TENTHS && quantile(histogram, t + n) == day)
            n++;
        printf("%s%d days: %d%%", t ? ", " : "", day + offset, n * 100 / TENTHS);
    }
    printf("}\"");
}

static void print_summary(const struct study *study)
{
    puts("stream,open,overdue,noticed,appealed,ordered,outstanding,notice_ages,term_ends,term_offset");
    for (size_t s = 0; s < study->model->n_streams; s++) {
        const struct end *e = &study->ends[s];
        const double n = study->replications;
        const int first = quantile(e->term_end, 0), offset = first < 0 ? -first : 0;
        printf("%s,%.0f,%.0f,%.0f,%.0f,%.0f,%.0f,", study->scenario->streams[s].name, e->open / n, e->overdue / n,
               e->noticed / n, e->appealed / n, e->ordered / n, e->outstanding / n);
        print_tenths(e->notice_age, 0);
        putchar(',');
        print_tenths(e->term_end, offset);
        printf(",%d\n", offset);
    }
}

struct cell {
    int age, class;
    double share; /* of the stock, then what rounding left of it */
    long count;
};

static int by_rest(const void *a, const void *b)
{
    const struct cell *x = a, *y = b;
    if (x->share != y->share)
        return x->share < y->share ? 1 : -1;
    return x->age != y->age ? (x->age > y->age) - (x->age < y->age) : (x->class > y->class) - (x->class < y->class);
}

static int by_age(const void *a, const void *b)
{
    const struct cell *x = a, *y = b;
    return x->age != y->age ? (x->age > y->age) - (x->age < y->age) : (x->class > y->class) - (x->class < y->class);
}

/* Whole cases by largest remainder. */
static void round_cells(struct cell *cells, size_t n, double total, long stock)
{
    long left = stock;
    for (size_t i = 0; i < n; i++) {
        const double exact = cells[i].share / total * (double)stock;
        cells[i].count = (long)floor(exact);
        cells[i].share = exact - floor(exact);
        left -= cells[i].count;
    }
    qsort(cells, n, sizeof *cells, by_rest);
    for (size_t i = 0; i < n && left > 0; i++, left--)
        cells[i].count++;
    qsort(cells, n, sizeof *cells, by_age);
}

/* The cells of a stream: by age, then class. */
static size_t gather(const struct study *study, size_t stream, size_t step, struct cell *cells)
{
    const size_t first = study->rep->streams[stream].first_lane, classes = study->scenario->streams[stream].n_classes;
    size_t n = 0;
    for (size_t from = 0, to; from < study->days; from = to) {
        to = from < SINGLE ? from + 1 : from + step;
        for (size_t k = 0; k < classes; k++, n++) {
            cells[n] = (struct cell){.age = (int)((from + to - 1) / 2), .class = (int)k};
            for (size_t age = from; age < to && age < study->days; age++)
                cells[n].share += study->ages[first + k][age];
        }
    }
    return n;
}

static void print_ages(const struct study *study, size_t stream, size_t step, long stock, FILE *out)
{
    const struct stream_spec *spec = &study->scenario->streams[stream];
    struct cell *cells = array(study->days * spec->n_classes, sizeof *cells);
    const size_t n = gather(study, stream, step, cells);
    if (study->ends[stream].open > 0)
        round_cells(cells, n, study->ends[stream].open, stock);
    fputs(spec->n_classes > 1 ? "age,count,class\n" : "age,count\n", out);
    for (size_t i = 0; i < n; i++)
        if (cells[i].count > 0)
            fprintf(out, "%d,%ld%s%s\n", cells[i].age, cells[i].count, spec->n_classes > 1 ? "," : "",
                    spec->n_classes > 1 ? spec->classes[cells[i].class].name : "");
    free(cells);
}

/* Writes the table that an argument STREAM=STOCK asks for. */
static bool write_table(const struct study *study, const char *folder, size_t step, const char *argument)
{
    const char *equals = strchr(argument, '=');
    const size_t length = equals ? (size_t)(equals - argument) : 0;
    char path[4096];
    for (size_t s = 0; s < study->model->n_streams && equals; s++) {
        const char *name = study->scenario->streams[s].name;
        if (strlen(name) != length || strncmp(name, argument, length) != 0)
            continue;
        snprintf(path, sizeof path, "%s/%s.csv", folder, name);
        FILE *out = fopen(path, "w");
        if (out == NULL) {
            perror(path);
            return false;
        }
        print_ages(study, s, step, atol(equals + 1), out);
        return fclose(out) == 0;
    }
    fprintf(stderr, "end_state: no STREAM=STOCK: %s\n", argument);
    return false;
}

int main(int argc, char **argv)
{
    static struct study study;
    if ((argc != 3 && argc < 6) || (study.replications = atoi(argv[2])) < 1 || (argc > 4 && atoi(argv[4]) < 1)) {
        fputs("usage: end_state SCENARIO REPLICATIONS [FOLDER STEP STREAM=STOCK...]\n", stderr);
        return 2;
    }
    if (!prepare(&study, argv[1]))
        return 1;
    for (int i = 0; i < study.replications; i++)
        if (!run(&study, (uint32_t)i))
            return 1;
    if (argc == 3)
        print_summary(&study);
    for (int i = 5; i < argc; i++)
        if (!write_table(&study, argv[3], (size_t)atoi(argv[4]), argv[i]))
            return 1;
    return 0;
}
