#!/usr/bin/env bash
# Lines and branches of sim/ that the tests run: fails under 90% of lines or 75% of branches. Not run for it are the comparisons with the case-by-case simulation,
# the pages' commands, what runs the whole agency, and what looks at no line of sim/: they come to few lines of their own.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
cmake --preset coverage
cmake --build --preset coverage
find build/coverage -name '*.gcda' -delete
# Fewer scenarios are enough to run every line.
TERMIJN_SANITIZED=quick ctest --test-dir build/coverage -LE 'validity|long|levers|docs|golden' \
  -E '^cli[.](ind_.*|.*_ind|install|report_browser|style|includes|planted_faults|readme_scripts)$|^property[.](live_keys|keyed_streams)$' --output-on-failure --parallel "${CTEST_PARALLEL_LEVEL:-2}" >build/coverage/tests.log ||
  {
    cat build/coverage/tests.log
    exit 1
  }
gcovr --root . --filter sim/ --gcov-ignore-parse-errors --print-summary --fail-under-line 90 --fail-under-branch 75 \
  --html-details build/coverage/index.html build/coverage 2>build/coverage/gcovr.log
