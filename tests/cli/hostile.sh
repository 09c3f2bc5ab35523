#!/usr/bin/env bash
# Texts of a stranger's scenario: quotes, backticks, system(), <script>, newlines, marks that turn text round. Nothing is run, nothing breaks:
# not the terminal, not the CSV files, not the JSON, not the pictures, not the names of files.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml
rlo=$'\u202e' lri=$'\u2066' zero=$'\u200b' escape=$'\x1b'

# Marks that are refused where a line of text is asked for, and shown as escapes in the error.
refused() {
  expect 2 "$TERMIJN" check small.yaml --set "$1"
  if grep -qE "$rlo|$lri|$escape" stdout stderr; then fail "a mark reached the terminal: $1"; fi
}
refused 'title="one\ntwo"'
says stderr '\n'
refused 'streams.permits.label="one\ntwo"'
refused 'pools.desk.label="a\x1b[31mred"'
refused "name=../../etc"
refused 'name="a b"'
refused "streams.permits.label=$escape[2J"

# Each of these, as title, description, label and source, in all that is written.
hostile=(
  "'; DROP TABLE x; --" '"quoted" ""twice""' '`touch pwned`' '$(touch pwned)' "'; system('touch pwned'); '" '|touch pwned' '<script>alert(1)</script>'
  '</text><script>alert(1)</script>' '&amp; &lt;' '=cmd|calc' '+1+1' '@SUM(1)' '-2+3' '%s%n%x' '{/Bold x}_1^2' '\\ \n \t \0' 'a,b;c' '../../up' '-o out' '# no comment' '~' 'null'
  "turned $rlo round" "isolated $lri" "nothing$zero here" 'é ü 漢字 🙂' "$(printf 'long %.0s' {1..200})"
)
yaml_text() { python3 -c 'import json, sys; print(json.dumps(sys.argv[1]))' "$1"; }
if ! command -v python3 >/dev/null; then
  echo "python3 is not installed; the rest is left out"
  finish
  exit 0
fi
for text in "${hostile[@]}"; do
  quoted=$(yaml_text "$text")
  cat >hostile.yaml <<YAML
extends: small.yaml
title: $quoted
description: $quoted
pools: {desk: {label: $quoted}}
streams: {permits: {label: $quoted, inflow: {level: {value: 2000/year, source: $quoted}}}, letters: {label: $quoted}}
YAML
  rm -rf result
  "$TERMIJN" run hostile.yaml -n 2 -o result --no-plots >stdout 2>stderr </dev/null
  code=$?
  case $code in
  0) ;;
  2) # refused, as a line that is no plain text
    says stderr "hostile.yaml"
    absent result
    continue
    ;;
  *) fail "exit $code with $quoted" ;;
  esac
  "$TERMIJN" run hostile.yaml -n 2 -o result --no-plots --json >json 2>>stderr || fail "--json with $quoted"
  "$TERMIJN" check hostile.yaml >>stdout 2>>stderr || fail "check with $quoted"
  if grep -qE "$rlo|$lri|$escape" stdout stderr; then fail "a mark reached the terminal: $quoted"; fi
  python3 - "$text" <<'PY' || fail "the files with $quoted"
import csv, json, sys
text = sys.argv[1]
manifest = json.load(open("result/manifest.json"))
assert manifest["title"] == text and manifest["description"] == text and manifest["labels"]["pools.desk"] == text, "manifest"
assert json.load(open("json"))["streams"]["permits"]["label"] == text, "summary"
rows = list(csv.reader(open("result/assumptions.csv", newline="", encoding="utf-8")))
assert all(len(row) == 7 for row in rows), "cells of assumptions.csv"
source = [row[4] for row in rows if row[0] == "streams.permits.inflow.level"][0]
assert source.lstrip("'") == text.lstrip("'"), "source " + source
assert source[:1] not in "=+@" or not text, "a spreadsheet would reckon with it"
for name in ("forecast.csv", "waits.csv"):
    assert all(len(row) == 14 for row in csv.reader(open("result/" + name, newline=""))), name
PY
done
find . -name pwned | grep -q . && fail "a text of the scenario was run"
absent ../up ../../up
finish
