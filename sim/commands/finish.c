#include "commands/finish.h"

#include <stdio.h>
#include <stdlib.h>

#include "commands/command.h"

int finish_publish(enum publish_status status, const struct problem *problem)
{
    switch (status) {
    case PUBLISH_FAILED:
        complain("%s", problem->text);
        return EXIT_UNFINISHED;
    case PUBLISH_STOPPED:
        complain("interrupted; nothing was written");
        return EXIT_INTERRUPTED;
    case PUBLISH_DONE:
        break;
    }
    if (problem->text[0] != '\0') {
        complain("warning: %s", problem->text);
    }
    return EXIT_DONE;
}

int finish_failed(void)
{
    complain("the simulation could not finish: memory ran out (try fewer threads, -j), or a class of a stream received more than "
             "4 million cases on one day, or a stream 2,100 million in a month (try a lower `scale`)");
    return EXIT_UNFINISHED;
}

char *finish_folder(const char *command, const struct sources *sources, const char *scenario_name)
{
    char *name = sources_result_name(sources, scenario_name), *folder = NULL;
    if (name != NULL && asprintf(&folder, "out/%s-%s", command, name) < 0) {
        folder = NULL;
    }
    free(name);
    return folder;
}

static int act_on(const struct scenario_command *command, const struct scenario *scenario)
{
    struct model *model = model_compile(scenario);
    char *folder = finish_folder(command->name, command->sources, scenario->name);
    int code = EXIT_UNFINISHED;
    if (model == NULL || folder == NULL) {
        complain("not enough memory for this scenario");
    } else {
        *command->folder = *command->folder == NULL ? folder : *command->folder;
        code = command->act(command->context, model);
    }
    free(folder);
    model_free(model);
    return code;
}

int finish_scenario(const struct scenario_command *command)
{
    struct scenario *scenario = sources_load(command->sources);
    int code = scenario == NULL ? command->sources->code : act_on(command, scenario);
    scenario_free(scenario);
    sources_free(command->sources);
    return code;
}
