#!/usr/bin/env bash
# The table of levers in scenarios/ind/README.md has a row for each, with a key and an overlay that is there, or a reason, and names every
# overlay. Each overlay says at its head where it comes from, or that it is assumed, and is checked without a word. What each moves: tests/levers/.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
cd -- "$TERMIJN_SOURCE/scenarios/ind"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

row() { # LEVER: what its row says of key and overlay; a row may hold several levers
  awk -F ' *[|] *' -v lever="$1" '{ n = split($2, levers, ", "); for (i = 1; i <= n; i++) if (levers[i] == lever) print $3 "|" $4 }' README.md
}

excluded=0
for group in A:14 B:14 C:16 D:15 E:22 F:10; do
  for ((i = 1; i <= ${group#*:}; i++)); do
    lever=${group%:*}$i
    row=$(row "$lever")
    [ "$(grep -c . <<<"$row")" -eq 1 ] || fail "$lever has $(grep -c . <<<"$row") rows"
    key=${row%%|*} what=${row#*|}
    [ -n "$key" ] && [ -n "$what" ] || fail "$lever: an empty cell"
    if [ "$key" = 'out of scope' ]; then
      excluded=$((excluded + 1))
      case $lever in A[1-9] | B[1-9] | C[1-8] | D[1-9] | D10) fail "$lever may not be out of scope" ;; esac
    elif ! grep -qE '`[a-z0-9_]+\.yaml`|^base' <<<"$what"; then
      fail "$lever: no overlay"
    fi
  done
done
[ "$excluded" -le 15 ] || fail "$excluded levers are out of scope"
grep -oE '`[a-z0-9_]+\.yaml`' README.md | tr -d '`' | sort -u | while read -r file; do [ -f "$file" ] || echo "$file"; done >"$out/absent"
[ ! -s "$out/absent" ] || fail "README.md names files that are not there: $(cat "$out/absent")"

for file in *.yaml; do
  case $file in 2022.yaml | 2024.yaml | agency.yaml | asylum_steps.yaml | links.yaml | staff.yaml) continue ;; esac
  grep -qF "\`$file\`" README.md || fail "$file: not in README.md"
  awk '/^#/ { print; next } { exit }' "$file" >"$out/head"
  grep -qiE 'JV[0-9]|JC[0-9]|SU23|Jaarverslag|Jaarcijfers|Stand van|Eurostat|Council|C-[0-9]+/|regulation|directive|assume|what-if' "$out/head" ||
    fail "$file: no source at its head, nor that it is assumed"
  (cd -- "$out" && expect 0 "$TERMIJN" check "$TERMIJN_SOURCE/scenarios/ind/2024.yaml" "+$TERMIJN_SOURCE/scenarios/ind/$file" && [ ! -s stderr ]) ||
    fail "$file: check has something to say: $(head -1 "$out/stderr")"
done
finish
