#include <argp.h>
#include <stdio.h>

#include "base/diagnostics.h"
#include "commands/command.h"
#include "commands/check_page.h"
#include "commands/sources.h"

static const char doc[] = "\nValidates a scenario and shows at once, without simulating, what it implies: yearly inflow, capacity, load, "
                          "months of work open, the opening state.\n"
                          "\nExamples:\n"
                          "  termijn check scenarios/ind/2024.yaml\n"
                          "  termijn check scenarios/ind/2024.yaml +taskforce.yaml\n"
                          "\nOptions:"
                          "\v"
                          "Exit status: 0 no errors, 2 wrong usage or an error in the scenario.";

static error_t parse(int key, char *text, struct argp_state *state)
{
    (void)text;
    if (key == ARGP_KEY_INIT) {
        state->child_inputs[0] = state->input;
        return 0;
    }
    return ARGP_ERR_UNKNOWN;
}

static void print_head(const struct scenario *scenario)
{
    char opening[11], horizon[11];
    day_format(scenario->opening_date, opening);
    day_format(scenario->horizon, horizon);
    text_print_visible(scenario->title[0] != '\0' ? scenario->title : scenario->name, stdout);
    printf("\n%s to %s, %zu stream%s, %zu pool%s, %zu link%s; no errors\n", opening, horizon, scenario->n_streams,
           scenario->n_streams == 1 ? "" : "s", scenario->n_pools, scenario->n_pools == 1 ? "" : "s", scenario->n_links,
           scenario->n_links == 1 ? "" : "s");
}

static int check(const struct scenario *scenario)
{
    struct expectation expectation = {0};
    int code = EXIT_UNFINISHED;
    struct model *model = model_compile(scenario);
    if (model == NULL || expectation_init(&expectation, model) != 0) {
        complain("not enough memory for this scenario");
    } else {
        print_head(scenario);
        check_page_print(stdout, model, &expectation);
        code = finish_output(EXIT_DONE);
        check_page_warn(model);
    }
    expectation_free(&expectation);
    model_free(model);
    return code;
}

static const struct argp_child children[] = {{&sources_argp, 0, NULL, 0}, {0}};
static const struct argp argp = {NULL, parse, SOURCES_ARGS_DOC, doc, children, NULL, NULL};

static int run(int argc, char **argv)
{
    struct sources sources = {0};
    const error_t error = argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &sources);
    if (error != 0) {
        return refuse_arguments(error);
    }
    struct scenario *scenario = sources_load(&sources);
    int code = scenario == NULL ? sources.code : check(scenario);
    scenario_free(scenario);
    sources_free(&sources);
    return code;
}

const struct command command_check = {
    "check", "termijn check", "validate a scenario and show what it implies", run, &argp};
