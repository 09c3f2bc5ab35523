#!/usr/bin/env bash
# plot: each figure in each format from folders of run, compare, sensitivity, sweep and plan; languages, sizes, the same bytes twice, what is
# lacking, texts of a stranger, folders that somebody changed.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
if ! command -v gnuplot >/dev/null; then
  echo "gnuplot is not installed"
  exit 77
fi
small_scenario small.yaml
cat >past.csv <<'CSV'
period,permits
2024,2010
CSV
cat >rich.yaml <<'YAML'
extends: small.yaml
name: rich
pools:
  desk:
    fte: null
    staff:
      experienced: 20 heads
      trainees: [{months: 0, heads: 2 heads}]
      external: 3 heads
      hiring: {vacancies: 4 heads, plan: 0.5 heads/month, fill: 20%}
      training: {months: 6}
      leaving: {experienced: 6%/year}
streams: {permits: {inflow: {past: {file: past.csv, column: permits}}}}
YAML
printf 'pools: {desk: {fte: 26 fte}}\n' >more.yaml
cat >unsure.yaml <<'YAML'
extends: small.yaml
name: unsure
pools: {desk: {fte: {value: 22 fte, uncertain: {normal: 5%}}}}
streams: {permits: {withdrawal: {value: 3%/year, uncertain: {lognormal: 30%}}}}
YAML
cat >history.csv <<'CSV'
period,date,stream,measure,value,unit,source
year,2024-12-31,permits,open,700,cases,invented
year,2024-12-31,permits,decisions+withdrawn,1900,cases,invented
year,2024-12-31,permits,timeliness,0.4,share,invented
year,2024-12-31,permits,wait_mean,80,days,invented
year,2024-12-31,letters,open,20,cases,invented
CSV
expect 0 "$TERMIJN" run rich.yaml -n 12 -q --no-plots -o rich
expect 0 "$TERMIJN" run small.yaml -n 12 -q --no-plots -o small
expect 0 "$TERMIJN" compare small.yaml . +more.yaml . --set pools.desk.fte='30 fte' -n 12 -q --no-plots -o compared
expect 0 "$TERMIJN" sensitivity unsure.yaml -n 30 -q --no-plots -o sensitive --of 'open of permits' --of 'timeliness of permits'
expect 0 "$TERMIJN" sweep small.yaml --vary pools.desk.fte=20:30:5 -n 6 -q --no-plots -o swept
expect 0 "$TERMIJN" sweep small.yaml --vary pools.desk.fte=20:30 --vary streams.letters.capacity=400:500 --design lhs:5 -n 4 -q --no-plots -o swept_two
expect 0 "$TERMIJN" plan small.yaml --lever pools.desk.fte=15:35 --target 'open of permits <= 500 at 2024-12-31' -n 20 -q --no-plots -o planned

# draws FOLDER FIGURES... : in every format and both languages, without a word on standard error; -o is named after the folder.
draws() {
  local folder=$1 figure format
  shift
  local more=()
  [ "$folder" != rich ] || more=(--history history.csv)
  for format in svg png pdf; do
    expect 0 "$TERMIJN" plot "$folder" --format "$format" -o "$folder.out" "${more[@]}"
    [ -s stderr ] && fail "$folder $format: $(cat stderr)"
    for figure in "$@"; do
      present "$folder.out/$figure.$format"
      says stdout "$folder.out/$figure.$format"
    done
    [ "$(wc -l <stdout)" -eq $# ] || fail "$folder: not $# figures but $(cat stdout)"
  done
  for format in terminal sixel; do
    expect 0 "$TERMIJN" plot "$folder" --format "$format" "${more[@]}"
    [ -s stderr ] && fail "$folder $format: $(cat stderr)"
    [ "$(wc -c <stdout)" -gt $((1000 * $#)) ] || fail "$folder $format is too little"
  done
  expect 0 "$TERMIJN" plot "$folder" --language nl -o "$folder.out" "${more[@]}"
  [ -s stderr ] && fail "$folder in Dutch: $(cat stderr)"
  for figure in "$folder".out/*-nl*.svg; do
    if grep -qE '>[^<]*(simulated|All streams|Other streams|cases|December|Decided)[^<]*<' "$figure"; then fail "English in $figure"; fi
  done
  if file "$folder".out/* 2>/dev/null | grep -E '\.png|\.pdf' | grep -vE 'PNG image|PDF document'; then fail "a format that is not what its name says"; fi
}
draws rich fan stack ages waits flows staff backtest
draws small fan stack ages waits flows
draws compared difference-1 difference-2
draws sensitive tornado-1 tornado-2
draws swept sweep
draws swept_two sweep
draws planned plan

# Axes say what they measure, in which unit; and what there is to say.
word() { says "$1.svg" ">$2<"; }
word rich.out/fan '% of decisions in the month'
word rich.out/fan 'days from received to decided'
word rich.out/stack 'cases'
word rich.out/ages 'open cases on 31 December 2024'
word rich.out/ages 'months since received'
word rich.out/ages '8 weeks'
word rich.out/waits 'month of application'
word rich.out/waits '8 weeks'
word rich.out/flows 'decisions'
word rich.out/flows 'cases'
word rich.out/staff 'heads a month'
word rich.out/staff 'in training'
for text in 'Open at the year'"'"'s end' 'Decided and withdrawn' '% above or below published' 'weeks' 'Permits'; do word rich.out/backtest "$text"; done
# The scenario's own published figures need no option, and stand in front of the fans, as in the run's own pictures.
printf 'published: {file: history.csv}\n' >published.yaml
expect 0 "$TERMIJN" run rich.yaml +published.yaml -n 12 -q -o told
expect 0 "$TERMIJN" plot told --figure backtest --figure fan -o told.out
[ -s stderr ] && fail "told: $(cat stderr)"
word told.out/backtest "Open at the year's end"
word told.out/fan published
grep -q '>published<' rich.out/fan.svg && fail "rich.out/fan.svg shows what was not published"
says told/plots/permits.svg '>published<'

word compared.out/difference-1 'percentage points'
word compared.out/difference-2 'small pools.desk.fte=30 fte against small'
word sensitive.out/tornado-1 'pools.desk.fte'
word sensitive.out/tornado-1 'cases'
says sensitive.out/tornado-1.svg 'mean with the input at its 5%'
if grep -q 'mean with the input' sensitive.out/tornado-2.svg; then fail "a panel of bars without any width"; fi # none is on time, whatever the input
word sensitive.out/tornado-2 'the same in every simulated future'
word swept.out/sweep 'pools.desk.fte'
word swept.out/sweep '% of decisions'
word planned.out/plan 'pools.desk.fte'
word planned.out/plan 'open of permits &lt;= 500 at 2024-12-31'
word rich.out/fan-nl '% van de beslissingen in de maand'
word rich.out/ages-nl 'open zaken op 31 december 2024'
word rich.out/waits-nl 'maand van aanvraag'

# The numbers are those of the tables.
awk -F, '$1 == "month" && $2 == "2024-12-31" && $3 == "all" && $4 == "open" { printf "%.0f\n", $6 }' rich/forecast.csv >last
word rich.out/flows "$(cat last)"
received=$(awk -F, '$1 == "year" && $3 == "permits" && $4 == "inflow" { printf "%.0f\n", $6 }' rich/forecast.csv)
[ "$received" -eq 2010 ] || fail "the past is not taken over: $received"
says rich/manifest.json '"2024-12-31": 2010'

# One stream or pool, chosen figures, a size.
expect 0 "$TERMIJN" plot rich --stream permits --figure ages --figure flows --size 900x640 -o one
present one/ages-permits.svg one/flows-permits.svg
says one/ages-permits.svg 'width="900" height="640"'
word one/flows-permits 'By year'
expect 0 "$TERMIJN" plot rich --stream pool:desk --figure staff
present rich/figures/staff-pool-desk.svg
expect 0 "$TERMIJN" plot compared --stream permits -o one
present one/difference-permits-1.svg
expect 0 "$TERMIJN" plot rich --figure stack --format terminal --size 60x15
[ "$(wc -L <stdout)" -eq 60 ] || fail "not as wide as asked for"
says stdout "Open cases by stream"

# The past that the scenario states is held against the simulated one also without a table.
expect 0 "$TERMIJN" plot rich --figure backtest -o stated
word stated/backtest 'Inflow (stated in the scenario)'

# The same bytes again, elsewhere and at another time; a Dutch spreadsheet's table gives the same picture.
for format in svg png pdf; do
  expect 0 env LC_ALL=C TZ=Asia/Tokyo HOME=/nonexistent "$TERMIJN" plot rich --format "$format" -o again --history history.csv
done
for figure in again/*; do cmp "$figure" "rich.out/${figure#again/}" || fail "$figure differs"; done
expect 0 "$TERMIJN" plot rich --format terminal
cp stdout first
expect 0 "$TERMIJN" plot rich --format terminal
cmp first stdout || fail "the terminal's figures differ"
cp -r swept swept_nl
{ printf '\357\273\277'; tr ',.' ';,' <swept/sweep.csv | sed '1s/,/./g'; } >swept_nl/sweep.csv
expect 0 "$TERMIJN" plot swept_nl -o swept_nl.out
cmp swept.out/sweep.svg swept_nl.out/sweep.svg || fail "the table with semicolons gives another picture"

# What there is, and what is lacking.
expect 0 "$TERMIJN" plot small --list
says stdout "heat map"
says stdout "not here: there are no heads: its pools are stated in FTE"
says stdout "--history FILE"
expect 2 "$TERMIJN" plot small --figure staff
says stderr "staff cannot be drawn from small: there are no heads"
expect 2 "$TERMIJN" plot small --figure backtest
says stderr "--history FILE"
expect 2 "$TERMIJN" plot small --figure tornado
says stderr "tornado is drawn from a folder of \`termijn sensitivity'; small is one of \`termijn run', which has fan, stack, ages, waits, flows"
expect 2 "$TERMIJN" plot small --figure pie
says stderr "there is no figure 'pie'; small has fan"
expect 2 "$TERMIJN" plot small --figure fan --stream pool:desk
says stderr "it is about streams"
expect 2 "$TERMIJN" plot small --stream visas
says stderr "no results of 'visas'"
expect 2 "$TERMIJN" plot small --stream '../up'
expect 2 "$TERMIJN" plot nowhere
says stderr "nowhere holds no results"
expect 2 "$TERMIJN" plot
says stderr "of which results?"
expect 2 "$TERMIJN" plot small rich
expect 2 "$TERMIJN" plot small --format gif
says stderr "--format needs svg, png, pdf, terminal or sixel"
for size in 10 0x0 800x 800x500x 99999x99999 100x100 -5x900; do expect 2 "$TERMIJN" plot small --size "$size"; done
expect 2 "$TERMIJN" plot small --format terminal -o there
expect 2 "$TERMIJN" plot small --language fr
printf 'a,b\n1,2\n' >wrong.csv
expect 2 "$TERMIJN" plot small --history wrong.csv
says stderr "wrong.csv has no column 'period'"
expect 2 "$TERMIJN" plot small --history missing.csv
sed 's/2024/2019/' history.csv >old.csv
expect 2 "$TERMIJN" plot small --figure backtest --history old.csv
says stderr "none of the published figures"
expect 1 "$TERMIJN" plot small --figure fan -o missing/there
says stderr "cannot make the folder"
mkdir bare && ln -s "$(command -v sh)" bare/sh
expect 1 env PATH="$PWD/bare" "$TERMIJN" plot small --figure fan -o bare.out
says stderr "gnuplot-nox"
expect 1 bash -c "ulimit -f 4; \"$TERMIJN\" plot small --figure fan -o full"
absent full/fan.svg bare.out/fan.svg
expect 0 "$TERMIJN" plot --help
if awk 'length > 80 { bad = 1 } END { exit !bad }' stdout; then fail "the help is wider than 80 columns"; fi

# The gallery shows every figure, and no picture is large.
for figure in fan stack ages-asylum_track4 waits flows staff backtest difference tornado sweep plan; do
  says "$TERMIJN_SOURCE/plots/README.md" "(gallery/$figure.svg)"
  present "$TERMIJN_SOURCE/plots/gallery/$figure.svg"
done
[ -z "$(find "$TERMIJN_SOURCE/plots/gallery" -size +120k)" ] || fail "a picture of the gallery is large"

# Texts of a stranger, in the scenario and in the folder itself, are shown and never run.
. "$TERMIJN_SOURCE/tests/support/hostile.bash"
hostile_scenario hostile.yaml
cat >hostile_more.yaml <<'YAML'
title: "'; system('touch pwned') # `touch pwned` $(touch pwned) @start {/Bold x}_1^2 \\ \" %s DATA"
streams: {letters: {label: "x' \" \\ \\n `touch pwned` @start <script>1</script> %s{/B b}_2^3"}, month: {label: "|DATA"}, constructor: {label: "DATA"}}
pools: {desk: {label: "\"; system('touch pwned')"}}
YAML
expect 0 "$TERMIJN" run hostile.yaml +hostile_more.yaml -n 4 -q --no-plots -o hostile
hostile_figures() {
  for format in svg png pdf terminal; do
    expect 0 "$TERMIJN" plot hostile --format "$format" --history "$1"
    expect 0 "$TERMIJN" plot hostile --format "$format" --stream letters
  done
  if grep -qi '<script' hostile/figures/*.svg; then fail "a script in a picture"; fi
  find . -name pwned | grep -q . && fail "a text of the scenario was run"
}
hostile_figures history.csv
says hostile/figures/flows-letters.svg "x' \" \\ \\n \`touch pwned\` @start &lt;script"
says hostile/figures/stack.svg '>DATA<'
sed 's/,permits,/,"permits '"'"'; system(\x27touch pwned\x27)",/; s/invented/`touch pwned`/' history.csv >hostile.csv
hostile_figures hostile.csv
for change in 's/"received_until": null/"received_until": "2024-13-45`touch pwned`"/' 's/"months": [0-9]*/"months": "`touch pwned`"/' 's/"days": [0-9]*/"days": 1e300/' \
  's/"opening_date": "[^"]*"/"opening_date": "x'"'"'; system(1)"/' 's/"replications": [0-9]*/"replications": -1e99/' 's/"title": ".*"/"title": "\\n\\nDATA\\nsystem(\\"touch pwned\\")\\u202e"/'; do
  cp -r hostile changed
  sed -i "$change" changed/manifest.json
  "$TERMIJN" plot changed --format svg >stdout 2>stderr </dev/null
  [ $? -le 2 ] || fail "ended by a signal after $change"
  find . -name pwned | grep -q . && fail "a text of a changed folder was run: $change"
  rm -r changed
done
for change in 's/"2024-[0-9-]*"/"9999-99-99"/g' 's/\[[0-9.,e-]*\]/[1e300,-1e300,0,0,0,0,1e308,1]/g' 's/"month":\[/"month":[null,"x",{},/g' 's/"label":"[^"]*"/"label":7/g' \
  's/"entities":\[/"entities":[[],/' 's/"name":"letters"/"name":"'"'"'; system(1)"/'; do
  cp -r hostile changed
  sed -i -E "$change" changed/report.json
  "$TERMIJN" plot changed --format svg >stdout 2>stderr </dev/null
  [ $? -le 2 ] || fail "ended by a signal after $change"
  find . -name pwned | grep -q . && fail "a text of a changed folder was run: $change"
  rm -r changed
done

# What a run and a comparison draw themselves speaks the language of their report.
expect 0 "$TERMIJN" run small.yaml -n 5 -q --language nl -o dutch
expect 0 "$TERMIJN" compare small.yaml . +more.yaml -n 5 -q --language nl -o dutch_pair
for picture in dutch/plots/all dutch/plots/stack dutch_pair/plots/all; do
  says "$picture.svg" 'gesimuleerde toekomsten'
  if grep -qE 'simulated|All streams|Open cases|January|December' "$picture.svg"; then fail "English in $picture.svg"; fi
done
word dutch/plots/all 'Alle zaakstromen'
word dutch_pair/plots/all 'Alle zaakstromen'

no_leftovers .
finish
