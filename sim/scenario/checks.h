/* Errors that no single field shows: what does not fit together. Each function reports all it finds.
 *
 * A value that could not be read is NAN where a check looks at it, and every comparison is written so that NAN passes:
 * one mistake gives one error. */
#ifndef SCENARIO_CHECKS_H
#define SCENARIO_CHECKS_H

#include "scenario/resolve.h"

struct checker {
    struct binder *binder;
    struct reader *reader;
    const struct bound_scenario *root;
    bool dates_known; /* opening date and horizon were read */
};

void check_scenario(struct binder *binder, const struct bound_scenario *root);

void check_stream(struct checker *checker, const struct bound_stream *stream, const struct node *node);
void check_suspension(struct checker *checker, const struct stream_spec *stream);
void check_withdrawal(struct checker *checker, const struct stream_spec *stream);
void check_steps(struct checker *checker, const struct bound_stream *stream, const struct node *node);
void check_lateness(struct checker *checker, const struct stream_spec *stream);
void check_opening(struct checker *checker, const struct bound_stream *bound);
void check_pool(struct checker *checker, const struct bound_pool *pool);
void check_workforce(struct checker *checker, const struct bound_pool *pool, const struct node *node);
void check_move(struct checker *checker, const struct staff_move_spec *move);
void check_link(struct checker *checker, const struct bound_link *link, const struct node *node);
void check_rule(struct checker *checker, const struct bound_rule *rule);
void check_target(struct checker *checker, const struct target_spec *target);
void check_ids(struct checker *checker);

/* ---- shared by them ---- */

/* Whether the quantities add up to more than `most` or less than `least` on a date on which one of them changes; the
 * sum and the date. */
struct sum {
    double value;
    int date;
};
bool sum_outside(struct checker *checker, const struct quantity *const *terms, size_t n, double least, double most,
                 struct sum *sum);

/* Whether a contingent rule may give the pool this allocation. */
bool contingent_allocates(const struct checker *checker, const struct bound_pool *pool, enum allocation_rule rule);

/* " from 2024-01-01", or nothing for a value that has held for ever. */
const char *from_date(struct checker *checker, int date);

/* What to do about a new stream (or pool) that lacks what makes it one: "did you mean" when another file has one of nearly this name, as
 * an overlay with a misspelt name makes a new one; else the hint. */
const char *other_stream(struct checker *checker, const struct stream_spec *stream, const char *hint);
const char *other_pool(struct checker *checker, const struct pool_spec *pool, const char *hint);

/* A date as text in the arena. */
const char *date_text(struct checker *checker, int date);

#endif
