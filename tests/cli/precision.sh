#!/usr/bin/env bash
# run --precision: a width in place of a number; the same as that number; what cannot be read or reached.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml
expect 0 "$TERMIJN" run small.yaml --precision open=0.5% --precision 'decisions of permits=20 cases' --no-plots -q -o a -j 2
n=$(sed -n 's/.*"replications": \([0-9]*\).*/\1/p' a/manifest.json)
[ "$n" -ge 100 ] && [ "$n" -lt 5000 ] || fail "$n replications"
awk -F, -v n="$n" '$1 == "year" && $2 == "2024-12-31" && $3 == "all" && $4 == "open" { half = 1.97 * $7 / sqrt(n); exit !(half <= 0.00502 * $6 && half > 0.003 * $6) }' a/forecast.csv ||
  fail "not as precise as asked"
expect 0 "$TERMIJN" run small.yaml -n "$n" --no-plots -q -o b -j 1
cmp a/forecast.csv b/forecast.csv || fail "not the same as -n $n"
expect 0 "$TERMIJN" run small.yaml --precision open=0.001% -n 150 --no-plots -o c
says stderr "not reached with 150 futures"
expect 2 "$TERMIJN" run small.yaml --precision opens=1%
says stderr "there is no measure 'opens'"
expect 2 "$TERMIJN" run small.yaml --precision 'open of permit=1%'
says stderr "no stream 'permit'"
expect 2 "$TERMIJN" run small.yaml --precision 'fte of permits=1%'
says stderr "permits has no fte"
expect 2 "$TERMIJN" run small.yaml --precision open=0
says stderr "needs a width over zero"
# A forgotten % does not start towards a hundred thousand futures; amounts carry their unit.
expect 2 "$TERMIJN" run small.yaml --precision open=1
says stderr "'1' has no unit; did you mean 1%? As an amount it is written '1 cases'"
expect 2 "$TERMIJN" run small.yaml --precision penalty_paid=20
says stderr "did you mean 20%? As an amount it is written 'EUR 20'"
for wrong in 'open=5 days' 'open=EUR 5' 'open=5cases' 'penalty_paid=5 EUR' 'penalty_paid=EUR 5%' 'timeliness=1' 'open=nan' 'open=0 cases'; do
  expect 2 "$TERMIJN" run small.yaml --precision "$wrong"
  says stderr "needs a width over zero, such as 1%"
done
expect 0 "$TERMIJN" run small.yaml --precision 'penalty_paid=EUR 1000000' --precision 'open=400 cases' --precision 'wait_p50 of permits=90 days' --no-plots -q -o wide
says wide/manifest.json '"replications": 100,'
expect 2 "$TERMIJN" run small.yaml --precision open
says stderr "MEASURE=WIDTH"
finish
