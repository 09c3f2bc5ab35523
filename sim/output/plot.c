#include "output/plot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/plot_send.h"
#include "output/report_data.h"

static const struct {
    const char *command, *table;
} kinds[PLOT_KINDS] = {[PLOT_RUN] = {"run", NULL},
                       [PLOT_COMPARE] = {"compare", "compare.csv"},
                       [PLOT_SENSITIVITY] = {"sensitivity", "sensitivity.csv"},
                       [PLOT_SWEEP] = {"sweep", "sweep.csv"},
                       [PLOT_PLAN] = {"plan", "plan.csv"}};

const char *plot_kind_command(enum plot_kind kind)
{
    return kinds[kind].command;
}

static const char *lacks_nothing(const struct plot *plot)
{
    (void)plot;
    return NULL;
}

static const char *lacks_cases(const struct plot *plot)
{
    const bool is_stream = strncmp(plot->entity, "pool:", 5) != 0 && strncmp(plot->entity, "rule:", 5) != 0 && strncmp(plot->entity, "step:", 5) != 0;
    return is_stream ? NULL : "it is about streams: name one (--stream NAME); of a pool there is --figure staff";
}

const struct plot_figure plot_figures[] = {
    {"fan", PLOT_RUN, true, "open cases, timeliness, waits and penalties with their bands", lacks_cases, plot_send_fan},
    {"stack", PLOT_RUN, false, "open cases by stream", lacks_nothing, plot_send_stack},
    {"ages", PLOT_RUN, true, "open cases by age at both ends, with the legal periods", lacks_cases, plot_send_ages},
    {"waits", PLOT_RUN, false, "heat map of the wait by stream and month of application", plot_waits_lacks, plot_send_waits},
    {"flows", PLOT_RUN, true, "what changed the stock, step by step", lacks_cases, plot_send_flows},
    {"staff", PLOT_RUN, true, "heads by stage, and who comes and leaves", plot_staff_lacks, plot_send_staff},
    {"backtest", PLOT_RUN, false, "published figures against the simulated past", plot_backtest_lacks, plot_send_backtest},
    {"difference", PLOT_COMPARE, true, "what an alternative changes, in pairs of futures", plot_rows_lacks, plot_send_difference},
    {"tornado", PLOT_SENSITIVITY, false, "which uncertain inputs drive an output", plot_rows_lacks, plot_send_tornado},
    {"sweep", PLOT_SWEEP, true, "stock, timeliness and penalties by the values swept", plot_rows_lacks, plot_send_sweep},
    {"plan", PLOT_PLAN, false, "how likely the targets are met by the lever, or by cost", plot_rows_lacks, plot_send_plan},
    {0},
};

/* ---- reading ---- */

/* FOLDER/NAME as JSON; NULL when it cannot be read or is none. */
static json_t *read_json(const char *folder, const char *name)
{
    char *path;
    if (asprintf(&path, "%s/%s", folder, name) < 0) {
        return NULL;
    }
    json_t *root = json_load_file(path, 0, NULL);
    free(path);
    return root;
}

static int read_table(struct plot *plot, struct problem *problem)
{
    char *path;
    if (asprintf(&path, "%s/%s", plot->folder, kinds[plot->kind].table) < 0) {
        return problem_set(problem, "not enough memory");
    }
    int status = csv_table_read(path, &plot->table, problem);
    free(path);
    return status;
}

int plot_open(struct plot *plot, const char *folder, struct problem *problem)
{
    *plot = (struct plot){.folder = folder, .entity = "all", .manifest = read_json(folder, "manifest.json")};
    const char *program = json_string_value(json_object_get(plot->manifest, "program"));
    const char *command = json_string_value(json_object_get(plot->manifest, "command"));
    if (program == NULL || strcmp(program, "termijn") != 0) {
        return problem_set(problem, "%s holds no results: there is no manifest.json of termijn in it; `termijn run SCENARIO' makes such a folder",
                           folder);
    }
    plot->kind = PLOT_RUN;
    while (command != NULL && plot->kind < PLOT_KINDS && strcmp(command, kinds[plot->kind].command) != 0) {
        plot->kind++;
    }
    if (plot->kind == PLOT_KINDS) {
        return problem_set(problem, "%s is a folder of `termijn %.40s', which has no figures to draw again", folder, command);
    }
    if (plot->kind != PLOT_RUN) {
        return read_table(plot, problem);
    }
    plot->data = read_json(folder, "report.json");
    if (plot->data == NULL || !report_data_is_ours(plot->data)) {
        return problem_set(problem, "%s has no report.json of this version of termijn; run the scenario again", folder);
    }
    return 0;
}

void plot_close(struct plot *plot)
{
    json_decref(plot->manifest);
    json_decref(plot->data);
    csv_table_free(&plot->table);
    csv_table_free(&plot->history);
    *plot = (struct plot){0};
}

static bool has_entity(const struct plot *plot, const char *entity)
{
    if (plot->kind == PLOT_RUN) {
        return json_object_get(json_object_get(plot->data, "values"), entity) != NULL;
    }
    const int column = csv_table_column(&plot->table, "stream");
    for (size_t row = 0; row < plot->table.n_rows; row++) {
        if (strcmp(csv_table_text(&plot->table, row, column), entity) == 0) {
            return true;
        }
    }
    return false;
}

int plot_choose(struct plot *plot, const char *entity, struct problem *problem)
{
    const char *plain = strncmp(entity, "pool:", 5) == 0 ? entity + 5 : entity;
    if (!picture_name_is_plain(plain) || strlen(plain) > 200 || !has_entity(plot, entity)) {
        return problem_set(problem, "%s has no results of '%s'; forecast.csv names its streams and pools (pools as pool:NAME)", plot->folder,
                           entity);
    }
    plot->entity = entity;
    plot->entity_given = true;
    return 0;
}

int plot_history(struct plot *plot, const char *path, struct problem *problem)
{
    static const char *const columns[] = {"period", "date", "stream", "measure", "value"};
    if (csv_table_read(path, &plot->history, problem) != 0) {
        return -1;
    }
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        if (csv_table_column(&plot->history, columns[i]) == CSV_NO_COLUMN) {
            return problem_set(problem, "%s has no column '%s'; a table of published figures has period,date,stream,measure,value", path,
                               columns[i]);
        }
    }
    return 0;
}

/* ---- drawing ---- */

struct task {
    const struct plot *plot;
    const struct plot_order *order;
};

/* FIGURE-STREAM-nl: the stream when one was chosen, the language when it is not English. */
static void figure_name(const struct plot *plot, const struct plot_figure *figure, size_t size, char *name)
{
    const bool pool = strncmp(plot->entity, "pool:", 5) == 0, given = figure->of_entity && plot->entity_given;
    snprintf(name, size, "%s%s%s%s%s%s", figure->name, given ? "-" : "", given && pool ? "pool-" : "",
             given ? plot->entity + (pool ? 5 : 0) : "", plot->language == REPORT_ENGLISH ? "" : "-",
             plot->language == REPORT_ENGLISH ? "" : report_word(plot->language, WORD_LANGUAGE));
}

static int send_all(struct pictures *pictures, const void *data, struct problem *problem)
{
    const struct task *task = data;
    int status = 0;
    for (size_t i = 0; status == 0 && i < task->order->n; i++) {
        char name[300];
        figure_name(task->plot, task->order->figures[i], sizeof name, name);
        status = task->order->figures[i]->send(pictures, task->plot, name, problem);
    }
    return status;
}

/* Cairo writes the time of day into a PDF; a fixed one of as many characters takes its place, so that the bytes are the same. */
static int fix_date(const char *path, struct problem *problem)
{
    static const char key[] = "/CreationDate (D:", date[] = "20000101000000";
    FILE *file = fopen(path, "r+e");
    char *text = NULL;
    long size = -1;
    bool good = file != NULL && fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) > 0 && fseek(file, 0, SEEK_SET) == 0 &&
                (text = malloc((size_t)size)) != NULL && fread(text, 1, (size_t)size, file) == (size_t)size;
    const char *found = good ? memmem(text, (size_t)size, key, sizeof key - 1) : NULL;
    if (found != NULL && found - text + (long)(sizeof key + sizeof date) < size) {
        good = fseek(file, found - text + (long)sizeof key - 1, SEEK_SET) == 0 && fwrite(date, 1, sizeof date - 1, file) == sizeof date - 1;
    }
    good = file != NULL && fclose(file) == 0 && good;
    free(text);
    return good ? 0 : problem_set(problem, "cannot write %s: %s", path, strerror(errno));
}

static int copy_out(const char *path, FILE *out, struct problem *problem)
{
    FILE *in = fopen(path, "re");
    char buffer[1 << 14];
    size_t got;
    if (in == NULL) {
        return problem_errno(problem, errno, "cannot read %s", path);
    }
    while ((got = fread(buffer, 1, sizeof buffer, in)) > 0) {
        const size_t feed = buffer[0] == '\f'; /* gnuplot begins a page of characters with one */
        fwrite(buffer + feed, 1, got - feed, out);
    }
    fclose(in);
    return 0;
}

/* Moves one picture from the folder in which it was drawn to where it is wanted. */
static int deliver(const struct plot_order *order, const char *drawn, const char *name, FILE *out, struct problem *problem)
{
    char *from = NULL, *to = NULL;
    const char *format = order->style.formats[0];
    int status = -1;
    if (asprintf(&from, "%s/%s.%s", drawn, name, format) < 0 ||
        asprintf(&to, "%s/%s.%s", order->directory != NULL ? order->directory : drawn, name, format) < 0) {
        problem_set(problem, "not enough memory");
    } else if (order->directory == NULL) {
        status = copy_out(from, out, problem);
    } else if (strcmp(format, "pdf") == 0 && fix_date(from, problem) != 0) {
        status = -1;
    } else if (rename(from, to) != 0) {
        problem_errno(problem, errno, "cannot write %s", to);
    } else {
        fprintf(out, "%s\n", to);
        status = 0;
    }
    free(to);
    free(from);
    return status;
}

static void remove_drawn(const struct pictures *pictures, const char *drawn)
{
    for (size_t i = 0; i < pictures->n; i++) {
        char *path;
        if (asprintf(&path, "%s/%s.%s", drawn, pictures->names[i], pictures->style.formats[0]) >= 0) {
            unlink(path);
            free(path);
        }
    }
    rmdir(drawn);
}

/* Makes a folder to draw in: beside the files' place, so that they can be renamed, or where the system keeps such. */
static char *make_folder(const struct plot_order *order, struct problem *problem)
{
    char *path;
    const char *temporary = getenv("TMPDIR");
    if (order->directory != NULL && mkdir(order->directory, 0777) != 0 && errno != EEXIST) {
        problem_errno(problem, errno, "cannot make the folder %s", order->directory);
        return NULL;
    }
    const char *parent = order->directory != NULL ? order->directory : temporary != NULL && temporary[0] != '\0' ? temporary : "/tmp";
    if (asprintf(&path, "%s/.termijn-plot.tmp-XXXXXX", parent) < 0) {
        problem_set(problem, "not enough memory");
        return NULL;
    }
    if (mkdtemp(path) == NULL) {
        problem_errno(problem, errno, "cannot write to %s", parent);
        free(path);
        return NULL;
    }
    return path;
}

int plot_draw(const struct plot *plot, const struct plot_order *order, FILE *out, struct problem *warning, struct problem *problem)
{
    struct pictures pictures = {.style = order->style};
    const struct task task = {plot, order};
    char *drawn = make_folder(order, problem);
    warning->text[0] = '\0';
    if (drawn == NULL) {
        return -1;
    }
    pictures.style.language = plot->language;
    int status = pictures_session(&pictures, drawn, send_all, &task, problem);
    for (size_t i = 0; status == 0 && i < pictures.n; i++) {
        status = deliver(order, drawn, pictures.names[i], out, problem);
    }
    snprintf(warning->text, sizeof warning->text, "%s", pictures.complaint);
    remove_drawn(&pictures, drawn);
    pictures_forget(&pictures);
    free(drawn);
    return status;
}

static int send_kind(struct pictures *pictures, const void *data, struct problem *problem)
{
    const struct plot *plot = data;
    int status = 0;
    for (const struct plot_figure *figure = plot_figures; status == 0 && figure->name != NULL; figure++) {
        if (figure->kind == plot->kind && figure->lacks(plot) == NULL) {
            status = figure->send(pictures, plot, figure->name, problem);
        }
    }
    return status;
}

int plot_into(struct folder *folder, enum plot_kind kind, enum report_language language, json_t *head, struct problem *problem)
{
    struct plot plot = {.folder = folder->temporary, .kind = kind, .language = language, .entity = "all", .manifest = json_incref(head)};
    int status = read_table(&plot, problem);
    if (status == 0) {
        status = pictures_draw(folder, language, send_kind, &plot, problem);
    }
    plot_close(&plot);
    return status;
}
