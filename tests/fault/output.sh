#!/usr/bin/env bash
# Standard output that goes away: the results are written all the same, and the exit code and a message tell.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml
run() { "$TERMIJN" run small.yaml -n 5 --no-plots "$@"; }

# The reader goes before a word is written.
{ run -o piped 2>stderr; echo $? >code; } | true
[ "$(cat code)" -eq 1 ] || fail "exit $(cat code) with a reader that is gone"
says stderr "cannot write to standard output"
present piped/forecast.csv piped/manifest.json

# The reader stops after a line: the summary fits in a pipe, so both 0 and 1 are right, and nothing is lost.
{ run -o headed 2>stderr; echo $? >code; } | head -1 >first
[ "$(cat code)" -le 1 ] || fail "exit $(cat code) with a reader of one line"
[ -s first ] || fail "not a line"
present headed/forecast.csv headed/manifest.json

# Closed from the start. What is opened next must not take its place and get the summary.
run -o closed >&- 2>stderr
[ $? -eq 1 ] || fail "a closed standard output is not noticed"
says stderr "cannot write to standard output"
present closed/forecast.csv
for file in closed/*.csv; do
  head -1 "$file" | grep -qE '^(period|key),' || fail "$file has lost its header"
done
cmp -s closed/forecast.csv piped/forecast.csv || fail "other numbers without a standard output"
cmp -s closed/waits.csv piped/waits.csv || fail "other waits without a standard output"

# Nor does standard error, gone too, do harm.
run -o silent >&- 2>&-
cmp -s silent/forecast.csv piped/forecast.csv || fail "other numbers without either"
"$TERMIJN" check small.yaml >&- 2>stderr
[ $? -eq 1 ] || fail "check does not notice that its output is closed"
no_leftovers .
finish
