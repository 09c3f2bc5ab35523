#!/usr/bin/env bash
# score: bands, distances and interval scores against figures by hand; what is left out; mistakes.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
mkdir made
cat >made/forecast.csv <<'CSV'
period,date,stream,measure,unit,mean,sd,p05,p10,p25,p50,p75,p90,p95
month,2023-12-31,desk,open,cases,100,0,100,100,100,100,100,100,100
year,2024-12-31,desk,open,cases,100,30,50,60,80,100,120,140,150
year,2024-12-31,desk,timeliness,share,0.8,0.1,0.6,0.65,0.7,0.8,0.9,0.92,0.95
year,2024-12-31,desk,wait_p50,days,,,,,,,,,
year,2025-12-31,desk,open,cases,100,30,40,50,70,100,130,150,160
CSV
cat >published.csv <<'CSV'
period,date,stream,measure,value,unit,source
year,2022-12-31,desk,open,70,cases,yearbook
year,2023-12-31,desk,open,90,cases,yearbook
year,2024-12-31,desk,open,110,cases,yearbook
year,2024-12-31,desk,timeliness,0.5,share,yearbook
year,2024-12-31,desk,wait_p50,30,days,yearbook
year,2024-12-31,desk,decisions,400,cases,yearbook
year,2024-12-31,desk,notices,,cases,not published
year,2025-12-31,desk,open,145,cases,yearbook
year,2026-12-31,desk,open,145,cases,yearbook
CSV
expect 0 "$TERMIJN" score made published.csv
says stdout "3 published figures after 2023-12-31;"
says stdout "left out: 2 of what the forecast does not hold, 1 after 2025-12-31"
# 110: 10/2 + 0.25 x 40 + 0.1 x 80 + 0.05 x 100 = 28, / 3.5 = 8. 145: 45/2 + 0.25 x 60 + 15 + 0.1 x 100 + 0.05 x 120 = 68.5, / 3.5 = 19.571. Before: 20 and 55 off.
says stdout "open                  2      50%     100%     100%        28        14        38"
# 0.5: 0.3/2 + 0.25 x 0.2 + 0.2 + 0.1 x 0.27 + 0.15 + 0.05 x 0.35 + 0.1 = 0.6945, / 3.5 = 0.1984
says stdout "timeliness            1       0%       0%       0%     30.0%     19.8%         -"
says stdout "all                   3      33%      67%      67%"
says stdout "desk              open                  110       100        50       150 50%"
says stdout "desk              timeliness          50.0%     80.0%     60.0%     95.0% below"
if awk 'length > 80 { bad = 1 } END { exit !bad }' stdout; then fail "wider than 80 columns"; fi

expect 0 "$TERMIJN" score made published.csv --csv=plain
[ "$(wc -l <stdout)" -eq 4 ] || fail "a line a figure"
says stdout "period,date,stream,measure,unit,published,p05,p10,p25,p50,p75,p90,p95,band,score,before"
says stdout "year,2024-12-31,desk,open,cases,110,50,60,80,100,120,140,150,0.5,8,90"
says stdout "year,2025-12-31,desk,open,cases,145,40,50,70,100,130,150,160,0.8,19.57142857,90"
says stdout ",0.95,,0.1984285714," # in no band, nothing before
expect 0 "$TERMIJN" score made published.csv --csv=excel-nl
says stdout ";0,1984285714;"

# A table of Excel's own form, and of a real run: the medians of a forecast lie in its bands.
expect 0 "$TERMIJN" new desk.yaml
expect 0 "$TERMIJN" run desk.yaml -n 20 -q --no-plots -o run
awk -F, 'BEGIN { print "period;date;stream;measure;value" } NR > 1 && $1 == "year" && $11 != "" { v = $11; sub(/[.]/, ",", v); print $1 ";" $2 ";" $3 ";" $4 ";" v }' run/forecast.csv >medians.csv
expect 0 "$TERMIJN" score run medians.csv
grep -q "^all  .* 100% *100% *100%$" stdout || fail "a median outside its bands"

# Mistakes.
expect 2 "$TERMIJN" score made
says stderr "which forecast, and what was published?"
expect 2 "$TERMIJN" score none published.csv
says stderr "cannot read none/forecast.csv"
expect 2 "$TERMIJN" score made none.csv
says stderr "cannot read none.csv"
expect 2 "$TERMIJN" score made made/forecast.csv
says stderr "made/forecast.csv has no column value; it takes period, date, stream, measure and value"
sed 's/,110,/,110.000 cases,/' published.csv >wrong.csv
expect 2 "$TERMIJN" score made wrong.csv
says stderr "row 4 of the published figures: '110.000 cases' is no number"
sed 's/2024-12-31,desk,open/31-12-2024,desk,open/' published.csv >wrong.csv
expect 2 "$TERMIJN" score made wrong.csv
says stderr "row 4 of the published figures: '31-12-2024' is no date"
head -3 published.csv >early.csv
expect 1 "$TERMIJN" score made early.csv
says stderr "early.csv has no figure after 2023-12-31"
expect 2 "$TERMIJN" score made published.csv --csv=pdf
says stderr "--csv needs plain or excel-nl, not 'pdf'"
finish
