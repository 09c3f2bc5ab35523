#!/usr/bin/env bash
# Levers on values of every form: plain, by date, in a line, uncertain; constant, from a date on, added. fte is the mean over a year's days.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
cat >forms.yaml <<'YAML'
name: forms
opening_date: 2023-12-31
horizon: 2025-12-31
pools:
  plain: {fte: 20 fte}
  dated: {fte: {2024-01-01: 20 fte, 2025-01-01: 30 fte}}
  line: {fte: {value: {2024-01-01: 20 fte, 2025-01-01: 30 fte}, interpolate: linear, source: a list, status: observed}}
  unsure: {fte: {value: 20 fte, uncertain: {normal: 10%}}}
  unsure_line: {fte: {value: {2024-01-01: 20 fte, 2025-01-01: 30 fte}, interpolate: linear, uncertain: {normal: 10%}}}
streams:
  a: {inflow: {level: 100/year}, effort: 10 hours, pool: plain}
  b: {inflow: {level: 100/year}, effort: 10 hours, pool: dated}
  c: {inflow: {level: 100/year}, effort: 10 hours, pool: line}
  d: {inflow: {level: 100/year}, effort: 10 hours, pool: unsure}
  e: {inflow: {level: 100/year}, effort: 10 hours, pool: unsure_line}
targets: {few: open of c <= 100 at 2025-12-31}
YAML

# fte POOL LEVER: its mean and sd in 2024 and 2025 at 10 and at 40.
fte() {
  expect 0 "$TERMIJN" sweep forms.yaml --vary "pools.$1.fte$2" -n 8 -o table
  awk -F, -v pool="pool:$1" '$5 == pool && $6 == "fte" { printf "%s%.6g/%.6g", n++ ? " " : "", $8, $9 }' table/sweep.csv
}
is() { # POOL LEVER EXPECTED
  local got
  got=$(fte "$1" "$2")
  [ "$got" = "$3" ] || fail "pools.$1.fte$2 gives $got, not $3"
  if grep -q "error" stderr; then fail "an error in $1$2"; fi
}
for pool in plain dated line; do
  is $pool =10:40:30 "10/0 10/0 40/0 40/0"
done
# Over the 366 days of 2024 a line from 20 to 30 has the mean 20 + 10 * 182.5 / 366; of 2025 nothing is left of it.
is plain =+0:+10:10 "20/0 20/0 30/0 30/0"
is dated =+0:+10:10 "20/0 30/0 30/0 40/0"
is line =+0:+10:10 "24.9863/0 30/0 34.9863/0 40/0"
# From 1 July: 184 of 366 days; before it the line stands as it was.
is plain @2024-07-01=20:40:20 "20/0 20/0 30.0546/0 40/0"
is plain @2024-07-01=+0:+10:10 "20/0 20/0 25.0273/0 30/0"
is dated @2024-07-01=20:40:20 "20/0 20/0 30.0546/0 40/0"
is dated @2024-07-01=+0:+10:10 "20/0 30/0 25.0273/0 40/0"
line=$(awk 'BEGIN { for (d = 0; d < 182; d++) s += 20 + 10 * d / 366; printf "%.6g %.6g %.6g", (s + 184 * 20) / 366, (s + 184 * 40) / 366, 20 + 10 * 182.5 / 366 + 10 * 184 / 366 }')
read -r at20 at40 added <<<"$line"
is line @2024-07-01=20:40:20 "$at20/0 20/0 $at40/0 40/0"
is line @2024-07-01=+0:+10:10 "24.9863/0 30/0 $added/0 40/0"

# Uncertainty stays: the spread grows with the value, in the same futures.
spreads() { awk -v text="$1" 'BEGIN { n = split(text, a, /[ \/]/); for (i = 1; i < n; i += 2) { if (!(a[i + 1] > 0)) exit 1; r[i] = a[i + 1] / a[i]; d = r[i] / r[1] - 1; if (d * d > 1e-9) exit 1 } }'; }
for pool in unsure unsure_line; do
  for lever in =10:40:30 @2024-07-01=10:40:30 =+0:+10:10 @2024-07-01=+0:+10:10; do
    got=$(fte $pool $lever)
    spreads "$got" || fail "the uncertainty of pools.$pool.fte$lever: $got"
  done
done

# A constant over values by date is told; plan reads the same forms, compare's --set changes the value alone.
fte line =10:40:30 >/dev/null
says stderr "--vary: one value takes the place of the scenario's values by date of pools.line.fte;"
fte dated @2024-07-01=10:40:30 >/dev/null
says stderr "values by date of pools.dated.fte from 2024-07-01; pools.dated.fte@2024-07-01=+LOW:+HIGH adds to them"
fte dated =+0:+10:10 >/dev/null
if grep -q "takes the place" stderr; then fail "what is added takes no place"; fi
for lever in pools.line.fte=0.1:40 pools.line.fte@2024-07-01=0.1:40 pools.line.fte=+0:+10 pools.unsure_line.fte=0.1:40; do
  expect 0 "$TERMIJN" plan forms.yaml --lever "$lever" -n 40 --no-plots -o plan
done
expect 0 "$TERMIJN" compare forms.yaml . --set 'pools.unsure.fte.value=40 fte' -n 8 -q --no-plots -o compared
awk -F, '$2 == "year" && $4 == "pool:unsure" && $5 == "fte" { n++; print; if (!($8 > $7 * 1.99 && $8 < $7 * 2.01)) bad = 1 } END { exit bad || n != 2 }' compared/compare.csv || fail "--set of the value alone"
finish
