#include "output/problem.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int problem_set(struct problem *problem, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(problem->text, sizeof problem->text, format, arguments);
    va_end(arguments);
    return -1;
}

/* What a planner can act upon, where the C library's own words say little. */
static const char *plain_reason(int error)
{
    switch (error) {
    case ENOSPC:
        return "the disk is full; free some space or choose another folder with -o";
    case EDQUOT:
        return "your disk quota is used up; free some space or choose another folder with -o";
    case EFBIG:
        return "the file grew over the size that is allowed here (ulimit -f)";
    case EACCES:
    case EPERM:
    case EROFS:
        return "it may not be written; choose another folder with -o";
    case ENOTDIR:
        return "a part of the path is a file, not a folder; choose another folder with -o";
    default:
        return strerror(error);
    }
}

int problem_errno(struct problem *problem, int error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int used = vsnprintf(problem->text, sizeof problem->text, format, arguments);
    va_end(arguments);
    if (used >= 0 && (size_t)used < sizeof problem->text) {
        snprintf(problem->text + used, sizeof problem->text - (size_t)used, ": %s", plain_reason(error));
    }
    return -1;
}
