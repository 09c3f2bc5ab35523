#include "samples.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool samples_init(struct samples *s, const struct results_layout *layout, size_t n_cells, const size_t cells[], size_t n)
{
    *s = (struct samples){.n_rows = n_cells, .n_forecast = layout_cells(layout), .n = n};
    s->cells = calloc(n_cells + 1, sizeof *s->cells);
    s->values = calloc(n_cells * n + 1, sizeof *s->values);
    if (!s->cells || !s->values) {
        return false;
    }
    memcpy(s->cells, cells, n_cells * sizeof *cells);
    return true;
}

void samples_free(struct samples *s)
{
    free(s->cells);
    free(s->values);
}

/* Values that differ by the order of a sum alone shall be equal. */
static double rounded(double value)
{
    return fabs(value) < 1e-9 ? 0 : (double)(float)value;
}

void samples_put(struct samples *s, size_t replication, const struct results_values *values)
{
    for (size_t row = 0; row < s->n_rows; row++) {
        size_t cell = s->cells[row];
        double value = cell < s->n_forecast ? values->forecast[cell] : values->entry[cell - s->n_forecast];
        s->values[row * s->n + replication] = rounded(value);
    }
}

static double mean_of(const double x[], size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += x[i];
    }
    return n > 0 ? sum / (double)n : (double)GSL_NAN;
}

static double squares(const double x[], size_t n, double about)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (x[i] - about) * (x[i] - about);
    }
    return sum;
}

/* Difference of means over its standard deviation among all ways to part the pooled values in two. */
static double z_of_means(const double a[], size_t na, const double b[], size_t nb)
{
    double n = (double)(na + nb);
    double ma = mean_of(a, na), mb = mean_of(b, nb);
    if (na < 2 || nb < 2 || fabs(ma - mb) <= 1e-6 * fmax(1e-6, fmax(fabs(ma), fabs(mb)))) {
        return 0;
    }
    double middle = (ma * (double)na + mb * (double)nb) / n;
    double variance = (squares(a, na, middle) + squares(b, nb, middle)) / (n - 1);
    return (ma - mb) / sqrt(variance * (1 / (double)na + 1 / (double)nb));
}

/* The same for squared distances from the pooled mean, which are written over the values. */
static double z_of_variances(double a[], size_t na, double b[], size_t nb)
{
    if (na < 2 || nb < 2) {
        return 0;
    }
    double middle = (mean_of(a, na) * (double)na + mean_of(b, nb) * (double)nb) / (double)(na + nb);
    for (size_t i = 0; i < na; i++) {
        a[i] = (a[i] - middle) * (a[i] - middle);
    }
    for (size_t i = 0; i < nb; i++) {
        b[i] = (b[i] - middle) * (b[i] - middle);
    }
    double spread = sqrt((mean_of(a, na) + mean_of(b, nb)) / 2);
    return spread > 1e-6 * fabs(middle) ? z_of_means(a, na, b, nb) : 0;
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Largest distance of the empirical distributions; its chance by the asymptotic bound 2 exp(-2 d^2 na nb / (na + nb)).
 */
static double z_of_distance(double a[], size_t na, double b[], size_t nb)
{
    if (na < 2 || nb < 2) {
        return 0;
    }
    qsort(a, na, sizeof *a, by_value);
    qsort(b, nb, sizeof *b, by_value);
    double distance = 0;
    for (size_t i = 0, j = 0; i < na && j < nb;) {
        double x = fmin(a[i], b[j]);
        while (i < na && a[i] <= x) {
            i++;
        }
        while (j < nb && b[j] <= x) {
            j++;
        }
        distance = fmax(distance, fabs((double)i / (double)na - (double)j / (double)nb));
    }
    double weight = (double)na * (double)nb / (double)(na + nb);
    double chance = fmax(1e-300, 2 * exp(-2 * distance * distance * weight));
    return chance < 1 ? gsl_cdf_ugaussian_Qinv(chance / 2) : 0;
}

/* Copies the values that are there; `missing` gets 1 for each that is not, else 0. Returns how many are there. */
static size_t present(const struct samples *s, size_t row, double values[], double missing[])
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        double value = s->values[row * s->n + i];
        missing[i] = isnan(value) ? 1 : 0;
        if (!isnan(value)) {
            values[n++] = value;
        }
    }
    return n;
}

static double sd_of(const double x[], size_t n)
{
    return n > 1 ? sqrt(squares(x, n, mean_of(x, n)) / (double)(n - 1)) : 0;
}

struct comparison samples_compare(const struct samples *a, const struct samples *b, size_t row)
{
    struct comparison c = {.empty = true};
    double *room = calloc(2 * (a->n + b->n) + 1, sizeof *room);
    if (!room) {
        abort();
    }
    double *x = room, *y = x + a->n, *no_x = y + b->n, *no_y = no_x + a->n;
    size_t nx = present(a, row, x, no_x), ny = present(b, row, y, no_y);
    c.empty = nx + ny == 0;
    c.z_missing = z_of_means(no_x, a->n, no_y, b->n);
    c.mean[0] = mean_of(x, nx);
    c.mean[1] = mean_of(y, ny);
    c.sd[0] = sd_of(x, nx);
    c.sd[1] = sd_of(y, ny);
    c.z_mean = z_of_means(x, nx, y, ny);
    c.z_distribution = z_of_distance(x, nx, y, ny);
    c.z_variance = z_of_variances(x, nx, y, ny);
    free(room);
    return c;
}

double comparison_worst(const struct comparison *c)
{
    return fmax(fmax(fabs(c->z_mean), fabs(c->z_variance)), fmax(fabs(c->z_missing), fabs(c->z_distribution)));
}

double z_limit(double chance, size_t n)
{
    return gsl_cdf_ugaussian_Qinv(chance / 2 / (double)(n > 0 ? n : 1));
}
