#!/usr/bin/env bash
# The scripts of README.md that load a result print what stands in the table.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
script_of() { awk -v fence="\`\`\`$1" '$0 == "```" { on = 0 } on { print } $0 == fence { on = 1 }' "$TERMIJN_SOURCE/README.md"; }
script_of python >load.py
script_of r >load.R
present load.py load.R

expect 0 "$TERMIJN" run "$TERMIJN_SOURCE/scenarios/other/permit_desk.yaml" -n 30 -q --no-plots
awk -F, '$1 == "year" && $3 == "building" && $4 == "open" { printf "%s %.6f %.6f %.6f\n", $2, $8, $11, $14 }' out/permit_desk/forecast.csv >expected
[ "$(wc -l <expected)" -eq 4 ] || fail "four years were expected"
# prints INTERPRETER SCRIPT: its numbers are those of the table.
prints() {
  expect 0 "$@"
  awk '{ printf "%s %.6f %.6f %.6f\n", $1, $2, $3, $4 }' stdout | cmp - expected || fail "$* prints other numbers"
}
ran=
if command -v python3 >/dev/null; then prints python3 load.py && ran=yes; fi
if command -v Rscript >/dev/null; then
  prints Rscript load.R
  expect 0 "$TERMIJN" run "$TERMIJN_SOURCE/scenarios/other/permit_desk.yaml" -n 30 -q --no-plots --csv excel-nl
  sed 's/read\.csv(\(.*\))$/read.csv2(\1, fileEncoding = "UTF-8-BOM")/' load.R >load2.R
  prints Rscript load2.R && ran=yes
fi
if [ -z "$ran" ] && [ "$failures" -eq 0 ]; then
  echo "neither python3 nor Rscript; the scripts were not run"
  exit 77
fi
finish
