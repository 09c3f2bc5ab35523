#!/usr/bin/env bash
# check: what a scenario implies, without simulating.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml

expect 0 "$TERMIJN" check small.yaml
says stdout "A small agency"
says stdout "no errors"
says stdout "No input is uncertain"
grep -qE '^permits +2,000 +0 +2,000 +- +[0-9,]+ +[0-9.]+ ' stdout || fail "the row of permits"
grep -qE '^letters +500 +0 +500 +- +480 +1\.04 ' stdout || fail "the row of letters"
grep -qE '^desk +proportional +20\.0 +27,260 +32,000 +1\.17 ' stdout || fail "the row of the desk"
says stderr "streams.permits.opening states no appealed, ordered"
if grep -q letters stderr; then fail "a stream without lateness needs no notices"; fi
if awk 'length > 80 { bad = 1 } END { exit !bad }' stdout; then fail "wider than 80 columns"; fi
absent out/small small
expect 0 "$TERMIJN" check small.yaml --set scale=10
grep -qE '^desk +proportional +200 +272,600 +320,000 +1\.17 ' stdout || fail "ten times the scale has the same load"

# Twice the effort, twice the load; links add to the inflow.
expect 0 "$TERMIJN" check small.yaml --set streams.permits.effort='32 hours'
grep -qE '^desk .* 2\.35 ' stdout || fail "the load at twice the effort"
cat >links.yaml <<'YAML'
streams: {permits: {history: {received: {2020-01-01: 2000/year}}}}
links: {replies: {from: permits, event: received, to: letters, mean: 0.1, after: {fixed: 30 days}}}
YAML
expect 0 "$TERMIJN" check small.yaml +links.yaml
grep -qE '^letters +500 +200 +700 ' stdout || fail "the inflow by links"

# Suspended clocks; withdrawal that grows with the wait.
cat >clocks.yaml <<'YAML'
streams:
  permits: {clock: {suspension: [{share: 8%, length: 60 days}, {share: 2.5%, length: 26 weeks}]}, withdrawal: [{after: 0 days, rate: 2%/year}, {after: 365 days, rate: 6%/year}]}
YAML
expect 0 "$TERMIJN" check small.yaml +clocks.yaml
grep -qE '^permits +8\.0% +60$' stdout || fail "the first suspension"
grep -qE '^ +2\.5% +182$' stdout || fail "the second suspension"
grep -qE '^  on average +9\.3$' stdout || fail "days on average" # 4.8 and 4.55
grep -qE '^ +365 +6\.0%$' stdout || fail "the second band"
if awk 'length > 80 { bad = 1 } END { exit !bad }' stdout; then fail "wider than 80 columns"; fi

# What load, batches and days do to the hours; what does not wait; what open cases add.
cat >lines.yaml <<'YAML'
streams:
  permits: {pressure: {from: 10 days, full: 100 days, effort: 0.5}, effort_drift: 2%/year}
  line: {inflow: {level: 1000/year, days: working}, capacity: 500/year, patience: 2 days}
links: {calls: {from: permits, event: open, to: line, mean: 1}}
YAML
expect 0 "$TERMIJN" check small.yaml +lines.yaml
says stdout "Pressure at the opening"
says stdout "Cases that do not wait"
grep -qE '^permits +[0-9]+ +[01]\.[0-9]{2} +0\.[0-9]{2}$' stdout || fail "the pressure of permits"
grep -qE '^line +2 +[0-9]+%$' stdout || fail "the patience of the line"
grep -qE 'days of the week +1( |$)' stdout || fail "days of the week"
grep -qE 'effort that drifts +1( |$)' stdout || fail "drift"
if awk 'length > 80 { bad = 1 } END { exit !bad }' stdout; then fail "wider than 80 columns"; fi

# What a link brings, by event, where hours abound: 600 x (1 - exp(-0.3)) = 155.5 are withdrawn, 2000 + 600 - 155.5 are decided, a quarter of
# them granted, and notices come as in the past. A tenth of each goes to the letters, 30 days later: of the year's own 336 days out of 366 count,
# and 3 more come of the history.
bring() {
  expect 0 "$TERMIJN" check small.yaml --set pools.desk.fte='100 fte' \
    --set "streams.permits={outcomes: {grant: 25%, refuse: 75%}, withdrawal: 30%/year, history: {$1: 365/year}}" \
    --set "links.x={from: permits, event: $1, to: letters, mean: 0.1, after: {fixed: 30 days}}"
  grep -qE "^letters +500 +$2 +$((500 + $2)) " stdout || fail "$2 letters by $1: $(grep ^letters stdout)"
}
bring decision 227
bring grant 59
bring withdrawal 17
bring notice 37
# Half of 600 move; and a trend of 10% with half a shock of 366 cases makes of 2000 / year 2000 x 0.1 / log(1.1) + 183.
expect 0 "$TERMIJN" check small.yaml --set 'streams.permits.transfers={letters: {rate: 69.3147%/year}}'
grep -qE '^letters +500 +300 +800 ' stdout || fail "the inflow by transfers: $(grep ^letters stdout)"
expect 0 "$TERMIJN" check small.yaml \
  --set 'streams.permits.inflow={trend: 10%/year, shocks: {s: {date: 2024-03-01, length: 10 days, add: 366 cases, probability: 50%}}}'
grep -qE '^permits +2,281 ' stdout || fail "the inflow with a trend and a shock: $(grep ^permits stdout)"

# Contingent rules, however much there is to tell of them, and staff in heads.
cat >rules.yaml <<'YAML'
pools: {desk: {fte: null, staff: {experienced: 20 heads, hiring: {plan: 1 heads/month}, leaving: {experienced: 5%/year}}}}
contingent:
  many_more_hands:
    when: {measure: inflow, of: permits, above: 3000 cases, over: 90 days, for: 30 days}
    then: {after: 42 days, pools: {desk: {staff: {hire: 4 heads}, allocation: proportional}}}
    until: {measure: open, of: permits, below: 300 cases, for: 30 days}
    at_most: 2
YAML
expect 0 "$TERMIJN" check small.yaml +rules.yaml
says stdout '  many_more_hands: when inflow of permits above 3000 cases in 90 days for 30'
says stdout '    days, after 42 days more: pools.desk: staff allocation; until open of'
says stdout '    permits below 300 cases for 30 days, from the next day; at most 2 times'
grep -qE '^Workforce .* long-run$' stdout || fail "the head of the workforce"
if awk 'length > 80 { bad = 1 } END { exit !bad }' stdout; then fail "wider than 80 columns"; fi
finish
