/* The results of `termijn compare`: compare.csv, the pictures, the summary. */
#ifndef OUTPUT_COMPARE_H
#define OUTPUT_COMPARE_H

#include <stdio.h>

#include "experiment/compare.h"
#include "output/journal.h"
#include "output/publish.h"

struct compare_result {
    struct run_result run;     /* the base; layout is the common one, the tables are NULL */
    const char *const *names;  /* of each scenario, the base first */
    const char *const *titles; /* what tells each from the others, for people */
    const struct comparison *comparison;
};

void csv_write_compare(FILE *out, const struct compare_result *result);

/* Overlaid bands and the difference, a page for each alternative and stream; 0, or -1 and *problem. */
int compare_draw(const struct compare_result *result, struct folder *folder, struct problem *problem);

/* What each alternative changes at the end of the last year, within 80 columns. */
void compare_summary(FILE *out, const struct compare_result *result);

/* Puts the pairs that were run into the journal, in place of what it held: a line for each cell. 0, or -1 and *problem. */
int compare_keep(struct journal *journal, const struct comparison *comparison, struct problem *problem);

/* The pairs that the journal holds, maybe none, into a comparison of the same models without any. 0, or -1 and *problem. */
int compare_restore(const struct journal *journal, struct comparison *comparison, struct problem *problem);

enum publish_status publish_compare(const struct compare_result *result, const struct publish_options *options,
                                    struct problem *problem);

#endif
