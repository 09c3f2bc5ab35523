#!/usr/bin/env bash
# The summary of a run says first how the backlog, the decisions on time and the penalties come out, as the tables have it, within 80 columns.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
narrow() { awk -v most=80 '{ gsub(/[\200-\277]/, "") } length > most { bad = 1; print } END { exit bad }' stdout || fail "$1: wider than 80 columns"; }
LC_ALL=C

# value FILE... of the year: DATE STREAM MEASURE COLUMN.
value() { awk -F, -v date="$1" -v stream="$2" -v measure="$3" -v column="$4" '$1 == "year" && $2 == date && $3 == stream && $4 == measure { print $column }' out/team/forecast.csv; }
count() { awk -v x="$1" 'BEGIN { n = int(x + 0.5); if (n < 1000) print n; else printf "%d,%03d\n", n / 1000, n % 1000 }'; }
share() { awk -v x="$1" 'BEGIN { printf "%.0f%%", 100 * x }'; }

expect 0 "$TERMIJN" new team --template team
expect 0 "$TERMIJN" run team.yaml -n 60 --no-plots
narrow "the team"
low=$(count "$(value 2027-12-31 all open 8)") middle=$(count "$(value 2027-12-31 all open 11)") high=$(count "$(value 2027-12-31 all open 14)")
says stdout "Backlog    may grow or shrink: 900 to $middle cases ($low to $high)"
low=$(share "$(value 2027-12-31 all timeliness 8)") middle=$(share "$(value 2027-12-31 all timeliness 11)") high=$(share "$(value 2027-12-31 all timeliness 14)")
says stdout "On time    $middle of the decisions in 2027 ($low to $high), $(share "$(value 2025-12-31 all timeliness 11)") in 2025"
says stdout "Penalties  none in 2027"
all=$(awk -F, '$2 == "2027-12-31" && $3 == "all" { print $10 }' out/team/targets.csv)
says stdout "Targets    met in $(share "$all") of the futures, all together"
grep -qE '^Rules      help fires [0-9.]+ times a future, holds [0-9]+% of the time$' stdout || fail "the rule is not told of"
grep -qE '^Targets +met in \(95% interval\)$' stdout || fail "the table of targets has no head"
expect 0 "$TERMIJN" run team.yaml -n 20 --no-plots --set scale=200 --set targets=null --set horizon=2025-01-31 -o many
narrow "many cases"
grep -qE '^Backlog    may grow or shrink: 180,000 to [0-9]{3},[0-9]{3} cases \([0-9]{3},[0-9]{3} to [0-9]{3},[0-9]{3}\)$' stdout || fail "the backlog of many: $(grep '^Backlog' stdout)"

# One way or the other; penalties; a year alone; no decision with a legal period.
small_scenario small.yaml
expect 0 "$TERMIJN" run small.yaml -n 20 --no-plots --set pools.desk.fte='40 fte'
says stdout "Backlog    shrinks from 600 to "
expect 0 "$TERMIJN" run small.yaml -n 20 --no-plots
narrow "small"
says stdout "Beyond each end of a bracket lie some 1 of 20 futures"
says stdout "No input is uncertain"
expect 0 "$TERMIJN" run small.yaml -n 200 --no-plots --set streams.permits.inflow.disturbance.sd=20%
if grep -qE "No input is uncertain|Beyond each end" stdout; then fail "200 futures of an uncertain inflow: $(cat stdout)"; fi
expect 0 "$TERMIJN" run small.yaml -n 20 --no-plots
says stdout "Backlog    grows from 600 to "
grep -qE '^On time    [0-9]+% of the decisions in 2024 \([0-9]+% to [0-9]+%\)$' stdout || fail "the decisions on time of one year: $(grep '^On time' stdout)"
grep -qE '^Penalties  EUR [0-9.,]+( thousand)? accrue in 2024 \([0-9.,]+ to [0-9.,]+, mean [0-9.,]+\)$' stdout || fail "the penalties of one year: $(grep '^Penalties' stdout)"
expect 0 "$TERMIJN" run small.yaml -n 20 --no-plots --set horizon=2027-06-30
grep -qE '^Penalties  EUR [0-9.,]+ million accrue in 2027 \([0-9.,]+ to [0-9.,]+, mean [0-9.,]+\), [0-9.,]+ in 2024$' stdout || fail "the penalties of years: $(grep '^Penalties' stdout)"
expect 0 "$TERMIJN" run small.yaml -n 5 --no-plots --set streams.permits.clock=null --set streams.permits.lateness=null --set streams.permits.opening.noticed=null \
  --set streams.permits.opening.outstanding=null
says stdout "On time    of no decision"
says stdout "Penalties  none in 2024"

# Long names and large numbers.
name=$(printf 'b%.0s' {1..64})
cat >large.yaml <<YAML
contingent:
  $name: {when: {measure: open, of: all, above: 1 case}, then: {pools: {desk: {fte: {multiply: 0.9}}}}}
targets: {t: open of permits <= 700 at 2024-12-31, $name: timeliness of permits >= 90% in 2024}
streams: {$name: {inflow: {level: 900000/year}, capacity: 1000/year}}
title: "$name $name"
YAML
expect 0 "$TERMIJN" run small.yaml +large.yaml -n 5 --no-plots --set scale=900
narrow "large"
finish
