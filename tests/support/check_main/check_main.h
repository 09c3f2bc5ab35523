/* The main() of every Check program: one case, named after the program. */
#ifndef SUPPORT_CHECK_MAIN_H
#define SUPPORT_CHECK_MAIN_H

#include <check.h>

/* What each test file defines: adds its tests, and fixtures, to the case. */
void add_tests(TCase *tcase);

#endif
