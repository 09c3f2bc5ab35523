/* How a margin answers to the dose, when replications answer alike but for where they start: from pairs of doses of the same replication. Only for
 * guesses. */
#ifndef EXPERIMENT_RESPONSE_H
#define EXPERIMENT_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>

enum { RESPONSE_PARTS = 8 };

/* Finite margins of one replication at two doses, `way` apart; low <= high. */
struct response_pair {
    double low, high, way;
};

struct response {
    bool known;
    double knot[RESPONSE_PARTS + 1]; /* margins, ascending */
    double pace[RESPONSE_PARTS];     /* dose per unit of margin from each knot to the next, 0 or more */
};

/* The margins' range is cut where equally many lie; in each part the pace is that of least squares over the pairs. `margins` [2 n] is room. */
void response_fit(struct response *response, size_t n, const struct response_pair pairs[], double margins[]);

/* The dose at which a replication has this margin, from an origin of its own: differences say how far two margins are apart. */
double response_dose(const struct response *response, double margin);

#endif
