#include "output/publish.h"

#include <jansson.h>

#include "output/csv.h"
#include "output/figures.h"
#include "output/folder.h"
#include "output/manifest.h"
#include "output/report_data.h"
#include "output/report_html.h"

static void write_forecast(FILE *out, const void *run)
{
    csv_write_forecast(out, run);
}

static void write_waits(FILE *out, const void *run)
{
    csv_write_waits(out, run);
}

static void write_assumptions(FILE *out, const void *run)
{
    csv_write_assumptions(out, run);
}

static int write_tables(struct folder *folder, const struct run_result *run, struct problem *problem)
{
    static const struct {
        const char *name;
        folder_writer *writer;
    } tables[] = {{"forecast.csv", write_forecast}, {"waits.csv", write_waits}, {"assumptions.csv", write_assumptions}};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        if (folder_write(folder, tables[i].name, tables[i].writer, run, problem) != 0) {
            return -1;
        }
    }
    return 0;
}

struct report_job {
    const json_t *data;
    enum report_language language;
    int status; /* of report_html() */
};

static void write_page(FILE *out, const void *data)
{
    struct report_job *const *job = data;
    (*job)->status = report_html(out, (*job)->data, (*job)->language);
}

/* report.json and report.html, which tell of the tables alone: the same bytes with or without gnuplot. */
static int write_report(struct folder *folder, const struct run_result *run, enum report_language language,
                        struct problem *problem)
{
    json_t *data = report_data(run, folder->files, folder->n_files);
    struct report_job job = {data, language, 0}, *at = &job;
    if (data == NULL) {
        return problem_set(problem, "not enough memory to write report.html");
    }
    int status = folder_write(folder, "report.json", report_json, data, problem);
    if (status == 0) {
        status = folder_write(folder, "report.html", write_page, &at, problem);
    }
    if (status == 0 && job.status != 0) {
        status = problem_set(problem, "not enough memory to write report.html");
    }
    json_decref(data);
    return status;
}

static int write_manifest(struct folder *folder, const struct run_result *run, struct problem *problem)
{
    json_t *manifest = manifest_object(run, folder->files, folder->n_files);
    if (manifest == NULL) {
        return problem_set(problem, "not enough memory to write manifest.json");
    }
    int status = folder_write(folder, "manifest.json", json_write, manifest, problem);
    json_decref(manifest);
    return status;
}

static bool stopped(const struct publish_options *options)
{
    return options->stop != NULL && *options->stop != 0;
}

enum publish_status publish_run(const struct run_result *run, const struct publish_options *options,
                                struct problem *problem)
{
    struct folder folder;
    struct problem plots = {""};
    problem->text[0] = '\0';
    if (folder_open(&folder, options->folder, problem) != 0) {
        return PUBLISH_FAILED;
    }
    int status = write_tables(&folder, run, problem);
    if (status == 0) {
        status = write_report(&folder, run, options->language, problem);
    }
    if (status == 0 && options->plots && !stopped(options)) {
        figures_draw(run, &folder, &plots); /* data without plots are worth having */
    }
    if (status == 0 && !stopped(options)) {
        status = write_manifest(&folder, run, problem);
    }
    bool stop = stopped(options);
    if (status == 0 && !stop) {
        status = folder_commit(&folder, problem);
    }
    folder_abandon(&folder);
    if (status == 0 && !stop) {
        *problem = plots;
    }
    return status != 0 ? PUBLISH_FAILED : stop ? PUBLISH_STOPPED : PUBLISH_DONE;
}
