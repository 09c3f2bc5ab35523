/* One gnuplot process, fed through a pipe. The only door to popen. */
#ifndef OUTPUT_GNUPLOT_H
#define OUTPUT_GNUPLOT_H

#include <signal.h>
#include <stdio.h>

#include "output/problem.h"

struct gnuplot {
    FILE *pipe;
    char *log; /* what gnuplot complains of goes to this file, in the folder it draws in */
    struct sigaction on_broken_pipe;
};

/* Starts gnuplot in `folder`, without the user's own start-up files and in the C locale. 0, or -1 and *problem. */
int gnuplot_open(struct gnuplot *gnuplot, const char *folder, struct problem *problem);

/* Sends "$NAME << DATA". Then come the lines, each made safe by its sender, then gnuplot_data_end(). */
void gnuplot_data(struct gnuplot *gnuplot, const char *name);
void gnuplot_data_end(struct gnuplot *gnuplot);

/* Sends one line of a data block: a bar, then `text` with everything but plain characters shown as escapes. Text in a
 * data block is never read as a command; the bar keeps it from ending the block. Cut to `columns`. */
void gnuplot_text(struct gnuplot *gnuplot, const char *text, int columns);

/* Ends the session and waits for the pictures. `complaint` gets what gnuplot complained of, also when it went on. 0, or -1
 * and *problem, which says what to install when gnuplot is missing. */
enum { GNUPLOT_COMPLAINT = 256 };
int gnuplot_close(struct gnuplot *gnuplot, char complaint[static GNUPLOT_COMPLAINT], struct problem *problem);

#endif
