/* The pictures of a run: for each stream and for all a page of fan charts, and the open stock stacked by stream; SVG
 * and PNG. */
#ifndef OUTPUT_FIGURES_H
#define OUTPUT_FIGURES_H

#include "output/folder.h"
#include "output/run_result.h"

/* Draws plots/STREAM.svg, .png, plots/all.* and plots/stack.* into the folder and adds them to its files. 0; or -1 and
 * *problem, and then plots/ is not there. */
int figures_draw(const struct run_result *run, struct folder *folder, struct problem *problem);

#endif
