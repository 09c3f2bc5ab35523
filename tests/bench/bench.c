/* What a replication of the IND base costs: time on a core, gain of a second thread, memory, and growth with the
 * caseload.
 *
 * Medians of several runs, each in a process of its own, so that one run's memory does not count for another. A figure,
 * not a test: nothing here fails because a machine is slow. BENCH_RUNS and BENCH_REPLICATIONS change the numbers of
 * both; an argument, the scenario. */
#include <gsl/gsl_errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include "experiment/experiment.h"
#include "scenario/load.h"
#include <time.h>
#include <unistd.h>

#include "model/model.h"

enum { RUNS_MOST = 99 };

struct setting {
    const char *path;
    const char *scale; /* "scale=100" */
    unsigned threads;
    uint32_t replications;
};

struct cost {
    double seconds;   /* of simulation, by the clock on the wall */
    double processor; /* seconds of all threads: what others do on the machine counts less */
    double megabytes; /* most memory the process held */
};

static double now(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static bool run(const struct setting *setting, struct cost *cost)
{
    struct scenario_modification scale = {SCENARIO_SET, setting->scale};
    struct diagnostics *diagnostics = diagnostics_new();
    struct scenario *scenario = scenario_load(&(struct scenario_sources){setting->path, 1, &scale}, diagnostics);
    if (scenario == NULL) {
        diagnostics_print(diagnostics, stderr);
        return false;
    }
    struct model *model = model_compile(scenario);
    struct experiment_options options = {.replications = setting->replications, .seed = 1, .threads = setting->threads};
    struct results *results = NULL;
    double start = now(CLOCK_MONOTONIC), processor = now(CLOCK_PROCESS_CPUTIME_ID);
    bool done = model != NULL && experiment_run(model, &options, &results) == EXPERIMENT_DONE;
    cost->seconds = now(CLOCK_MONOTONIC) - start;
    cost->processor = now(CLOCK_PROCESS_CPUTIME_ID) - processor;
    results_free(results);
    model_free(model);
    scenario_free(scenario);
    diagnostics_delete(diagnostics);
    return done;
}

/* Runs in a child and asks the system what it took. */
static struct cost measure(const struct setting *setting)
{
    struct cost cost = {0};
    struct rusage usage;
    int pipes[2], status = 1;
    fflush(NULL);
    pid_t child = pipe(pipes) == 0 ? fork() : -1;
    if (child == 0) {
        bool done = run(setting, &cost);
        _exit(done && write(pipes[1], &cost, sizeof cost) == sizeof cost ? 0 : 1);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0 ||
        read(pipes[0], &cost, sizeof cost) != sizeof cost) {
        fputs("bench: a run failed\n", stderr);
        exit(1);
    }
    close(pipes[0]);
    close(pipes[1]);
    cost.megabytes = (double)usage.ru_maxrss / 1024;
    return cost;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t n)
{
    qsort(values, n, sizeof *values, ascending);
    return values[n / 2];
}

/* The median of each cost over `runs` runs. */
static struct cost median_of(struct setting setting, size_t runs)
{
    double seconds[RUNS_MOST], processor[RUNS_MOST], megabytes[RUNS_MOST];
    for (size_t i = 0; i < runs; i++) {
        struct cost cost = measure(&setting);
        seconds[i] = cost.seconds;
        processor[i] = cost.processor;
        megabytes[i] = cost.megabytes;
    }
    return (struct cost){median(seconds, runs), median(processor, runs), median(megabytes, runs)};
}

static unsigned from_environment(const char *name, unsigned fallback, unsigned most)
{
    const char *text = getenv(name);
    unsigned long value = text == NULL ? 0 : strtoul(text, NULL, 10);
    return value == 0 ? fallback : value > most ? most : (unsigned)value;
}

int main(int argc, char **argv)
{
    const char *source = getenv("TERMIJN_SOURCE");
    char path[4096];
    snprintf(path, sizeof path, "%s/scenarios/ind/2024.yaml", source == NULL ? "." : source);
    size_t runs = from_environment("BENCH_RUNS", 5, RUNS_MOST);
    struct setting setting = {argc > 1 ? argv[1] : path, "scale=1", 1,
                              from_environment("BENCH_REPLICATIONS", 64, 1000000)};
    gsl_set_error_handler_off();
    printf("%s, medians of %zu runs of %lu replications\n", setting.path, runs, (unsigned long)setting.replications);
    double n = setting.replications;
    struct cost one = median_of(setting, runs);
    printf("  -j1         %9.1f ms a replication on the processor (%.1f by the clock), %.0f MB\n",
           1000 * one.processor / n, 1000 * one.seconds / n, one.megabytes);
    fflush(stdout);
    setting.threads = 2;
    struct cost two = median_of(setting, runs);
    printf("  -j2         %9.2f times as fast, %.0f MB; 1,000 replications take %.1f s\n", one.seconds / two.seconds,
           two.megabytes, 1000 * two.seconds / n);
    fflush(stdout);
    setting.threads = 1;
    static const char *const scales[] = {"scale=100", "scale=1000"};
    for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
        setting.scale = scales[i];
        struct cost large = median_of(setting, runs);
        printf("  %-11s %9.1f ms a replication on the processor, %.2f times the cost, %.0f MB\n", scales[i],
               1000 * large.processor / n, large.processor / one.processor, large.megabytes);
        fflush(stdout);
    }
    return 0;
}
