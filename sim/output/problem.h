/* One sentence about what went wrong while writing, and what to do about it. */
#ifndef OUTPUT_PROBLEM_H
#define OUTPUT_PROBLEM_H

struct problem {
    char text[1536];
};

/* Fills *problem and returns -1, so that a failing function ends in `return problem_set(...)`. */
int problem_set(struct problem *problem, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same, ended by ": " and the meaning of `error`, an errno. */
int problem_errno(struct problem *problem, int error, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
