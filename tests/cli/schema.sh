#!/usr/bin/env bash
# The JSON Schema: as committed, named by every shipped scenario, fits all of them, and refuses the mistakes that a schema can see.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
shipped=$TERMIJN_SOURCE/scenarios
schema=$shipped/termijn.schema.json

expect 0 "$TERMIJN" schema
cmp stdout "$schema" || fail "scenarios/termijn.schema.json is not what the program prints; write it again: termijn schema >scenarios/termijn.schema.json"
expect 2 "$TERMIJN" schema small.yaml
expect 0 "$TERMIJN" schema --help

scenarios=("$shipped"/*/*.yaml)
for file in "${scenarios[@]}"; do
  line=$(head -1 "$file")
  path=${line#'# yaml-language-server: $schema='}
  [ "$line" != "$path" ] && cmp -s "$(dirname "$file")/$path" "$schema" || fail "the first line of $file does not name the schema"
done

for python in python3 /usr/bin/python3 none; do
  "$python" -c 'import jsonschema, yaml' 2>/dev/null && break
done
if [ "$python" = none ]; then
  [ "$failures" -eq 0 ] || finish
  echo "no python3 with jsonschema and yaml; what the schema says is not looked at"
  exit 77
fi
judge() { "$python" "$TERMIJN_SOURCE/tests/support/schema.py" "$schema" "$@"; }

judge "${scenarios[@]}" "$TERMIJN_SOURCE"/tests/validity/scenarios/*.yaml >verdicts || fail "the schema is none"
[ "$(grep -c '^valid ' verdicts)" -ge 60 ] || fail "too few scenarios were looked at"
if grep -v '^valid ' verdicts; then fail "the schema refuses what the program reads"; fi

judge --examples >verdicts
[ "$(grep -c '^valid ' verdicts)" -ge 100 ] || fail "too few examples were looked at"
if grep -v '^valid ' verdicts; then fail "the schema refuses its own examples"; fi

# Of the malformed scenarios it sees words, keys, units and shapes of values. It does not see what concerns several keys (names that are
# referred to, sums, what needs or excludes what), keys that another file may add, ranges, days that no month has, and tables.
# shellcheck disable=SC2016
seen='unknown key|needs a unit|; `[a-z_]+` is (a|in) |` cannot be `|` takes |^a scenario is a|is not understood after|needs a number \(|the decimal mark|'
seen+='no marks between|^`[a-z_]+` cannot be negative|is reserved|cannot be the name of|is one value|takes a mapping of keys|one kind of uncertainty|one shape|lacks a parameter|'
seen+='\.[0-9]+ needs `[a-z_]+`$|needs [0-9]+ numbers|are written with EUR|needs a period of whole|no measure that a target|^a target needs|not written as year-month|a comma inside braces|write `(at|in)` and|merge key'
unseen='; `(above|below)` is ' # their unit hangs on the measure
cd "$TERMIJN_SOURCE/tests/cli/malformed" || exit 1
judge ./*.yaml >"$OLDPWD/verdicts"
while read -r verdict file _; do
  name=${file#./}
  name=${name%:}
  message=$(sed -n "s/^$name:[0-9]*:[0-9]*: error: //p" "${name%.yaml}.expected" | grep -E "$seen" | grep -vE "$unseen" | head -1)
  if grep -qE 'is no date$|there is no `[0-9-]+`:' "${name%.yaml}.expected"; then continue; fi # the thirteenth month is seen, 30 February is not
  case "$verdict ${message:+seen} $name" in
  'invalid seen '* | 'valid  '* | *' yaml_'* | 'unreadable seen '*) ;;
  valid*) fail "the schema does not see that in $name $message" ;;
  *) fail "the schema sees a mistake in $name that is none of its kinds: $(grep -F "$file" "$OLDPWD/verdicts")" ;;
  esac
done <"$OLDPWD/verdicts"
cd "$OLDPWD" || exit 1
[ "$(grep -c '^invalid ' verdicts)" -ge 50 ] || fail "too few mistakes are seen"

# is VERDICT YAML: what the schema shall say of an overlay; all are judged at once below.
is() {
  printf '%s\n' "$2" >"$((++overlays)).$1.yaml"
}
overlays=0
is valid 'pools: {a: {fte: {2024-01-01: 5 fte, 2025-01-01: 6 fte}}}'
is valid 'pools: {a: {fte: {value: {2024-01-01: 5 fte}, interpolate: linear, source: x, status: assumed, uncertain: {normal: 10%, factor: f, loading: 0.5}}}}'
is invalid 'pools: {a: {fte: {value: 5 fte, sources: x}}}'
is invalid 'pools: {a: {fte: {value: 5 fte, uncertain: {loading: 1}}}}'
is valid 'pools: {a: {fte: null, streams: {b: null}}, c: null}'
is valid 'streams: {a: {clock: {period: {value: 90 days, source: x}, rules: {r: {period: {length: 3 months + 14 days, weekend_rule: no}}}}}}'
is invalid 'streams: {a: {clock: {period: {length: 90}}}}'
is valid 'streams: {a: {delay: {gamma: {mean: 90 days, sd: 45 days}, minimum: 7 days, source: x, status: observed}}}'
is valid 'streams: {a: {delay: {table: {30 days: 50%, 60 days: 50%}}}}'
is invalid 'streams: {a: {delay: {minimum: 7 days}}}'
is valid 'streams: {a: {order: {2024-01-01: [{random: 50%}, {oldest: 50%}], 2025-01-01: newest}}}'
is invalid 'streams: {a: {order: [{random: 50%, oldest: 50%}]}}'
is valid 'streams: {a: {lateness: {notice: {value: [{after: 0 days, rate: 10%/year}], source: x}, administrative: {2024-01-01: none}}}}'
is invalid 'streams: {a: {lateness: {notice: [{after: 0 days}]}}}'
is invalid 'streams: {a: {lateness: {notice: [{after: 0 days, rate: null}]}}}'
is valid 'streams: {a: {outcomes: {grant: 60%, refuse: {share: 40%, effort: 1.3}}, history: {grant: {2024-01-01: 100/year}}}}'
is invalid 'streams: {a: {outcomes: {grant: {effort: 1.3, shares: 1}}}}'
is valid 'scale: "0.5"'
is invalid 'scale: 0'
is invalid 'scale: 10%'
is valid 'opening_date: 2024-12-31'
is invalid 'opening_date: 31-12-2024'
is valid 'extends: [a.yaml, b.yaml]'
is valid 'targets: {t: open of pool:desk <= EUR 20 million at 2025-12-31, u: timeliness of all >= 90% in 2026-Q3}'
is valid 'regimes: {judicial: {c: {cap: EUR 15 thousand}}}'
is invalid 'regimes: {judicial: {c: {cap: 15000}}}'
judge ./*.valid.yaml ./*.invalid.yaml >verdicts
[ "$(wc -l <verdicts)" -eq "$overlays" ] || fail "not all overlays were looked at"
while read -r verdict file why; do
  case "$file" in *".$verdict.yaml"*) ;; *) fail "$verdict: $(cat "${file%:}") $why" ;; esac
done <verdicts
finish
