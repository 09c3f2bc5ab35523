#include "output/plot_send.h"

#include <math.h>
#include <string.h>

#include "base/calendar.h"

/* ---- what the folder says ---- */

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text == NULL ? "" : text;
}

struct picture_span plot_span(const struct plot *plot)
{
    struct picture_span span = {.replications = (uint32_t)json_integer_value(json_object_get(plot->manifest, "replications"))};
    day_parse(text_of(plot->manifest, "opening_date"), &span.opening);
    day_parse(text_of(plot->manifest, "horizon"), &span.horizon);
    span.n_months = json_array_size(json_object_get(json_object_get(plot->data, "periods"), "month"));
    return span;
}

const char *plot_title(const struct plot *plot)
{
    const char *title = text_of(plot->manifest, "title");
    return title[0] != '\0' ? title : text_of(plot->manifest, "name");
}

const char *plot_label(const struct plot *plot, const char *entity)
{
    if (strcmp(entity, "all") == 0 || strcmp(entity, "pool:all") == 0) {
        return plot_word(plot->language, entity[0] == 'a' ? PLOT_WORD_all_streams : PLOT_WORD_all_pools);
    }
    char key[300];
    const bool pool = strncmp(entity, "pool:", 5) == 0;
    snprintf(key, sizeof key, "%s.%s", pool ? "pools" : "streams", pool ? entity + 5 : entity);
    const char *label = text_of(json_object_get(plot->manifest, "labels"), key);
    return label[0] != '\0' ? label : entity;
}

void plot_date(const struct plot *plot, int day, char out[static VALUE_SIZE])
{
    const struct page page = {.language = plot->language};
    date_text_of(&page, day, out);
}

void plot_count(const struct plot *plot, double value, char out[static VALUE_SIZE])
{
    const struct page page = {.language = plot->language};
    number_text(&page, value, 0, out);
}

struct report_series plot_series(const struct plot *plot, const char *entity, const char *measure, const char *period)
{
    struct report_series series;
    if (report_series_read(plot->data, entity, measure, period, &series) != 0) {
        return (struct report_series){0};
    }
    return series;
}

struct plot_ends plot_stock(const struct plot *plot, const char *entity, const char *measure)
{
    struct plot_ends ends = {0, 0};
    struct report_series series = plot_series(plot, entity, measure, "month");
    if (series.n > 0) {
        const double first = series.cell[0].mean, last = series.cell[series.n - 1].mean;
        ends = (struct plot_ends){isfinite(first) ? first : 0, isfinite(last) ? last : 0};
    }
    report_series_free(&series);
    return ends;
}

double plot_flow(const struct plot *plot, const char *entity, const char *measure)
{
    struct report_series series = plot_series(plot, entity, measure, "month");
    double sum = 0;
    for (size_t i = 0; i < series.n; i++) {
        sum += isfinite(series.cell[i].mean) ? series.cell[i].mean : 0;
    }
    report_series_free(&series);
    return sum;
}

bool plot_has(const struct plot *plot, const char *entity, const char *measure)
{
    const json_t *values = json_object_get(json_object_get(plot->data, "values"), entity);
    return json_object_get(values, measure) != NULL;
}

/* ---- sending ---- */

void plot_head(struct pictures *pictures, const struct plot *plot, const char *title)
{
    const struct picture_span span = plot_span(plot);
    send_text(pictures, title, plot_title(plot), "");
    send_span(pictures, &span);
}

void plot_quoted(struct pictures *pictures, const char *text)
{
    fputs(" \"", pictures->gnuplot.pipe);
    for (const char *p = text; *p != '\0'; p++) {
        if (*p != '"' && *p != '\\' && (unsigned char)*p >= ' ') {
            fputc(*p, pictures->gnuplot.pipe);
        }
    }
    fputc('"', pictures->gnuplot.pipe);
}
