#include <argp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "commands/command.h"
#include "commands/result_folder.h"
#include "output/plot.h"

enum { KEY_FIGURE = 2000, KEY_FORMAT, KEY_SIZE, KEY_STREAM, KEY_HISTORY, KEY_LIST, PIXELS_MOST = 10000, TERMINAL_ROOM = 400 };

struct arguments {
    struct result_folder folder;
    const char *output, *format, *stream, *history;
    size_t n_figures;
    const char *figures[PLOT_FIGURES_MOST];
    int width, height; /* 0: each figure's own */
    bool list;
};

static const char doc[] = "\nDraws figures again from a result folder of run, compare, sensitivity, sweep or plan.\n"
                          "\nExamples:\n"
                          "  termijn plot out/ind-2024 --list\n"
                          "  termijn plot out/ind-2024 --figure waits --format pdf --language nl\n"
                          "  termijn plot out/ind-2024 --figure ages --stream asylum_track4\n"
                          "  termijn plot out/ind-2024 --figure stack --format terminal\n"
                          "\nOptions:"
                          "\v"
                          "Without --figure all figures that the folder has are drawn. Files are named FIGURE.FORMAT, "
                          "with -STREAM and -nl where those are asked for.";

static const struct argp_option option_table[] = {
    {"figure", KEY_FIGURE, "NAME", 0, "Draw this figure; may be repeated (--list names them)", 2},
    {"stream", KEY_STREAM, "NAME", 0, "Of this stream, or of a pool as pool:NAME (default all)", 2},
    {"history", KEY_HISTORY, "FILE", 0, "For backtest, in place of the scenario's published figures: period,date,stream,measure,value", 2},
    {"list", KEY_LIST, 0, 0, "Say which figures the folder has, and what others lack", 2},
    {"format", KEY_FORMAT, "svg|png|pdf|terminal|sixel", 0, "svg (default), png, pdf, terminal (characters) or sixel", 3},
    {"size", KEY_SIZE, "WxH", 0, "Width and height in pixels; for terminal in characters", 3},
    {"output", 'o', "DIR", 0, "Write to this folder (default RUNDIR/figures)", 3},
    {0},
};

static bool is_on_terminal(const struct arguments *arguments)
{
    return strcmp(arguments->format, "terminal") == 0 || strcmp(arguments->format, "sixel") == 0;
}

static void parse_size(struct argp_state *state, const char *text, struct arguments *arguments)
{
    int end = 0;
    if (sscanf(text, "%5dx%5d%n", &arguments->width, &arguments->height, &end) != 2 || text[end] != '\0' || arguments->width < 20 ||
        arguments->height < 10 || arguments->width > PIXELS_MOST || arguments->height > PIXELS_MOST) {
        argp_error(state, "--size needs a width and a height such as 800x500, not '%s'", text);
    }
}

static void parse_format(struct argp_state *state, const char *text, struct arguments *arguments)
{
    static const char *const formats[] = {"svg", "png", "pdf", "terminal", "sixel"};
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(text, formats[i]) == 0) {
            arguments->format = formats[i];
            return;
        }
    }
    argp_error(state, "--format needs svg, png, pdf, terminal or sixel, not '%s'", text);
}

static void finish_arguments(struct argp_state *state, const struct arguments *arguments)
{
    const bool characters = strcmp(arguments->format, "terminal") == 0;
    if (arguments->output != NULL && is_on_terminal(arguments)) {
        argp_error(state, "--format %s prints the figure; -o is for svg, png and pdf", arguments->format);
    }
    if (arguments->width > 0 && !characters && (arguments->width < 300 || arguments->height < 200)) {
        argp_error(state, "--size of a picture is at least 300x200 pixels");
    }
    if (arguments->width > TERMINAL_ROOM && characters) {
        argp_error(state, "--size of a figure in characters is at most %d wide", TERMINAL_ROOM);
    }
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &arguments->folder;
        return 0;
    case KEY_FIGURE:
        if (arguments->n_figures == PLOT_FIGURES_MOST) {
            argp_error(state, "more figures than there are");
        }
        arguments->figures[arguments->n_figures++] = text;
        return 0;
    case KEY_FORMAT:
        parse_format(state, text, arguments);
        return 0;
    case KEY_SIZE:
        parse_size(state, text, arguments);
        return 0;
    case KEY_STREAM:
        arguments->stream = text;
        return 0;
    case KEY_HISTORY:
        arguments->history = text;
        return 0;
    case KEY_LIST:
        arguments->list = true;
        return 0;
    case 'o':
        arguments->output = text;
        return 0;
    case ARGP_KEY_END:
        finish_arguments(state, arguments);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- which figures ---- */

static int list_figures(const struct plot *plot)
{
    for (const struct plot_figure *figure = plot_figures; figure->name != NULL; figure++) {
        const char *lacks = figure->kind == plot->kind ? figure->lacks(plot) : NULL;
        if (figure->kind == plot->kind) {
            printf("%-11s %s\n", figure->name, figure->what);
        }
        if (lacks != NULL) {
            printf("%-11s not here: %s\n", "", lacks);
        }
    }
    return finish_output(EXIT_DONE);
}

/* "fan, stack, ages" into `text`: those of the folder that can be drawn. */
static void name_figures(const struct plot *plot, size_t size, char *text)
{
    size_t used = 0;
    text[0] = '\0';
    for (const struct plot_figure *figure = plot_figures; figure->name != NULL && used < size; figure++) {
        if (figure->kind == plot->kind && figure->lacks(plot) == NULL) {
            used += (size_t)snprintf(text + used, size - used, "%s%s", used > 0 ? ", " : "", figure->name);
        }
    }
}

/* Adds a figure asked for to the order; false after a complaint. */
static bool add_figure(const struct plot *plot, const char *name, struct plot_order *order)
{
    char those[300];
    const struct plot_figure *figure = plot_figures;
    while (figure->name != NULL && strcmp(figure->name, name) != 0) {
        figure++;
    }
    name_figures(plot, sizeof those, those);
    if (figure->name == NULL) {
        complain("there is no figure '%s'; %s has %s", name, plot->folder, those);
        return false;
    }
    if (figure->kind != plot->kind) {
        complain("%s is drawn from a folder of `termijn %s'; %s is one of `termijn %s', which has %s", name, plot_kind_command(figure->kind),
                 plot->folder, plot_kind_command(plot->kind), those);
        return false;
    }
    const char *lacks = figure->lacks(plot);
    if (lacks != NULL) {
        complain("%s cannot be drawn from %s: %s", name, plot->folder, lacks);
        return false;
    }
    order->figures[order->n++] = figure;
    return true;
}

static bool choose_figures(const struct plot *plot, const struct arguments *arguments, struct plot_order *order)
{
    for (size_t i = 0; i < arguments->n_figures; i++) {
        if (!add_figure(plot, arguments->figures[i], order)) {
            return false;
        }
    }
    for (const struct plot_figure *figure = plot_figures; arguments->n_figures == 0 && figure->name != NULL; figure++) {
        if (figure->kind == plot->kind && figure->lacks(plot) == NULL && (!arguments->stream || figure->of_entity)) {
            order->figures[order->n++] = figure;
        }
    }
    if (order->n == 0) {
        complain("%s has no figure to draw; --list says what is lacking", plot->folder);
    }
    return order->n > 0;
}

/* ---- drawing ---- */

/* The terminal's own size, less a line for the prompt; 80 x 24 when it is none. */
static void fit_terminal(struct picture_style *style)
{
    struct winsize window = {0};
    if (style->width > 0) {
        return;
    }
    const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col >= 20 && window.ws_row > 10;
    style->width = !known ? 80 : window.ws_col < TERMINAL_ROOM ? window.ws_col : TERMINAL_ROOM;
    style->height = known ? window.ws_row - 1 : 24;
}

static int draw(const struct plot *plot, const struct arguments *arguments, const char *directory)
{
    struct problem problem, warning;
    struct plot_order order = {.style = {.n_formats = 1, .formats = {arguments->format}, .width = arguments->width, .height = arguments->height},
                               .directory = is_on_terminal(arguments) ? NULL : directory};
    if (strcmp(arguments->format, "terminal") == 0) {
        order.style.formats[0] = "dumb";
        fit_terminal(&order.style);
    }
    if (!choose_figures(plot, arguments, &order)) {
        return EXIT_USAGE;
    }
    if (plot_draw(plot, &order, stdout, &warning, &problem) != 0) {
        complain("%s", problem.text);
        return EXIT_UNFINISHED;
    }
    if (warning.text[0] != '\0') {
        complain("warning: gnuplot says: %s", warning.text);
    }
    return finish_output(EXIT_DONE);
}

static int act(struct plot *plot, const struct arguments *arguments)
{
    struct problem problem;
    plot->language = arguments->folder.language;
    if ((arguments->stream != NULL && plot_choose(plot, arguments->stream, &problem) != 0) ||
        (arguments->history != NULL && plot_history(plot, arguments->history, &problem) != 0)) {
        complain("%s", problem.text);
        return EXIT_USAGE;
    }
    if (arguments->list) {
        return list_figures(plot);
    }
    char *directory = NULL;
    if (asprintf(&directory, "%s%s", arguments->output != NULL ? arguments->output : arguments->folder.path,
                 arguments->output != NULL ? "" : "/figures") < 0) {
        complain("not enough memory");
        return EXIT_UNFINISHED;
    }
    int code = draw(plot, arguments, directory);
    free(directory);
    return code;
}

static const struct argp_child children[] = {{&result_folder_argp, 0, NULL, 0}, {0}};
static const struct argp argp = {option_table, parse, RESULT_FOLDER_ARGS_DOC, doc, children, NULL, NULL};

static int run(int argc, char **argv)
{
    struct arguments arguments = {.format = "svg"};
    const error_t error = argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    if (error != 0) {
        return refuse_arguments(error);
    }
    struct plot plot;
    struct problem problem;
    int code = EXIT_USAGE;
    if (plot_open(&plot, arguments.folder.path, &problem) != 0) {
        complain("%s", problem.text);
    } else {
        code = act(&plot, &arguments);
    }
    plot_close(&plot);
    return code;
}

const struct command command_plot = {"plot", "termijn plot", "draw figures of a result folder: other formats, sizes, streams", run, &argp};
