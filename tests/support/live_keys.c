#include "support/live_keys.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char base[] =
    "name: live\n"
    "opening_date: 2023-12-31\n"
    "horizon: 2024-09-30\n"
    "factors: {tide: {}}\n"
    "regimes:\n"
    "  administrative: {awb: {grace: 3 days, tiers: [{days: 5 days, amount: EUR 20/day}]}}\n"
    "  judicial: {court: {amount: EUR 100/day, cap: EUR 700}}\n"
    "pools:\n"
    "  desk: {fte: 2 fte}\n"
    "  other:\n"
    "    staff:\n"
    "      experienced: 5 heads\n"
    "      trainees: [{months: 2, heads: 3 heads}]\n"
    "      external: 2 heads\n"
    "      hiring: {plan: 2 heads/month, vacancies: 4 heads, fill: 20%}\n"
    "      external_hiring: {plan: 2 heads/month, vacancies: 4 heads, fill: 20%}\n"
    "      training: {months: 3, productivity: [0%, 30%, 60%], mentor: 4 hours/week}\n"
    "      leaving: {experienced: 20%/year, trainees: 20%/year, external: 20%/year}\n"
    "      absence: {share: 5%, shocks: {flu: {date: 2024-02-01, length: 30 days, size: 20%}}}\n"
    "      leave: {hours: 100 hours/year, month_profile: [1, 1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1]}\n"
    "    cost_per_fte: EUR 90000/year\n"
    "  third: {staff: {experienced: 3 heads}}\n"
    "  fourth: {staff: {experienced: 3 heads}}\n"
    "staff_moves: {m: {from: other, to: third, date: 2024-03-01, back: 2024-07-01, heads: 1 heads, who: experienced}}\n"
    "streams:\n"
    "  a:\n"
    "    inflow: {level: 300/year}\n"
    "    clock: {period: 4 weeks}\n"
    "    effort: 8 hours\n"
    "    classes: {small: {share: 50%, outcomes: {grant: 60%, refuse: 40%}}, large: {share: 50%}}\n"
    "    outcomes: {grant: 60%, refuse: 40%}\n"
    "    pool: desk\n"
    "    lateness: {notice: [{after: 0 days, rate: 500%/year}], administrative: awb, judicial: court,\n"
    "               appeal: 500%/year, court_delay: {fixed: 10 days}, term: 14 days, payment_lag: 20 days}\n"
    "    opening: {stock: 200 cases, ages: {uniform: {low: 0 days, high: 200 days}}, noticed: 20 cases,\n"
    "              notice_ages: {fixed: 20 days}, appealed: 10 cases, ordered: 10 cases, term_ends: {fixed: 5 days},\n"
    "              outstanding: EUR 5000}\n"
    "    history: {grant: 150/year}\n"
    "  b:\n"
    "    inflow: {level: 100/year}\n"
    "    clock: {target: 8 weeks}\n"
    "    effort: 6 hours\n"
    "    pool: desk\n"
    "    opening: {stock: 80 cases, ages: {fixed: 30 days}}\n"
    "  d: {inflow: {level: 2000/year}, effort: 6 hours, pool: other, opening: {stock: 500 cases, ages: {fixed: 9 days}}}\n"
    "  e: {inflow: {level: 2000/year}, effort: 6 hours, pool: third, opening: {stock: 500 cases, ages: {fixed: 9 days}}}\n"
    "  c: {inflow: {level: 100/year}, capacity: 90/year, opening: {stock: 20 cases, ages: {fixed: 30 days}}}\n"
    "links: {l: {from: a, event: grant, to: b, share: 50%, after: {fixed: 20 days}}}\n";

static const char published_one[] = "period,date,stream,measure,value\nyear,2023-12-31,a,open,200\n",
                  published_two[] = "period,date,stream,measure,value\nyear,2023-12-31,a,open,210\n";
static const char table_one[] = "period,a\n2024-01,20\n", table_two[] = "period,a\n2024-01,35\n";
static const char ages_one[] = "age,count\n3,20\n90,10\n", ages_two[] = "age,count\n3,20\n120,10\n";
static const char extended[] = "extends: base.yaml\nhorizon: 2024-08-31\n";

#define A "streams.a."
#define INFLOW A "inflow."
#define RULE "{in_force: 2024-02-01, applies_to: all_open, period: 8 weeks}"
#define SHOCK "{date: 2024-02-01, length: 10 days, add: 40 cases}"
#define RULES "contingent.*."
#define DESK(changes) "contingent.r={when: {measure: open, of: a, above: 100 cases}, then: {pools: {desk: " changes "}}}"
#define OTHERS(changes) "contingent.r={when: {measure: open, of: a, above: 100 cases}, then: {pools: {other: " changes "}}}"
#define STREAM(stream, changes) "contingent.r={when: {measure: open, of: a, above: 100 cases}, then: {streams: {" stream ": " changes "}}}"
#define NOTICES "contingent.r={when: {measure: notices, of: a, above: 15 cases, over: 10 days}, then: {pools: {desk: {fte: {multiply: 5}}}}}"
#define UNTIL "contingent.r={when: {measure: open, of: a, above: 100 cases}, then: {pools: {desk: {fte: {multiply: 5}}}}, " \
    "until: {measure: open, of: a, below: 90 cases, for: 2 days, over: null, after: 0 days}}"
#define EXTENDS "{clock: {applies_to: all_open, period: 20 weeks, received_from: 2023-11-01, received_until: 2024-02-01}}"
#define CHANGE "{from: 2024-02-01, until: 2024-06-01, multiply: 2}"
#define PRESSURE "{from: 5 days, full: 900 days, effort: 0.5}"
#define STREAMS "streams.*."
/* In place of the pool of e: a server outside, then two steps that share the pool. */
#define TWO_STEPS "streams.e={pool: null, steps: {one: {capacity: 900/year}, two: {pool: third, effort_share: 50%}, three: {pool: third, effort_share: 50%}}}"
#define STAFF "pools.*.staff."
#define OTHER "pools.other.staff."
#define TARGET "{plan: null, vacancies: null, fill: null, target: 20 heads, rate: 1 heads/month}"
#define CLASSES STREAMS "classes.*."

/* clang-format off */
const struct live live_cases[] = {
    {"extends", NULL, "extends", "base.yaml", "extended.yaml"},
    {"name", NULL, "name", "one", "other"},
    {"title", NULL, "title", "one", "other"},
    {"description", NULL, "description", "one", "other"},
    {"opening_date", NULL, "opening_date", "2023-12-31", "2023-12-30"},
    {"horizon", NULL, "horizon", "2024-09-30", "2024-09-29"},
    {"scale", NULL, "scale", "1", "1.1"},
    {"calendar.holidays_off", NULL, "calendar.holidays_off", "yes", "no"},
    {"calendar.days_off", NULL, "calendar.days_off", "[]", "[2024-02-06]"},
    {"factors.*.label", NULL, "factors.tide.label", "one", "other"},
    {"regimes.administrative.*.grace", NULL, "regimes.administrative.awb.grace", "3 days", "5 days"},
    {"regimes.administrative.*.tiers[].days", NULL, "regimes.administrative.awb.tiers",
     "[{days: 5 days, amount: EUR 20/day}]", "[{days: 6 days, amount: EUR 20/day}]"},
    {"regimes.administrative.*.tiers[].amount", NULL, "regimes.administrative.awb.tiers",
     "[{days: 5 days, amount: EUR 20/day}]", "[{days: 5 days, amount: EUR 21/day}]"},
    {"regimes.judicial.*.amount", NULL, "regimes.judicial.court.amount", "EUR 100/day", "EUR 90/day"},
    {"regimes.judicial.*.cap", NULL, "regimes.judicial.court.cap", "EUR 700", "EUR 800"},

    {"pools.*.id", "pools.desk.allocation=earliest_deadline", "pools.desk.id", "one", "another"},
    {"pools.*.label", NULL, "pools.desk.label", "one", "other"},
    {"pools.*.fte", NULL, "pools.desk.fte", "2 fte", "2.5 fte"},
    {"pools.*.hours_per_fte", NULL, "pools.desk.hours_per_fte", "1363 hours/year", "1500 hours/year"},
    {"pools.*.allocation", NULL, "pools.desk.allocation", "proportional", "earliest_deadline"},
    {"pools.*.streams.*.share", "pools.desk.allocation=shares", "pools.desk.streams",
     "{a: {share: 20%}, b: {share: 80%}}", "{a: {share: 80%}, b: {share: 20%}}"},
    {"pools.*.streams.*.ring_fenced", NULL, "pools.desk.streams", "{b: {ring_fenced: 0%}}", "{b: {ring_fenced: 60%}}"},
    {"pools.*.streams.*.priority", "pools.desk.allocation=priority", "pools.desk.streams",
     "{a: {priority: 1}, b: {priority: 2}}", "{a: {priority: 2}, b: {priority: 1}}"},
    {"pools.*.streams.*.plan", "pools.desk.allocation=plan", "pools.desk.streams",
     "{a: {plan: 100/year}, b: {plan: 100/year}}", "{a: {plan: 60/year}, b: {plan: 100/year}}"},

    {STAFF "experienced", NULL, OTHER "experienced", "5 heads", "7 heads"},
    {STAFF "trainees[].months", NULL, OTHER "trainees", "[{months: 2, heads: 3 heads}]", "[{months: 0, heads: 3 heads}]"},
    {STAFF "trainees[].heads", NULL, OTHER "trainees", "[{months: 2, heads: 3 heads}]", "[{months: 2, heads: 5 heads}]"},
    {STAFF "external", NULL, OTHER "external", "2 heads", "4 heads"},
    {STAFF "fte_per_head", NULL, OTHER "fte_per_head", "1", "0.8"},
    {STAFF "external_fte_per_head", NULL, OTHER "external_fte_per_head", "1", "0.8"},
    {STAFF "hiring.vacancies", NULL, OTHER "hiring.vacancies", "4 heads", "12 heads"},
    {STAFF "hiring.plan", NULL, OTHER "hiring.plan", "2 heads/month", "5 heads/month"},
    {STAFF "hiring.target", OTHER "hiring=" TARGET, OTHER "hiring.target", "20 heads", "6 heads"},
    {STAFF "hiring.fill", NULL, OTHER "hiring.fill", "20%", "60%"},
    {STAFF "hiring.rate", OTHER "hiring=" TARGET, OTHER "hiring.rate", "1 heads/month", "3 heads/month"},
    {STAFF "external_hiring.vacancies", NULL, OTHER "external_hiring.vacancies", "4 heads", "12 heads"},
    {STAFF "external_hiring.plan", NULL, OTHER "external_hiring.plan", "2 heads/month", "5 heads/month"},
    {STAFF "external_hiring.target", OTHER "external_hiring=" TARGET, OTHER "external_hiring.target", "20 heads", "6 heads"},
    {STAFF "external_hiring.fill", NULL, OTHER "external_hiring.fill", "20%", "60%"},
    {STAFF "external_hiring.rate", OTHER "external_hiring=" TARGET, OTHER "external_hiring.rate", "1 heads/month", "3 heads/month"},
    {STAFF "training.months", NULL, OTHER "training", "{months: 3, productivity: [0%, 30%, 60%]}",
     "{months: 5, productivity: [0%, 30%, 60%, 60%, 60%]}"},
    {STAFF "training.productivity[].share", NULL, OTHER "training.productivity", "[0%, 30%, 60%]", "[0%, 10%, 60%]"},
    {STAFF "training.mentor", NULL, OTHER "training.mentor", "4 hours/week", "0 hours/week"},
    {STAFF "leaving.experienced", NULL, OTHER "leaving.experienced", "20%/year", "200%/year"},
    {STAFF "leaving.trainees", NULL, OTHER "leaving.trainees", "20%/year", "500%/year"},
    {STAFF "leaving.external", NULL, OTHER "leaving.external", "20%/year", "500%/year"},
    {STAFF "absence.share", NULL, OTHER "absence.share", "5%", "9%"},
    {STAFF "absence.month_profile", NULL, OTHER "absence.month_profile", "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]",
     "[2, 2, 1, 1, 0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1]"},
    {STAFF "absence.shocks.*.date", NULL, OTHER "absence.shocks.flu.date", "2024-02-01", "2024-04-01"},
    {STAFF "absence.shocks.*.probability", NULL, OTHER "absence.shocks.flu.probability", "100%", "0%"},
    {STAFF "absence.shocks.*.length", NULL, OTHER "absence.shocks.flu.length", "30 days", "60 days"},
    {STAFF "absence.shocks.*.size", NULL, OTHER "absence.shocks.flu.size", "20%", "40%"},
    {STAFF "leave.hours", NULL, OTHER "leave.hours", "100 hours/year", "200 hours/year"},
    {STAFF "leave.month_profile", NULL, OTHER "leave.month_profile", "[1, 1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1]",
     "[2, 1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1]"},
    {STAFF "overtime", NULL, OTHER "overtime", "0%", "10%"},
    {"pools.*.cost_per_fte", NULL, "pools.other.cost_per_fte", "EUR 90000/year", "EUR 95000/year"},
    {"pools.*.external_cost_per_fte", NULL, "pools.other.external_cost_per_fte", "EUR 90000/year", "EUR 95000/year"},
    {"staff_moves.*.from", NULL, "staff_moves.m.from", "other", "fourth"},
    {"staff_moves.*.to", NULL, "staff_moves.m.to", "third", "fourth"},
    {"staff_moves.*.date", NULL, "staff_moves.m.date", "2024-03-01", "2024-04-01"},
    {"staff_moves.*.back", NULL, "staff_moves.m.back", "2024-07-01", "2024-08-01"},
    {"staff_moves.*.heads", NULL, "staff_moves.m.heads", "1 heads", "2 heads"},
    {"staff_moves.*.who", NULL, "staff_moves.m.who", "experienced", "external"},
    {"income.per_year", NULL, "income.per_year", "EUR 1000/year", "EUR 2000/year"},
    {STREAMS "income.per_received", NULL, A "income.per_received", "EUR 1", "EUR 2"},
    {STREAMS "income.per_decision", NULL, A "income.per_decision", "EUR 1", "EUR 2"},
    {STREAMS "income.per_year", NULL, A "income.per_year", "EUR 1000/year", "EUR 2000/year"},

    {STREAMS "id", NULL, A "id", "one", "other"},
    {STREAMS "label", NULL, A "label", "one", "other"},
    {STREAMS "published_inflow", NULL, A "published_inflow", "300/year", "400/year"},
    {STREAMS "inflow.level", NULL, INFLOW "level", "300/year", "400/year"},
    {STREAMS "inflow.trend", NULL, INFLOW "trend", "0%/year", "80%/year"},
    {STREAMS "inflow.month_profile", NULL, INFLOW "month_profile", "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]",
     "[1, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"},
    {STREAMS "inflow.days", NULL, INFLOW "days", "all", "working"},
    {STREAMS "inflow.week_profile", NULL, INFLOW "week_profile", "[1, 1, 1, 1, 1, 1, 1]", "[3, 1, 1, 1, 1, 0, 0]"},
    {STREAMS "inflow.dispersion", NULL, INFLOW "dispersion", "1", "3"},
    {STREAMS "inflow.disturbance.sd", NULL, INFLOW "disturbance.sd", "10%", "80%"},
    {STREAMS "inflow.disturbance.persistence", INFLOW "disturbance.sd=80%", INFLOW "disturbance.persistence", "0", "0.9"},
    {STREAMS "inflow.disturbance.start", INFLOW "disturbance={sd: 80%, persistence: 0.9}", INFLOW "disturbance.start", "0", "2"},
    {STREAMS "inflow.disturbance.factor", NULL, INFLOW "disturbance", "{sd: 80%}", "{sd: 80%, factor: tide}"},
    {STREAMS "inflow.disturbance.loading", NULL, INFLOW "disturbance", "{sd: 80%, factor: tide, loading: 1}",
     "{sd: 80%, factor: tide, loading: -1}"},
    {STREAMS "inflow.shocks.*.date", INFLOW "shocks.s=" SHOCK, INFLOW "shocks.s.date", "2024-02-01", "2024-05-01"},
    {STREAMS "inflow.shocks.*.probability", INFLOW "shocks.s=" SHOCK, INFLOW "shocks.s.probability", "100%", "0%"},
    {STREAMS "inflow.shocks.*.length", INFLOW "shocks.s=" SHOCK, INFLOW "shocks.s.length", "10 days", "100 days"},
    {STREAMS "inflow.shocks.*.add", INFLOW "shocks.s=" SHOCK, INFLOW "shocks.s.add", "40 cases", "80 cases"},
    {STREAMS "inflow.shocks.*.multiply", INFLOW "shocks.s=" SHOCK, INFLOW "shocks.s.multiply", "1", "9"},
    {STREAMS "inflow.past", NULL, INFLOW "past", "{file: one.csv, column: a}", "{file: two.csv, column: a}"},

    {STREAMS "clock.period", NULL, A "clock.period", "4 weeks", "6 weeks"},
    {STREAMS "clock.starts_after", NULL, A "clock.starts_after", "0 days", "9 days"},
    {STREAMS "clock.target", "pools.desk.allocation=earliest_deadline", "streams.b.clock.target", "1 weeks", "40 weeks"},
    {STREAMS "clock.suspension[].share", NULL, A "clock.suspension", "[{share: 20%, length: 30 days}]", "[{share: 40%, length: 30 days}]"},
    {STREAMS "clock.suspension[].length", NULL, A "clock.suspension", "[{share: 20%, length: 30 days}]", "[{share: 20%, length: 50 days}]"},
    {STREAMS "clock.rules.*.in_force", A "clock.rules.r=" RULE, A "clock.rules.r.in_force", "2024-02-01", "2024-04-01"},
    {STREAMS "clock.rules.*.received_from", A "clock.rules.r=" RULE, A "clock.rules.r.received_from", "2023-01-01", "2024-03-01"},
    {STREAMS "clock.rules.*.received_until", A "clock.rules.r=" RULE, A "clock.rules.r.received_until", "2024-12-01", "2024-03-01"},
    {STREAMS "clock.rules.*.applies_to", A "clock.rules.r=" RULE, A "clock.rules.r.applies_to", "all_open", "received_after"},
    {STREAMS "clock.rules.*.period", A "clock.rules.r=" RULE, A "clock.rules.r.period", "8 weeks", "12 weeks"},

    {STREAMS "delay", NULL, A "delay", "{fixed: 2 days}", "{fixed: 90 days}"},
    {STREAMS "delay_scale", A "delay={fixed: 20 days}", A "delay_scale", "1", "3"},
    {STREAMS "effort", NULL, A "effort", "8 hours", "11 hours"},
    {STREAMS "effort_shape", NULL, A "effort_shape", "2", "5"},
    {STREAMS "outcomes.*.share", NULL, A "outcomes", "{grant: 60%, refuse: 40%}", "{grant: 5%, refuse: 95%}"},
    {STREAMS "outcomes.*.effort", NULL, A "outcomes.refuse", "40%", "{share: 40%, effort: 3}"},
    {CLASSES "label", NULL, A "classes.small.label", "one", "other"},
    {CLASSES "share", NULL, A "classes", "{small: {share: 50%, effort: 2 hours}, large: {share: 50%}}",
     "{small: {share: 90%, effort: 2 hours}, large: {share: 10%}}"},
    {CLASSES "effort", NULL, A "classes.small.effort", "8 hours", "20 hours"},
    {CLASSES "effort_shape", NULL, A "classes.small.effort_shape", "2", "5"},
    {CLASSES "priority", NULL, A "classes.small.priority", "0", "1"},
    {CLASSES "notice", NULL, A "classes.small.notice", "1", "3"},
    {CLASSES "outcomes.*.share", NULL, A "classes.small.outcomes", "{grant: 60%, refuse: 40%}", "{grant: 5%, refuse: 95%}"},
    {CLASSES "outcomes.*.effort", NULL, A "classes.small.outcomes.refuse", "40%", "{share: 40%, effort: 3}"},
    {STREAMS "effort_drift", NULL, A "effort_drift", "0%/year", "60%/year"},
    {CLASSES "effort_drift", NULL, A "classes.small.effort_drift", "0%/year", "60%/year"},
    {STREAMS "effort_changes.*.from", A "effort_changes.c=" CHANGE, A "effort_changes.c.from", "2024-02-01", "2024-04-01"},
    {STREAMS "effort_changes.*.until", A "effort_changes.c=" CHANGE, A "effort_changes.c.until", "2024-05-01", "2024-08-01"},
    {STREAMS "effort_changes.*.multiply", A "effort_changes.c=" CHANGE, A "effort_changes.c.multiply", "2", "3"},
    {STREAMS "effort_changes.*.class", A "effort_changes.c=" CHANGE, A "effort_changes.c.class", "small", "large"},
    {STREAMS "effort_changes.*.outcome", A "effort_changes.c=" CHANGE, A "effort_changes.c.outcome", "grant", "refuse"},
    {STREAMS "batch.size", A "batch={size: 50 cases, gain: 40%}", A "batch.size", "50 cases", "5000 cases"},
    {STREAMS "batch.gain", A "batch={size: 50 cases, gain: 40%}", A "batch.gain", "40%", "5%"},
    {CLASSES "batch.size", A "classes.small.batch={size: 50 cases, gain: 40%}", A "classes.small.batch.size", "50 cases", "5000 cases"},
    {CLASSES "batch.gain", A "classes.small.batch={size: 50 cases, gain: 40%}", A "classes.small.batch.gain", "40%", "5%"},
    {STREAMS "pressure.from", A "pressure=" PRESSURE, A "pressure.from", "5 days", "200 days"},
    {STREAMS "pressure.full", A "pressure=" PRESSURE, A "pressure.full", "900 days", "9000 days"},
    {STREAMS "pressure.effort", A "pressure=" PRESSURE, A "pressure.effort", "0.5", "0.9"},
    {STREAMS "steps.*.pool", TWO_STEPS, "streams.e.steps.three.pool", "third", "fourth"},
    {STREAMS "steps.*.capacity", TWO_STEPS, "streams.e.steps.one.capacity", "900/year", "700/year"},
    {STREAMS "steps.*.effort_share", TWO_STEPS, "streams.e.steps",
     "{two: {effort_share: 70%}, three: {effort_share: 30%}}", "{two: {effort_share: 40%}, three: {effort_share: 60%}}"},
    {STREAMS "steps.*.delay", TWO_STEPS, "streams.e.steps.two.delay", "{fixed: 5 days}", "{fixed: 50 days}"},
    {STREAMS "steps.*.delay_scale", TWO_STEPS, "streams.e.steps.two", "{delay: {fixed: 5 days}, delay_scale: 1}", "{delay: {fixed: 5 days}, delay_scale: 9}"},
    {STREAMS "steps.*.order", TWO_STEPS, "streams.e.steps.two.order", "oldest", "newest"},
    {STREAMS "steps.*.stops[].from", TWO_STEPS, "streams.e.steps.two.stops", "[{from: 2024-02-01, until: 2024-03-01}]", "[{from: 2024-02-06, until: 2024-03-01}]"},
    {STREAMS "steps.*.stops[].until", TWO_STEPS, "streams.e.steps.two.stops", "[{from: 2024-02-01, until: 2024-03-01}]", "[{from: 2024-02-01, until: 2024-02-21}]"},
    {STREAMS "step_order", TWO_STEPS, "streams.e.step_order", "later_first", "earlier_first"},
    {STREAMS "opening.steps.*.share", TWO_STEPS, "streams.e.opening.steps", "{two: 80%, one: 20%}", "{two: 50%, one: 50%}"},
    {STREAMS "patience", NULL, "streams.c.patience", "5 days", "40 days"},
    {STREAMS "pool", NULL, A "pool", "desk", "other"},
    {STREAMS "capacity", NULL, "streams.c.capacity", "90/year", "40/year"},
    {STREAMS "order", NULL, A "order", "oldest", "newest"},
    {STREAMS "withdrawal", NULL, A "withdrawal", "0%/year", "50%/year"},
    {STREAMS "withdrawal[].after", NULL, A "withdrawal", "[{after: 0 days, rate: 5%/year}, {after: 60 days, rate: 300%/year}]",
     "[{after: 0 days, rate: 5%/year}, {after: 90 days, rate: 300%/year}]"},
    {STREAMS "withdrawal[].rate", NULL, A "withdrawal", "[{after: 0 days, rate: 5%/year}, {after: 60 days, rate: 300%/year}]",
     "[{after: 0 days, rate: 5%/year}, {after: 60 days, rate: 400%/year}]"},
    {STREAMS "transfers.*.rate", NULL, A "transfers.b", "{rate: 0%/year}", "{rate: 90%/year}"},
    {STREAMS "transfers.*.clock", "streams.b.clock.period=90 days", A "transfers.b", "{rate: 90%/year, clock: restarts}",
     "{rate: 90%/year, clock: keeps}"},

    {STREAMS "lateness.notice[].after", NULL, A "lateness.notice",
     "[{after: 0 days, rate: 0%/year}, {after: 10 days, rate: 900%/year}]",
     "[{after: 0 days, rate: 0%/year}, {after: 40 days, rate: 900%/year}]"},
    {STREAMS "lateness.notice[].rate", NULL, A "lateness.notice", "[{after: 0 days, rate: 100%/year}]",
     "[{after: 0 days, rate: 900%/year}]"},
    {STREAMS "lateness.administrative", NULL, A "lateness.administrative", "awb", "{2023-01-01: awb, 2024-02-01: none}"},
    {STREAMS "lateness.judicial", NULL, A "lateness.judicial", "court", "{2023-01-01: court, 2024-02-01: none}"},
    {STREAMS "lateness.appeal", NULL, A "lateness.appeal", "500%/year", "100%/year"},
    {STREAMS "lateness.court_delay", NULL, A "lateness.court_delay", "{fixed: 10 days}", "{fixed: 30 days}"},
    {STREAMS "lateness.term", NULL, A "lateness.term", "14 days", "40 days"},
    {STREAMS "lateness.court_costs", NULL, A "lateness.court_costs", "EUR 0", "EUR 800"},
    {STREAMS "lateness.further_appeal", NULL, A "lateness.further_appeal", "0%", "100%"},
    {STREAMS "lateness.payment_lag", NULL, A "lateness.payment_lag", "20 days", "50 days"},

    {STREAMS "opening.stock", NULL, A "opening.stock", "200 cases", "210 cases"},
    {STREAMS "opening.ages", NULL, A "opening.ages", "{uniform: {low: 0 days, high: 200 days}}",
     "{uniform: {low: 0 days, high: 300 days}}"},
    {STREAMS "opening.table", NULL, "streams.c.opening", "{table: ages_one.csv, stock: null, ages: null}",
     "{table: ages_two.csv, stock: null, ages: null}"},
    {STREAMS "opening.noticed", NULL, A "opening.noticed", "20 cases", "30 cases"},
    {STREAMS "opening.notice_ages", NULL, A "opening.notice_ages", "{fixed: 20 days}", "{fixed: 3 days}"},
    {STREAMS "opening.appealed", NULL, A "opening.appealed", "10 cases", "30 cases"},
    {STREAMS "opening.ordered", NULL, A "opening.ordered", "10 cases", "30 cases"},
    {STREAMS "opening.term_ends", NULL, A "opening.term_ends", "{fixed: 5 days}", "{fixed: 90 days}"},
    {STREAMS "opening.term_offset", NULL, A "opening.term_offset", "0 days", "5 days"},
    {STREAMS "opening.outstanding", NULL, A "opening.outstanding", "EUR 5000", "EUR 6000"},
    {STREAMS "opening.outstanding", NULL, A "opening.outstanding", "EUR 5000", "{value: EUR 5000, uncertain: {normal: 40%}}"},
    {STREAMS "history.*.rate", NULL, A "history.grant", "150/year", "900/year"},
    {STREAMS "correction", NULL, A "correction", "0/year", "90/year"},

    {RULES "when.measure", DESK("{fte: {multiply: 5}}"), "contingent.r.when.measure", "open", "overdue"},
    {RULES "when.of", DESK("{fte: {multiply: 5}}"), "contingent.r.when.of", "a", "b"},
    {RULES "when.above", DESK("{fte: {multiply: 5}}"), "contingent.r.when.above", "100 cases", "205 cases"},
    {RULES "when.below", DESK("{fte: {multiply: 5}}"), "contingent.r.when", "{above: null, below: 195 cases}", "{above: null, below: 150 cases}"},
    {RULES "when.for", DESK("{fte: {multiply: 5}}"), "contingent.r.when.for", "1 days", "40 days"},
    {RULES "when.over", NOTICES, "contingent.r.when.over", "10 days", "90 days"},
    {RULES "then.after", DESK("{fte: {multiply: 5}}"), "contingent.r.then.after", "0 days", "30 days"},
    {RULES "then.pools.*.fte.multiply", DESK("{fte: {multiply: 5}}"), "contingent.r.then.pools.desk.fte.multiply", "5", "2"},
    {RULES "then.pools.*.fte.add", DESK("{fte: {add: 1 fte}}"), "contingent.r.then.pools.desk.fte.add", "1 fte", "3 fte"},
    {RULES "then.pools.*.staff.hire", OTHERS("{staff: {hire: 1 heads}}"), "contingent.r.then.pools.other.staff.hire", "1 heads", "5 heads"},
    {RULES "then.pools.*.staff.external", OTHERS("{staff: {external: 1 heads}}"), "contingent.r.then.pools.other.staff.external", "1 heads", "5 heads"},
    {RULES "then.pools.*.allocation", DESK("{fte: {add: 1 fte}}"), "contingent.r.then.pools.desk.allocation", "proportional", "earliest_deadline"},
    {RULES "then.streams.*.inflow.multiply", STREAM("a", "{inflow: {multiply: 1}}"), "contingent.r.then.streams.a.inflow.multiply", "1", "3"},
    {RULES "then.streams.*.effort.multiply", STREAM("a", "{effort: {multiply: 1}}"), "contingent.r.then.streams.a.effort.multiply", "1", "0.3"},
    {RULES "then.streams.*.capacity.multiply", STREAM("c", "{capacity: {multiply: 1}}"), "contingent.r.then.streams.c.capacity.multiply", "1", "0.3"},
    {RULES "then.streams.*.order", STREAM("a", "{order: oldest}"), "contingent.r.then.streams.a.order", "oldest", "newest"},
    {RULES "then.streams.*.clock.received_from", STREAM("a", EXTENDS), "contingent.r.then.streams.a.clock.received_from", "2023-11-01", "2024-01-15"},
    {RULES "then.streams.*.clock.received_until", STREAM("a", EXTENDS), "contingent.r.then.streams.a.clock.received_until", "2024-02-01", "2023-12-01"},
    {RULES "then.streams.*.clock.applies_to", STREAM("a", EXTENDS), "contingent.r.then.streams.a.clock.applies_to", "all_open", "received_after"},
    {RULES "then.streams.*.clock.period", STREAM("a", EXTENDS), "contingent.r.then.streams.a.clock.period", "20 weeks", "30 weeks"},
    {RULES "until.measure", UNTIL, "contingent.r.until.measure", "open", "overdue"},
    {RULES "until.of", UNTIL, "contingent.r.until.of", "a", "b"},
    {RULES "until.above", UNTIL, "contingent.r.until", "{measure: overdue, below: null, above: 30 cases}", "{measure: overdue, below: null, above: 250 cases}"},
    {RULES "until.below", UNTIL, "contingent.r.until.below", "90 cases", "60 cases"},
    {RULES "until.for", UNTIL, "contingent.r.until.for", "2 days", "40 days"},
    {RULES "until.over", UNTIL, "contingent.r.until", "{measure: decisions, below: null, above: 20 cases, over: 10 days}", "{measure: decisions, below: null, above: 20 cases, over: 90 days}"},
    {RULES "until.after", UNTIL, "contingent.r.until.after", "0 days", "30 days"},
    {RULES "lasts", DESK("{fte: {multiply: 5}}"), "contingent.r.lasts", "10 days", "40 days"},
    {RULES "at_most", DESK("{fte: {multiply: 5}}"), "contingent.r", "{lasts: 5 days, at_most: 1}", "{lasts: 5 days, at_most: 4}"},

    {"published.file", NULL, "published.file", "published_one.csv", "published_two.csv"},

    {"targets.*.target", NULL, "targets.t", "open of a <= 100 cases at 2024-06-30", "open of a <= 9000 cases at 2024-06-30"},

    {"links.*.id", "links.l={mean: 1, share: null}", "links.l.id", "one", "other"},
    {"links.*.from", "streams={a: {history: {decision: 90/year}}, b: {history: {decision: 90/year}}}", "links.l",
     "{from: a, event: decision, to: c}", "{from: b, event: decision, to: c}"},
    {"links.*.event", A "history.refuse=90/year", "links.l.event", "grant", "refuse"},
    {"links.*.to", NULL, "links.l.to", "b", "c"},
    {"links.*.mean", "links.l={mean: 1, share: null}", "links.l.mean", "1", "2"},
    {"links.*.share", NULL, "links.l.share", "50%", "90%"},
    {"links.*.under_pressure", A "pressure=" PRESSURE, "links.l.under_pressure", "1", "3"},
    {"links.*.after", NULL, "links.l.after", "{fixed: 20 days}", "{fixed: 90 days}"},
};
/* clang-format on */
const size_t n_live_cases = sizeof live_cases / sizeof live_cases[0];

static void write_file(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

static void write_files(void)
{
    write_file("base.yaml", base);
    write_file("extended.yaml", extended);
    write_file("one.csv", table_one);
    write_file("two.csv", table_two);
    write_file("published_one.csv", published_one);
    write_file("published_two.csv", published_two);
    write_file("ages_one.csv", ages_one);
    write_file("ages_two.csv", ages_two);
}

static void remove_files(void)
{
    static const char *const names[] = {"base.yaml", "extended.yaml", "one.csv", "two.csv", "ages_one.csv", "ages_two.csv", "published_one.csv", "published_two.csv"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        unlink(names[i]);
}

static char folder[500];

void live_enter(void)
{
    const char *temporary = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/termijn-XXXXXX", temporary ? temporary : P_tmpdir);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
    write_files();
}

void live_leave(void)
{
    remove_files();
    ck_assert_int_eq(chdir("/"), 0);
    rmdir(folder);
}
