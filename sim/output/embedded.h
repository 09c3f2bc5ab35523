/*
 * The gnuplot scripts of plots/, the style and script of report.html and the scenarios of scenarios/other/, embedded when the
 * program is built, so that it runs from anywhere.
 */
#ifndef TERMIJN_OUTPUT_EMBEDDED_H
#define TERMIJN_OUTPUT_EMBEDDED_H

struct embedded_script {
    const char *name;   /* the file's name in its folder, such as "fan.gp" */
    const char *text;   /* its bytes and a closing 0 */
    const char *sha256; /* of its bytes: 64 hexadecimal digits */
};

/* The text of plots/NAME, or NULL when there is no such script. It lives as long as the program. */
const char *embedded_plot_script(const char *name);

/* A file of sim/output/page/, or NULL. */
const struct embedded_script *embedded_page_file(const char *name);

/* The text of scenarios/other/NAME, or NULL. */
const char *embedded_scenario(const char *name);

#endif
