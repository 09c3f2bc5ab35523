#!/usr/bin/env bash
# The tables in the form that a Dutch Excel opens, of every command that writes some; datapackage.json and the manifest say so.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml
cat >more.yaml <<'YAML'
targets: {soon: open of permits <= 700 at 2024-12-31}
pools: {desk: {fte: {value: 20.5 fte, source: "list; with \"marks\", and 2,5", status: assumed}}}
streams: {permits: {withdrawal: {value: 5%/year, source: "-1.5", uncertain: {normal: 10%}}}}
YAML
both() {
  local name=$1
  shift
  expect 0 "$TERMIJN" "$@" -q --no-plots -o "$name"
  expect 0 "$TERMIJN" "$@" -q --no-plots -o "$name.nl" --csv excel-nl
  expect 0 "$TERMIJN" "$@" -q --no-plots -o "$name.plain" --csv plain
  diff -r -I '"started"' -I '"seconds"' "$name" "$name.plain" || fail "plain is not the default"
  if grep -q '"csv"' "$name/manifest.json"; then fail "the manifest of plain CSV names a form"; fi
  says "$name.nl/manifest.json" '"csv": "excel-nl"'
}
both run run small.yaml +more.yaml -n 7
both compare compare small.yaml . +more.yaml -n 7
both sweep sweep small.yaml --vary pools.desk.fte=20:21:0.5 -n 3
both plan plan small.yaml +more.yaml --lever pools.desk.fte=15:25 -n 60
both sensitivity sensitivity small.yaml +more.yaml -n 20

head -c 3 run.nl/forecast.csv | cmp - <(printf '\357\273\277') || fail "no byte order mark"
says run.nl/forecast.csv $'year;2024-12-31;pool:desk;fte;fte;20,5;0;20,5;20,5;20,5;20,5;20,5;20,5;20,5\r'
says run.nl/assumptions.csv 'pools.desk.fte;20,5;fte;assumed;"list; with ""marks"", and 2,5";more.yaml;2'
says run.nl/assumptions.csv 'streams.permits.withdrawal;5;%/year;;-1.5;more.yaml;3' # a source is text, whatever it looks like
if grep -vq $'\r$' run.nl/*.csv; then fail "a line without a carriage return"; fi
expect 0 "$TERMIJN" report run.nl --language nl
present run.nl/report-nl.html

# A file that may not grow: nothing is left, in either form.
for form in plain excel-nl; do
  (ulimit -f 20 && exec "$TERMIJN" run small.yaml -n 3 -q --no-plots -o large --csv "$form") >stdout 2>stderr </dev/null
  [ $? -eq 1 ] || fail "a table of $form that is cut off is not noticed"
  says stderr "forecast.csv"
done
absent large
no_leftovers .

if ! command -v python3 >/dev/null; then
  [ "$failures" -eq 0 ] || finish
  echo "no python3; the tables are not compared cell by cell, nor with datapackage.json"
  exit 77
fi
python3 "$TERMIJN_SOURCE/tests/support/tables.py" run compare sweep plan sensitivity || fail "the tables"
finish
