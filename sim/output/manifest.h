/* manifest.json, which says what a run folder was made of, and the object that `--json` prints. */
#ifndef OUTPUT_MANIFEST_H
#define OUTPUT_MANIFEST_H

#include <jansson.h>
#include <stdio.h>

#include "output/folder.h"
#include "output/run_result.h"

/* Both are the caller's, NULL without memory. What differs from run to run stands in one object, `run`. */
json_t *manifest_object(const struct run_result *run, const struct folder_file *outputs, size_t n_outputs);
json_t *summary_object(const struct run_result *run, const char *folder);

/* Prints either, with 10 significant digits. Errors are left in `out`. */
void json_write(FILE *out, const void *object);

#endif
