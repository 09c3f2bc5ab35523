#include "experiment/design.h"

#include <gsl/gsl_qrng.h>

#include "random/draw.h"

/* Fisher and Yates: the column's parts in random order, then a place within each. */
static void lhs_column(const struct draw_key *key, size_t n, size_t width, size_t column, double points[])
{
    struct draw draw;
    draw_init(&draw);
    draw_open(&draw, key, (uint32_t)column, DRAW_DESIGN, 0, 0);
    for (size_t i = 0; i < n; i++)
        points[i * width + column] = (double)i;
    for (size_t i = n; i > 1; i--) {
        size_t other = (size_t)(draw_uniform(&draw) * (double)i);
        double *a = &points[(i - 1) * width + column], *b = &points[other * width + column], kept = *a;
        *a = *b;
        *b = kept;
    }
    for (size_t i = 0; i < n; i++)
        points[i * width + column] = (points[i * width + column] + draw_uniform(&draw)) / (double)n;
}

void design_lhs(uint64_t seed, size_t n, size_t width, double points[])
{
    const struct draw_key key = draw_key_make(seed, 0);
    for (size_t column = 0; column < width; column++)
        lhs_column(&key, n, width, column, points);
}

int design_sobol(size_t n, size_t width, double points[])
{
    gsl_qrng *sequence = width > 40 ? NULL : gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)width);
    if (sequence == NULL)
        return -1;
    for (size_t i = 0; i < n; i++)
        gsl_qrng_get(sequence, points + i * width);
    gsl_qrng_free(sequence);
    return 0;
}

void design_grid(size_t width, const size_t levels[], double points[])
{
    size_t n = 1;
    for (size_t i = 0; i < width; i++)
        n *= levels[i];
    for (size_t row = 0; row < n; row++) {
        size_t rest = row;
        for (size_t i = width; i-- > 0; rest /= levels[i])
            points[row * width + i] = (double)(rest % levels[i]);
    }
}
