#!/usr/bin/env bash
# More cases than a day can hold, found at the opening or on a later day: a clear message and exit 1, and nothing written; with fewer, a whole result.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml
run() { "$TERMIJN" run "$1" --set scale="$2" --set horizon="$3" -n 2 -j 2 -q --no-plots -o big; }
scenarios=$TERMIJN_SOURCE/tests/validity/scenarios

too_many() {
  expect 1 run "$@"
  says stderr 'try a lower `scale`'
  absent big
}
too_many small.yaml 1000000 2024-01-20
too_many "$scenarios/joined.yaml" 1000000 2024-01-20
too_many "$TERMIJN_SOURCE/scenarios/ind/2024.yaml" 20000 2024-01-20
sed 's/stock: 600 cases/stock: 6 cases/; s/level: {value: 2000/level: {value: 4000/; s/noticed: 10/noticed: 1/; s/outstanding: EUR 1000/outstanding: EUR 100/' small.yaml >later.yaml
too_many later.yaml 1000000 2024-01-20

expect 0 run small.yaml 10000 2024-01-20
present big/forecast.csv
no_leftovers .
finish
