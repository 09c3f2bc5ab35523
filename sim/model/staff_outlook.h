/* What staff as heads comes to before any simulation, every draw at its mean and no shock but by its probability. */
#ifndef MODEL_STAFF_OUTLOOK_H
#define MODEL_STAFF_OUTLOOK_H

#include "model/staff.h"

struct staff_outlook {
    double planned, hired, left; /* heads in the first days, externals included; planned: hired, or still vacant at their end */
    double fte, paid, hours;     /* means of them: productive, contracted, hours a year */
    double steady_fte;           /* productive, in the end, as the last day's values keep on; INFINITY: grows without end */
    int trained;                 /* civil day on which the first hires are trained; NO_DAY: nobody is hired */
};

/* outlooks[n_pools], those of pools that state fte left zero; `days`: the first days of which means are wanted. False without memory. */
bool staff_outlook(const struct model *model, int days, struct staff_outlook outlooks[]);

#endif
