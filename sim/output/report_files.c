#include "output/report_files.h"

#include "output/report_html.h"

struct job {
    const json_t *data;
    enum report_language language;
    int status; /* of report_html() or report_json() */
};

static void write_page(FILE *out, const void *data)
{
    struct job *const *job = data;
    (*job)->status = report_html(out, (*job)->data, (*job)->language);
}

static void write_page_data(FILE *out, const void *data)
{
    struct job *const *job = data;
    (*job)->status = report_json(out, (*job)->data);
}

int report_publish(struct folder *folder, json_t *data, enum report_language language, struct problem *problem)
{
    struct job job = {data, language, 0}, *at = &job;
    if (data == NULL) {
        return problem_set(problem, "not enough memory to write report.html");
    }
    int status = folder_write(folder, "report.json", write_page_data, &at, problem);
    if (status == 0 && job.status == 0) {
        status = folder_write(folder, "report.html", write_page, &at, problem);
    }
    if (status == 0 && job.status != 0) {
        status = problem_set(problem, "not enough memory to write report.html");
    }
    json_decref(data);
    return status;
}
