/* How the hours of a case follow dates, stocks and load (sim/MODEL.md, Effort). */
#ifndef MODEL_EFFORT_H
#define MODEL_EFFORT_H

#include "model/model.h"

/* The product of the changes in force on a day for a class and one of the stream's outcomes. */
double effort_changed(const struct model_stream *stream, size_t class, int outcome, int day, const double *multiplier);

/* A day's step of the logarithm of a drifting effort. */
double effort_drift_step(double drift);

/* The factor of a batch with so many cases workable: 1 - gain x min(1, workable / size), not below 0.05. */
double batch_factor(double size, double gain, double workable);

/* Pressure at so many days of work: 0 up to `from`, 1 from `full` on, a line between. */
double pressure_level(double from, double full, double days_of_work);

/* What is `at_full` under full pressure and 1 without. */
static inline double pressure_factor(double at_full, double level) { return 1 + (at_full - 1) * level; }

#endif
