#include "output/publish.h"

#include <errno.h>
#include <jansson.h>

#include "output/csv.h"
#include "output/datapackage.h"
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

/* A table on its way into Excel's form. */
struct excel_job {
    const struct publication_table *table;
    const void *data;
    int error; /* an errno */
};

static void write_excel(FILE *out, const void *data)
{
    struct excel_job *const *job = data;
    FILE *plain = csv_excel_open(out, (*job)->table->name);
    if (plain == NULL) {
        (*job)->error = ENOMEM;
        return;
    }
    (*job)->table->writer(plain, (*job)->data);
    errno = 0;
    bool failed = fflush(plain) != 0 || ferror(plain);
    (*job)->error = !failed ? 0 : errno != 0 ? errno : EIO;
    if (fclose(plain) != 0 && !failed) {
        (*job)->error = EIO;
    }
}

static int write_table(struct folder *folder, const struct publication_table *table, const void *data, enum csv_form form,
                       struct problem *problem)
{
    struct excel_job job = {table, data, 0}, *at = &job;
    if (form == CSV_PLAIN) {
        return folder_write(folder, table->name, table->writer, data, problem);
    }
    int status = folder_write(folder, table->name, write_excel, &at, problem);
    return status == 0 && job.error != 0 ? problem_errno(problem, job.error, "cannot write %s", table->name) : status;
}

static int write_tables(struct folder *folder, const struct publication *publication, enum csv_form form, struct problem *problem)
{
    int status = 0;
    for (size_t i = 0; status == 0 && i < publication->n_tables; i++) {
        status = write_table(folder, &publication->tables[i], publication->data, form, problem);
    }
    return status;
}

/* datapackage.json, which tells of the tables, and manifest.json, which tells of all. */
static int write_descriptions(struct folder *folder, const struct publication *publication, enum csv_form form,
                              struct problem *problem)
{
    json_t *head = publication->manifest(publication->data, NULL, 0);
    json_t *package = head == NULL ? NULL : datapackage_object(folder, head, form);
    int status = package == NULL ? problem_set(problem, "not enough memory to write datapackage.json")
                                 : folder_write(folder, "datapackage.json", json_write, package, problem);
    json_decref(package);
    json_decref(head);
    if (status != 0) {
        return status;
    }
    json_t *manifest = publication->manifest(publication->data, folder->files, folder->n_files);
    if (manifest == NULL || (form != CSV_PLAIN && json_object_set_new(manifest, "csv", json_string(csv_form_name(form))) != 0)) {
        status = problem_set(problem, "not enough memory to write manifest.json");
    } else {
        status = folder_write(folder, "manifest.json", json_write, manifest, problem);
    }
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
    int status = write_tables(&folder, publication, options->csv, problem);
    if (status == 0 && publication->page != NULL) {
        status = publication->page(publication->data, &folder, problem);
    }
    if (status == 0 && options->plots && publication->draw != NULL && !stopped(options)) {
        publication->draw(publication->data, &folder, &plots); /* data without plots are worth having */
    }
    if (status == 0 && !stopped(options)) {
        status = write_descriptions(&folder, publication, options->csv, problem);
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
