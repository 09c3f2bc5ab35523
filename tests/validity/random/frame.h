/* What the parts of a random scenario must agree on. */
#ifndef VALIDITY_FRAME_H
#define VALIDITY_FRAME_H

#include "random/writer.h"

enum { STREAMS_MOST = 4, POOLS_MOST = 2, CLASSES_MOST = 3, OUTCOMES_MOST = 3, STEPS_OF_A_STREAM = 3 };

struct stream_frame {
    int pool; /* -1: stated capacity; of the last step that has one */
    int n_steps, step_pools[STEPS_OF_A_STREAM]; /* 0: none stated */
    enum noise noise;
    bool has_period, has_notices, has_court, has_pressure, has_patience;
    int n_classes, n_outcomes; /* 0: none stated */
    int level;                 /* cases a year that come in, of themselves */
    int stock;                 /* at the opening */
    int period;                /* days, about */
    double effort;             /* hours, about */
    bool has_past, has_table;
};
struct frame {
    int n_streams, n_pools;
    bool has_heads[POOLS_MOST];
    struct stream_frame streams[STREAMS_MOST];
};

extern const char *const stream_names[STREAMS_MOST], *const pool_names[POOLS_MOST], *const class_names[CLASSES_MOST],
    *const outcome_names[OUTCOMES_MOST];

void write_streams(struct writer *writer, const struct frame *frame);

/* stream_work.c, stream_lateness.c */
void write_work(struct writer *writer, const struct frame *frame, int stream);
void write_effort(struct writer *writer, const struct frame *frame, int stream);
void write_lateness(struct writer *writer, const struct frame *frame, int stream);
void write_opening(struct writer *writer, const struct frame *frame, int stream);

/* steps.c */
void frame_steps(struct writer *writer, struct stream_frame *stream, int n_pools);
bool works_in(const struct stream_frame *stream, int pool);
void write_steps(struct writer *writer, const struct frame *frame, int stream);
void write_opening_steps(struct writer *writer, const struct frame *frame, int stream);

/* pools.c, staff.c */
void write_pools(struct writer *writer, const struct frame *frame);
double fte_for(const struct frame *frame, int pool, int percent); /* for `percent` of the work that comes in */
void write_staff(struct writer *writer, const struct frame *frame, int pool);
void write_moves(struct writer *writer, const struct frame *frame);

/* links.c, contingent.c */
void write_links(struct writer *writer, const struct frame *frame);
void write_contingent(struct writer *writer, const struct frame *frame);

#endif
