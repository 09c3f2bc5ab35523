#!/usr/bin/env bash
# scenarios/README.md: its reference is what the table of fields says, its example runs as it stands and has every key.
# TERMIJN_RENEW=1 writes the reference anew.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
page=$TERMIJN_SOURCE/scenarios/README.md
mark='<!-- the reference begins -->'

expect 0 "${TERMIJN_BUILD:?}/reference"
mv stdout made
if [ -n "${TERMIJN_RENEW:-}" ]; then
  sed "/^$mark\$/q" "$page" >renewed
  cat made >>renewed
  cp renewed "$page"
fi
sed "1,/^$mark\$/d" "$page" >written
diff -u written made >difference || {
  head -40 difference
  fail "the reference in scenarios/README.md is not what the table of fields says: TERMIJN_RENEW=1 ctest --preset release -R cli.reference"
}

awk '/^```yaml/ { on = 1; next } /^```/ { on = 0 } on' "$page" >example.yaml
mkdir data
printf 'title: What the example extends\n' >base.yaml
printf 'period,asylum_track4\n2024-01,3000\n' >data/inflow.csv
printf 'period,date,stream,measure,value\nyear,2023-12-31,asylum_track4,open,45640\n' >data/published.csv
expect 0 "$TERMIJN" check example.yaml
if [ -s stderr ]; then
  cat stderr
  fail "check warns about the example"
fi
expect 0 "$TERMIJN" run example.yaml -n 2 --no-plots -q -o out

# Keys that exclude one that is shown stand in comments.
sed -n 's/^| `\([a-z_]*\)` | .*/\1/p' made | sort -u >keys
[ "$(wc -l <keys)" -gt 100 ] || fail "the reference has few keys"
while IFS= read -r key; do
  grep -qE "(^|[^a-z_])$key(:|\`)" example.yaml || fail "the example in scenarios/README.md does not show the key $key"
done <keys
finish
