/* The least of a function of shares that add up to 1. */
#ifndef EXPERIMENT_SIMPLEX_H
#define EXPERIMENT_SIMPLEX_H

#include <stddef.h>

/* The function; infinite where there is no value, NaN to leave off. */
typedef double simplex_function(void *user, const double share[]);

/* Tries the corners and the centre, then moves shares between two at a time, by 1/4, 1/8 ... `finest`, as long as the
 * function falls by more than `gain` of it. Finds a local least on that mesh: the least of all when the function has
 * one valley and moving between two always can go down in it. Fills share[n] and returns the value; NaN after leaving
 * off.
 */
double simplex_least(size_t n, simplex_function *function, void *user, double finest, double gain, double share[]);

#endif
