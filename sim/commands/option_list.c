#include "commands/option_list.h"

#include <assert.h>
#include <ctype.h>
#include <limits.h>

int option_is_short(const struct argp_option *option)
{
    return option->key > 0 && option->key <= UCHAR_MAX && isprint(option->key);
}

/* Negative groups come after all others, as argp has it. */
static int rank(const struct argp_option *option)
{
    return option->group < 0 ? INT_MAX : option->group;
}

static void add(struct option_list *list, const struct argp_option *option)
{
    size_t at = list->n++;
    assert(at < OPTIONS_MOST);
    for (; at > 0 && rank(list->items[at - 1]) > rank(option); at--) {
        list->items[at] = list->items[at - 1];
    }
    list->items[at] = option;
}

static void add_table(struct option_list *list, const struct argp_option *options)
{
    for (; options != NULL && (options->name != NULL || options->key != 0); options++) {
        if ((options->flags & (OPTION_HIDDEN | OPTION_DOC)) == 0) {
            add(list, options);
        }
    }
}

static void add_argp(struct option_list *list, const struct argp *argp)
{
    add_table(list, argp->options);
    for (const struct argp_child *child = argp->children; child != NULL && child->argp != NULL; child++) {
        add_argp(list, child->argp);
    }
}

void option_list_fill(struct option_list *list, const struct argp *argp)
{
    static const struct argp_option standard[] = {{"help", '?', 0, 0, "Give this help list", -1},
                                                  {"usage", 0x1000000, 0, 0, "Give a short usage message", -1},
                                                  {"version", 'V', 0, 0, "Print program version", -1},
                                                  {0}};
    list->n = 0;
    add_argp(list, argp);
    add_table(list, standard);
}
