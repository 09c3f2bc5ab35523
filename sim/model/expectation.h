/* What a model implies before any simulation: yearly flows, capacity and load in its first year.
 *
 * An approximation, and said to be one: what is uncertain is left at its mean, a stream's events lie evenly over the year
 * (links bring what follows from them within it, and what is still to come of the history), and notices, late appeals and
 * court orders occur at the rate of the past as the scenario's `history` gives it. A stream decides what comes in and
 * what is open, as far as its hours go. */
#ifndef MODEL_EXPECTATION_H
#define MODEL_EXPECTATION_H

#include <stddef.h>

#include "model/staff_outlook.h"

/* Cases and hours a year; NaN where a number has no meaning. */
struct expectation_stream {
    double own;       /* inflow of its own: level or past, trend, shocks, disturbance */
    double by_links;  /* cases that links bring, and transfers in less out */
    double inflow;    /* the two together */
    double effort;    /* hours a case; 1 with stated capacity; batches and pressure as on the opening date */
    double days_of_work, pressure; /* on the opening date; NaN and 0 without pressure */
    double decisions; /* what it decides */
    double offered;   /* decisions its capacity or its part of the pool's hours allow */
    double load;      /* inflow / offered */
    double stock;     /* open at the opening */
    double months;    /* that the open cases take of all it is offered */
    double fte;       /* whose hours the inflow takes; NaN with stated capacity */
};

struct expectation_pool {
    double fte;
    double hours;      /* offered a year */
    double work;       /* hours that the members' inflow takes */
    double load;       /* work / hours */
    double months;     /* that the members' open cases take of all hours */
    double fte_stable; /* at which the load is 1 */
};

/* What a link brings, beside the number of cases that an event leads to. */
struct expected_link {
    double of_history; /* cases a year that events before day 0 still bring in the first year */
    double within;     /* of the cases to which the first year's events lead, the share that comes within it */
    double past_rate;  /* cases a year to which the events of the history's last year led */
};

struct expectation {
    const struct model *model;
    int days;         /* of the first year, less when the horizon comes sooner */
    double mean_rate; /* turns a mean per day of it into a year: days of a full year */
    size_t n_streams, n_pools;
    struct expectation_stream *streams;
    struct expectation_pool *pools;
    struct staff_outlook *staff; /* [n_pools] */
    struct expected_link *links; /* [model's n_links] */
    double *scratch; /* of the computation */
};

/* A class's hours at a step: the mean over the first year of what changes and drift make of them, at the last step weighed by outcome. */
double expected_effort(const struct expectation *expectation, const struct model_stream *stream, size_t step, size_t class);

/* Hours that a case still takes of a pool (or any) from a step on, over the classes of the inflow. */
enum { ANY_POOL = -1 };
double expected_hours(const struct expectation *expectation, const struct model_stream *stream, size_t from, int pool);

/* Of a stream's hours a case those of one of its pools; and what that pool's open cases still take. */
double expected_part(const struct expectation *expectation, const struct model *model, size_t stream, int pool);
double expected_backlog(const struct expectation *expectation, const struct model *model, size_t stream, int pool);

/* Pressure of the opening stock, and efforts under it. */
void expect_pressure(struct expectation *expectation, const struct model *model);

/* Cases of the opening stock that a year's withdrawal takes if nothing else does. */
double expected_withdrawals(const struct expectation *expectation, const struct model_stream *stream);

/* A stream's own inflow: level or past, trend, shocks, disturbance; and the share of days on which links may add to it:
 * not while its inflow is the known past. */
double expected_own(const struct expectation *expectation, const struct model *model, const struct model_inflow *inflow);
double expected_open_to_links(const struct expectation *expectation, const struct model_inflow *inflow);

/* Share of a stream's decisions that have an outcome. */
double expected_outcome_share(const struct expectation *expectation, const struct model_stream *stream, int outcome);

/* Fills the links' part of an expectation; and the cases a year that a link brings, by what its parent does. */
void expected_links_init(struct expectation *expectation, const struct model *model);
double expected_children(const struct expectation *expectation, const struct model *model, size_t link);

/* A parameter's mean over the first year. */
double expectation_mean(const struct expectation *expectation, const struct param *param);

/* Fills *expectation; 0, or -1 without memory. Free is legal in both cases. */
int expectation_init(struct expectation *expectation, const struct model *model);
void expectation_free(struct expectation *expectation);

#endif
