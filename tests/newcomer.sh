#!/usr/bin/env bash
# A newcomer's path, tests/newcomer.sh [TIMES]: from a clean clone to a report of a scenario of one's own. Prints how long each step takes: the
# clone and its build once, the others in seconds, the median of TIMES (5).
set -euo pipefail
times=${1:-5}
source=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
exec </dev/null

# took COMMAND...: runs it silently and sets `seconds`; what it printed is shown if it fails.
took() {
  local start=$EPOCHREALTIME
  "$@" >"$work/log" 2>&1 || {
    cat "$work/log"
    echo "newcomer: this failed: $*"
    exit 1
  }
  seconds=$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f", b - a }')
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

line() { printf '%8s s  %s\n' "$1" "$2"; }

took clone
line "$seconds" 'git clone'
cd "$work/termijn"
took ./bootstrap.sh build
line "$seconds" './bootstrap.sh build'
PATH=$PWD/build/release:$PATH

steps=('termijn new town' 'termijn check town.yaml' 'termijn run town.yaml' "termijn compare town.yaml . --set pools.permits.fte='13 fte'"
  'termijn report out/town --language nl')
for ((i = 0; i < times; i++)); do
  rm -rf town.yaml out
  for step in "${!steps[@]}"; do
    eval "took ${steps[step]}"
    echo "$seconds" >>"$work/step$step"
  done
done
for step in "${!steps[@]}"; do
  line "$(median <"$work/step$step")" "${steps[step]}"
done
for file in town.yaml out/town/forecast.csv out/town/report.html; do
  [ -s "$file" ] || {
    echo "newcomer: there is no $file"
    exit 1
  }
done
