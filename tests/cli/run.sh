#!/usr/bin/env bash
# A run: all files, standard output and standard error, names of folders, order of overlays.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml

expect 0 "$TERMIJN" run small.yaml -n 20
says stdout "A small agency"
says stdout "20 simulated futures"
says stdout "permits"
says stderr "results are in out/small"
if awk 'length > 80 { bad = 1 } END { exit !bad }' stdout; then fail "the summary is wider than 80 columns"; fi
if grep -q $'\033' stdout stderr; then fail "escape codes without a terminal"; fi

expect 0 "$TERMIJN" run small.yaml -n 20 -o here/result
present here/result/{forecast.csv,waits.csv,assumptions.csv,manifest.json}
for figure in permits letters all stack; do present "here/result/plots/$figure.svg" "here/result/plots/$figure.png"; done
no_leftovers .
head -1 here/result/forecast.csv >header
says header "period,date,stream,measure,unit,mean,sd,p05,p10,p25,p50,p75,p90,p95"
cmp -s header <(head -1 here/result/waits.csv) || fail "another header in waits.csv"
says here/result/assumptions.csv 'pools.desk.fte,20,fte,observed,"staff list, ""2023""",small.yaml,9'
says here/result/assumptions.csv 'streams.permits.inflow.level,2000,cases/year,assumed,,small.yaml,13'
for period in month quarter year; do
  says here/result/forecast.csv "$period,2023-12-31,permits,open,cases,600,0,600,600,600,600,600,600,600"
  says here/result/forecast.csv "$period,2024-12-31,all,open,cases,"
done
says here/result/forecast.csv "year,2024-12-31,pool:desk,fte,fte,20,0,20"
says here/result/forecast.csv "year,2024-12-31,letters,timeliness,share,,,,,,,,,"
says here/result/waits.csv "entry_month,2024-01-31,permits,received,cases,"
if grep -qiE 'nan|inf,|,-0,' here/result/*.csv; then fail "a number that is none"; fi
if grep -q 'opening' here/result/forecast.csv; then fail "opening is no period"; fi

# Sorted by period, date, stream, measure.
awk -F, 'NR > 1 {
  rank = $1 == "month" ? 1 : $1 == "quarter" ? 2 : 3
  stream = $3 == "permits" ? 1 : $3 == "letters" ? 2 : $3 == "all" ? 3 : $3 == "pool:desk" ? 4 : 5
  key = rank " " $2 " " stream
  if (key < last) { print "not sorted at line " NR; exit 1 }
  last = key
}' here/result/forecast.csv || fail "forecast.csv is not sorted"

# The manifest names what went in and what came out.
for word in '"program": "termijn"' '"seed": "1"' '"replications": 20' '"file": "small.yaml"' '"file": "forecast.csv"' '"plots/all.svg"' '"run"'; do
  says here/result/manifest.json "$word"
done

# Quiet; JSON; no plots.
expect 0 "$TERMIJN" run small.yaml -n 5 -q -o quiet --no-plots
if [ -s stdout ] || [ -s stderr ]; then fail "quiet is not"; fi
absent quiet/plots
expect 0 "$TERMIJN" run small.yaml -n 5 --json -o json --no-plots --seed 18446744073709551615
says stdout '"seed": "18446744073709551615"'
says stdout '"penalty_accrued"'
if command -v python3 >/dev/null; then
  python3 -c 'import json; d = json.load(open("stdout")); assert d["streams"]["permits"]["opening"]["open"]["p50"] == 600' || fail "the JSON object"
fi

# Results are replaced by results; the folder's name has the overlays' stems; later wins.
"$TERMIJN" run small.yaml -n 5 -q --no-plots || fail "a first run"
"$TERMIJN" run small.yaml -n 5 -q --no-plots || fail "a second run in its place"
printf 'pools: {desk: {fte: 30 fte}}\n' >more.yaml
printf 'pools: {desk: {fte: 40 fte}}\n' >most.v2.yaml
"$TERMIJN" run small.yaml +more.yaml +most.v2.yaml -n 5 -q --no-plots || fail "overlays"
says out/small+more+most.v2/forecast.csv "year,2024-12-31,pool:desk,fte,fte,40,0,40"
"$TERMIJN" run small.yaml --set pools.desk.fte='25 fte' +more.yaml -n 5 -q --no-plots -o a || fail "set, then overlay"
says a/forecast.csv "year,2024-12-31,pool:desk,fte,fte,30,0,30"
"$TERMIJN" run small.yaml +more.yaml -n 5 -q --set pools.desk.fte='25 fte' --no-plots -o a || fail "overlay, then set"
says a/forecast.csv "year,2024-12-31,pool:desk,fte,fte,25,0,25"
no_leftovers .

# Standard output that cannot be written.
if [ -c /dev/full ]; then
  "$TERMIJN" run small.yaml -n 5 --no-plots -o full >/dev/full 2>stderr
  [ $? -eq 1 ] || fail "a full standard output is not noticed"
  says stderr "standard output"
fi
finish
