/* What the random scenarios are made of: every mechanism of the page that the generator may write. A scenario has the
 * mechanism when its text does; that it also bites is what the sizes of the generator are for. */
#ifndef VALIDITY_MECHANISMS_H
#define VALIDITY_MECHANISMS_H

#include <stdbool.h>
#include <stddef.h>

/* Suspension of the clock and withdrawal by wait, and steps: written only where the switches below say so. */
#define MECHANISMS_OF_THE_CLOCK(X)                      \
    X(SUSPENSION, "suspension")                         \
    X(SUSPENSIONS, "suspensions, more than one")        \
    X(WITHDRAWAL_BANDS, "withdrawal by wait")

#define MECHANISMS_OF_STEPS(X)                          \
    X(STEPS, "steps")                                   \
    X(STEP_SAME_POOL, "two steps of one pool")          \
    X(STEP_CAPACITY, "step with capacity")              \
    X(STEP_DELAY, "step with a delay")                  \
    X(STEP_STOP, "step stops")                          \
    X(STEP_EARLIER_FIRST, "earlier step first")         \
    X(STEP_OPENING, "opening by step")

/* X(enum, words) */
#define MECHANISMS(X)                                   \
    X(SCALE, "scale")                                   \
    X(DAYS_OFF, "days off")                             \
    X(HOLIDAYS_ON, "work on holidays")                  \
    X(DATED, "a number dated")                          \
    X(INTERPOLATED, "a number between dates")           \
    X(UNCERTAIN_NORMAL, "uncertain, normal")            \
    X(UNCERTAIN_LOGNORMAL, "uncertain, lognormal")      \
    X(UNCERTAIN_UNIFORM, "uncertain, uniform")          \
    X(UNCERTAIN_TRIANGULAR, "uncertain, triangular")    \
    X(UNCERTAIN_FACTOR, "uncertain, by a factor")       \
    X(TREND, "trend")                                   \
    X(MONTH_PROFILE, "profile of months")               \
    X(WEEK_PROFILE, "profile of the week")              \
    X(WORKING_DAYS, "inflow on working days")           \
    X(DISPERSION, "dispersion")                         \
    X(DISTURBANCE, "disturbance")                       \
    X(DISTURBANCE_WALK, "disturbance, persistence 1")   \
    X(DISTURBANCE_START, "disturbance with a start")    \
    X(DISTURBANCE_FACTOR, "disturbance with a factor")  \
    X(SHOCK, "shock")                                   \
    X(PAST, "past")                                     \
    X(CORRECTION_UP, "correction upwards")              \
    X(CORRECTION_DOWN, "correction downwards")          \
    X(PERIOD_DAYS, "period in days or weeks")           \
    X(PERIOD_MONTHS, "period in months")                \
    X(WEEKEND_RULE, "weekend rule stated")              \
    X(NO_PERIOD, "no period")                           \
    X(TARGET, "target")                                 \
    X(STARTS_AFTER, "clock starts after")               \
    X(RULE_RECEIVED_AFTER, "rule received_after")       \
    X(RULE_NOT_OVERDUE, "rule open_not_overdue")        \
    X(RULE_ALL_OPEN, "rule all_open")                   \
    X(RULE_FROM, "rule with received_from")             \
    X(RULE_UNTIL, "rule with received_until")           \
    X(DELAY_FIXED, "delay fixed")                       \
    X(DELAY_UNIFORM, "delay uniform")                   \
    X(DELAY_EXPONENTIAL, "delay exponential")           \
    X(DELAY_GAMMA, "delay gamma")                       \
    X(DELAY_LOGNORMAL, "delay lognormal")               \
    X(DELAY_TRIANGULAR, "delay triangular")             \
    X(DELAY_TABLE, "delay table")                       \
    X(DELAY_MINIMUM, "delay with a minimum")            \
    X(DELAY_SCALE, "delay scaled")                      \
    X(ORDER_OLDEST, "order oldest")                     \
    X(ORDER_NEWEST, "order newest")                     \
    X(ORDER_RANDOM, "order random")                     \
    X(ORDER_DEADLINE, "order earliest_deadline")        \
    X(ORDER_NOTICED, "order noticed")                   \
    X(ORDER_MIX, "order mixed")                         \
    X(ORDER_DATED, "order dated")                       \
    X(SHARE_UNCERTAIN, "order of uncertain shares")     \
    X(OUTCOMES, "outcomes")                             \
    X(OUTCOME_EFFORT, "effort by outcome")              \
    X(CLASSES, "classes")                               \
    X(CLASS_PRIORITY, "class priority")                 \
    X(CLASS_OUTCOMES, "outcomes by class")              \
    X(EFFORT_DRIFT, "effort drift")                     \
    X(EFFORT_CHANGE, "effort change")                   \
    X(BATCH, "batch")                                   \
    X(PRESSURE, "pressure")                             \
    X(CAPACITY, "stated capacity")                      \
    X(SHARES, "allocation shares")                      \
    X(PRIORITY, "allocation priority")                  \
    X(PROPORTIONAL, "allocation proportional")          \
    X(PLAN, "allocation plan")                          \
    X(DEADLINE_POOL, "allocation earliest_deadline")    \
    X(ALLOCATION_DATED, "allocation dated")             \
    X(RING_FENCED, "ring-fenced")                       \
    X(STAFF, "staff")                                   \
    X(TRAINEES, "trainees at the opening")              \
    X(HIRING_PLAN, "hiring by plan")                    \
    X(HIRING_TARGET, "hiring by target")                \
    X(HIRING_FILL, "hiring with fill")                  \
    X(HIRING_RATE, "hiring with rate")                  \
    X(HIRING_EXTERNAL, "hiring of externals")           \
    X(TRAINING, "training")                             \
    X(PRODUCTIVITY, "productivity")                     \
    X(MENTOR, "mentor")                                 \
    X(LEAVING, "leaving")                               \
    X(ABSENCE, "absence")                               \
    X(ABSENCE_SHOCK, "absence shock")                   \
    X(LEAVE, "leave")                                   \
    X(OVERTIME, "overtime")                             \
    X(MOVE, "staff move")                               \
    X(MOVE_BACK, "staff move and back")                 \
    X(COST, "cost of staff")                            \
    X(INCOME, "income")                                 \
    X(WITHDRAWAL, "withdrawal")                         \
    X(PATIENCE, "patience")                             \
    X(TRANSFER_RESTARTS, "transfer, clock restarts")    \
    X(TRANSFER_KEEPS, "transfer, clock keeps")          \
    X(NOTICE, "notice")                                 \
    X(NOTICE_BANDS, "notice by band")                   \
    X(NOTICE_CLASS, "notice by class")                  \
    X(ADMINISTRATIVE, "administrative penalty")         \
    X(ADMINISTRATIVE_DATED, "administrative regime dated") \
    X(JUDICIAL, "judicial penalty")                     \
    X(JUDICIAL_DATED, "judicial regime dated")          \
    X(APPEAL, "late appeal")                            \
    X(FURTHER_APPEAL, "further appeal")                 \
    X(COURT_COSTS, "court costs")                       \
    X(PAYMENT_LAG, "payment lag")                       \
    X(NO_PAYMENT_LAG, "payment lag 0")                  \
    X(OPENING_AGES, "opening by ages")                  \
    X(OPENING_TABLE, "opening by table")                \
    X(OPENING_NOTICED, "opening noticed")               \
    X(OPENING_APPEALED, "opening appealed")             \
    X(OPENING_ORDERED, "opening ordered")               \
    X(OPENING_OUTSTANDING, "opening outstanding")       \
    X(LINK_RECEIVED, "link of received")                \
    X(LINK_DECISION, "link of decision")                \
    X(LINK_OUTCOME, "link of an outcome")               \
    X(LINK_NOTICE, "link of notice")                    \
    X(LINK_APPEAL, "link of late_appeal")               \
    X(LINK_ORDER, "link of court_order")                \
    X(LINK_WITHDRAWAL, "link of withdrawal")            \
    X(LINK_LOST, "link of lost")                        \
    X(LINK_OPEN, "link of open")                        \
    X(LINK_MEAN, "link by mean")                        \
    X(LINK_SHARE, "link by share")                      \
    X(LINK_PRESSURE, "link under pressure")             \
    X(RULE, "contingent rule")                          \
    X(RULE_ON_STOCK, "rule on a stock")                 \
    X(RULE_ON_FLOW, "rule on a flow")                   \
    X(RULE_ON_WORK, "rule on work")                     \
    X(RULE_ENDS, "rule with until")                     \
    X(RULE_LASTS, "rule with lasts")                    \
    X(RULE_FTE, "rule: fte")                            \
    X(RULE_STAFF, "rule: staff")                        \
    X(RULE_ALLOCATION, "rule: allocation")              \
    X(RULE_INFLOW, "rule: inflow")                      \
    X(RULE_EFFORT, "rule: effort")                      \
    X(RULE_CAPACITY, "rule: capacity")                  \
    X(RULE_ORDER, "rule: order")                        \
    X(RULE_CLOCK, "rule: clock")                        \
    MECHANISMS_OF_THE_CLOCK(X)                          \
    MECHANISMS_OF_STEPS(X)

/* What the reader and the engine have. */
enum { WITH_SUSPENSION = 1, WITH_STEPS = 1 };

#define MECHANISMS__ENUM(id, words) USES_##id,
enum mechanism { MECHANISMS(MECHANISMS__ENUM) MECHANISM_COUNT };
#undef MECHANISMS__ENUM

const char *mechanism_words(enum mechanism mechanism);

/* In how many scenarios each stands. */
struct coverage {
    size_t scenarios, with[MECHANISM_COUNT];
};
void coverage_add(struct coverage *coverage, const bool seen[MECHANISM_COUNT]);
void coverage_print(const struct coverage *coverage);

/* The mechanism that stands in the fewest scenarios, of those that are written at all. */
enum mechanism coverage_rarest(const struct coverage *coverage);

#endif
