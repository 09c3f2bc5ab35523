#!/usr/bin/env bash
# Two years of the IND at a twentieth of its size: the staff that plan finds, in force from 1 July 2024, brings the timeliness of asylum_track4 in
# 2025 over its target with the probability wanted, in futures of another seed; the ends of its interval stand on both sides. About a minute of
# one processor.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
base=("$TERMIJN_SOURCE/scenarios/ind/2024.yaml" --set horizon=2025-12-31 --set scale=0.05)
goal='timeliness of asylum_track4 >= 75% in 2025'
expect 0 "$TERMIJN" plan "${base[@]}" --lever pools.asylum.fte@2024-07-01=+600:+2200 -n 200 --no-plots -o plan --target "$goal" --probability 70%
says stdout "The smallest that meets"
sed -n 3,9p stdout
answer=$(awk -F, '$1 == "answer" { print $2 }' plan/plan.csv)
read -r low high < <(sed -n 's/.*95% interval \([0-9.]*\) fte to \([0-9.]*\) fte$/\1 \2/p' stdout)

# chance EXTRA SEED: the same staff written out. 1040 fte on 1 January 2024 go in a straight line to 1140 a year later, 182 of 366 days lead to 1 July,
# and to 1260 on 1 January 2026.
chance() {
  local path
  path=$(awk -v x="$1" 'BEGIN { printf "{2024-01-01: 1040 fte, 2024-06-30: %.6f fte, 2024-07-01: %.6f fte, 2025-01-01: %.6f fte, 2026-01-01: %.6f fte}",
    1040 + 100 * 181 / 366, 1040 + 100 * 182 / 366 + x, 1140 + x, 1260 + x }')
  "$TERMIJN" run "${base[@]}" --set "pools.asylum.fte.value=$path" --seed "$2" -n 300 -q --no-plots -o fresh --set "targets.goal=$goal" || fail "a fresh run"
  awk -F, '$3 == "goal" && $9 == "yes" { print $10 }' fresh/targets.csv
}

# At the answer the probability is 0.7 by the ranks of n futures, sqrt(0.7 0.3 / n) from it, and the fresh futures add theirs. 4 sigma. At the ends of
# the answer's interval it is under and over 0.7, but for chance of the fresh futures.
n=$(sed -n 's/.*"replications": \([0-9]*\).*/\1/p' plan/manifest.json)
awk -v n="$n" -v a="$(chance "$answer" 99)" -v l="$(chance "$low" 98)" -v h="$(chance "$high" 97)" 'BEGIN {
  print a, l, h; d = a - 0.7; if (d < 0) d = -d; s = 4 * sqrt(0.21 / 300); exit !(d < 4 * sqrt(0.21 * (1 / n + 1 / 300)) && l < 0.7 + s && h > 0.7 - s) }' ||
  fail "the target is not met with the probability wanted"
finish
