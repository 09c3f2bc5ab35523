#include "engine/patience.h"

#include "engine/exits.h"
#include "engine/lane.h"

/* One received day as a rule; more where old cases opened the stock or came by transfer. */
static void lose(struct replication *rep, struct lane *lane, enum layer layer, int end)
{
    const struct exit_order lost = {.kind = EXIT_LOST};
    if (end <= lane->lowest || lane_total(lane, layer) == 0) return;
    for (int i = lane_first(lane, layer, lane->lowest, end); i < end; i = lane_first(lane, layer, i + 1, end))
        exit_layer(rep, (struct spot){(int32_t)(lane - rep->lanes), i}, layer, lane_at_day(lane, layer, i), &lost);
}

void patience_day(struct replication *rep)
{
    for (size_t i = 0; i < rep->model->n_streams; i++) {
        const struct stream_state *s = &rep->streams[i];
        const int end = index_of(rep, rep->today - s->model->patience) + 1;
        if (!s->model->has_patience) continue;
        for (size_t k = 0; k < s->n_lanes; k++) {
            struct lane *lane = &rep->lanes[s->first_lane + k];
            lose(rep, lane, WORK, end);
            lose(rep, lane, DELAY, end);
        }
    }
}
