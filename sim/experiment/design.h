/* Points of the unit cube at which to look, a row each. */
#ifndef EXPERIMENT_DESIGN_H
#define EXPERIMENT_DESIGN_H

#include <stddef.h>
#include <stdint.h>

/* Latin hypercube (McKay, Beckman and Conover 1979): in every column one value in each of n equal parts, at random
 * within it, in random order. */
void design_lhs(uint64_t seed, size_t n, size_t width, double points[]);

/* Sobol's sequence as in GSL, up to 40 columns: evener than chance, the same whatever the seed. 0, or -1 without memory
 * or with too many columns. */
int design_sobol(size_t n, size_t width, double points[]);

/* All combinations of levels[i] values, the last column fastest; values are 0, 1 ... levels - 1. */
void design_grid(size_t width, const size_t levels[], double points[]);

#endif
