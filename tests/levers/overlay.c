#include "levers/overlay.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"

enum { LINE_SIZE = 1024 };

/* What overlays change or stand on, and that is to move nothing itself. */
static const char *const foundations[] = {"2022", "2024", "agency", "asylum_steps", "links", "staff"};

static bool is_foundation(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof foundations / sizeof *foundations; i++) {
        if (strlen(foundations[i]) == length && strncmp(foundations[i], name, length) == 0) {
            return true;
        }
    }
    return false;
}

static bool complain(const struct overlay *overlay, const char *problem)
{
    printf("%s: %s\n", overlay->name, problem);
    return false;
}

/* Copies up to the end of a name, without .yaml. */
static void copy_name(char name[NAME_SIZE], const char *text)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
    snprintf(name, NAME_SIZE, "%.*s", (int)length, text);
}

static bool find_measure(struct overlay *overlay)
{
    for (size_t m = 0; m < MEASURE_COUNT; m++) {
        if (strcmp(measure_info((enum measure)m)->name, overlay->measure_name) == 0) {
            overlay->measure = (enum measure)m;
            return true;
        }
    }
    return complain(overlay, "its Moves line names no measure of forecast.csv");
}

static bool find_period(struct overlay *overlay)
{
    int year = 0, part = 12, end = 0;
    const char *text = overlay->period_name;
    if (sscanf(text, "%4d-Q%1d%n", &year, &part, &end) == 2 && text[end] == '\0' && part >= 1 && part <= 4) {
        overlay->kind = PERIOD_QUARTER;
        part *= 3;
    } else if (sscanf(text, "%4d-%2d%n", &year, &part, &end) == 2 && text[end] == '\0' && part >= 1 && part <= 12) {
        overlay->kind = PERIOD_MONTH;
    } else if (sscanf(text, "%4d%n", &year, &end) == 1 && text[end] == '\0') {
        overlay->kind = PERIOD_YEAR;
        part = 12;
    } else {
        return complain(overlay, "its Moves line names no year, quarter or month");
    }
    overlay->last = day_from_date((struct civil_date){year, part, days_in_month(year, part)});
    return true;
}

static bool read_moves(struct overlay *overlay, const char *text)
{
    char direction[NAME_SIZE];
    if (sscanf(text, "%63s %63s %63s %63s", overlay->entity, overlay->measure_name, overlay->period_name, direction) !=
        4) {
        return complain(overlay, "its Moves line is not ENTITY MEASURE PERIOD up|down");
    }
    overlay->sign = strcmp(direction, "up") == 0 ? 1 : strcmp(direction, "down") == 0 ? -1 : 0;
    if (overlay->sign == 0) {
        return complain(overlay, "its Moves line ends in neither up nor down");
    }
    return find_measure(overlay) && find_period(overlay);
}

static bool read_excluded(struct overlay *overlay, const char *text)
{
    const char *reason = strchr(text, ':');
    if (reason == NULL || strlen(reason) < 10 || overlay->n_excluded == EXCLUDED_MAX) {
        return complain(overlay, "a line Not with NAME: and why; at most eight");
    }
    copy_name(overlay->excluded[overlay->n_excluded++], text);
    return true;
}

static bool read_line(struct overlay *overlay, const char *line)
{
    static const char moves[] = "# Moves: ", not_with[] = "# Not with ",
                      in_heads[] = "# In heads: ", full_scale[] = "# Full scale: ", extends[] = "extends: ";
    if (strncmp(line, moves, strlen(moves)) == 0) {
        return read_moves(overlay, line + strlen(moves));
    }
    if (strncmp(line, not_with, strlen(not_with)) == 0) {
        return read_excluded(overlay, line + strlen(not_with));
    }
    if (strncmp(line, in_heads, strlen(in_heads)) == 0) {
        copy_name(overlay->in_heads, line + strlen(in_heads));
    } else if (strncmp(line, full_scale, strlen(full_scale)) == 0) {
        overlay->full_scale = true;
    } else if (strncmp(line, extends, strlen(extends)) == 0) {
        copy_name(overlay->stands_on, line + strlen(extends));
    }
    return true;
}

static bool read_overlay(struct overlay *overlay, const char *folder)
{
    char path[4096], line[LINE_SIZE];
    snprintf(path, sizeof path, "%s/%s.yaml", folder, overlay->name);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return complain(overlay, "cannot be read");
    }
    bool good = true;
    while (fgets(line, sizeof line, file) != NULL) {
        good = read_line(overlay, line) && good;
    }
    fclose(file);
    return good && (overlay->sign != 0 || complain(overlay, "has no line # Moves: ENTITY MEASURE PERIOD up|down"));
}

static int is_overlay(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    if (length < 6 || strcmp(entry->d_name + length - 5, ".yaml") != 0) {
        return 0;
    }
    return is_foundation(entry->d_name, length - 5) ? 0 : 1;
}

static bool names_exist(const struct overlays *overlays)
{
    bool good = true;
    for (size_t i = 0; i < overlays->n; i++) {
        const struct overlay *o = &overlays->items[i];
        if ((o->stands_on[0] != '\0' && !is_foundation(o->stands_on, strlen(o->stands_on)) &&
             overlays_find(overlays, o->stands_on) == NULL) ||
            (o->in_heads[0] != '\0' && overlays_find(overlays, o->in_heads) == NULL)) {
            good = complain(o, "stands on, or is in heads, something that is no overlay");
        }
        for (size_t k = 0; k < o->n_excluded; k++) {
            if (overlays_find(overlays, o->excluded[k]) == NULL) {
                good = complain(o, "a line Not with something that is no overlay");
            }
        }
    }
    return good;
}

bool overlays_read(struct overlays *overlays, const char *folder)
{
    struct dirent **entries;
    int n = scandir(folder, &entries, is_overlay, alphasort);
    *overlays = (struct overlays){0};
    if (n <= 0) {
        printf("no overlays in %s\n", folder);
        return false;
    }
    overlays->items = calloc((size_t)n, sizeof *overlays->items);
    bool good = overlays->items != NULL;
    for (int i = 0; i < n; i++) {
        if (overlays->items != NULL) {
            struct overlay *overlay = &overlays->items[overlays->n++];
            copy_name(overlay->name, entries[i]->d_name);
            good = read_overlay(overlay, folder) && good;
        }
        free(entries[i]);
    }
    free(entries);
    return good && names_exist(overlays);
}

void overlays_free(struct overlays *overlays)
{
    free(overlays->items);
    *overlays = (struct overlays){0};
}

const struct overlay *overlays_find(const struct overlays *overlays, const char *name)
{
    for (size_t i = 0; i < overlays->n; i++) {
        if (strcmp(overlays->items[i].name, name) == 0) {
            return &overlays->items[i];
        }
    }
    return NULL;
}

bool overlay_excludes(const struct overlay *overlay, const char *name)
{
    for (size_t k = 0; k < overlay->n_excluded; k++) {
        if (strcmp(overlay->excluded[k], name) == 0) {
            return true;
        }
    }
    return false;
}
