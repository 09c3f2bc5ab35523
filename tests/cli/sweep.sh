#!/usr/bin/env bash
# sweep: grid and designs, the table, a point as a run of its own, interrupts, values that keep their source, mistakes.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml

expect 0 "$TERMIJN" sweep small.yaml --vary pools.desk.fte=20:30:5 --vary streams.letters.capacity=400/year:500/year:100/year -n 10 -j 1 \
  --set 'targets.small=open of permits <= 800 at 2024-12-31'
folder=out/sweep-small+targets.small=open-of-permits--=-800-at-2024-12- # what --set changes is part of the name
says stderr "results are in $folder"
table=$folder/sweep.csv
present "$table" $folder/manifest.json $folder/plots/sweep.svg $folder/plots/sweep.png
says $folder/plots/sweep.svg ">pools.desk.fte<"
says $folder/manifest.json '"plots/sweep.png"'
# The summary holds the table's medians, and how often the targets are met.
says stdout "6 points of 10 futures"
says stdout "  a  pools.desk.fte (fte)"
says stdout "  b  streams.letters.capacity (/year)"
[ "$(grep -c '^      [1-6] ' stdout)" -eq 6 ] || fail "a line a point"
median() { awk -F, -v m="$1" '$1 == 5 && $4 == "year" && $6 == "all" && $7 == m { printf "%.0f\n", (m == "timeliness" ? 100 : 1) * $14 }' "$table"; }
line=$(grep '^      5 ' stdout | tr -d ,)
[ "$(echo $line)" = "5 30 400 $(median open) $(median timeliness)% $(median penalty_accrued) $(awk -F, '$1 == 5 && $7 == "met:all" { print 100 * $9 }' "$table")%" ] ||
  fail "the line of a point: $line"
absent $folder.journal
head -1 "$table" >header
says header "point,pools.desk.fte,streams.letters.capacity,period,date,stream,measure,unit,mean,sd,p05,p10,p25,p50,p75,p90,p95"
says "$table" "1,20,400,year,2024-12-31,pool:desk,fte,fte,20,0,"
says "$table" "6,30,500,year,2024-12-31,pool:desk,fte,fte,30,0,"
says "$table" ",met:small,share,"
awk -F, 'NR == 1 { n = NF } NF != n { print "columns: " $0; exit 1 }' "$table" || fail "a table that is not one"
[ "$(awk -F, '$7 == "open" && $6 == "permits"' "$table" | wc -l)" -eq 6 ] || fail "a row a point"

# A point is the run of its own with those values.
expect 0 "$TERMIJN" run small.yaml --set pools.desk.fte='25 fte' --set streams.letters.capacity=400/year -n 10 -q --no-plots -o alone
grep ',year,' "$table" | grep '^3,25,400,' | cut -d, -f4- | grep -v met: >point
grep '^year,2024-12-31' alone/forecast.csv >run
cmp point run || fail "a point differs from its run"

# Designs: N points within the range, the same ones again, other ones for another seed.
for design in lhs sobol; do
  expect 0 "$TERMIJN" sweep small.yaml --vary pools.desk.fte=20:30 --vary streams.letters.inflow.level=400:600 --design "$design:7" -n 2 -q -o "$design"
  awk -F, 'NR > 1 { seen[$1]; if ($2 < 20 || $2 > 30 || $3 < 400 || $3 > 600) exit 1 } END { n = 0; for (p in seen) n++; exit n != 7 }' "$design/sweep.csv" ||
    fail "the points of $design"
done
"$TERMIJN" sweep small.yaml --vary pools.desk.fte=20:30 --vary streams.letters.inflow.level=400:600 --design lhs:7 -n 2 -q -o again -j 3 || fail "again"
cmp lhs/sweep.csv again/sweep.csv || fail "not the same points"
says sobol/sweep.csv "1,25,500,"

# The language of a page and of plots is an option of every command that simulates; a table has none.
expect 0 "$TERMIJN" sweep small.yaml --vary pools.desk.fte=20:30 --vary streams.letters.inflow.level=400:600 --design lhs:7 -n 2 -q --language nl -o dutch
cmp lhs/sweep.csv dutch/sweep.csv || fail "a table in Dutch"
expect 2 "$TERMIJN" sweep small.yaml --vary pools.desk.fte=20:30:5 --language fr -o none
says stderr "--language needs en or nl, not 'fr'"

# Of many points some are shown, the first and the last among them; --no-plots draws none.
expect 0 "$TERMIJN" sweep small.yaml --vary pools.desk.fte=20:30:0.25 -n 2 --no-plots -o many
absent many/plots
says stdout "12 of the 41 points; all are in sweep.csv."
grep -q '^      1 ' stdout && grep -q '^     41 ' stdout || fail "the ends of a long sweep"
[ "$(wc -l <stdout)" -le 22 ] || fail "a summary of $(wc -l <stdout) lines"
if awk 'length > 80 { bad = 1 } END { exit !bad }' stdout; then fail "the summary is wider than 80 columns"; fi

# By date, and added to a series.
expect 0 "$TERMIJN" sweep small.yaml --vary pools.desk.fte@2024-07-01=+0:+10:10 -n 2 -o dated
says stdout "  a  added to pools.desk.fte@2024-07-01 (fte)"
grep -qE '^      2 +\+10 ' stdout || fail "what is added has no sign"
head -1 dated/sweep.csv >header
says header "point,pools.desk.fte@2024-07-01 (added),period"
says dated/plots/sweep.svg ">added to pools.desk.fte@2024-07-01<"
says dated/sweep.csv "2,10,year,2024-12-31,pool:desk,fte,fte,25.0273224," # 20 + 10 * 184/366

# Points that differ from a date on are run together and share the days before it: each is still the run of its own, for any number of threads.
dated=(--vary streams.letters.capacity=400/year:500/year:100/year --vary pools.desk.fte@2024-07-01=18:30:2)
expect 0 "$TERMIJN" sweep small.yaml "${dated[@]}" -n 9 -q -j 1 -o warm
expect 0 "$TERMIJN" sweep small.yaml "${dated[@]}" -n 9 -q -j 3 -o warm3
cmp warm/sweep.csv warm3/sweep.csv || fail "the threads matter"
point=0
for capacity in 400 500; do
  for fte in 18 20 22 24 26 28 30; do
    point=$((point + 1))
    expect 0 "$TERMIJN" run small.yaml --set "streams.letters.capacity=$capacity/year" --set "pools.desk.fte.value={1900-01-01: 20 fte, 2024-07-01: $fte fte}" -n 9 -q --no-plots -o alone
    grep "^$point,$capacity,$fte,year," warm/sweep.csv | cut -d, -f4- >point
    grep '^year,2024-12-31' alone/forecast.csv >run
    cmp point run || fail "point $point differs from its run"
  done
done
[ "$point" -eq 14 ] || fail "$point points"

# A folder with a slash behind it is the same folder.
expect 0 "$TERMIJN" sweep small.yaml --vary pools.desk.fte=20:30:10 -n 4 -q -o slashed/
present slashed/sweep.csv
absent slashed/.journal slashed.journal

# An interrupt keeps the points that are done.
sweeps() { "$TERMIJN" sweep small.yaml --vary pools.desk.fte=20:30:0.5 -n "$1" -q -o long; }
env --default-signal=INT "$TERMIJN" sweep small.yaml --vary pools.desk.fte=20:30:0.5 -n 400 -q -o long 2>stderr &
pid=$!
until [ "$(wc -l 2>/dev/null <long.journal || echo 0)" -gt 300 ] || ! kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
kill -s INT "$pid"
wait "$pid"
code=$?
[ "$code" -eq 130 ] || fail "exit $code after an interrupt, not 130"
says stderr "points done are kept in long.journal: the same command goes on from there"
absent long
cp long.journal before
expect 0 sweeps 400
absent long.journal
present long/sweep.csv
# What was kept stands in the table as it was; another -n does not go on from it.
awk -F'\t' 'NR > 1 && $3 ~ /,permits,open,/ { print $3 }' before | while IFS= read -r row; do grep -qF -- "$row" long/sweep.csv || echo missing; done | grep -q missing && fail "rows that were kept are lost"
cp before long.journal
rm -r long
expect 0 "$TERMIJN" sweep small.yaml --vary pools.desk.fte=20:30:10 -n 5 -o long
if grep -q "going on" stderr; then fail "a journal of another -n"; fi

# Without gnuplot the data are written, with a warning.
expect 0 env PATH=/nowhere "$TERMIJN" sweep small.yaml --vary pools.desk.fte=20:30:10 -n 2 -o plain
says stderr "warning: no plots: gnuplot is not installed"
present plain/sweep.csv plain/manifest.json
absent plain/plots

mistake() { local text=$1; shift; expect 2 "$TERMIJN" sweep "$@"; says stderr "$text"; }
mistake "nothing to vary" small.yaml
mistake "is read as KEY=LOW:HIGH:STEP" small.yaml --vary pools.desk.fte=20:30
mistake "needs a step above 0" small.yaml --vary pools.desk.fte=20:30:0
mistake "lhs:N or sobol:N" small.yaml --vary pools.desk.fte=20:30 --design grid:4
mistake "more than 100000" small.yaml --vary pools.desk.fte=20:30:0.00001
mistake "did you mean" small.yaml --vary pools.desk.ftes=20:30:1
no_leftovers .
finish
