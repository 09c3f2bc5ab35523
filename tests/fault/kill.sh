#!/usr/bin/env bash
# Killed at random instants (SIGKILL): what stands in the folder are the former results or the new ones, whole; the next run clears up.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml
RANDOM=20
kills=${TERMIJN_KILLS:-40}
run() { "$TERMIJN" run small.yaml -q -n 30 -j 1 "$@"; }

# Two results that differ, and how long one takes, in milliseconds.
expect 0 run --seed 1 -o one
began=$(date +%s%N)
expect 0 run --seed 2 -o two
length=$((($(date +%s%N) - began) / 1000000 + 20))

# whole FOLDER: holds one of the two, to the byte, plots included, but for the manifest's account of the run.
whole() {
  local sample
  for sample in one two; do
    if diff -r -x manifest.json "$1" "$sample" >/dev/null &&
      diff <(sed '/"run": {/,$d' "$1/manifest.json") <(sed '/"run": {/,$d' "$sample/manifest.json") >/dev/null; then
      echo "$sample"
      return 0
    fi
  done
  return 1
}

cp -a one result
old=0 new=0
for ((i = 0; i < kills; i++)); do
  seed=$((1 + RANDOM % 2))
  before=$(whole result) || fail "kill $i: the folder holds neither result"
  "$TERMIJN" run small.yaml -q -n 30 -j 1 --seed "$seed" -o result >/dev/null 2>&1 & # no function: the kill must hit the program itself
  pid=$!
  sleep "$(printf '0.%03d' $((RANDOM % length % 1000)))"
  kill -KILL "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
  after=$(whole result) || {
    fail "kill $i: the folder holds neither the former results nor the new"
    break
  }
  if [ "$before" = "$after" ]; then old=$((old + 1)); else new=$((new + 1)); fi
done
echo "$kills kills: $old times the former results, $new times new ones, in runs of $length ms"
[ "$old" -gt 0 ] || fail "no kill came before the end"

# gnuplot outlives its parent for a moment; then a run leaves nothing but its results.
sleep 1
expect 0 run --seed 2 -o result
[ "$(whole result)" = two ] || fail "the last run is not whole"
no_leftovers .
finish
