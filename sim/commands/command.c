#include "commands/command.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/diagnostics.h"

void complain(const char *format, ...)
{
    char text[2048];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fputs("termijn: ", stderr);
    text_print_visible(text, stderr);
    fputc('\n', stderr);
}

int refuse_arguments(int error)
{
    complain("cannot read the command line: %s", strerror(error));
    return error == ENOMEM ? EXIT_UNFINISHED : EXIT_USAGE;
}

int finish_output(int code)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout)) {
        return code;
    }
    complain("cannot write to standard output: %s", errno != 0 ? strerror(errno) : "an earlier write failed");
    return EXIT_UNFINISHED;
}
