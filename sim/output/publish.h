/* Writes all files of a result into its folder. */
#ifndef OUTPUT_PUBLISH_H
#define OUTPUT_PUBLISH_H

#include <jansson.h>
#include <signal.h>
#include <stdbool.h>

#include "output/csv_form.h"
#include "output/folder.h"
#include "output/run_result.h"

struct publish_options {
    const char *folder;
    bool plots;
    const volatile sig_atomic_t *stop; /* once not 0, nothing is put in place; may be NULL */
    enum csv_form csv;
};

enum publish_status {
    PUBLISH_DONE,    /* *problem is "", or tells why there are no plots */
    PUBLISH_STOPPED, /* the folder is as it was */
    PUBLISH_FAILED   /* the folder is as it was; *problem tells why */
};

/* What a folder is made of: tables, perhaps a page and pictures, and a manifest of them all. */
struct publication {
    size_t n_tables;
    const struct publication_table {
        const char *name;
        folder_writer *writer;
    } * tables;
    int (*page)(const void *data, struct folder *folder, struct problem *problem); /* NULL: none */
    int (*draw)(const void *data, struct folder *folder, struct problem *problem); /* NULL: no pictures */
    json_t *(*manifest)(const void *data, const struct folder_file *outputs, size_t n_outputs);
    const void *data; /* what all of them get */
};
enum publish_status publish(const struct publication *publication, const struct publish_options *options,
                            struct problem *problem);

enum publish_status publish_run(const struct run_result *run, const struct publish_options *options,
                                struct problem *problem);

#endif
