#include "output/pictures.h"

#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "output/csv.h"
#include "output/embedded.h"

static const char *const formats[] = {"svg", "png"};
enum { FORMATS = sizeof formats / sizeof formats[0] };

/* ---- for senders ---- */

void picture_number(struct pictures *pictures, double value)
{
    char text[CSV_NUMBER_SIZE];
    csv_number(value, text);
    fprintf(pictures->gnuplot.pipe, " %s", text[0] == '\0' ? "NaN" : text);
}

void picture_date(struct pictures *pictures, int day)
{
    char date[11];
    day_format(day, date);
    fputs(date, pictures->gnuplot.pipe);
}

void picture_set(struct pictures *pictures, const char *name, double value)
{
    fprintf(pictures->gnuplot.pipe, "%s =", name);
    picture_number(pictures, value);
    fputc('\n', pictures->gnuplot.pipe);
}

double picture_quantiles(struct pictures *pictures, const struct results_summary *summary, double top)
{
    for (size_t q = 0; q < QUANTILES; q++) {
        double value = summary->quantile[q]; /* NaN without values */
        picture_number(pictures, value);
        top = value > top ? value : top;
    }
    return top;
}

bool picture_name_is_plain(const char *name)
{
    return name[0] != '\0' && name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

static bool remember(struct pictures *pictures, const char *figure)
{
    char **larger = realloc(pictures->names, (pictures->n + 1) * sizeof *larger);
    if (larger == NULL) {
        return false;
    }
    pictures->names = larger;
    larger[pictures->n] = strdup(figure);
    return larger[pictures->n] != NULL && ++pictures->n > 0;
}

int picture_script(struct pictures *pictures, const char *script, const char *figure, struct problem *problem)
{
    FILE *pipe = pictures->gnuplot.pipe;
    const char *text = embedded_plot_script(script);
    if (text == NULL) {
        return problem_set(problem, "no plots: this build has no script %s", script);
    }
    if (!remember(pictures, figure)) {
        return problem_set(problem, "no plots: not enough memory");
    }
    for (size_t f = 0; f < FORMATS; f++) {
        fprintf(pipe, "format = '%s'\nfigure = '%s'\nfile = '%s.%s'\n", formats[f], figure, figure, formats[f]);
        fputs(text, pipe);
        fputc('\n', pipe);
    }
    return 0;
}

/* ---- the session ---- */

/* A picture that ends as its format does has been written in full; gnuplot says nothing of a full disk. */
static bool picture_is_whole(const char *path, const char *format)
{
    static const char svg_end[] = "</svg>", png_end[] = "IEND";
    const char *end = strcmp(format, "svg") == 0 ? svg_end : png_end;
    char tail[17] = {0};
    FILE *in = fopen(path, "re");
    if (in == NULL) {
        return false;
    }
    bool read =
        fseek(in, -(long)(sizeof tail - 1), SEEK_END) == 0 && fread(tail, 1, sizeof tail - 1, in) == sizeof tail - 1;
    fclose(in);
    return read && memmem(tail, sizeof tail - 1, end, strlen(end)) != NULL;
}

static int adopt(struct folder *folder, const char *figure, const char *format, struct problem *problem)
{
    char *name = NULL, *path = NULL;
    int status = -1;
    if (asprintf(&name, "plots/%s.%s", figure, format) < 0 || asprintf(&path, "%s/%s", folder->temporary, name) < 0) {
        problem_set(problem, "no plots: not enough memory");
    } else if (!picture_is_whole(path, format)) {
        problem_set(problem, "no plots: gnuplot could not write %s in full (is the disk full?)", name);
    } else {
        status = folder_adopt(folder, name, problem);
    }
    free(path);
    free(name);
    return status;
}

static int adopt_all(const struct pictures *pictures, struct folder *folder, struct problem *problem)
{
    int status = 0;
    for (size_t i = 0; status == 0 && i < pictures->n; i++) {
        for (size_t f = 0; status == 0 && f < FORMATS; f++) {
            status = adopt(folder, pictures->names[i], formats[f], problem);
        }
    }
    return status;
}

static int session(struct pictures *pictures, const char *path, pictures_sender *send, const void *data,
                   struct problem *problem)
{
    struct problem second;
    const char *style = embedded_plot_script("style.gp");
    if (style == NULL) {
        return problem_set(problem, "no plots: this build has no script style.gp");
    }
    if (gnuplot_open(&pictures->gnuplot, path, problem) != 0) {
        return -1;
    }
    fputs(style, pictures->gnuplot.pipe);
    int sent = send(pictures, data, problem);
    int closed = gnuplot_close(&pictures->gnuplot, sent == 0 ? problem : &second);
    return sent == 0 ? closed : sent;
}

int pictures_draw(struct folder *folder, pictures_sender *send, const void *data, struct problem *problem)
{
    char *path;
    size_t files_before = folder->n_files;
    struct pictures pictures = {.n = 0};
    if (asprintf(&path, "%s/plots", folder->temporary) < 0) {
        return problem_set(problem, "no plots: not enough memory");
    }
    int status = folder_subfolder(folder, "plots", problem);
    if (status == 0) {
        status = session(&pictures, path, send, data, problem);
    }
    free(path);
    if (status == 0) {
        status = adopt_all(&pictures, folder, problem);
    }
    if (status != 0) {
        folder_forget(folder, files_before);
        folder_remove(folder, "plots");
    }
    for (size_t i = 0; i < pictures.n; i++) {
        free(pictures.names[i]);
    }
    free(pictures.names);
    return status;
}
