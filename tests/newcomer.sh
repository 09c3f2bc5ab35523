#!/usr/bin/env bash
# A newcomer's path, tests/newcomer.sh [TIMES]: from a clean clone to a report of a scenario of one's own. Prints how long each step takes, in
# seconds by the clock and of processors: the clone and its build once, the others the median of TIMES (5).
set -euo pipefail
times=${1:-5}
source=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
exec </dev/null

# took COMMAND...: runs it silently and sets `elapsed` and `used`, seconds by the clock and of processors; what it printed is shown if it fails.
took() {
  local TIMEFORMAT='%R %U %S' user system
  { time "$@" >"$work/log" 2>&1; } 2>"$work/time" || {
    cat "$work/log"
    echo "newcomer: this failed: $*"
    exit 1
  }
  read -r elapsed user system <"$work/time"
  used=$(awk -v a="$user" -v b="$system" 'BEGIN { printf "%.2f", a + b }')
}

median() { sort -n | awk '{ x[NR] = $1 } END { printf "%.2f\n", NR % 2 ? x[(NR + 1) / 2] : (x[NR / 2] + x[NR / 2 + 1]) / 2 }'; }

# What is committed where there is a history; else what is there.
clone() {
  if [ -e "$source/.git" ]; then
    git clone --quiet "$source" "$work/termijn"
  else
    mkdir "$work/termijn"
    tar -C "$source" -c --exclude=./build --exclude=./out . | tar -C "$work/termijn" -x
  fi
}

line() { printf '%9s %9s  %s\n' "$1" "$2" "$3"; }

line elapsed processor 'seconds'
took clone
line "$elapsed" "$used" 'git clone'
cd "$work/termijn"
took ./bootstrap.sh build
line "$elapsed" "$used" './bootstrap.sh build'
PATH=$PWD/build/release:$PATH

steps=('termijn new town' 'termijn check town.yaml' 'termijn run town.yaml' "termijn compare town.yaml . --set pools.permits.fte='13 fte'"
  'termijn report out/town --language nl')
for ((i = 0; i < times; i++)); do
  rm -rf town.yaml out
  for step in "${!steps[@]}"; do
    eval "took ${steps[step]}"
    echo "$elapsed" >>"$work/elapsed$step"
    echo "$used" >>"$work/used$step"
  done
done
for step in "${!steps[@]}"; do
  line "$(median <"$work/elapsed$step")" "$(median <"$work/used$step")" "${steps[step]}"
done
for file in town.yaml out/town/forecast.csv out/town/report.html; do
  [ -s "$file" ] || {
    echo "newcomer: there is no $file"
    exit 1
  }
done
