/* Figures of a month over replications against what they must be on average, at five sigma. */
#ifndef SUPPORT_MOMENTS_H
#define SUPPORT_MOMENTS_H

#include <stddef.h>

#include "support/load_text.h"

/* One number of a replication that has been run. */
typedef double figure_of(const struct stand *stand);

/* Fails the test unless the mean over replications agrees; the sample gives its own error. */
void ck_mean(struct stand *stand, figure_of *figure, const char *name, double mean);

/* The same for a stream's figure of a month, and its variance too, as if near the normal. */
void ck_moments(struct stand *stand, size_t month, size_t stream, enum measure measure, double mean, double variance);

#endif
