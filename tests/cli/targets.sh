#!/usr/bin/env bash
# targets.csv: only with targets; in the manifest; each, all together, by date; --set and overlays.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml
cat >goals.yaml <<'YAML'
targets:
  backlog: open of permits <= 900 at 2024-12-31
  cost: penalty_accrued of all <= EUR 0.6 million in 2024
YAML

expect 0 "$TERMIJN" run small.yaml -n 20 --no-plots -q -o none
absent none/targets.csv
expect 0 "$TERMIJN" run small.yaml +goals.yaml -n 40 --no-plots -o with
grep -q '^Targets  *met in (95% interval)$' stdout || fail "no heading above the targets"
says stdout "open of permits <= 900 at 2024-12-31"
says stdout "all together"
if awk 'length > 80 { bad = 1 } END { exit !bad }' stdout; then fail "the summary is wider than 80 columns"; fi
present with/targets.csv
says with/manifest.json '"file": "targets.csv"'
head -1 with/targets.csv >header
says header "period,date,target,stream,measure,relation,threshold,unit,due,probability,low,high,replications"
says with/targets.csv "month,2024-01-31,backlog,permits,open,<=,900,cases,no,1,"
says with/targets.csv "year,2024-12-31,cost,all,penalty_accrued,<=,600000,EUR,yes,"
[ "$(grep -c ',backlog,' with/targets.csv)" -eq 12 ] || fail "a stock has a row a month"
[ "$(grep -c ',all,,,,,,yes,' with/targets.csv)" -eq 1 ] || fail "all together once a date"
# Both together are no likelier than either; the open cases of forecast.csv agree.
awk -F, '$9 == "yes" { p[$3] = $10 } END { exit !(p["all"] <= p["backlog"] && p["all"] <= p["cost"] && p["backlog"] > 0 && p["backlog"] < 1) }' with/targets.csv ||
  fail "the probabilities"

# Another file: the forecast stays what it is. A target may be taken out, or set.
cmp none/forecast.csv <("$TERMIJN" run small.yaml +goals.yaml -n 20 --no-plots -q -o same && cat same/forecast.csv) || fail "targets change the forecast"
expect 0 "$TERMIJN" run small.yaml +goals.yaml -n 20 --no-plots --json -o json --set targets.cost=null --set 'targets.late=wait_p90 of permits <= 100 days in 2024-Q4'
says stdout '"targets"'
says stdout '"late"'
if grep -q cost json/targets.csv; then fail "a target that was taken out"; fi
# A contingent rule's measures, and a pool's: what forecast.csv says of them.
cat >rule.yaml <<'YAML'
contingent:
  helpers: {when: {measure: open, of: permits, above: 700 cases}, then: {pools: {desk: {fte: {add: 4 fte}}}}}
targets:
  seldom: active of rule:helpers <= 50% in 2024
  once: fired of rule:helpers <= 1 in 2024
  again: fired of rule:helpers >= 2 in 2024
  staff: fte of pool:desk >= 20 fte in 2024
YAML
expect 0 "$TERMIJN" run small.yaml +rule.yaml -n 40 --no-plots -q -o rule
says rule/targets.csv "year,2024-12-31,once,rule:helpers,fired,<=,1,times,yes,1,"
says rule/targets.csv "year,2024-12-31,again,rule:helpers,fired,>=,2,times,yes,0,"
says rule/targets.csv "year,2024-12-31,staff,pool:desk,fte,>=,20,fte,yes,1,"
says rule/targets.csv "year,2024-12-31,all,,,,,,yes,0,"
# The rule begins once and stays, so the days on which it holds say when: met by half of the futures when the median is under the bound.
awk -F, 'FILENAME ~ /targets/ && $3 == "seldom" && $9 == "yes" { p = $10 } FILENAME ~ /forecast/ && $1 == "year" && $3 == "rule:helpers" && $4 == "active" { m = $11 }
  END { exit !(p != "" && m != "" && (p > 0.5 ? m <= 0.5 : p < 0.5 ? m > 0.5 : 1)) }' rule/targets.csv rule/forecast.csv || fail "active"

expect 2 "$TERMIJN" run small.yaml --set 'targets.late=wait of permits <= 100 days in 2024'
says stderr "no measure that a target can name"
finish
