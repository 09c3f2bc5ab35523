#!/usr/bin/env bash
# Overlays on staff and money of scenarios/ind move more than the measure that each names (tests/levers/) as their levers should,
# from the same futures as what they change; what they leave alone; what `check` shows of them.
set -euo pipefail
ind=${TERMIJN_SOURCE:?the source folder}/scenarios/ind
status=0

run() { # run NAME +OVERLAY...
  "${TERMIJN:?the program}" run "$ind/2024.yaml" "${@:2}" -n 2 --no-plots -q -o "$1"
}

mean() { # mean FOLDER PERIOD DATE ENTITY MEASURE
  awk -F, -v p="$2" -v d="$3" -v e="$4" -v m="$5" '$1 == p && $2 == d && $3 == e && $4 == m {print $6}' "$1/forecast.csv"
}

moves() { # moves ONE up|down OTHER PERIOD DATE ENTITY MEASURE: from ONE to OTHER
  local was is
  was=$(mean "$1" "${@:4}")
  is=$(mean "$3" "${@:4}")
  if ! awk -v was="$was" -v is="$is" -v way="$2" 'BEGIN {
    room = 0.01 * (was < 0 ? -was : was)
    exit !(was != "" && is != "" && (way == "up" ? is > was + room : is < was - room))
  }'; then
    echo "$3: ${*:4} goes from $was to $is, not $2"
    status=1
  fi
}

run base
for overlay in hiring hiring_freeze vacancies external_staff taskforce_moved money fees_up; do
  run $overlay "+$ind/$overlay.yaml"
done

moves base down hiring year 2024-12-31 pool:all fte # a few per cent: trainees
moves hiring down hiring_freeze year 2025-12-31 pool:all hired
moves hiring up hiring_freeze year 2025-12-31 asylum_track4 open
moves hiring down vacancies year 2025-12-31 pool:all fte
moves hiring up external_staff year 2025-12-31 pool:all heads_external
moves hiring up taskforce_moved year 2025-12-31 pool:nareis fte
moves money up fees_up year 2025-12-31 all result

# Money changes nothing but money.
for measure in open decisions penalty_paid; do
  if [ "$(mean base year 2028-12-31 all $measure)" != "$(mean money year 2028-12-31 all $measure)" ]; then
    echo "money.yaml changes $measure"
    status=1
  fi
done

# Rows of heads and euros stand where there are any.
if grep -E ',(heads_|vacancies|hired|left|moved|fte_paid|cost|income|result)' base/forecast.csv; then
  echo "a scenario without heads and money has rows of them"
  status=1
fi
if [ "$(grep -c ',heads_trainees,' hiring/forecast.csv)" -eq 0 ] || grep ',cost,' hiring/forecast.csv; then
  echo "hiring.yaml has no rows of heads, or rows of euros"
  status=1
fi

# What `check` shows of them.
"$TERMIJN" check "$ind/2024.yaml" "+$ind/hiring.yaml" >check.txt
if ! grep -qE '^asylum +117 +872 +175 +344 +224 +112 2024-10-01 +1396$' check.txt; then
  grep -A7 '^Workforce' check.txt
  echo "the workforce of asylum is another"
  status=1
fi
exit $status
