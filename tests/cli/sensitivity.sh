#!/usr/bin/env bash
# sensitivity: the table, groups and chance, the same for any number of threads, an interrupt that goes on, mistakes.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml
cat >unsure.yaml <<'YAML'
extends: small.yaml
name: unsure
factors: {mood: {}}
pools: {desk: {fte: {value: 22 fte, uncertain: {normal: 5%}}}}
streams:
  permits:
    inflow: {level: {value: 2000/year, uncertain: {lognormal: 8%, factor: mood, loading: 0.6}}, disturbance: {sd: 10%, persistence: 0.8}}
    withdrawal: {value: 3%/year, uncertain: {lognormal: 30%}}
YAML
expect 0 "$TERMIJN" sensitivity unsure.yaml -n 60 -o a -j 2
says stdout "5 uncertain inputs, 60 rows, 660 futures"
for word in inflow staff behaviour chance pools.desk.fte streams.permits.inflow.disturbance; do says stdout "$word"; done
if awk 'length > 80 { bad = 1 } END { exit !bad }' stdout; then fail "the summary is wider than 80 columns"; fi
present a/sensitivity.csv a/manifest.json a/plots/sensitivity_1.svg a/plots/sensitivity_3.png
absent a.journal
head -1 a/sensitivity.csv >header
says header "date,stream,measure,kind,input,group,first,first_low,first_high,total,total_low,total_high,mean_at_p05,mean_at_p95"
if grep -q "Not uncertain" stdout; then fail "a group without inputs where there is none"; fi
says a/sensitivity.csv "2024-12-31,all,open,input,factors.mood,inflow,"
says a/sensitivity.csv "2024-12-31,all,penalty_accrued,group,staff,,"
says a/sensitivity.csv "2024-12-31,all,timeliness,chance,chance,,"
# More staff, fewer open; more inflow, more open. A disturbance is many numbers: no tornado.
awk -F, '$3 == "open" && $5 == "pools.desk.fte" { exit !($13 > $14 && $10 > 0.02) }' a/sensitivity.csv || fail "the tornado of the staff"
awk -F, '$3 == "open" && $5 == "streams.permits.inflow.level" { exit !($13 < $14) }' a/sensitivity.csv || fail "the tornado of inflow"
says a/sensitivity.csv "open,input,streams.permits.inflow.disturbance,inflow,"
awk -F, '$5 ~ /disturbance/ && ($13 != "" || $14 != "") { exit 1 }' a/sensitivity.csv || fail "the tornado of a disturbance"
# Intervals hold their estimates; totals are not negative.
awk -F, 'NR > 1 && $7 != "" && ($8 > $7 + 1e-9 || $7 > $9 + 1e-9 || $10 < 0) { print; bad = 1 } END { exit bad }' a/sensitivity.csv || fail "intervals"

expect 0 "$TERMIJN" sensitivity unsure.yaml -n 60 -o b -j 1 -q --no-plots
cmp a/sensitivity.csv b/sensitivity.csv || fail "the threads matter"
expect 0 "$TERMIJN" sensitivity unsure.yaml -n 30 -o c -q --no-plots --of 'open of permits' --of 'utilisation of pool:desk'
says c/sensitivity.csv "2024-12-31,permits,open,input,pools.desk.fte,staff,"
says c/sensitivity.csv "2024-12-31,pool:desk,utilisation,"

# An output of an earlier year ends the runs there, and its numbers are those of runs that go on.
for outputs in early both; do
  of=(--of 'open of permits in 2024')
  if [ $outputs = both ]; then of+=(--of 'open of permits in 2025'); fi
  expect 0 "$TERMIJN" sensitivity unsure.yaml --set horizon=2025-12-31 -n 20 -o $outputs -q --no-plots "${of[@]}"
  grep ^2024-12-31 $outputs/sensitivity.csv >$outputs.2024
done
[ "$(wc -l <early.2024)" -eq 9 ] || fail "the rows of 2024"
cmp early.2024 both.2024 || fail "the end of the runs matters"
expect 2 "$TERMIJN" sensitivity unsure.yaml --of 'open of permits in 2031'
says stderr "--of: 2031 is no year of the scenario"

# An interrupt; going on gives what an undisturbed command gives.
env --default-signal=INT "$TERMIJN" sensitivity unsure.yaml -n 50000 -o long -q --no-plots 2>stderr &
pid=$!
until [ -e long.journal ] || ! kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
sleep 0.7
kill -s INT "$pid"
wait "$pid"
code=$?
[ "$code" -eq 130 ] || fail "exit $code after an interrupt, not 130"
says stderr "the same command goes on from there"
expect 0 "$TERMIJN" sensitivity unsure.yaml -n 60 -o long --no-plots
says stderr "going on with what was found before"
cmp a/sensitivity.csv long/sensitivity.csv || fail "going on gives other numbers"

# What is not uncertain is said to have no part; no share is printed above 100%, and a factor's two inputs are told apart.
printf 'extends: small.yaml\nname: one\nstreams: {permits: {inflow: {disturbance: {sd: 10%%, persistence: 0.8}}}}\n' >one.yaml
expect 0 "$TERMIJN" sensitivity one.yaml -n 20 -o one --no-plots
says stdout "1 uncertain input, 20 rows"
says stdout "Not uncertain in this scenario: staff, behaviour."
[ "$(grep -cE '^  (staff|behaviour) +- +- \(nothing uncertain\)$' stdout)" -eq 6 ] || fail "groups of which nothing is uncertain"
awk -F, '$12 > 1.005 { over = 1 } END { exit !over }' one/sensitivity.csv || fail "no interval reaches above 1, so that this shows nothing"
if grep -E '\b(1[0-9][1-9]|1[1-9][0-9]|[2-9][0-9][0-9])%' stdout; then fail "a share above 100%"; fi
sed -i 's/name: one/name: one\nfactors: {mood: {}}/; s/persistence: 0.8/&, factor: mood, loading: 0.6/; s/permits: {/&withdrawal: {value: 3%\/year, uncertain: {lognormal: 30%, factor: mood, loading: 0.5}}, /' one.yaml
expect 0 "$TERMIJN" sensitivity one.yaml -n 20 -o one --no-plots
says stdout "'factors.NAME by month'"
says one/sensitivity.csv ",factors.mood by month,inflow,"
says one/sensitivity.csv ",factors.mood,behaviour,"
if awk 'length > 80 { bad = 1 } END { exit !bad }' stdout; then fail "the notes are wider than 80 columns"; fi

expect 0 "$TERMIJN" sensitivity unsure.yaml -n 12 -o dutch --language nl
says dutch/plots/sensitivity_1.svg toeval
expect 2 "$TERMIJN" sensitivity small.yaml
says stderr "nothing in this scenario is uncertain"
expect 2 "$TERMIJN" sensitivity unsure.yaml --of opens
says stderr "--of: there is no measure 'opens'"
no_leftovers .
finish
