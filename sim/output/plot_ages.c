/* Open cases by age at both ends of a run, with the legal periods of those days. */
#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "output/plot_send.h"

enum { BANDS = 5, LIMITS_MOST = 40, LIMIT_TEXT = 240 };

/* ---- bars ---- */

/* Older than 0, 6, 12, 15 and 21 months. */
static const char *const older_measures[BANDS] = {"open", "open_over_6m", "open_over_12m", "open_over_15m", "open_over_21m"};

static void send_bars(struct pictures *pictures, const struct plot *plot)
{
    struct plot_ends older[BANDS + 1] = {{0, 0}};
    double top = 0;
    for (size_t i = 0; i < BANDS; i++) {
        older[i] = plot_stock(plot, plot->entity, older_measures[i]);
    }
    gnuplot_data(&pictures->gnuplot, "bars");
    for (size_t i = 0; i < BANDS; i++) {
        char left[VALUE_SIZE], right[VALUE_SIZE];
        const double first = fmax(0, older[i].first - older[i + 1].first), last = fmax(0, older[i].last - older[i + 1].last);
        plot_count(plot, first, left);
        plot_count(plot, last, right);
        fprintf(pictures->gnuplot.pipe, "%.1f", (double)i + 0.5);
        picture_number(pictures, first);
        picture_number(pictures, last);
        plot_quoted(pictures, left);
        plot_quoted(pictures, right);
        fputc('\n', pictures->gnuplot.pipe);
        top = fmax(top, fmax(first, last));
    }
    gnuplot_data_end(&pictures->gnuplot);
    picture_set(pictures, "top", top > 0 ? top : 1);
}

/* ---- legal periods ---- */

struct limit {
    double height; /* on the axis of bands, each of which is 1 high */
    size_t streams;
    const json_t *window;
};

/* Each band is 1 high, whatever its months; the last, which has no end, as if it had six. */
static double height_of(double months)
{
    static const double bounds[BANDS + 1] = {0, 6, 12, 15, 21, 27};
    for (int i = 0; i < BANDS; i++) {
        if (months <= bounds[i + 1]) {
            return i + (months - bounds[i]) / (bounds[i + 1] - bounds[i]);
        }
    }
    return BANDS;
}

static double window_number(const json_t *window, const char *key)
{
    return json_number_value(json_object_get(window, key));
}

static bool same_period(const json_t *a, const json_t *b)
{
    return window_number(a, "months") == window_number(b, "months") && window_number(a, "days") == window_number(b, "days") &&
           window_number(a, "starts_after") == window_number(b, "starts_after");
}

static size_t add_limit(struct limit limits[], size_t n, const json_t *window)
{
    for (size_t i = 0; i < n; i++) {
        if (same_period(limits[i].window, window)) {
            limits[i].streams++;
            return n;
        }
    }
    if (n == LIMITS_MOST) {
        return n;
    }
    const double months = window_number(window, "months") + (window_number(window, "days") + window_number(window, "starts_after")) / 30.44;
    const struct limit limit = {height_of(fmax(months, 0)), 1, window};
    size_t k = n;
    for (; k > 0 && limits[k - 1].height > limit.height; k--) {
        limits[k] = limits[k - 1];
    }
    limits[k] = limit;
    return n + 1;
}

/* The periods on a date: of the chosen stream, or of all. */
static size_t find_limits(const struct plot *plot, const char *date, struct limit limits[])
{
    const json_t *streams = json_object_get(plot->manifest, "legal_periods"), *dates, *window;
    const char *stream;
    size_t n = 0, i;
    json_object_foreach((json_t *)(uintptr_t)streams, stream, dates)
    {
        if (strcmp(plot->entity, "all") == 0 || strcmp(plot->entity, stream) == 0) {
            json_array_foreach(json_object_get(dates, date), i, window)
            {
                n = add_limit(limits, n, window);
            }
        }
    }
    return n;
}

static void count_text(const struct plot *plot, enum plot_word word, int n, size_t size, char *text)
{
    char digits[16];
    snprintf(digits, sizeof digits, "%d", n);
    plot_sentence(plot->language, word, size, text, (const char *const[]){digits});
}

static void period_text(const struct plot *plot, const json_t *window, size_t size, char *text)
{
    const int months = (int)window_number(window, "months"), days = (int)window_number(window, "days");
    const bool weeks = days % 7 == 0;
    char long_part[40] = "", short_part[40] = "";
    if (months > 0) {
        count_text(plot, PLOT_WORD_months_one, months, sizeof long_part, long_part);
    }
    if (days > 0) {
        count_text(plot, weeks ? PLOT_WORD_weeks_one : PLOT_WORD_days_one, weeks ? days / 7 : days, sizeof short_part, short_part);
    }
    const int after = (int)window_number(window, "starts_after");
    char period[100], day[16];
    snprintf(period, sizeof period, "%s%s%s", long_part, months > 0 && days > 0 ? " + " : "", short_part);
    snprintf(day, sizeof day, "%d", after);
    if (after > 0) {
        plot_sentence(plot->language, PLOT_WORD_period_after, size, text, (const char *const[]){period, day});
    } else {
        snprintf(text, size, "%s", period);
    }
}

static bool window_date(const struct plot *plot, const json_t *window, const char *key, char text[static VALUE_SIZE])
{
    int day;
    const char *date = json_string_value(json_object_get(window, key));
    if (date == NULL || !day_parse(date, &day)) {
        return false;
    }
    plot_date(plot, day, text);
    return true;
}

/* "15 months if received since 27 March 2022", or of all streams "6 months (9 streams)". */
static void limit_text(const struct plot *plot, const struct limit *limit, char text[static LIMIT_TEXT])
{
    char period[100], from[VALUE_SIZE] = "", until[VALUE_SIZE] = "", streams[16];
    period_text(plot, limit->window, sizeof period, period);
    snprintf(streams, sizeof streams, "%zu", limit->streams);
    const bool begins = window_date(plot, limit->window, "received_from", from), ends = window_date(plot, limit->window, "received_until", until);
    const bool several = limit->streams > 1, windowed = strcmp(plot->entity, "all") != 0 && (begins || ends);
    const enum plot_word word = several          ? PLOT_WORD_period_streams
                                : begins && ends ? PLOT_WORD_period_between
                                : begins         ? PLOT_WORD_period_from
                                                 : PLOT_WORD_period_until;
    if (several || windowed) {
        plot_sentence(plot->language, word, LIMIT_TEXT, text, (const char *const[]){period, several ? streams : begins ? from : until, until});
    } else {
        snprintf(text, LIMIT_TEXT, "%s", period);
    }
}

/* $NAME: height of the line, and the label above it: those that lie close share one. Returns how many. */
static size_t send_limits(struct pictures *pictures, const struct plot *plot, const char *name, int day)
{
    static const double close = 0.17;
    struct limit limits[LIMITS_MOST];
    char date[11], label[2 * LIMIT_TEXT] = "";
    day_format(day, date);
    const size_t n = find_limits(plot, date, limits);
    gnuplot_data(&pictures->gnuplot, name);
    for (size_t i = 0; i < n; i++) {
        char text[LIMIT_TEXT];
        limit_text(plot, &limits[i], text);
        const size_t used = strlen(label);
        snprintf(label + used, sizeof label - used, "%s%s", used > 0 ? ", " : "", text);
        const bool last = i + 1 == n || limits[i + 1].height - limits[i].height > close;
        picture_number(pictures, limits[i].height);
        plot_quoted(pictures, last ? label : "");
        fputc('\n', pictures->gnuplot.pipe);
        label[last ? 0 : strlen(label)] = '\0';
    }
    gnuplot_data_end(&pictures->gnuplot);
    return n;
}

int plot_send_ages(struct pictures *pictures, const struct plot *plot, const char *name, struct problem *problem)
{
    const struct picture_span span = plot_span(plot);
    const struct plot_ends overdue = plot_stock(plot, plot->entity, "overdue");
    char left[VALUE_SIZE], right[VALUE_SIZE], title[300];
    const bool all = strcmp(plot->entity, "all") == 0;
    snprintf(title, sizeof title, "%s", all ? picture_word(pictures, PLOT_WORD_all_streams) : plot_label(plot, plot->entity));
    plot_head(pictures, plot, title);
    send_bars(pictures, plot);
    picture_set(pictures, "left_limits", (double)send_limits(pictures, plot, "before", span.opening));
    picture_set(pictures, "right_limits", (double)send_limits(pictures, plot, "after", span.horizon));
    plot_count(plot, overdue.first, left);
    plot_count(plot, overdue.last, right);
    fprintf(pictures->gnuplot.pipe, "overdue_left = '%s'\noverdue_right = '%s'\n", left, right);
    return picture_script(pictures, "ages.gp", name, problem);
}
