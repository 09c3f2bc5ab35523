/* Where things stand in a picture of the report: the scales of its two axes, and the axes themselves. */
#ifndef OUTPUT_REPORT_SCALE_H
#define OUTPUT_REPORT_SCALE_H

#include "output/report_chart.h"

/* In points of the picture; a column of the page is about as wide, so text keeps its size. */
enum { WIDTH = 400, HEIGHT = 240, LEFT = 48, RIGHT = 12, TOP = 20, BOTTOM = 26 };
enum { P05, P10, P25, P50, P75, P90, P95 };

struct scale {
    const struct page *page;
    const struct chart *chart;
    int first, last; /* days */
    double low, high, step;
    double unit; /* the axis counts in ones, thousands or millions */
};

struct scale scale_of(const struct page *page, const struct chart *chart);

double x_of(const struct scale *scale, int day);
double y_of(const struct scale *scale, double value);

/* A coordinate in tenths of a point, whatever the locale; a point of a path, after its command. */
void scale_put(const struct scale *scale, double coordinate);
void scale_point(const struct scale *scale, char command, double x, double y);

void scale_draw_values(const struct scale *scale);
void scale_draw_times(const struct scale *scale);

/* Whether means are drawn, without bands. */
bool chart_shows_means(const struct chart *chart);

/* Whether both edges of the band from this quantile on (of P50 the line) can be drawn. */
bool chart_has_edges(const struct chart *chart, const struct results_summary *cell, int low);

/* The top of the stack at point k, lines 0 .. i included. */
double chart_stacked(const struct chart *chart, size_t i, size_t k);

#endif
