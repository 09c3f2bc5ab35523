/* Every overlay of scenarios/ind/ alone, or on top of another, moves what it says in the direction it says.
 *
 *   levers FOLDER                           each alone, against what it stands on
 *   levers FOLDER COMBINATION [PART/PARTS]  each on top of the overlay COMBINATION; of every PARTS overlays one
 *
 * An overlay is held against the base, with what it stands on, in pairs of the same futures (seed 1, replications 0, 1,
 * ...), to the end of the period that it names. After 4, 8, ... 64 pairs the mean difference is held against three of
 * its standard errors, and against Student's quantile for the same chance (0.135 %), as few pairs know their standard
 * error badly; and against two thousandths of what it is without. It passes once it is beyond, fails once it is as far
 * on the other side, and fails after 64. A tenth of the cases and the staff: a lever does the same, chance in single
 * cases counts for a little more, and what differs most between futures, inflow and uncertain values, is the same and
 * cancels in pairs. That takes a third of the time. */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "levers/overlay.h"
#include "levers/side.h"

static const double LEAST = 0.002; /* of what it is without the overlay: less is nothing, however sure */

enum { PAIRS_FIRST = 4, THREADS = 2, SIDES_MAX = 32, EXCLUDED_SHARE = 10 };

struct verdict {
    int pairs;                      /* with a value */
    double base, difference, error; /* means, and the standard error of the difference */
    bool passed;
    const char *problem; /* NULL: none */
};

struct bench {
    const char *folder;
    const struct overlay *combination; /* NULL: each alone */
    size_t part, parts;
    struct overlays overlays;
    pthread_mutex_t lock; /* of what follows */
    size_t next, n_run, n_failed, n_excluded;
    size_t n_sides;
    struct side *sides[SIDES_MAX]; /* what overlays are held against, shared by those with the same */
};

/* ---- one overlay ---- */

static const char *name_or_none(const char *name)
{
    return name[0] == '\0' ? NULL : name;
}

/* The combination, or what stands in for it where staff is in heads. */
static const char *combined(const struct bench *bench, const struct overlay *overlay)
{
    if (bench->combination == NULL) {
        return NULL;
    }
    bool heads = strcmp(overlay->stands_on, "hiring") == 0 && bench->combination->in_heads[0] != '\0';
    return heads ? bench->combination->in_heads : bench->combination->name;
}

static struct side *reference(struct bench *bench, const struct recipe *recipe)
{
    struct side *found = NULL;
    pthread_mutex_lock(&bench->lock);
    for (size_t i = 0; i < bench->n_sides && found == NULL; i++) {
        found = side_is(bench->sides[i], recipe) ? bench->sides[i] : NULL;
    }
    if (found == NULL && bench->n_sides < SIDES_MAX) {
        found = side_new(recipe);
        if (found != NULL) {
            bench->sides[bench->n_sides++] = found;
        }
    }
    pthread_mutex_unlock(&bench->lock);
    return found;
}

/* Whether the mean is beyond its error with the sign, for this number of pairs. */
static bool beyond(const struct verdict *verdict, int sign)
{
    double student = gsl_cdf_tdist_Qinv(gsl_cdf_ugaussian_Q(3), verdict->pairs - 1);
    double most = fmax(fmax(3, student) * verdict->error, LEAST * fabs(verdict->base));
    return sign * verdict->difference > most;
}

static void measure_pairs(struct side *base, struct side *with, const struct overlay *overlay, struct verdict *verdict)
{
    double sum = 0, squares = 0;
    uint32_t limit = PAIRS_FIRST;
    for (uint32_t r = 0; r < PAIRS_MAX; r++) {
        double before = side_value(base, r, overlay), difference = side_value(with, r, overlay) - before;
        if (!isnan(difference)) {
            verdict->pairs++;
            sum += difference;
            verdict->base += (before - verdict->base) / verdict->pairs;
            double step = difference - verdict->difference;
            verdict->difference += step / verdict->pairs;
            squares += step * (difference - verdict->difference);
        }
        if (r + 1 < limit || verdict->pairs < PAIRS_FIRST) {
            continue;
        }
        limit *= 2;
        verdict->error = sqrt(squares / (verdict->pairs - 1) / verdict->pairs);
        verdict->passed = beyond(verdict, overlay->sign);
        if (verdict->passed || beyond(verdict, -overlay->sign)) {
            return;
        }
    }
}

static struct verdict judge(struct bench *bench, const struct overlay *overlay)
{
    struct recipe recipe = {bench->folder,
                            {name_or_none(overlay->stands_on), combined(bench, overlay)},
                            overlay->last,
                            overlay->full_scale};
    struct verdict verdict = {0};
    struct side *base = reference(bench, &recipe);
    recipe.layers[2] = overlay->name;
    struct side *with = base == NULL ? NULL : side_new(&recipe);
    if (with == NULL) {
        verdict.problem = "does not load without a word";
        return verdict;
    }
    measure_pairs(base, with, overlay, &verdict);
    side_free(with);
    verdict.problem = verdict.pairs == 0 ? "no future has the measure" : NULL;
    return verdict;
}

/* ---- all of them ---- */

static void report(struct bench *bench, const struct overlay *o, const struct verdict *v)
{
    char what[4 * NAME_SIZE];
    snprintf(what, sizeof what, "%s %s %s %s", o->entity, o->measure_name, o->period_name, o->sign > 0 ? "up" : "down");
    pthread_mutex_lock(&bench->lock);
    bench->n_run++;
    bench->n_failed += v->passed ? 0 : 1;
    if (v->problem != NULL) {
        printf("FAILED %-26s %-46s %s\n", o->name, what, v->problem);
    } else {
        printf("%-6s %-26s %-46s %14.6g %+12.5g, %6.1f s.e. of %d pairs\n", v->passed ? "ok" : "FAILED", o->name, what,
               v->base, v->difference, v->difference / v->error, v->pairs);
    }
    fflush(stdout);
    pthread_mutex_unlock(&bench->lock);
}

static const struct overlay *take(struct bench *bench)
{
    const struct overlay *taken = NULL;
    pthread_mutex_lock(&bench->lock);
    while (taken == NULL && bench->next < bench->overlays.n) {
        size_t i = bench->next++;
        const struct overlay *overlay = &bench->overlays.items[i];
        const char *with = combined(bench, overlay);
        if (i % bench->parts + 1 != bench->part || (with != NULL && strcmp(with, overlay->name) == 0)) {
            continue;
        }
        if (with != NULL && overlay_excludes(overlay, bench->combination->name)) {
            bench->n_excluded++;
        } else {
            taken = overlay;
        }
    }
    pthread_mutex_unlock(&bench->lock);
    return taken;
}

static void *work(void *user)
{
    struct bench *bench = user;
    for (const struct overlay *overlay = take(bench); overlay != NULL; overlay = take(bench)) {
        struct verdict verdict = judge(bench, overlay);
        report(bench, overlay, &verdict);
    }
    return NULL;
}

static void run_all(struct bench *bench)
{
    pthread_t threads[THREADS];
    size_t n = 0;
    while (n < THREADS && pthread_create(&threads[n], NULL, work, bench) == 0) {
        n++;
    }
    if (n == 0) {
        work(bench);
    }
    for (size_t i = 0; i < n; i++) {
        pthread_join(threads[i], NULL);
    }
    for (size_t i = 0; i < bench->n_sides; i++) {
        side_free(bench->sides[i]);
    }
}

/* What is left out must be little, or the test says nothing: of all overlays with this one, at most a tenth. */
static bool few_excluded(const struct bench *bench)
{
    size_t n = 0;
    for (size_t i = 0; bench->combination != NULL && i < bench->overlays.n; i++) {
        n += overlay_excludes(&bench->overlays.items[i], bench->combination->name) ? 1 : 0;
    }
    if (n * EXCLUDED_SHARE > bench->overlays.n) {
        printf("%zu of %zu overlays are not to be combined with %s: too many\n", n, bench->overlays.n,
               bench->combination->name);
        return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    struct bench bench = {.part = 1, .parts = 1, .lock = PTHREAD_MUTEX_INITIALIZER};
    if (argc < 2 || argc > 4 ||
        (argc == 4 &&
         (sscanf(argv[3], "%zu/%zu", &bench.part, &bench.parts) != 2 || bench.part < 1 || bench.part > bench.parts))) {
        fputs("usage: levers FOLDER [COMBINATION [PART/PARTS]]\n", stderr);
        return 2;
    }
    bench.folder = argv[1];
    bool good = overlays_read(&bench.overlays, bench.folder);
    if (argc > 2 && good) {
        bench.combination = overlays_find(&bench.overlays, argv[2]);
        good = bench.combination != NULL;
        if (!good) {
            printf("there is no overlay %s\n", argv[2]);
        }
    }
    if (good && few_excluded(&bench)) {
        run_all(&bench);
        printf("%zu overlays, %zu left out, %zu failed\n", bench.n_run, bench.n_excluded, bench.n_failed);
    }
    good = good && bench.n_run > 0 && bench.n_failed == 0;
    overlays_free(&bench.overlays);
    return good ? 0 : 1;
}
