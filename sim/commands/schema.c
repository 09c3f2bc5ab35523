#include <argp.h>
#include <stdio.h>

#include "commands/command.h"
#include "output/schema.h"

static const char doc[] = "\nPrints the JSON Schema of scenario files, by which editors check and complete them.\n"
                          "\nExamples:\n"
                          "  termijn schema >termijn.schema.json\n"
                          "\nOptions:"
                          "\v"
                          "An editor with yaml-language-server uses it where a scenario's first line reads\n"
                          "  # yaml-language-server: $schema=termijn.schema.json\n"
                          "It sees units, words and misspelt keys; termijn check sees all.";

static error_t parse(int key, char *text, struct argp_state *state)
{
    if (key == ARGP_KEY_ARG) {
        argp_error(state, "the schema is the same for all scenarios; leave '%s' out", text);
        return 0;
    }
    return ARGP_ERR_UNKNOWN;
}

static const struct argp argp = {.parser = parse, .doc = doc};

static int run(int argc, char **argv)
{
    const error_t error = argp_parse(&argp, argc, argv, 0, NULL, NULL);
    if (error != 0) {
        return refuse_arguments(error);
    }
    json_t *schema = schema_object();
    if (schema == NULL) {
        complain("not enough memory for the schema");
        return EXIT_UNFINISHED;
    }
    schema_write(stdout, schema);
    json_decref(schema);
    return finish_output(EXIT_DONE);
}

const struct command command_schema = {
    "schema", "termijn schema", "print the JSON Schema of scenarios, for editors", run, &argp};
