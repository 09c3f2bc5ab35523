#!/usr/bin/env bash
# compare: whose an overlay and --set are, `.`, the table, streams that not all have, an interrupt, and going on from it.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml
printf 'pools: {desk: {fte: 26 fte}}\n' >more.yaml

expect 0 "$TERMIJN" compare small.yaml . +more.yaml . --set pools.desk.fte='30 fte' -n 20 -j 1
says stdout "small+more"
says stdout "small pools.desk.fte=30 fte"
says stderr "results are in out/compare-small"
if awk 'length > 80 { bad = 1 } END { exit !bad }' stdout; then fail "the summary is wider than 80 columns"; fi
table=out/compare-small/compare.csv
present "$table" out/compare-small/manifest.json
for stream in permits letters all; do
  for k in 1 2; do present "out/compare-small/plots/${stream}_$k.svg" "out/compare-small/plots/${stream}_$k.png"; done
done
head -1 "$table" >header
says header "alternative,period,date,stream,measure,unit,base_mean,mean,difference,low,high,p05,p50,p95,better,equal,variance_reduction"
says "$table" "small+more,year,2024-12-31,pool:desk,fte,fte,20,26,6,,,6,6,6,,0,"
says "$table" "small pools.desk.fte=30 fte,year,2024-12-31,pool:desk,fte,fte,20,30,10,"
says "$table" "small+more,year,2024-12-31,letters,open,cases,"
# What the staff does not touch is the same to the last case.
awk -F, '$4 == "letters" && $9 != "" && $9 != 0 { print "differs: " $0; bad = 1 } END { exit bad }' "$table" || fail "letters differ"
awk -F, '$4 == "permits" && $5 == "inflow" && $9 != 0 { bad = 1 } END { exit bad }' "$table" || fail "inflow differs"
for word in '"command": "compare"' '"file": "more.yaml"' '"file": "--set pools.desk.fte=30 fte"'; do says out/compare-small/manifest.json "$word"; done
[ "$(grep -c '"file": "small.yaml"' out/compare-small/manifest.json)" -eq 1 ] || fail "an input named twice"

# A comparison with itself.
expect 0 "$TERMIJN" compare small.yaml . --set pools.desk.fte='20 fte' -n 5 --no-plots -o itself
says stdout "Nothing differs in 2024: open cases, timeliness and penalties are the base's."
if grep -qE 'won|No interval' stdout; then fail "a legend without a table"; fi
if awk 'length > 80 { bad = 1 } END { exit !bad }' stdout; then fail "the summary is wider than 80 columns"; fi
says itself/report.html "Nothing differs in these 5 futures"

# What no pair, or few of the pairs, shows to differ has no interval.
awk -F, 'NR > 1 && $16 == 1 { n++; if ($10 != "" || $11 != "") bad = 1 } END { exit bad || n < 100 }' "$table" || fail "an interval of what is the same"
expect 0 "$TERMIJN" compare small.yaml . --set pools.desk.fte='30 fte' -n 20 --no-plots -o much
if grep -q 'No interval' stdout; then fail "a note on intervals that are all there"; fi
printf 'contingent: {helpers: {when: {measure: open, of: permits, above: 1000 cases}, then: {pools: {desk: {fte: {add: 4 fte}}}}}}\n' >rare.yaml
expect 0 "$TERMIJN" compare small.yaml . +rare.yaml -n 60 --no-plots -o rare
awk -F, -v n=60 '$2 == "year" && $4 == "permits" && $5 == "open" { seen++; k = n - n * $16; if (!(k > 0 && k < 10 && $10 == "" && $11 == "")) bad = 1 } END { exit bad || seen != 1 }' rare/compare.csv ||
  fail "an interval of what fewer than 10 pairs show"
grep -qE '^permits open .* - +- +[0-9]+%$' stdout || fail "no dashes in the summary"
says stdout "No interval where fewer than 10 futures differ"
if awk 'length > 80 { bad = 1 } END { exit !bad }' stdout; then fail "the summary is wider than 80 columns"; fi
pairs=$(awk -F, '$2 == "year" && $4 == "permits" && $5 == "open" { printf "%.0f", 60 - 60 * $16 }' rare/compare.csv)
says rare/report.html "(in $pairs of 60 futures)"

# The base with its own changes is what `.` means; the same bytes for any number of threads.
expect 0 "$TERMIJN" compare small.yaml +more.yaml . -n 12 -q --no-plots -o a -j 1
if [ -s stdout ] || [ -s stderr ]; then fail "quiet is not"; fi
expect 0 "$TERMIJN" compare small.yaml +more.yaml . -n 12 -q --no-plots -o b -j 3
cmp a/compare.csv b/compare.csv || fail "the threads matter"
awk -F, 'NR > 1 && $9 != "" && $9 != 0 { bad = 1 } END { exit bad }' a/compare.csv || fail "the same scenario differs"
says a/compare.csv "small+more,year,2024-12-31,pool:desk,fte,fte,26,26,0"

# Alternatives from a date on share the days before it with the base: the same numbers as each on its own.
later() { echo "pools.desk.fte.value={1900-01-01: 20 fte, 2024-08-01: $1 fte}"; }
expect 0 "$TERMIJN" compare small.yaml . --set "$(later 26)" . --set "$(later 14)" . +more.yaml -n 12 -q --no-plots -o warm -j 1
expect 0 "$TERMIJN" compare small.yaml . --set "$(later 26)" . --set "$(later 14)" . +more.yaml -n 12 -q --no-plots -o warm3 -j 3
cmp warm/compare.csv warm3/compare.csv || fail "the threads matter"
for fte in 26 14; do
  expect 0 "$TERMIJN" run small.yaml --set "$(later "$fte")" -n 12 -q --no-plots -o alone
  grep -F "fte: $fte fte" warm/compare.csv >rows || grep -F "2024-08-01: $fte fte" warm/compare.csv >rows
  awk -F, -v OFS=, 'NR == FNR { mean[$1 OFS $2 OFS $3 OFS $4] = $6; next }
    { n = NF - 15; key = $(n) OFS $(n + 1) OFS $(n + 2) OFS $(n + 3)
      if (key in mean) { seen++; if (mean[key] != $(n + 6)) { print "differs: " $0; bad = 1 } } }
    END { exit bad || seen < 100 }' alone/forecast.csv rows || fail "the alternative of $fte fte differs from its run"
done

# Streams that only one has.
printf 'extends: small.yaml\nname: other\nstreams: {letters: null, visas: {inflow: {level: 100/year}, capacity: 100/year}}\n' >other.yaml
expect 0 "$TERMIJN" compare small.yaml other.yaml -n 5 --no-plots
says stderr "small has the stream letters, which not all have"
says stderr "other has the stream visas, which not all have"
if grep -qE ',(letters|visas),' out/compare-small/compare.csv; then fail "a stream that only one has"; fi

# Contingent rules: those that all have are compared, the others named; without pools there are no rows of pools.
rules_overlay rules.yaml
printf 'contingent: {never: null}\n' >without.yaml
expect 0 "$TERMIJN" compare small.yaml +rules.yaml . +more.yaml +without.yaml -n 20 --no-plots -o rules
says stderr "small+rules has rule:never, which not all have"
if grep -q 'rule:never' rules/compare.csv; then fail "a rule that only one has"; fi
awk -F, '$2 == "year" && $4 == "rule:helpers" && $5 == "active" { n++; if (!($7 > 0 && $8 < $7 && $11 < 0 && $15 == "")) bad = 1 } END { exit !(n == 1 && !bad) }' rules/compare.csv ||
  fail "more staff does not make the rule hold less"
[ "$(grep -c ',rule:helpers,fired,times,' rules/compare.csv)" -eq 17 ] || fail "rows of what fired by month, quarter and year"
printf 'streams: {permits: {pool: null, capacity: 1900/year}}\npools: null\n' >nopools.yaml
printf 'contingent: {faster: {when: {measure: open, of: permits, above: 650 cases}, then: {streams: {permits: {capacity: {multiply: 1.1}}}}}}\n' >faster.yaml
expect 0 "$TERMIJN" compare small.yaml +nopools.yaml +faster.yaml . --set streams.permits.capacity=2000/year -n 20 --no-plots -o nopools
says nopools/compare.csv ',rule:faster,active,share,'
if grep -q ',pool:all,' nopools/compare.csv; then fail "rows of pools where there are none"; fi

# Mistakes.
expect 2 "$TERMIJN" compare small.yaml
says stderr "name a scenario and at least one to compare with it"
expect 2 "$TERMIJN" compare +more.yaml small.yaml
says stderr "+more.yaml stands before any scenario"
expect 2 "$TERMIJN" compare . small.yaml
says stderr "so it cannot be the first"
expect 2 "$TERMIJN" compare small.yaml . --set pools.desk.ftee=3
says stderr "did you mean"
printf 'extends: small.yaml\nopening_date: 2024-12-31\nhorizon: 2025-12-31\n' >later.yaml
expect 2 "$TERMIJN" compare small.yaml later.yaml
says stderr "no day in common"

# An interrupt writes the pairs that are done, and the same command goes on from them to the bytes of one that was left alone.
interrupted() { # PAIRS SECONDS
  env --default-signal=INT "$TERMIJN" compare small.yaml . +more.yaml +rules.yaml -n "$1" --no-plots -j 2 -o kept >stdout 2>stderr &
  local pid=$!
  sleep "$2"
  kill -s INT "$pid" 2>/dev/null
  wait "$pid"
  code=$?
}
pairs=500
for pause in 0.5 5 30; do
  until interrupted "$pairs" "$pause"; [ "$code" -ne 0 ]; do pairs=$((3 * pairs)); done
  [ "$code" -eq 130 ] || fail "exit $code after an interrupt, not 130"
  grep -q "nothing was written" stderr || break # else the machine is busy, and no pair was done yet
done
says stderr "pairs are in kept"
says stderr "pairs done are kept in kept.journal: the same command goes on from there"
present kept/compare.csv kept/manifest.json kept.journal
cp kept.journal before
interrupted "$pairs" "$pause"
case $code in
  130) [ "$(tail -1 kept.journal | cut -f 3)" -gt "$(tail -1 before | cut -f 3)" ] || fail "no more pairs after a second interrupt" ;;
  0) cp before kept.journal ;;
  *) fail "exit $code after a second interrupt" ;;
esac
expect 0 "$TERMIJN" compare small.yaml . +more.yaml +rules.yaml -n "$pairs" --no-plots -j 1 -o kept
says stderr "going on with what was found before, kept in kept.journal"
absent kept.journal
expect 0 "$TERMIJN" compare small.yaml . +more.yaml +rules.yaml -n "$pairs" --no-plots -q -o whole
cmp kept/compare.csv whole/compare.csv || fail "going on gave other bytes"

# Another number, seed, or alternative does not go on from it; nor does what is not all there; what makes no sense is said.
goes_on() { # yes|no ARGUMENT...
  local wanted=$1 said=no
  shift
  cp before kept.journal
  expect 0 "$TERMIJN" compare small.yaml . +more.yaml "$@" --no-plots -o kept
  grep -q "going on" stderr && said=yes
  [ "$wanted" = "$said" ] || fail "goes on, $said: $*"
}
goes_on no +rules.yaml -n 5
goes_on no +rules.yaml -n "$pairs" --seed 2
goes_on no -n "$pairs"
sed 100d before >kept.journal
expect 0 "$TERMIJN" compare small.yaml . +more.yaml +rules.yaml -n "$pairs" --no-plots -o kept
cmp kept/compare.csv whole/compare.csv || fail "a journal that is not all there gave other bytes"
sed '20s/\t[^\t]*$/\t1 nonsense/' before >kept.journal
expect 1 "$TERMIJN" compare small.yaml . +more.yaml +rules.yaml -n "$pairs" --no-plots -o kept
says stderr "kept.journal cannot be read; remove it"
no_leftovers .
finish
