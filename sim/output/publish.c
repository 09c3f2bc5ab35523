#include "output/publish.h"

#include <jansson.h>

#include "output/csv.h"
#include "output/figures.h"
#include "output/folder.h"
#include "output/manifest.h"
#include "output/report_data.h"
#include "output/report_files.h"
#include "output/targets.h"

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

static void write_targets(FILE *out, const void *run)
{
    csv_write_targets(out, run);
}

static int write_report(const void *result, struct folder *folder, struct problem *problem)
{
    const struct run_result *run = result;
    return report_publish(folder, report_data(run, folder->files, folder->n_files), run->language, problem);
}

static int draw_figures(const void *run, struct folder *folder, struct problem *problem)
{
    return figures_draw(run, folder, problem);
}

static json_t *run_manifest(const void *run, const struct folder_file *outputs, size_t n_outputs)
{
    return manifest_object(run, outputs, n_outputs);
}

enum publish_status publish_run(const struct run_result *run, const struct publish_options *options,
                                struct problem *problem)
{
    static const struct publication_table tables[] = {{"forecast.csv", write_forecast},
                                                      {"waits.csv", write_waits},
                                                      {"assumptions.csv", write_assumptions},
                                                      {"targets.csv", write_targets}};
    bool targets = run->model != NULL && run->model->n_targets > 0;
    const struct publication publication = {targets ? 4 : 3, tables, write_report, draw_figures, run_manifest, run};
    return publish(&publication, options, problem);
}

/* ---- any result ---- */

static int write_tables(struct folder *folder, const struct publication *publication, struct problem *problem)
{
    int status = 0;
    for (size_t i = 0; status == 0 && i < publication->n_tables; i++) {
        const struct publication_table *table = &publication->tables[i];
        status = folder_write(folder, table->name, table->writer, publication->data, problem);
    }
    return status;
}

static int write_manifest(struct folder *folder, const struct publication *publication, struct problem *problem)
{
    json_t *manifest = publication->manifest(publication->data, folder->files, folder->n_files);
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

enum publish_status publish(const struct publication *publication, const struct publish_options *options,
                            struct problem *problem)
{
    struct folder folder;
    struct problem plots = {""};
    problem->text[0] = '\0';
    if (folder_open(&folder, options->folder, problem) != 0) {
        return PUBLISH_FAILED;
    }
    int status = write_tables(&folder, publication, problem);
    if (status == 0 && publication->page != NULL) {
        status = publication->page(publication->data, &folder, problem);
    }
    if (status == 0 && options->plots && publication->draw != NULL && !stopped(options)) {
        publication->draw(publication->data, &folder, &plots); /* data without plots are worth having */
    }
    if (status == 0 && !stopped(options)) {
        status = write_manifest(&folder, publication, problem);
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
