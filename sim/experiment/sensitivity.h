/* The runs by which the variance of outputs is split over inputs, groups and chance: each is a replication whose inputs
 * are lent by another of the same seed, so that a pair shares all but what is asked about. */
#ifndef EXPERIMENT_SENSITIVITY_H
#define EXPERIMENT_SENSITIVITY_H

#include "experiment/inputs.h"
#include "experiment/sobol.h"

enum sensitivity_kind {
    RUN_A,      /* a row on its own */
    RUN_B,      /* another row */
    RUN_INPUT,  /* of A, with one input of B */
    RUN_GROUP,  /* of A, with all inputs of a group of B */
    RUN_CHANCE, /* of A, with all that is no input of B */
    RUN_LOW,
    RUN_HIGH /* of A, with one input at its 5 % or 95 % point */
};

struct sensitivity_run {
    enum sensitivity_kind kind;
    size_t which; /* input or group */
};

/* All runs of a row, in order; how many there are. */
size_t sensitivity_runs(const struct model_inputs *inputs);
struct sensitivity_run sensitivity_run_at(const struct model_inputs *inputs, size_t run);

/* Where an input's runs stand; LOW and HIGH for inputs that can be fixed alone. */
size_t sensitivity_find(const struct model_inputs *inputs, enum sensitivity_kind kind, size_t which);

/* The run that gives the same values: that of the input which alone is in a group, A for a group without any; else the run itself. */
size_t sensitivity_same(const struct model_inputs *inputs, size_t run);

/* Rows that a run takes when there are n: for the tornado, whose differences from A in the same futures vary little, a quarter. */
uint32_t sensitivity_rows(const struct sensitivity_run *run, uint32_t n);

/* Futures that n rows take; and how many rows take about so many futures. */
uint64_t sensitivity_futures(const struct model_inputs *inputs, uint32_t n);
uint32_t sensitivity_rows_for(const struct model_inputs *inputs, uint64_t futures);

/* The replication of a row in a run, and where its inputs come from. row < 2^31. */
uint32_t sensitivity_index(const struct sensitivity_run *run, uint32_t row);
struct replication_inputs sensitivity_inputs(const struct model_inputs *inputs, const struct sensitivity_run *run,
                                             uint32_t row);

#endif
