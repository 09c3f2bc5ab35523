#!/usr/bin/env bash
# The report as a browser shows it: no error, no request, nothing beyond the edge, and what the reader clicks. Needs Chromium and Python.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
. "$TERMIJN_SOURCE/tests/support/hostile.bash"
if ! command -v python3 >/dev/null || ! PYTHONPATH=$TERMIJN_SOURCE/tests/support python3 -B -c 'import browser, sys; sys.exit(browser.find() is None)'; then
  echo "skipped: no Chromium or no Python here (apt-get install chromium python3)"
  exit 77
fi
hostile_scenario hostile.yaml
cat >staff.yaml <<'YAML'
pools: {desk: {fte: null, staff: {experienced: 18 heads, hiring: {plan: 1 heads/month}}}}
YAML
printf 'period,permits,letters\n2023,1900,480\n' >past.csv
cat >published.csv <<'CSV'
period,date,stream,measure,value,unit,source
year,2022-12-31,permits,open,500,cases,Yearbook
month,2024-03-31,permits,open,610,cases,
year,2023-12-31,permits,decisions,1800,cases,Yearbook
month,2023-06-30,all,penalty_paid,40000,EUR,
year,2022-12-31,all,penalty_paid,240000,EUR,
CSV
cat >past.yaml <<'YAML'
published: {file: published.csv}
streams:
  permits: {inflow: {past: {file: past.csv, column: permits}}}
YAML
sed -i 's/2022,1900,480/2023,1900,480/; /2023-01/d' past.csv
expect 0 "$TERMIJN" run small.yaml +past.yaml -n 20 --no-plots -q -o small
expect 0 "$TERMIJN" report small --language nl
expect 0 "$TERMIJN" run "$TERMIJN_SOURCE/scenarios/other/permit_desk.yaml" -n 20 --no-plots -q -o desk
expect 0 "$TERMIJN" run hostile.yaml -n 5 --no-plots -q -o hostile
expect 0 "$TERMIJN" run small.yaml +staff.yaml -n 5 --no-plots -q --set horizon=2024-01-31 -o short
rules_overlay rules.yaml
printf 'pools: {desk: {fte: 26 fte}}\n' >more.yaml
expect 0 "$TERMIJN" compare small.yaml +rules.yaml . +more.yaml hostile.yaml +rules.yaml -n 20 --no-plots -q -o side
expect 0 "$TERMIJN" report side --language nl
expect 0 "$TERMIJN" report small --compare side -o small/with.html
# Differences of five digits and a minus sign.
expect 0 "$TERMIJN" compare small.yaml --set scale=100 . --set pools.desk.fte='26 fte' -n 5 --no-plots -q -o apart
# An entity of a kind that this version does not know.
mkdir unknown
sed -E 's/"name":"letters","label":"Letters","kind":"stream"/"name":"step:permits.hearing","label":"permits.hearing","kind":"step"/; s/"letters":/"step:permits.hearing":/g' side/report.json >unknown/report.json
expect 0 "$TERMIJN" report unknown
PYTHONPATH=$TERMIJN_SOURCE/tests/support timeout 600 python3 -B "$TERMIJN_SOURCE/tests/support/report_browser.py" small desk hostile short side unknown apart || fail "see above"
finish
