/* The report's two files in a result's folder. */
#ifndef OUTPUT_REPORT_FILES_H
#define OUTPUT_REPORT_FILES_H

#include <jansson.h>

#include "output/folder.h"
#include "output/report_words.h"

/* Writes report.json and report.html, and takes over `data` (NULL: memory ran out). They tell of the tables alone: the same
 * bytes with or without gnuplot. 0, or -1 and *problem. */
int report_publish(struct folder *folder, json_t *data, enum report_language language, struct problem *problem);

#endif
