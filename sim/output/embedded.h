/*
 * The gnuplot scripts of plots/, embedded when the program is built, so that it runs from anywhere.
 */
#ifndef TERMIJN_OUTPUT_EMBEDDED_H
#define TERMIJN_OUTPUT_EMBEDDED_H

struct embedded_script {
    const char *name; /* the file's name in plots/, such as "fan.gp" */
    const char *text; /* its bytes and a closing 0 */
};

/* The text of plots/NAME, or NULL when there is no such script. It lives as long as the program. */
const char *embedded_plot_script(const char *name);

#endif
