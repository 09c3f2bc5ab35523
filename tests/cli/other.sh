#!/usr/bin/env bash
# The scenarios to copy: short, right, and of use as they stand.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
for scenario in "$TERMIJN_SOURCE"/scenarios/other/*.yaml; do
  name=$(basename "$scenario" .yaml)
  [ "$(wc -l <"$scenario")" -lt 50 ] || fail "$name has 50 lines or more"
  expect 0 "$TERMIJN" check "$scenario"
  expect 0 "$TERMIJN" run "$scenario" -n 20 --no-plots -q
  present "out/$name/forecast.csv"
done

# One more in twelve at the permit desk: fewer open cases at the end of the first year, replication by replication on the average.
open_at() { awk -F, -v stream="$2" '$1 == "year" && $2 == "2025-12-31" && $3 == stream && $4 == "open" { print $6 }' "$1/forecast.csv"; }
expect 0 "$TERMIJN" run "$TERMIJN_SOURCE/scenarios/other/permit_desk.yaml" -n 20 --no-plots -q -o more --set pools.permits.fte='13 fte'
awk -v base="$(open_at out/permit_desk building)" -v more="$(open_at more building)" 'BEGIN { exit !(more < base && more > 0) }' ||
  fail "more staff does not lower the stock of building"
finish
