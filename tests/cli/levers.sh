#!/usr/bin/env bash
# Every overlay of scenarios/ind/ that names what it moves (# Moves: STREAM MEASURE YEAR up|down) checks without a word, runs, and moves it: two
# futures with the base's arrivals, to the end of that year. An overlay on the service lines is held against them.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
scenarios=$TERMIJN_SOURCE/scenarios/ind

run() { # FOLDER YEAR OVERLAY...
  local folder=$1 year=$2
  shift 2
  [ -d "$folder" ] || expect 0 "$TERMIJN" run "$scenarios/2024.yaml" "$@" --set "horizon=$year-12-31" -n 2 --no-plots -q -o "$folder"
}

value() { # FOLDER STREAM MEASURE YEAR
  awk -F, -v s="$2" -v m="$3" -v d="$4-12-31" '$1 == "year" && $2 == d && $3 == s && $4 == m { print $6 }' "$1/forecast.csv"
}

found=0
for file in "$scenarios"/*.yaml; do
  read -r stream measure year direction < <(sed -n 's/^# Moves: //p' "$file") || continue
  name=$(basename "$file" .yaml)
  found=$((found + 1))
  base=base-$year
  expect 0 "$TERMIJN" check "$scenarios/2024.yaml" "+$file"
  if grep -q 'error\|warning' stderr; then fail "$name: $(head -1 stderr)"; fi
  if grep -q '^extends: service_lines' "$file"; then
    base=service-$year
    run "$base" "$year" "+$scenarios/service_lines.yaml"
  else
    run "$base" "$year"
  fi
  run "with-$name" "$year" "+$file"
  before=$(value "$base" "$stream" "$measure" "$year") after=$(value "with-$name" "$stream" "$measure" "$year")
  awk -v a="$before" -v b="$after" -v d="$direction" 'BEGIN { up = b - a; least = 0.002 * (a < 0 ? -a : a)
    exit !(a != "" && b != "" && ((d == "up" && up > least) || (d == "down" && -up > least))) }' ||
    fail "$name: $stream, $measure in $year should go $direction: from '$before' to '$after'"
done
[ "$found" -ge 40 ] || fail "only $found overlays say what they move"
finish
