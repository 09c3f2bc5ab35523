#!/usr/bin/env bash
# Memory that runs out, at every size from next to nothing to enough: a clear message and exit 1, or a whole result; the former results stay.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
if [ -n "${TERMIJN_SANITIZED:-}" ]; then
  echo "sanitizers take terabytes of addresses, and coverage writes its counts with no care for memory; left out"
  exit 0
fi
small_scenario small.yaml
run() { "$TERMIJN" run small.yaml -q --no-plots -n 20 -j 2 "$@"; }
expect 0 run -o kept
cp -a kept copy
expect 0 run --seed 2 -o other

done_with=0 short_of=0
for ((kib = 4000; kib < 300000; kib += kib / 12)); do
  (ulimit -v "$kib" && exec "$TERMIJN" run small.yaml -q --no-plots -n 20 -j 2 --seed 2 -o kept) >stdout 2>stderr </dev/null
  code=$?
  case $code in
  0)
    cmp -s kept/forecast.csv other/forecast.csv && cmp -s kept/report.html other/report.html || fail "$kib KiB: done, with other numbers"
    rm -rf kept && cp -a copy kept
    done_with=$((done_with + 1))
    ;;
  1)
    grep -q "^termijn: .*memory" stderr || fail "$kib KiB: no word of memory: $(head -3 stderr)"
    diff -r kept copy >/dev/null || fail "$kib KiB: the former results changed"
    short_of=$((short_of + 1))
    ;;
  127) ;; # the loader found no room for the libraries
  *) fail "$kib KiB: exit $code: $(head -3 stderr)" ;;
  esac
done
echo "$short_of times short of memory, $done_with times done"
[ "$short_of" -gt 0 ] && [ "$done_with" -gt 0 ] || fail "the limits do not straddle what is needed"
no_leftovers .
finish
