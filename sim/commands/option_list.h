/* The options of a command as one list, whatever argps they come from: for the man page and the completion. */
#ifndef COMMANDS_OPTION_LIST_H
#define COMMANDS_OPTION_LIST_H

#include <argp.h>
#include <stddef.h>

enum { OPTIONS_MOST = 100 };

struct option_list {
    size_t n;
    const struct argp_option *items[OPTIONS_MOST];
};

/* All options of an argp and of its children that --help shows, by group; those that argp adds by itself (help, usage, version)
 * come last. */
void option_list_fill(struct option_list *list, const struct argp *argp);

/* Whether an option has a short form, and so a printable key. */
int option_is_short(const struct argp_option *option);

#endif
