#!/usr/bin/env bash
# Lines and branches of sim/ that the tests run (unit, property, cli, fuzz, fault): fails under 90% of lines or 75% of branches.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
cmake --preset coverage
cmake --build --preset coverage
find build/coverage -name '*.gcda' -delete
# Fewer scenarios are enough to run every line.
TERMIJN_SANITIZED=quick ctest --test-dir build/coverage -LE 'validity|long' --output-on-failure --parallel "${CTEST_PARALLEL_LEVEL:-2}" >build/coverage/tests.log ||
  {
    cat build/coverage/tests.log
    exit 1
  }
gcovr --root . --filter sim/ --gcov-ignore-parse-errors --print-summary --fail-under-line 90 --fail-under-branch 75 \
  --html-details build/coverage/index.html build/coverage 2>build/coverage/gcovr.log
