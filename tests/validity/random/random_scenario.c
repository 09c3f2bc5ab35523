#include "random/random_scenario.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/calendar.h"
#include "random/frame.h"
#include "scenario/load.h"

enum { PATH_MOST = 4096 };

/* ---- the frame ---- */

static enum noise pick_noise(struct writer *w)
{
    int of_ten = pick(w, 0, 9);
    return of_ten < 2 ? FROZEN : of_ten < 5 ? QUIET : NOISY;
}

static struct stream_frame frame_of_stream(struct writer *w, int n_pools)
{
    struct stream_frame s = {.pool = -1, .noise = pick_noise(w)};
    int pool = happens(w, 80) ? pick(w, 0, n_pools) - 1 : n_pools - 1;
    s.pool = s.noise == FROZEN ? -1 : pool;
    s.level = pick(w, 60, 400);
    s.stock = happens(w, 90) ? pick(w, 12, 80) : 0;
    s.level = s.noise == FROZEN ? 0 : s.level;
    s.stock = s.noise == FROZEN && s.stock == 0 ? 30 : s.stock;
    s.period = pick(w, 5, 90);
    s.effort = pick(w, 10, 60) / 10.0;
    s.has_period = happens(w, 85);
    s.has_notices = s.has_period && happens(w, 85);
    s.has_court = s.has_notices && happens(w, 80);
    s.has_pressure = happens(w, 25);
    s.has_patience = s.noise != FROZEN && happens(w, 15);
    s.n_outcomes = happens(w, 60) ? pick(w, 2, OUTCOMES_MOST) : 0;
    s.n_classes = happens(w, 50) ? pick(w, 2, CLASSES_MOST) : 0;
    s.has_past = happens(w, 15);
    s.has_table = s.stock > 0 && happens(w, 30);
    return s;
}

static struct frame make_frame(struct writer *w)
{
    struct frame f = {0};
    writer_block(w, BLOCK_FRAME, 0);
    w->opening = day_from_date((struct civil_date){2020, 1, 1}) + pick(w, 0, 1500);
    w->horizon = w->opening + pick(w, 70, 250);
    w->uncertain = happens(w, 40);
    w->n_factors = happens(w, 60);
    f.n_streams = pick(w, 1, 3) + happens(w, 20);
    f.n_pools = pick(w, 0, 3) > 0 ? pick(w, 1, POOLS_MOST) : 0;
    for (int i = 0; i < f.n_pools; i++) {
        f.has_heads[i] = happens(w, 50);
    }
    for (int i = 0; i < f.n_streams; i++) {
        writer_block(w, BLOCK_FRAME, 1 + i);
        f.streams[i] = frame_of_stream(w, f.n_pools);
        writer_block(w, BLOCK_STEPS, 20 + i);
        frame_steps(w, &f.streams[i], f.n_pools);
    }
    return f;
}

/* ---- the head ---- */

static void write_regimes(struct writer *w)
{
    say(w, "regimes:\n  administrative:\n");
    for (int i = 0; i < 2; i++) {
        say(w, "    %s: {grace: %d days, tiers: [", i > 0 ? "brief" : "awb", pick(w, 0, 14));
        for (int k = pick(w, 2, 3); k > 0; k--) {
            say(w, "{days: %d days, amount: EUR %d/day}%s", pick(w, 2, 14), pick(w, 0, 90), k > 1 ? ", " : "]}\n");
        }
    }
    say(w, "  judicial:\n");
    for (int i = 0; i < 2; i++) {
        int amount = pick(w, 20, 100);
        say(w, "    %s: {amount: EUR %d/day, cap: EUR %d}\n", i > 0 ? "single" : "hundred", amount, amount * pick(w, 1, 12) + pick(w, 0, 19));
    }
}

static void write_head(struct writer *w)
{
    static const double scales[] = {0.5, 1.37, 2};
    writer_block(w, BLOCK_HEAD, 0);
    say(w, "name: random\nopening_date: ");
    say_date(w, w->opening);
    say(w, "\nhorizon: ");
    say_date(w, w->horizon);
    say(w, "\n");
    if (chooses(w, 25, USES_SCALE)) {
        say(w, "scale: %g\n", scales[pick(w, 0, 2)]);
    }
    bool holidays = chooses(w, 20, USES_HOLIDAYS_ON), off = chooses(w, 20, USES_DAYS_OFF);
    if (holidays || off) {
        say(w, "calendar: {holidays_off: %s, days_off: [", holidays ? "no" : "yes");
        if (off) {
            say_date(w, pick_day(w));
        }
        say(w, "]}\n");
    }
    say(w, w->n_factors > 0 ? "factors: {tide: {}}\n" : "");
    write_regimes(w);
}

/* ---- tables ---- */

static FILE *open_in(const char *folder, const char *name)
{
    char path[PATH_MOST];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return fopen(path, "w");
}

/* Single days, then a month; the first may lie before day 0. */
static bool write_past(struct writer *w, const struct frame *f, const char *folder)
{
    bool any = false;
    for (int i = 0; i < f->n_streams; i++) {
        any = any || f->streams[i].has_past;
    }
    if (!any) {
        return true;
    }
    w->out = open_in(folder, "past.csv");
    if (!w->out) {
        return false;
    }
    writer_block(w, BLOCK_FILES, 0);
    say(w, "period");
    for (int i = 0; i < f->n_streams; i++) {
        say(w, f->streams[i].has_past ? ",%s" : "", stream_names[i]);
    }
    struct civil_date next = date_from_day(month_start(month_index(w->opening + 4) + 1));
    for (int row = 0; row < 7; row++) {
        say(w, "\n");
        if (row < 6) {
            say_date(w, w->opening - 2 + row);
        } else {
            say(w, "%04d-%02d", next.year, next.month);
        }
        for (int i = 0; i < f->n_streams; i++) {
            if (f->streams[i].has_past) {
                say(w, ",%d", row < 6 ? pick(w, 0, 3) : pick(w, 3, 30));
            }
        }
    }
    say(w, "\n");
    return fclose(w->out) == 0;
}

static bool write_table(struct writer *w, const struct stream_frame *s, int stream, const char *folder)
{
    char name[64];
    snprintf(name, sizeof name, "ages_%s.csv", stream_names[stream]);
    w->out = open_in(folder, name);
    if (!w->out) {
        return false;
    }
    writer_block(w, BLOCK_FILES, 1 + stream);
    int rows = pick(w, 2, 8), age = 0;
    say(w, s->n_classes > 0 ? "age,count,class\n" : "age,count\n");
    for (int i = 0; i < rows; i++) {
        say(w, "%d,%d", age, i == 0 ? (s->stock + rows - 1) / rows + 1 : s->stock / rows + 1);
        if (s->n_classes > 0) {
            say(w, ",%s", happens(w, 50) ? class_names[pick(w, 0, s->n_classes - 1)] : "");
        }
        say(w, "\n");
        age += pick(w, 1, s->period / 2 + 2);
    }
    return fclose(w->out) == 0;
}

/* ---- the whole ---- */

bool random_scenario_write(uint64_t seed, const char *folder, bool seen[MECHANISM_COUNT])
{
    memset(seen, 0, MECHANISM_COUNT * sizeof *seen);
    struct writer w = {.seed = seed, .seen = seen};
    struct frame f = make_frame(&w);
    w.out = open_in(folder, "base.yaml");
    if (!w.out) {
        return false;
    }
    write_head(&w);
    write_pools(&w, &f);
    write_streams(&w, &f);
    write_links(&w, &f);
    write_contingent(&w, &f);
    bool done = fclose(w.out) == 0 && write_past(&w, &f, folder);
    for (int i = 0; done && i < f.n_streams; i++) {
        done = !f.streams[i].has_table || write_table(&w, &f.streams[i], i, folder);
    }
    return done;
}

static struct scenario *load(const char *folder, uint64_t seed)
{
    char path[PATH_MOST];
    snprintf(path, sizeof path, "%s/base.yaml", folder);
    struct diagnostics *diagnostics = diagnostics_new();
    struct scenario *scenario = diagnostics ? scenario_load(&(struct scenario_sources){.base = path}, diagnostics) : NULL;
    if (!scenario && diagnostics) {
        fprintf(stderr, "seed %lu\n", (unsigned long)seed);
        diagnostics_print(diagnostics, stderr);
    }
    diagnostics_delete(diagnostics);
    return scenario;
}

static void remove_from(const char *folder, const char *name)
{
    char path[PATH_MOST];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    unlink(path);
}

static void remove_all(const char *folder)
{
    char name[64];
    remove_from(folder, "base.yaml");
    remove_from(folder, "past.csv");
    for (int i = 0; i < STREAMS_MOST; i++) {
        snprintf(name, sizeof name, "ages_%s.csv", stream_names[i]);
        remove_from(folder, name);
    }
    rmdir(folder);
}

struct scenario *random_scenario_load(uint64_t seed, bool seen[MECHANISM_COUNT])
{
    bool unseen[MECHANISM_COUNT];
    char folder[PATH_MOST / 2];
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/termijn-XXXXXX", base ? base : P_tmpdir);
    if (!mkdtemp(folder)) {
        return NULL;
    }
    struct scenario *scenario = random_scenario_write(seed, folder, seen ? seen : unseen) ? load(folder, seed) : NULL;
    remove_all(folder);
    return scenario;
}
