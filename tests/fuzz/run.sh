#!/usr/bin/env bash
# Fuzzes for a while: tests/fuzz/run.sh SECONDS [TARGET...] (yaml, amounts, csv, scenario). Needs clang and its libFuzzer (Debian: clang
# libclang-rt-14-dev). What is found lies in build/fuzz/found; new inputs stay in build/fuzz/corpus, so a later run goes on from there.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
seconds=${1:?how many seconds for each target}
shift
targets=("$@")
[ $# -gt 0 ] || targets=(yaml amounts csv scenario)

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz
work=$PWD/build/fuzz
mkdir -p "$work/found"

# Every key of the language, and the words that values are made of.
{
  sed -n 's/.*\.key = "\([a-z_]*\)".*/"\1: "/p' sim/scenario/fields*.c
  printf '"%s"\n' /year /month %/year ' cases' ' days' ' months' ' weeks' ' fte' ' hours' 'EUR ' /day 'fixed: ' 'uniform: ' 'exponential: ' 'gamma: ' \
    'lognormal: ' 'triangular: ' 'table: ' 'mean: ' 'sd: ' 'low: ' 'high: ' 'mode: ' 'minimum: ' 'uncertain: ' 'value: ' 'interpolate: linear' oldest \
    newest random noticed earliest_deadline proportional shares plan none keeps all_open open_not_overdue 2024-01-01 null '&a ' '*a' period age count
} | sort -u >"$work/words"

for target in "${targets[@]}"; do
  mkdir -p "$work/corpus/$target"
  echo "== $target, $seconds seconds"
  "$work/tests/fuzz/fuzz_$target" -fork=1 -ignore_crashes=1 -ignore_timeouts=1 -ignore_ooms=1 -max_total_time="$seconds" -timeout=5 \
    -rss_limit_mb=1500 -dict="$work/words" -max_len=8000 -artifact_prefix="$work/found/$target-" "$work/corpus/$target" \
    "tests/fuzz/corpus/$target" 2>&1 </dev/null | tail -3
done
found=$(find "$work/found" -type f | wc -l)
echo "$found inputs in $work/found"
[ "$found" -eq 0 ]
