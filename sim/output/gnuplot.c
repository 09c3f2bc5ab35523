#include "output/gnuplot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"

/* The folder goes by the environment, so that no part of its name is read by the shell. */
#define FOLDER_VARIABLE "TERMIJN_PLOT_FOLDER"
#define LOG_NAME ".gnuplot-log"
static const char command[] = "cd -- \"$" FOLDER_VARIABLE "\" && LC_ALL=C.UTF-8 && TZ=UTC && export LC_ALL TZ && "
                              "exec gnuplot -d >" LOG_NAME " 2>&1";
static const char data_end[] = "DATA";

static void ignore_broken_pipe(struct gnuplot *gnuplot)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, &gnuplot->on_broken_pipe);
}

int gnuplot_open(struct gnuplot *gnuplot, const char *folder, struct problem *problem)
{
    *gnuplot = (struct gnuplot){0};
    if (asprintf(&gnuplot->log, "%s/%s", folder, LOG_NAME) < 0) {
        gnuplot->log = NULL;
        return problem_set(problem, "not enough memory to draw the plots");
    }
    fflush(NULL); /* popen forks: what waits in a buffer must not be written twice */
    if (setenv(FOLDER_VARIABLE, folder, 1) == 0) {
        gnuplot->pipe = popen(command, "we");
    }
    int error = errno;
    unsetenv(FOLDER_VARIABLE);
    if (gnuplot->pipe == NULL) {
        free(gnuplot->log);
        return problem_errno(problem, error, "cannot start gnuplot");
    }
    ignore_broken_pipe(gnuplot);
    return 0;
}

void gnuplot_data(struct gnuplot *gnuplot, const char *name)
{
    fprintf(gnuplot->pipe, "$%s << %s\n", name, data_end);
}

void gnuplot_data_end(struct gnuplot *gnuplot)
{
    fprintf(gnuplot->pipe, "%s\n", data_end);
}

void gnuplot_text(struct gnuplot *gnuplot, const char *text, int columns)
{
    size_t left = strlen(text);
    fputc('|', gnuplot->pipe);
    for (int used = 0; left > 0;) {
        int32_t code;
        char shown[TEXT_SHOWN_MAX];
        size_t length = text_decode(text, left, &code);
        used += text_show(text, length, code, shown);
        if (used >= columns && left > length) {
            fputs("\xE2\x80\xA6", gnuplot->pipe); /* an ellipsis */
            break;
        }
        fputs(shown, gnuplot->pipe);
        text += length;
        left -= length;
    }
    fputc('\n', gnuplot->pipe);
}

/* The first complaint in gnuplot's log that says something, "" when there is none. */
static void read_complaint(const char *path, size_t size, char *complaint)
{
    complaint[0] = '\0';
    FILE *log = fopen(path, "re");
    if (log == NULL) {
        return;
    }
    char line[512];
    while (fgets(line, sizeof line, log) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        const char *text = line + strspn(line, " \t^");
        if (*text != '\0' && strncmp(text, "gnuplot>", 8) != 0) {
            snprintf(complaint, size, "%s", text);
            if (strstr(text, "line ") != NULL) {
                break;
            }
        }
    }
    fclose(log);
}

static int report(int status, const char *complaint, struct problem *problem)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127) {
        return problem_set(problem,
                           "no plots: gnuplot is not installed; install it (apt install gnuplot-nox) and run again");
    }
    const char *separator = complaint[0] == '\0' ? "" : ": ";
    if (WIFSIGNALED(status)) {
        return problem_set(problem, "no plots: gnuplot was ended by signal %d%s%s", WTERMSIG(status), separator,
                           complaint);
    }
    return problem_set(problem,
                       "no plots: gnuplot failed%s%s; try installing it anew (apt install --reinstall gnuplot-nox)",
                       separator, complaint);
}

int gnuplot_close(struct gnuplot *gnuplot, char complaint[static GNUPLOT_COMPLAINT], struct problem *problem)
{
    int broken = ferror(gnuplot->pipe) != 0;
    int status = pclose(gnuplot->pipe);
    sigaction(SIGPIPE, &gnuplot->on_broken_pipe, NULL);
    read_complaint(gnuplot->log, GNUPLOT_COMPLAINT, complaint);
    unlink(gnuplot->log);
    free(gnuplot->log);
    gnuplot->pipe = NULL;
    return status == 0 && !broken ? 0 : report(status, complaint, problem);
}
