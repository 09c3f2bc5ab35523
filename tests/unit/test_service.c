/* The work step against serving one case after another: how many are decided, of which kind, and what is left. */
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/service.h"
#include "support/check_main/check_main.h"
#include "support/law.h"
#include "support/load_text.h"
#include "support/statistics.h"

static const char text[] =
    "opening_date: 2023-12-31\n"
    "horizon: 2024-03-31\n"
    "pools: {p: {fte: 10 fte}}\n"
    "streams:\n"
    "  plain: {inflow: {level: 100/year}, pool: p, effort: 5 hours, effort_shape: 2}\n"
    "  mixed:\n"
    "    inflow: {level: 100/year}\n"
    "    pool: p\n"
    "    outcomes: {grant: 62%, refuse: {share: 38%, effort: 2}}\n"
    "    classes: {a: {share: 50%, effort: 3 hours, effort_shape: 0.5},\n"
    "              b: {share: 50%, effort: 8 hours, effort_shape: 4, outcomes: {grant: 20%, refuse: {share: 50%,\n"
    "                  effort: 0.5}, settle: 30%}}}\n"
    "  units:\n"
    "    inflow: {level: 100/year}\n"
    "    capacity: 1000/year\n"
    "    classes: {a: {share: 50%, outcomes: {grant: 25%, refuse: 75%}}, b: {share: 50%, outcomes: {grant: 100%}}}\n"
    "  even:\n"
    "    inflow: {level: 100/year}\n"
    "    pool: p\n"
    "    effort: 4 hours\n"
    "    effort_shape: 3\n"
    "    outcomes: {grant: 30%, refuse: 70%}\n";

/* Lanes, in file order. */
enum { PLAIN, MIXED_A, MIXED_B, UNITS_A, UNITS_B, EVEN, LANES };
enum { STREAMS = 4 };

struct setting {
    const char *name;
    int64_t available[3]; /* of lanes first .. */
    int first;
    double hours;
    int64_t limit;
    double believed; /* factor on the mean effort that sizes the chunks; 0: the right one, with its spread, and chunks only where needed */
};

/* Figures of one run. */
enum figure { SERVED, FIRST, REFUSED, DEBT, LEFT, FIRST_HOURS, FIGURES };
static const char *const names[FIGURES] = {"served", "of the first source", "refused",
                                           "debt",   "hours left",          "hours of the first source"};

struct bench {
    struct stand stand;
    struct draw draw;
    const struct setting *setting;
    enum figure figure;
};

/* Chunks are exact whatever their size; a wrong belief about efforts makes them exceed the hours. Cases that need none are served by them, too. */
static void believe(struct replication *rep, double factor)
{
    for (size_t s = 0; s < 2; s++)
        for (size_t k = 0; k < rep->streams[s].model->n_classes; k++) {
            struct class_today *today = &rep->streams[s].steps[0].today[k];
            today->mean *= factor;
            today->square = today->mean * today->mean;
            today->stages = 0;
        }
}

static struct bench bench_of(const struct setting *setting)
{
    struct bench bench = {.stand = stand_of(text, NULL), .setting = setting};
    struct replication *rep = stand_begin(&bench.stand, 1);
    ck_assert_uint_eq(rep->n_lanes, LANES);
    if (setting->believed > 0)
        believe(rep, setting->believed);
    return bench;
}

static int64_t refused(const struct replication *rep)
{
    return rep->streams[1].event[LINK_OUTCOME + 1] + rep->streams[2].event[LINK_OUTCOME + 1] +
           rep->streams[3].event[LINK_OUTCOME + 1];
}

static int64_t decisions(const struct replication *rep)
{
    int64_t sum = 0;
    for (size_t s = 0; s < STREAMS; s++)
        sum += rep->streams[s].event[LINK_DECISION];
    return sum;
}

static int64_t outcomes(const struct replication *rep)
{
    int64_t sum = 0;
    for (size_t s = 0; s < STREAMS; s++)
        for (int o = 0; o < OUTCOMES_MAX; o++)
            sum += rep->streams[s].event[LINK_OUTCOME + o];
    return sum;
}

/* What must hold in every run. */
static void ck_run(const struct bench *b, const struct service *s)
{
    const struct replication *rep = b->stand.replication;
    int64_t served = 0, available = 0;
    double used = 0;
    bool good = s->hours >= 0 && s->debt >= 0 && !(s->hours > 1e-9 && s->debt > 0);
    for (size_t i = 0; i < s->n_sources; i++) {
        good = good && s->sources[i].served >= 0 && s->sources[i].served <= s->sources[i].available;
        served += s->sources[i].served;
        available += s->sources[i].available;
        used += s->sources[i].hours;
    }
    good = good && b->setting->limit - s->limit == served && decisions(rep) == served && outcomes(rep) == served;
    good = good && fabs(b->setting->hours - used - s->hours + s->debt) < 1e-6;
    good = good && (s->hours <= 1e-9 || served == available || s->limit == 0);
    if (!good)
        ck_abort_msg("%s: %lld served, %g used, %g left, debt %g", b->setting->name, (long long)served, used, s->hours,
                     s->debt);
}

static void run_engine(struct bench *b, double figures[FIGURES])
{
    struct replication *rep = b->stand.replication;
    struct source sources[3];
    struct service s = {.draws = &b->draw, .sources = sources, .hours = b->setting->hours, .limit = b->setting->limit};
    for (int i = 0; i < 3; i++)
        if (b->setting->available[i] > 0)
            sources[s.n_sources++] =
                (struct source){.lane = b->setting->first + i, .available = b->setting->available[i]};
    for (size_t i = 0; i < STREAMS; i++)
        memset(rep->streams[i].event, 0, sizeof rep->streams[i].event);
    service_run(rep, &s);
    ck_run(b, &s);
    figures[SERVED] = (double)(b->setting->limit - s.limit);
    figures[FIRST] = (double)sources[0].served;
    figures[REFUSED] = (double)refused(rep);
    figures[DEBT] = s.debt;
    figures[LEFT] = s.hours;
    figures[FIRST_HOURS] = sources[0].hours;
}

/* --- one case after another ------------------------------------------------------------------------------------------
 */

static const struct {
    double effort, shape;
    int n;
    double share[3], factor[3];
} kinds[LANES] = {{5, 2, 1, {1}, {1}},
                  {3, 0.5, 2, {0.62, 0.38}, {1, 2}},
                  {8, 4, 3, {0.2, 0.5, 0.3}, {1, 0.5, 1}},
                  {1, 1, 2, {0.25, 0.75}, {1, 1}},
                  {1, 1, 1, {1}, {1}},
                  {4, 3, 2, {0.3, 0.7}, {1, 1}}};

static void run_naive(struct bench *b, double figures[FIGURES])
{
    const struct setting *s = b->setting;
    int64_t left[3], all = 0, limit = s->limit;
    double hours = s->hours;
    memset(figures, 0, FIGURES * sizeof *figures);
    for (int i = 0; i < 3; i++)
        all += left[i] = s->available[i];
    for (; hours > 0 && all > 0 && limit > 0; all--, limit--) {
        int64_t rank = (int64_t)(draw_uniform(&b->draw) * (double)all);
        int i = 0, o = 0;
        while (rank >= left[i])
            rank -= left[i++];
        left[i]--;
        const int lane = s->first + i;
        for (double u = draw_uniform(&b->draw); o + 1 < kinds[lane].n && u > kinds[lane].share[o]; o++)
            u -= kinds[lane].share[o];
        const double mean = kinds[lane].effort * kinds[lane].factor[o];
        const double effort =
            lane == UNITS_A || lane == UNITS_B ? 1 : gsl_ran_gamma(&b->draw.rng, kinds[lane].shape, mean / kinds[lane].shape);
        hours -= effort;
        figures[SERVED]++;
        figures[REFUSED] += o == 1;
        if (i == 0) {
            figures[FIRST]++;
            figures[FIRST_HOURS] += effort;
        }
    }
    figures[DEBT] = hours < 0 ? -hours : 0;
    figures[LEFT] = hours > 0 ? hours : 0;
}

/* --- the two compared
 * ------------------------------------------------------------------------------------------------- */

struct value {
    double x;
    int engine;
};

static int ascending(const void *a, const void *b)
{
    const double x = ((const struct value *)a)->x, y = ((const struct value *)b)->x;
    return (x > y) - (x < y);
}

/* Two samples of n: chi-square over bins of equal numbers of the pooled values, ties together. */
static double z_of_two(struct value *pooled, size_t n)
{
    const size_t wanted = 2 * n / 20;
    double chi_square = 0;
    size_t engine = 0, in_bin = 0, bins = 0;
    qsort(pooled, 2 * n, sizeof *pooled, ascending);
    for (size_t i = 0; i < 2 * n; i++) {
        engine += (size_t)pooled[i].engine;
        in_bin++;
        const bool last = i + 1 == 2 * n;
        if (!last && (in_bin < wanted || fabs(pooled[i + 1].x - pooled[i].x) < 1e-9 || 2 * n - i - 1 < wanted / 2))
            continue;
        const double off = 2 * (double)engine - (double)in_bin;
        chi_square += off * off / (double)in_bin;
        bins++;
        engine = in_bin = 0;
    }
    return bins > 1 ? z_of_chi_square(chi_square, (double)bins - 1) : 0;
}

static double z_of_figure(void *sampler, size_t n)
{
    struct bench *b = sampler;
    double figures[FIGURES];
    struct value *pooled = malloc(2 * n * sizeof *pooled);
    ck_assert_ptr_nonnull(pooled);
    for (size_t i = 0; i < n; i++) {
        run_engine(b, figures);
        pooled[2 * i] = (struct value){figures[b->figure], 1};
        run_naive(b, figures);
        pooled[2 * i + 1] = (struct value){figures[b->figure], 0};
    }
    const double z = z_of_two(pooled, n);
    free(pooled);
    return z;
}

#define NO_LIMIT INT64_MAX / 2
static const struct setting settings[] = {
    {"a whole shape, one by one", {12, 0, 0}, PLAIN, 30, NO_LIMIT, 1},
    {"a whole shape in chunks", {400, 0, 0}, PLAIN, 600, NO_LIMIT, 1.2},
    {"points, a case or two", {12, 0, 0}, PLAIN, 4, NO_LIMIT, 0},
    {"points, a single case", {1, 0, 0}, PLAIN, 5, NO_LIMIT, 0},
    {"points", {400, 0, 0}, PLAIN, 600, NO_LIMIT, 0},
    {"points, just too few hours", {50, 0, 0}, PLAIN, 245, NO_LIMIT, 0},
    {"sum, just enough hours", {50, 0, 0}, PLAIN, 255, NO_LIMIT, 0},
    {"sum of one case", {1, 0, 0}, PLAIN, 5.5, NO_LIMIT, 0},
    {"points and outcomes", {70, 0, 0}, EVEN, 255, NO_LIMIT, 0},
    {"sum and outcomes", {70, 0, 0}, EVEN, 282, 100, 0},
    {"bisection", {400, 0, 0}, PLAIN, 600, NO_LIMIT, 1},
    {"bisection of long chunks", {200, 0, 0}, PLAIN, 300, NO_LIMIT, 0.3},
    {"all fit", {90, 0, 0}, PLAIN, 520, NO_LIMIT, 0},
    {"a limit", {300, 0, 0}, PLAIN, 520, 100, 0},
    {"a limit and bisection", {300, 0, 0}, PLAIN, 520, 100, 0.5},
    {"few of three kinds", {6, 5, 4}, PLAIN, 40, NO_LIMIT, 0},
    {"three kinds", {150, 120, 60}, PLAIN, 900, NO_LIMIT, 0},
    {"three kinds, bisection", {150, 120, 60}, PLAIN, 900, NO_LIMIT, 0.8},
    {"two kinds, all fit", {40, 40, 0}, MIXED_A, 480, NO_LIMIT, 0},
    {"one rare kind", {300, 2, 0}, MIXED_A, 700, NO_LIMIT, 1},
    {"units", {30, 50, 0}, UNITS_A, 40.5, NO_LIMIT, 0},
    {"units, all fit", {30, 20, 0}, UNITS_A, 77.25, NO_LIMIT, 0},
};

/* 5 sigma on each of six figures; 1,500 runs of each, and 12,000 more before it fails. */
START_TEST(test_against_one_by_one)
{
    struct bench bench = bench_of(&settings[_i]);
    law_start(&bench.draw, 500 + (uint32_t)_i);
    for (bench.figure = SERVED; bench.figure < FIGURES; bench.figure++) {
        const bool good = statistic_within(5, z_of_figure, &bench, 1500, names[bench.figure]);
        ck_assert_msg(good, "%s: %s", settings[_i].name, names[bench.figure]);
    }
    stand_free(&bench.stand);
}
END_TEST

/* --- many cases
 * ---------------------------------------------------------------------------------------------------------- */

/* Renewal theory, far from the start: cases begun in h hours, the one that crosses them included, have mean
 * h / m + (1 + c^2) / 2 and variance nearly h c^2 / m; the overrun has mean m (1 + c^2) / 2. */
static double z_of_renewals(void *sampler, size_t n)
{
    struct bench *b = sampler;
    const double mean = 5, cv2 = 0.5, begun = b->setting->hours / mean + (1 + cv2) / 2;
    const double variance = b->setting->hours * cv2 / mean, overrun = mean * (1 + cv2) / 2;
    /* third moment of the overrun's parent: m^3 (1 + c^2) (1 + 2 c^2) */
    const double square = mean * mean * (1 + cv2) * (1 + 2 * cv2) / 3;
    struct sample_moments served = {0}, debt = {0};
    double figures[FIGURES];
    for (size_t i = 0; i < n; i++) {
        run_engine(b, figures);
        moments_add(&served, figures[SERVED]);
        moments_add(&debt, figures[DEBT]);
    }
    if (b->figure == SERVED)
        return (served.mean - begun) / sqrt(variance / (double)n);
    if (b->figure == DEBT)
        return (debt.mean - overrun) / sqrt((square - overrun * overrun) / (double)n);
    return (moments_variance(&served) / variance - 1) / sqrt(2.0 / (double)n);
}

/* 5 sigma; a million cases on hand cost no more than a thousand. */
START_TEST(test_a_million_cases)
{
    static const struct setting many[] = {{"chunks", {2000000, 0, 0}, PLAIN, 5e6, NO_LIMIT, 0},
                                          {"bisection", {2000000, 0, 0}, PLAIN, 5e6, NO_LIMIT, 0.6}};
    struct bench bench = bench_of(&many[_i]);
    law_start(&bench.draw, 700 + (uint32_t)_i);
    bench.figure = SERVED;
    ck_assert(statistic_within(5, z_of_renewals, &bench, 3000, "mean of cases begun"));
    bench.figure = DEBT;
    ck_assert(statistic_within(5, z_of_renewals, &bench, 3000, "mean overrun"));
    bench.figure = LEFT;
    ck_assert(statistic_within(5, z_of_renewals, &bench, 3000, "variance of cases begun"));
    stand_free(&bench.stand);
}
END_TEST

/* --- whole hours
 * ------------------------------------------------------------------------------------------------------- */

START_TEST(test_units_by_hand)
{
    static const struct {
        double hours;
        int64_t served;
        double debt, left;
    } rows[] = {{0.25, 1, 0.75, 0}, {1, 1, 0, 0}, {2.5, 3, 0.5, 0}, {7, 7, 0, 0}, {9.75, 8, 0, 1.75}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct setting setting = {"units", {3, 5, 0}, UNITS_A, rows[i].hours, NO_LIMIT, 0};
        struct bench bench = bench_of(&setting);
        double figures[FIGURES];
        law_start(&bench.draw, 900);
        run_engine(&bench, figures);
        ck_assert_double_eq(figures[SERVED], (double)rows[i].served);
        ck_assert_double_eq(figures[DEBT], rows[i].debt);
        ck_assert_double_eq(figures[LEFT], rows[i].left);
        stand_free(&bench.stand);
    }
}
END_TEST

START_TEST(test_expected_effort)
{
    struct stand stand = stand_of(text, NULL);
    const struct replication *rep = stand_begin(&stand, 1);
    ck_assert_double_eq_tol(rep->streams[0].steps[0].today[0].mean, 5, 1e-12);
    ck_assert_double_eq_tol(rep->streams[0].steps[0].today[0].square, 37.5, 1e-12);
    ck_assert_double_eq_tol(rep->streams[1].steps[0].today[0].mean, 3 * (0.62 + 0.76), 1e-12);
    ck_assert_double_eq_tol(rep->streams[1].steps[0].today[0].square, 9 * 3 * (0.62 + 4 * 0.38), 1e-12);
    ck_assert_double_eq_tol(rep->streams[1].steps[0].today[1].mean, 8 * (0.2 + 0.25 + 0.3), 1e-12);
    ck_assert_double_eq_tol(rep->streams[2].steps[0].today[0].mean, 1, 1e-12);
    ck_assert(!rep->streams[0].steps[0].unit_effort && rep->streams[2].steps[0].unit_effort);
    stand_free(&stand);
}
END_TEST

void add_tests(TCase *tcase)
{
    tcase_add_loop_test(tcase, test_against_one_by_one, 0, sizeof settings / sizeof settings[0]);
    tcase_add_loop_test(tcase, test_a_million_cases, 0, 2);
    tcase_add_test(tcase, test_units_by_hand);
    tcase_add_test(tcase, test_expected_effort);
}
