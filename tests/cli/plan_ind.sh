#!/usr/bin/env bash
# In the IND base the staff that plan finds, in force from 1 March 2024, brings asylum_track4 under the target with the probability wanted,
# in futures of another seed.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
base=("$TERMIJN_SOURCE/scenarios/ind/2024.yaml" --set horizon=2024-06-30)
expect 0 "$TERMIJN" plan "${base[@]}" --lever pools.asylum.fte@2024-03-01=+0:+600 -n 200 --no-plots -o plan \
  --target 'open of asylum_track4 <= 50000 at 2024-06-30' --probability 70%
says stdout "The smallest that meets"
sed -n 3,9p stdout
extra=$(awk -F, '$1 == "answer" { print $2 }' plan/plan.csv)

# The same staff written out: 1040 fte on 1 January 2024 goes in a straight line to 1140 a year later; 60 of 366 days lead to 1 March.
on=$(awk -v x="$extra" 'BEGIN { printf "%.6f", 1040 + 100 * 60 / 366 + x }')
before=$(awk 'BEGIN { printf "%.6f", 1040 + 100 * 59 / 366 }')
path="{2024-01-01: 1040 fte, 2024-02-29: $before fte, 2024-03-01: $on fte, 2025-01-01: $(awk -v x="$extra" 'BEGIN { printf "%.6f", 1140 + x }') fte}"
expect 0 "$TERMIJN" run "${base[@]}" --set "pools.asylum.fte.value=$path" --seed 99 -n 300 -q --no-plots -o fresh \
  --set 'targets.goal=open of asylum_track4 <= 50000 at 2024-06-30'
# The answer's own interval: at its ends the probability is that of the ranks, sqrt(0.7 0.3 / n) from 0.7; the fresh futures add theirs. 4 sigma.
n=$(sed -n 's/.*"replications": \([0-9]*\).*/\1/p' plan/manifest.json)
awk -F, -v n="$n" '$3 == "goal" && $9 == "yes" { print $10; d = $10 - 0.7; if (d < 0) d = -d; exit !(d < 4 * sqrt(0.21 * (1 / n + 1 / 300))) }' fresh/targets.csv ||
  fail "the target is not met with the probability wanted"
finish
