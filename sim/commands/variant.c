#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/command.h"
#include "commands/lever.h"
#include "model/model.h"
#include "scenario/values.h"

/* ---- a quantity by date, in the unit as written ---- */

enum { POINTS_EXTRA = 3 * LEVERS_MOST };

struct course {
    bool linear;
    size_t n;
    struct dated_number *points; /* by date */
};

static double factor_of(const struct stated_quantity *stated)
{
    return stated != NULL && stated->after[0] == '%' ? 100 : 1;
}

static double course_at(const struct course *course, int day)
{
    const struct quantity quantity = {.n = course->n, .points = course->points, .linear = course->linear};
    return quantity_at(&quantity, day);
}

/* Puts a point in its place; one of the same day is replaced. */
static void put(struct course *course, int date, double value)
{
    size_t i = course->n;
    while (i > 0 && course->points[i - 1].date >= date) {
        i--;
    }
    if (i == course->n || course->points[i].date != date) {
        memmove(&course->points[i + 1], &course->points[i], (course->n - i) * sizeof *course->points);
        course->n++;
    }
    course->points[i] = (struct dated_number){date, value};
}

/* From the lever's day on. Lines end on the day before, so that nothing changes earlier. */
static void apply(struct course *course, const struct lever *lever, double value)
{
    if (lever->date == SCENARIO_ALWAYS) {
        for (size_t i = 0; lever->added && i < course->n; i++) {
            course->points[i].value += value;
        }
        if (!lever->added) {
            *course = (struct course){.n = 1, .points = course->points};
            course->points[0] = (struct dated_number){SCENARIO_ALWAYS, value};
        }
        return;
    }
    double before = course_at(course, lever->date - 1), on = course_at(course, lever->date);
    if (course->linear) {
        put(course, lever->date - 1, before);
    }
    put(course, lever->date, on);
    for (size_t i = 0; i < course->n; i++) {
        if (lever->added && course->points[i].date >= lever->date) {
            course->points[i].value += value;
        }
    }
    if (!lever->added) {
        size_t keep = 0;
        while (course->points[keep].date < lever->date) {
            keep++;
        }
        course->n = keep;
        put(course, lever->date, value);
    }
}

static int write_course(FILE *out, const struct course *course, const struct lever *lever)
{
    for (size_t i = 0; i < course->n; i++) {
        char date[11] = "1900-01-01";
        char *value = lever_value(lever, course->points[i].value);
        if (value == NULL) {
            return -1;
        }
        if (course->points[i].date != SCENARIO_ALWAYS) {
            day_format(course->points[i].date, date);
        }
        if (course->n == 1) {
            fputs(value, out);
        } else {
            fprintf(out, "%s%s: %s%s", i == 0 ? "{" : ", ", date, value, i + 1 == course->n ? "}" : "");
        }
        free(value);
    }
    return 0;
}

/* The quantity's course under all levers on its key, in the order of their dates. */
static int course_init(struct course *course, size_t n, const struct lever levers[], const double values[],
                       const struct lever *first)
{
    const struct stated_quantity *stated = first->stated;
    size_t own = stated == NULL ? 1 : stated->quantity.n;
    *course = (struct course){.linear = stated != NULL && stated->quantity.linear, .n = own};
    course->points = calloc(own + POINTS_EXTRA, sizeof *course->points);
    if (course->points == NULL) {
        return -1;
    }
    for (size_t i = 0; stated != NULL && i < own; i++) {
        course->points[i] = stated->quantity.points[i];
        course->points[i].value *= factor_of(stated);
    }
    for (int done = -1; done < (int)n;) { /* selection by date: few levers */
        int next = -1;
        for (size_t i = 0; i < n; i++) {
            bool later = done < 0 || levers[i].date > levers[done].date ||
                         (levers[i].date == levers[done].date && (int)i > done);
            if (strcmp(levers[i].key, first->key) == 0 && later && (next < 0 || levers[i].date < levers[next].date)) {
                next = (int)i;
            }
        }
        if (next < 0) {
            break;
        }
        apply(course, &levers[next], values[next]);
        done = next;
    }
    return 0;
}

/* ---- the modifications ---- */

static int add_text(struct variant *variant, char *text)
{
    char **larger = text == NULL ? NULL : realloc(variant->texts, (variant->n_texts + 1) * sizeof *larger);
    if (larger == NULL) {
        free(text);
        return -1;
    }
    variant->texts = larger;
    larger[variant->n_texts++] = text;
    return 0;
}

/* A value that carries its source and uncertainty keeps them: only `value` inside it changes. */
static int add_key(struct variant *variant, size_t n, const struct lever levers[], const double values[],
                   const struct lever *first)
{
    struct course course;
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL || course_init(&course, n, levers, values, first) != 0) {
        return -1;
    }
    bool inside = first->stated != NULL && first->stated->mapping;
    fprintf(out, "%s%s=", first->key, inside ? ".value" : "");
    int status = write_course(out, &course, first);
    bool steps = inside && first->stated->quantity.linear && !course.linear;
    free(course.points);
    if (fclose(out) != 0 || status != 0) {
        free(text);
        return -1;
    }
    status = add_text(variant, text);
    if (status == 0 && steps) {
        text = NULL;
        status = asprintf(&text, "%s.interpolate=null", first->key) < 0 ? -1 : add_text(variant, text);
    }
    return status;
}

static int join(struct variant *variant)
{
    size_t size;
    FILE *out = open_memstream(&variant->settings, &size);
    for (size_t i = 0; out != NULL && i < variant->n_texts; i++) {
        fprintf(out, "%s%s", i == 0 ? "" : "; ", variant->texts[i]);
    }
    return out == NULL || fclose(out) != 0 ? -1 : 0;
}

static int add_sources(struct variant *variant, const struct sources *sources)
{
    size_t n = sources->n + variant->n_texts;
    variant->sources = (struct sources){.base = sources->base, .n = n};
    variant->sources.modifications = calloc(n + 1, sizeof *variant->sources.modifications);
    if (variant->sources.modifications == NULL) {
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        variant->sources.modifications[i] =
            i < sources->n ? sources->modifications[i]
                           : (struct scenario_modification){SCENARIO_SET, variant->texts[i - sources->n]};
    }
    return 0;
}

int variant_init(struct variant *variant, const struct sources *sources, size_t n, const struct lever levers[],
                 const double values[])
{
    int status = 0;
    *variant = (struct variant){.n_texts = 0};
    for (size_t i = 0; status == 0 && i < n; i++) {
        bool first = true;
        for (size_t k = 0; k < i; k++) {
            first = first && strcmp(levers[k].key, levers[i].key) != 0;
        }
        status = first ? add_key(variant, n, levers, values, &levers[i]) : 0;
    }
    return status != 0 || join(variant) != 0 ? -1 : add_sources(variant, sources);
}

void variant_free(struct variant *variant)
{
    for (size_t i = 0; i < variant->n_texts; i++) {
        free(variant->texts[i]);
    }
    free(variant->texts);
    free(variant->settings);
    sources_free(&variant->sources);
    *variant = (struct variant){.n_texts = 0};
}

struct model *variant_compile(struct variant *variant, int *code)
{
    struct scenario *scenario = sources_load_quietly(&variant->sources);
    struct model *model = scenario == NULL ? NULL : model_compile(scenario);
    *code = scenario == NULL ? variant->sources.code : EXIT_UNFINISHED;
    if (scenario != NULL && model == NULL) {
        complain("not enough memory for this scenario");
        scenario_free(scenario);
    }
    return model;
}

void variant_model_free(struct model *model)
{
    struct scenario *scenario = model == NULL ? NULL : (struct scenario *)(uintptr_t)model->scenario;
    model_free(model);
    scenario_free(scenario);
}
