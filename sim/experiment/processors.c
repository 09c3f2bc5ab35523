/* sched_getaffinity is not in POSIX. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <sched.h>
#include "experiment/experiment.h"
#include <unistd.h>

unsigned experiment_default_threads(void)
{
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    int n = sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : 0;
    if (n < 1)
        n = (int)sysconf(_SC_NPROCESSORS_ONLN); /* more processors than a cpu_set_t has room for */
    return n > 0 ? (unsigned)n : 1;
}
