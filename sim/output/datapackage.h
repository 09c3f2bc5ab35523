/* datapackage.json: what the CSV files of a result folder hold, as a tabular data package (Frictionless Data). */
#ifndef OUTPUT_DATAPACKAGE_H
#define OUTPUT_DATAPACKAGE_H

#include <jansson.h>

#include "output/csv_form.h"
#include "output/folder.h"

/* Describes the CSV files written so far, whose header lines it reads; name and title are taken from the manifest. The caller's; NULL without
 * memory or when a file cannot be read back. */
json_t *datapackage_object(const struct folder *folder, const json_t *manifest, enum csv_form form);

#endif
