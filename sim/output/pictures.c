#include "output/pictures.h"

#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "output/csv.h"
#include "output/embedded.h"

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

void picture_unit(struct pictures *pictures, const char *unit)
{
    const bool share = strcmp(unit, "share") == 0, known = picture_name_is_plain(unit) || strcmp(unit, "EUR") == 0;
    fprintf(pictures->gnuplot.pipe, "unit = '%s'\nper = %d\n", known ? report_unit_label(pictures->style.language, unit) : "", share ? 100 : 1);
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

const char *picture_word(const struct pictures *pictures, enum plot_word word)
{
    return plot_word(pictures->style.language, word);
}

int picture_script(struct pictures *pictures, const char *script, const char *figure, struct problem *problem)
{
    FILE *pipe = pictures->gnuplot.pipe;
    if (!remember(pictures, figure)) {
        return problem_set(problem, "no plots: not enough memory");
    }
    for (size_t f = 0; f < pictures->style.n_formats; f++) {
        const char *format = pictures->style.formats[f];
        const char *name = strcmp(format, "dumb") == 0 ? "terminal.gp" : script, *text = embedded_plot_script(name);
        if (text == NULL) {
            return problem_set(problem, "no plots: this build has no script %s", name);
        }
        fprintf(pipe, "format = '%s'\nfile = '%s.%s'\nshape = '%.*s'\nfigure = '", format, figure, format, (int)strcspn(script, "."), script);
        for (const char *p = figure; *p != '\0'; p++) { /* an SVG's own name may not have hyphens */
            fputc(*p == '-' ? '_' : *p, pipe);
        }
        fputs("'\n", pipe);
        fputs(text, pipe);
        fputc('\n', pipe);
    }
    return 0;
}

/* ---- the session ---- */

/* A picture that ends as its format does has been written in full; gnuplot says nothing of a full disk. */
static bool picture_is_whole(const char *path, const char *format)
{
    static const char *const ends[][2] = {{"svg", "</svg>"}, {"png", "IEND"}, {"pdf", "%%EOF"}, {"sixel", "\x1b\\"}, {"dumb", "\n"}};
    char tail[17] = {0};
    const char *end = "";
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        end = strcmp(format, ends[i][0]) == 0 ? ends[i][1] : end;
    }
    FILE *in = fopen(path, "re");
    if (in == NULL) {
        return false;
    }
    bool read =
        fseek(in, -(long)(sizeof tail - 1), SEEK_END) == 0 && fread(tail, 1, sizeof tail - 1, in) == sizeof tail - 1;
    fclose(in);
    return read && memmem(tail, sizeof tail - 1, end, strlen(end)) != NULL;
}

static int check_whole(const struct pictures *pictures, const char *path, struct problem *problem)
{
    for (size_t i = 0; i < pictures->n * pictures->style.n_formats; i++) {
        char *file;
        const char *name = pictures->names[i / pictures->style.n_formats];
        const char *format = pictures->style.formats[i % pictures->style.n_formats];
        if (asprintf(&file, "%s/%s.%s", path, name, format) < 0) {
            return problem_set(problem, "no plots: not enough memory");
        }
        bool whole = picture_is_whole(file, format);
        free(file);
        if (!whole) {
            return problem_set(problem, "no plots: gnuplot could not write plots/%s.%s in full (is the disk full?)", name,
                               format);
        }
    }
    return 0;
}

int pictures_session(struct pictures *pictures, const char *path, pictures_sender *send, const void *data,
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
    plot_words_send(pictures->gnuplot.pipe, pictures->style.language);
    fprintf(pictures->gnuplot.pipe, "wanted_width = %d\nwanted_height = %d\n", pictures->style.width,
            pictures->style.height);
    fputs(style, pictures->gnuplot.pipe);
    int sent = send(pictures, data, problem);
    int closed = gnuplot_close(&pictures->gnuplot, pictures->complaint, sent == 0 ? problem : &second);
    return sent != 0 ? sent : closed != 0 ? closed : check_whole(pictures, path, problem);
}

void pictures_forget(struct pictures *pictures)
{
    for (size_t i = 0; i < pictures->n; i++) {
        free(pictures->names[i]);
    }
    free(pictures->names);
    pictures->names = NULL;
    pictures->n = 0;
}

/* ---- the pictures of a folder that is being made ---- */

static int adopt_all(const struct pictures *pictures, struct folder *folder, struct problem *problem)
{
    int status = 0;
    for (size_t i = 0; status == 0 && i < pictures->n * pictures->style.n_formats; i++) {
        char *name;
        if (asprintf(&name, "plots/%s.%s", pictures->names[i / pictures->style.n_formats],
                     pictures->style.formats[i % pictures->style.n_formats]) < 0) {
            return problem_set(problem, "no plots: not enough memory");
        }
        status = folder_adopt(folder, name, problem);
        free(name);
    }
    return status;
}

int pictures_draw(struct folder *folder, enum report_language language, pictures_sender *send, const void *data,
                  struct problem *problem)
{
    char *path;
    size_t files_before = folder->n_files;
    struct pictures pictures = {.style = {.language = language, .n_formats = 2, .formats = {"svg", "png"}}};
    if (asprintf(&path, "%s/plots", folder->temporary) < 0) {
        return problem_set(problem, "no plots: not enough memory");
    }
    int status = folder_subfolder(folder, "plots", problem);
    if (status == 0) {
        status = pictures_session(&pictures, path, send, data, problem);
    }
    free(path);
    if (status == 0) {
        status = adopt_all(&pictures, folder, problem);
    }
    if (status != 0) {
        folder_forget(folder, files_before);
        folder_remove(folder, "plots");
    }
    pictures_forget(&pictures);
    return status;
}
