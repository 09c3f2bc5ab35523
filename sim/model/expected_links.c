/* What links bring in the first year: what is still to come of events before day 0, and of the year's own events what follows within it. */
#include <math.h>

#include "model/effort.h"
#include "model/expectation.h"

/* By day of the event its 16 lags, each equally likely. */
static void follow_points(const struct model_link *link, int days, struct expected_link *out)
{
    for (int d = -link->length; d < days; d++) {
        const int32_t *lag = &link->lags.lag[(d + link->lags.offset) * DELAY_POINTS];
        int in_time = 0;
        for (int i = 0; i < DELAY_POINTS; i++) in_time += d + lag[i] >= 0 && d + lag[i] < days;
        const double share = (double)in_time / DELAY_POINTS;
        if (d < 0) out->of_history += share * link->history[d + link->length];
        else out->within += share / days;
    }
}

/* By lag: `window` are the cases to which days of the history lead that have this lag to a day of the year. */
static void follow_kernel(const struct model_link *link, int days, struct expected_link *out)
{
    double window = 0;
    for (int k = 1; k <= link->length; k++) {
        window += link->history[link->length - k];
        if (k > days) window -= link->history[link->length - k + days];
        else out->within += link->kernel[k] * (days - k) / days;
        out->of_history += link->kernel[k] * window;
    }
}

/* Cases a year to which the history's last year led; it is the only rate known of notices and what follows them. */
static double past_rate(const struct model_link *link)
{
    const int first = link->length > 365 ? link->length - 365 : 0;
    double sum = 0;
    for (int i = first; i < link->length; i++) sum += link->history[i];
    return sum / (link->length - first) * 365.2425;
}

void expected_links_init(struct expectation *e, const struct model *model)
{
    for (size_t i = 0; i < model->n_links; i++) {
        const struct model_link *link = &model->links[i];
        struct expected_link *out = &e->links[i];
        if (link->of_open) {
            out->within = 1;
            continue;
        }
        if (link->at_most_one) follow_points(link, e->days, out);
        else follow_kernel(link, e->days, out);
        out->of_history *= e->mean_rate / e->days;
        out->past_rate = past_rate(link);
    }
}

/* Cases a year that lead to others, at once and in the long run. */
static double events(const struct expectation *e, const struct model *model, const struct model_link *link)
{
    const struct model_stream *parent = &model->streams[link->from];
    const struct expectation_stream *from = &e->streams[link->from];
    switch (link->event) {
    case LINK_OPEN:
        return from->stock;
    case LINK_LOST:
        return fmax(from->inflow + from->stock - from->decisions, 0);
    case LINK_RECEIVED:
        return from->inflow;
    case LINK_DECISION:
        return from->decisions;
    case LINK_WITHDRAWAL:
        return expected_withdrawals(e, parent);
    default:
        return from->decisions * expected_outcome_share(e, parent, link->event - LINK_OUTCOME);
    }
}

static bool known_by_history_alone(int event)
{
    return event == LINK_NOTICE || event == LINK_LATE_APPEAL || event == LINK_COURT_ORDER;
}

double expected_children(const struct expectation *e, const struct model *model, size_t index)
{
    const struct model_link *link = &model->links[index];
    const struct expected_link *in_time = &e->links[index];
    const double number = expectation_mean(e, &link->number) *
                          pressure_factor(expectation_mean(e, &link->under_pressure), e->streams[link->from].pressure);
    const double rate = known_by_history_alone(link->event) ? in_time->past_rate : events(e, model, link) * number;
    return in_time->of_history + rate * in_time->within;
}
