#!/usr/bin/env bash
# The contingent overlays of scenarios/ind fire in some futures, and change something in those alone. What each moves: tests/levers/.
set -euo pipefail
ind=${TERMIJN_SOURCE:?the source folder}/scenarios/ind
status=0

run() { # run NAME +OVERLAY...
  "${TERMIJN:?the program}" run "$ind/2024.yaml" "${@:2}" -n 6 --no-plots -o "$1" >"$1.txt" 2>/dev/null
}

column() { # column FOLDER COLUMN DATE ENTITY MEASURE
  awk -F, -v c="$2" -v d="$3" -v e="$4" -v m="$5" '$1 == "year" && $2 == d && $3 == e && $4 == m {print $c}' "$1/forecast.csv"
}

moves() { # moves ONE less|more OTHER DATE ENTITY MEASURE: the means
  local was is
  was=$(column "$1" 6 "${@:4}")
  is=$(column "$3" 6 "${@:4}")
  if ! awk -v was="$was" -v is="$is" -v way="$2" 'BEGIN { exit !(was != "" && is != "" && (way == "more" ? is > 1.02 * was : is < 0.98 * was)) }'; then
    echo "$3: ${*:4} goes from $was to $is, not $2"
    status=1
  fi
}

run base
run hiring "+$ind/hiring.yaml"
run taskforce "+$ind/contingent_taskforce.yaml"
run extra "+$ind/contingent_hiring.yaml"

moves base more taskforce 2028-12-31 pool:asylum fte
moves hiring more extra 2028-12-31 pool:asylum fte

# A future in which nothing fires is that of the base: the least staff is the same.
for quantile in 8 9; do
  if [ "$(column base $quantile 2027-12-31 pool:asylum fte)" != "$(column taskforce $quantile 2027-12-31 pool:asylum fte)" ]; then
    echo "taskforce: the least fte of 2027 is not that of the base"
    status=1
  fi
done
if ! grep -qE '^Rules +taskforce fires [0-9.]+ times a future, holds [0-9]+% of the time$' taskforce.txt; then
  echo "taskforce: the summary does not tell of the rule"
  status=1
fi
if grep -q ',rule:' base/forecast.csv; then
  echo "base: rows of rules"
  status=1
fi

"$TERMIJN" check "$ind/2024.yaml" "+$ind/contingent_extension.yaml" >check.txt
want='  extension: when inflow of asylum_track4 above 42000 cases in 365 days for 30 days, after 42 days more: streams.asylum_track4: clock; until inflow of asylum_track4 below 38000 cases in 365 days for 30 days, from the next day'
awk '/^    / { sub(/^ +/, " "); told = told $0; next } { print told; told = $0 } END { print told }' check.txt >joined.txt
if ! grep -qxF "$want" joined.txt || awk 'length > 80 { bad = 1 } END { exit !bad }' check.txt; then
  echo "check: the rule is told as"
  grep -A1 '^Contingent' check.txt
  status=1
fi
exit $status
