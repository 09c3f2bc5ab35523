#include "output/progress.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static double seconds_between(struct timespec from, struct timespec to)
{
    return (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
}

void duration_text(double seconds, char out[static DURATION_SIZE])
{
    double most = 1e6 * 3600;
    long whole = (long)(seconds < 0 ? 0 : seconds < most ? seconds + 0.5 : most);
    if (whole < 60) {
        snprintf(out, DURATION_SIZE, "%ld s", whole);
    } else if (whole < 3600) {
        snprintf(out, DURATION_SIZE, "%ld min %ld s", whole / 60, whole % 60);
    } else {
        snprintf(out, DURATION_SIZE, "%ld h %ld min", whole / 3600, whole / 60 % 60);
    }
}

void progress_start(struct progress *progress, bool quiet)
{
    const char *term = getenv("TERM");
    bool moves = term != NULL && strcmp(term, "dumb") != 0; /* the cursor can go back */
    progress->shown = !quiet && moves && isatty(STDERR_FILENO) == 1;
    clock_gettime(CLOCK_MONOTONIC, &progress->started);
    progress->drawn = progress->started;
}

void progress_update(uint32_t done, uint32_t total, void *user)
{
    enum { WIDTH = 40 };
    struct progress *progress = user;
    struct timespec now;
    if (!progress->shown || done == 0 || total == 0) {
        return;
    }
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (seconds_between(progress->drawn, now) < 0.1) {
        return;
    }
    progress->drawn = now;
    double share = (double)done / (double)total;
    char left[DURATION_SIZE], bar[WIDTH + 1];
    duration_text(seconds_between(progress->started, now) * (1 - share) / share, left);
    size_t filled = (size_t)(share * WIDTH);
    memset(bar, '.', WIDTH);
    memset(bar, '#', filled < WIDTH ? filled : WIDTH);
    bar[WIDTH] = '\0';
    fprintf(stderr, "\r[%s] %3.0f%%  %s left \033[K", bar, 100 * share, left);
    fflush(stderr);
}

void progress_count(struct progress *progress, uint64_t done, const char *what)
{
    struct timespec now;
    char took[DURATION_SIZE];
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (!progress->shown || seconds_between(progress->drawn, now) < 0.1) {
        return;
    }
    progress->drawn = now;
    duration_text(seconds_between(progress->started, now), took);
    fprintf(stderr, "\r%llu %s in %s \033[K", (unsigned long long)done, what, took);
    fflush(stderr);
}

void progress_end(struct progress *progress)
{
    if (progress->shown) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
}
