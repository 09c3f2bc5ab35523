#include "support/check_main/check_main.h"

#include <errno.h>

int main(void)
{
    Suite *suite = suite_create(program_invocation_short_name);
    TCase *tcase = tcase_create(program_invocation_short_name);
    add_tests(tcase);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
