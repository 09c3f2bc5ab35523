#include "experiment/control.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDS = 5, TERMS = 24, ROWS_MOST = 2000, ROUNDS = 6, GROUPS = 512, FEWEST = 40 };
/* A number of the outlook must explain this many times what one of pure chance does on average. */
static const double GAIN = 16, SAME = 1e-9, MAD_TO_SD = 1.4826, SHARE_OF_MEDIAN = 1.0 / 4;
/* Replications not explained at all that are thought to stand beside those seen, when it is judged how much is explained. */
static const double DOUBT = 4;

/* ---- columns ---- */

static void fill_column(struct control *c, size_t width, size_t from, const double outlook[])
{
    double *column = &c->column[c->width * c->n], sum = 0, squares = 0;
    for (size_t i = 0; i < c->n; i++)
        sum += outlook[i * width + from];
    double mean = sum / (double)c->n;
    for (size_t i = 0; i < c->n; i++) {
        column[i] = outlook[i * width + from] - mean;
        squares += column[i] * column[i];
    }
    double sd = sqrt(squares / (double)c->n);
    if (!(sd > SAME * fabs(mean)) || !isfinite(sd))
        return;
    for (size_t i = 0; i < c->n; i++)
        column[i] /= sd;
    c->width++;
}

int control_init(struct control *c, size_t n, size_t width, const double outlook[])
{
    *c = (struct control){.n = n};
    c->column = malloc((n * width + 1) * sizeof *c->column);
    c->predicted = malloc((n + 1) * sizeof *c->predicted);
    c->group = malloc((n + 1) * sizeof *c->group);
    if (c->column == NULL || c->predicted == NULL || c->group == NULL)
        return -1;
    for (size_t j = 0; j < width; j++)
        fill_column(c, width, j, outlook);
    return 0;
}

void control_free(struct control *c)
{
    free(c->column);
    free(c->predicted);
    free(c->group);
    *c = (struct control){0};
}

/* ---- a line by forward selection ---- */

struct line {
    size_t n;
    double constant;
    size_t column[TERMS];
    double slope[TERMS];
};

/* The replications that a line is fitted to, and what is left of threshold and columns when the terms so far are taken off. */
struct fitting {
    const struct control *control;
    size_t n;
    size_t row[ROWS_MOST];
    double weight[ROWS_MOST]; /* sum 1 */
    double y[ROWS_MOST], left[ROWS_MOST]; /* left and rest: times the root of the weight */
    double *rest;           /* [width][ROWS_MOST] */
    double *size;           /* [width] squares of a column at first */
    double *part[TERMS];    /* [width] of each term in the columns */
    double along[TERMS];    /* of each term in the threshold */
};

static void fitting_free(struct fitting *f)
{
    if (f == NULL)
        return;
    free(f->rest);
    free(f->size);
    for (size_t k = 0; k < TERMS; k++)
        free(f->part[k]);
    free(f);
}

static struct fitting *fitting_new(const struct control *control)
{
    struct fitting *f = calloc(1, sizeof *f);
    if (f == NULL)
        return NULL;
    f->control = control;
    f->rest = malloc((control->width + 1) * ROWS_MOST * sizeof *f->rest);
    f->size = malloc((control->width + 1) * sizeof *f->size);
    bool ready = f->rest != NULL && f->size != NULL;
    for (size_t k = 0; k < TERMS; k++) {
        f->part[k] = malloc((control->width + 1) * sizeof *f->part[k]);
        ready = ready && f->part[k] != NULL;
    }
    if (ready)
        return f;
    fitting_free(f);
    return NULL;
}

static double product(size_t n, const double a[], const double b[])
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* Values of the rows less their mean, which is returned, by the rows' weights. */
static double centre(const struct fitting *f, const double values[], double out[])
{
    double mean = product(f->n, f->weight, values);
    for (size_t i = 0; i < f->n; i++)
        out[i] = (values[i] - mean) * sqrt(f->weight[i]);
    return mean;
}

static void start_fitting(struct fitting *f)
{
    for (size_t j = 0; j < f->control->width; j++) {
        const double *column = &f->control->column[j * f->control->n];
        double *rest = &f->rest[j * ROWS_MOST];
        for (size_t i = 0; i < f->n; i++)
            rest[i] = column[f->row[i]];
        centre(f, rest, rest);
        f->size[j] = product(f->n, rest, rest);
    }
}

/* The column that explains most of what is left; the width when none explains enough. */
static size_t best_column(const struct fitting *f, size_t n_terms)
{
    double left = product(f->n, f->left, f->left), most = 0;
    size_t best = f->control->width;
    for (size_t j = 0; j < f->control->width; j++) {
        const double *rest = &f->rest[j * ROWS_MOST];
        double squares = product(f->n, rest, rest), along = product(f->n, rest, f->left);
        if (squares > 1e-6 * f->size[j] && along * along > most * squares) {
            most = along * along / squares;
            best = j;
        }
    }
    double degrees = (double)f->n - (double)n_terms - 2;
    return degrees > 0 && most * degrees > GAIN * (left - most) ? best : f->control->width;
}

/* Takes the column off the threshold and the other columns. */
static void take_off(struct fitting *f, size_t term, size_t column)
{
    const double *own = &f->rest[column * ROWS_MOST];
    double squares = product(f->n, own, own);
    f->along[term] = product(f->n, own, f->left) / squares;
    for (size_t i = 0; i < f->n; i++)
        f->left[i] -= f->along[term] * own[i];
    for (size_t j = 0; j < f->control->width; j++) {
        double *rest = &f->rest[j * ROWS_MOST];
        double part = product(f->n, own, rest) / squares;
        f->part[term][j] = part;
        for (size_t i = 0; i < f->n && j != column; i++)
            rest[i] -= part * own[i];
    }
    memset(&f->rest[column * ROWS_MOST], 0, f->n * sizeof *f->rest);
}

static struct line fit_line(struct fitting *f)
{
    struct line line = {.n = 0};
    start_fitting(f);
    line.constant = centre(f, f->y, f->left);
    for (; line.n < TERMS; line.n++) {
        size_t column = best_column(f, line.n);
        if (column == f->control->width)
            break;
        line.column[line.n] = column;
        take_off(f, line.n, column);
    }
    for (size_t k = line.n; k-- > 0;) { /* from terms that are at right angles back to columns */
        line.slope[k] = f->along[k];
        for (size_t later = k + 1; later < line.n; later++)
            line.slope[k] -= f->part[k][line.column[later]] * line.slope[later];
    }
    for (size_t k = 0; k < line.n; k++)
        for (size_t i = 0; i < f->n; i++)
            line.constant -= line.slope[k] * f->control->column[line.column[k] * f->control->n + f->row[i]] * f->weight[i];
    return line;
}

static double line_at(const struct control *c, const struct line *line, size_t i)
{
    double value = line->constant;
    for (size_t k = 0; k < line->n; k++)
        value += line->slope[k] * c->column[line->column[k] * c->n + i];
    return value;
}

/* ---- predictions ---- */

/* The dose within the range that is nearest to this one. */
static double within(const struct control_range *range, double dose) { return fmin(fmax(dose, range->low), range->high); }

static int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static double median(size_t n, double values[])
{
    qsort(values, n, sizeof *values, ascending);
    return n > 0 ? values[n / 2] : 1;
}

/* Those that are known well count for more; a few that are known best do not for all. */
static void weigh(struct fitting *f, const struct control_range known[])
{
    double sum = 0, typical;
    for (size_t i = 0; i < f->n; i++)
        f->weight[i] = known[f->row[i]].error;
    typical = fmax(median(f->n, f->weight), SAME);
    for (size_t i = 0; i < f->n; i++) {
        double error = known[f->row[i]].error / typical;
        f->weight[i] = 1 / (SHARE_OF_MEDIAN + error * error);
        sum += f->weight[i];
    }
    for (size_t i = 0; i < f->n; i++)
        f->weight[i] /= sum;
}

/* Thresholds of which only a range is known stand, round by round, where the line has them, but within the range. */
static struct line fit_ranges(struct fitting *f, const struct control_range known[])
{
    struct line line;
    for (size_t i = 0; i < f->n; i++)
        f->y[i] = within(&known[f->row[i]], 0.5);
    weigh(f, known);
    for (int round = 0; round < ROUNDS; round++) {
        line = fit_line(f);
        for (size_t i = 0; i < f->n; i++)
            f->y[i] = within(&known[f->row[i]], line_at(f->control, &line, f->row[i]));
    }
    return line;
}

/* The first prediction, in order, of a group: their sizes differ by one at most. */
static size_t first_of(const struct control *c, size_t group) { return group * c->n / c->n_groups; }

static void make_groups(struct control *c)
{
    double *sorted = c->group;
    memcpy(sorted, c->predicted, c->n * sizeof *sorted);
    qsort(sorted, c->n, sizeof *sorted, ascending);
    c->n_groups = c->n < GROUPS ? c->n : GROUPS;
    for (size_t g = 0; g < c->n_groups; g++) {
        size_t from = first_of(c, g), to = first_of(c, g + 1);
        double sum = 0;
        for (size_t i = from; i < to; i++)
            sum += sorted[i];
        c->group[g] = sum / (double)(to - from);
    }
}

/* By the median of how far predictions are from the half of the known thresholds that are known best. */
static int find_spread(struct control *c, size_t n, const struct control_range known[])
{
    double *room = malloc((n + 1) * sizeof *room);
    size_t exact = 0, used = 0;
    if (room == NULL)
        return -1;
    for (size_t i = 0; i < n; i++)
        if (known[i].low >= known[i].high)
            room[exact++] = known[i].error;
    double half = median(exact, room);
    for (size_t i = 0; i < n; i++)
        if (known[i].low >= known[i].high && known[i].error <= half)
            room[used++] = fabs(known[i].low - c->predicted[i]);
    c->spread = fmax(MAD_TO_SD * median(used, room), SAME);
    free(room);
    return 0;
}

int control_fit(struct control *c, size_t n, const struct control_range known[])
{
    c->known = false;
    if (c->width == 0 || n < FEWEST || n > c->n / 2)
        return 0;
    struct fitting *f = fitting_new(c);
    if (f == NULL)
        return -1;
    for (size_t fold = 0; fold < FOLDS; fold++) {
        f->n = 0;
        for (size_t i = 0; i < n && f->n < ROWS_MOST; i++)
            if (i % FOLDS != fold)
                f->row[f->n++] = i;
        struct line line = fit_ranges(f, known);
        c->known = c->known || line.n > 0;
        for (size_t i = fold; i < c->n; i += FOLDS)
            c->predicted[i] = line_at(c, &line, i);
    }
    fitting_free(f);
    make_groups(c);
    return find_spread(c, n, known);
}

/* ---- shares ---- */

static double chance(const struct control *c, double predicted, double u) { return erfc((predicted - u) / c->spread / sqrt(2)) / 2; }

/* Least squares of success on what was predicted. */
struct control_worth control_worth(const struct control *c, double u, size_t n, const bool success[])
{
    double count = (double)n, hits = 0, predicted = 0, squares = 0, both = 0, all = 0;
    if (!c->known || n > c->n / 2)
        return (struct control_worth){0, count};
    for (size_t i = 0; i < n; i++) {
        double g = chance(c, c->predicted[i], u);
        hits += success[i];
        predicted += g;
        squares += g * g;
        both += success[i] ? g : 0;
    }
    for (size_t g = 0; g < c->n_groups; g++)
        all += chance(c, c->group[g], u) * (double)(first_of(c, g + 1) - first_of(c, g)) / (double)c->n;
    double of_success = hits - hits * hits / count, of_both = both - hits * predicted / count, of_predicted = squares - predicted * predicted / count;
    if (!(of_success > 0) || !(of_both > 0) || !(of_predicted > SAME))
        return (struct control_worth){0, count};
    double slope = of_both / of_predicted, unexplained = 1 - slope * of_both / of_success;
    unexplained = fmin((fmax(unexplained, 0) * (count - 1) * count / (count - 2) + DOUBT) / (count + DOUBT), 1);
    return (struct control_worth){slope * (predicted / count - all), 1 / (unexplained / count + (1 - unexplained) / (double)c->n)};
}
