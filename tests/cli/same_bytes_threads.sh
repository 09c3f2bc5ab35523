#!/usr/bin/env bash
# The same bytes for any number of threads, but the manifest's object `run`; another seed differs.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml

without_run() {
  sed '/^  "run": {/,/^  }/d' "$1/manifest.json" >"$1/manifest.json.rest"
  rm "$1/manifest.json"
}

for j in 1 2 7; do
  expect 0 "$TERMIJN" run small.yaml -n 150 -j "$j" -o "j$j" -q
  says "j$j/manifest.json" "\"threads\": $j"
  without_run "j$j"
done
diff -r j1 j2 || fail "-j1 and -j2 differ"
diff -r j1 j7 || fail "-j1 and -j7 differ"
expect 0 "$TERMIJN" run small.yaml -n 150 -j 2 -o again -q
without_run again
diff -r j2 again || fail "the same run again differs"
expect 0 "$TERMIJN" run small.yaml -n 150 --seed 2 -o other -q --no-plots
if cmp -s j1/forecast.csv other/forecast.csv; then fail "another seed gives the same forecast"; fi
finish
