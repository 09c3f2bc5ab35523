/* The rows of a replication against each other. */
#ifndef SUPPORT_RUN_ROWS_H
#define SUPPORT_RUN_ROWS_H

#include "support/run_accounts.h"

/* Quarters and years are what their months say, `all` is what its streams say, money what it is made of. */
void check_rows(const struct run *run);

#endif
