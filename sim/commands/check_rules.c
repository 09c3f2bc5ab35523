/* What `termijn check` says of contingent rules. */
#include <stdlib.h>
#include <string.h>

#include "commands/check_page.h"
#include "commands/command.h"
#include "scenario/scenario_types.h"

enum { COLUMNS = 80 };

static void print_condition(FILE *out, const struct condition_spec *condition)
{
    fprintf(out, "%s of %s %s %s", condition->measure_name, condition->of, condition->above ? "above" : "below",
            condition->level_text);
    if (condition->measure >= RULE_INFLOW && condition->measure <= RULE_TIMELINESS) {
        fprintf(out, " in %d days", condition->over);
    }
    if (condition->days > 1) {
        fprintf(out, " for %d days", condition->days);
    }
}

static void print_changes(FILE *out, const struct rule_spec *rule)
{
    for (size_t i = 0; i < rule->n_pools; i++) {
        const struct pool_change_spec *change = &rule->pools[i];
        fprintf(out, " pools.%s:%s%s%s", change->name, change->fte_multiply.given || change->fte_add.given ? " fte" : "",
                change->hire.given || change->external.given ? " staff" : "", change->allocation >= 0 ? " allocation" : "");
    }
    for (size_t i = 0; i < rule->n_streams; i++) {
        const struct stream_change_spec *change = &rule->streams[i];
        fprintf(out, " streams.%s:%s%s%s%s%s", change->name, change->inflow.given ? " inflow" : "",
                change->effort.given ? " effort" : "", change->capacity.given ? " capacity" : "",
                change->order.given ? " order" : "", change->redates ? " clock" : "");
    }
}

/* The condition is looked at in the evening, so at the earliest the next morning. */
static void print_delay(FILE *out, int days)
{
    if (days == 0) {
        fputs(", from the next day", out);
    } else {
        fprintf(out, ", after %d day%s more", days, days == 1 ? "" : "s");
    }
}

static void print_rule(FILE *out, const struct rule_spec *rule)
{
    fprintf(out, "%s: when ", rule->name);
    print_condition(out, &rule->when);
    print_delay(out, rule->after);
    fputc(':', out);
    print_changes(out, rule);
    if (rule->until.given) {
        fputs("; until ", out);
        print_condition(out, &rule->until);
        print_delay(out, rule->until.after);
    }
    if (rule->lasts > 0) {
        fprintf(out, "; lasts %d days%s", rule->lasts, rule->until.given ? " at most" : "");
    }
    if (rule->at_most > 0) {
        fprintf(out, "; at most %d time%s", rule->at_most, rule->at_most > 1 ? "s" : "");
    }
}


/* Within 80 columns, broken between words; what goes on stands further in. */
static void print_wrapped(FILE *out, const char *text)
{
    int column = fprintf(out, "  %.*s", (int)strcspn(text, " "), text);
    text += strcspn(text, " ");
    while (*text != '\0') {
        const int length = (int)strcspn(text + 1, " ");
        if (column + 1 + length > COLUMNS) {
            column = fprintf(out, "\n    %.*s", length, text + 1) - 1;
        } else {
            column += fprintf(out, " %.*s", length, text + 1);
        }
        text += 1 + length;
    }
    fputc('\n', out);
}

void check_rules_print(FILE *out, const struct scenario *scenario)
{
    if (scenario->n_rules > 0) {
        fputs("\nContingent rules\n", out);
    }
    for (size_t i = 0; i < scenario->n_rules; i++) {
        char *text = NULL;
        size_t size;
        FILE *memory = open_memstream(&text, &size);
        if (memory != NULL) {
            print_rule(memory, &scenario->rules[i]);
        }
        if (memory == NULL || fclose(memory) != 0) {
            complain("not enough memory to tell of the rule %s", scenario->rules[i].name);
        } else {
            print_wrapped(out, text);
        }
        free(text);
    }
}
