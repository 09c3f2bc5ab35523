#!/usr/bin/env bash
# Ctrl-C twice: the first asks to stop, the second ends the program at once, whatever it is doing; the former results stay.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml
expect 0 "$TERMIJN" run small.yaml -q --no-plots -n 5 -o kept
cp -a kept copy

# One long replication, so that the first is not heeded before the second comes.
env --default-signal=INT "$TERMIJN" run small.yaml -q -n 2 -j 1 --set horizon=2083-01-01 --set scale=2000 -o kept 2>stderr &
pid=$!
sleep 0.5
kill -INT "$pid"
sleep 0.2
kill -INT "$pid" 2>/dev/null
wait "$pid"
code=$?
# 130 in both cases: by its own hand when it was quicker, else by the shell's account of a signal.
[ "$code" -eq 130 ] || fail "exit $code after two interrupts"
diff -r kept copy || fail "the former results changed"

# While gnuplot draws, twice: at once, and the next run clears up.
mkdir slow.bin
printf '#!/bin/sh\ntouch drawing; exec sleep 3\n' >slow.bin/gnuplot
chmod +x slow.bin/gnuplot
env --default-signal=INT PATH="$PWD/slow.bin:$PATH" "$TERMIJN" run small.yaml -q -n 5 -o kept 2>stderr &
pid=$!
until ls .kept.tmp-*/plots/drawing >/dev/null 2>&1 || ! kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
kill -INT "$pid"
sleep 0.2
kill -INT "$pid" 2>/dev/null
wait "$pid"
code=$?
[ "$code" -eq 130 ] || fail "exit $code after two interrupts while drawing"
diff -r kept copy || fail "the former results changed"
sleep 3
expect 0 "$TERMIJN" run small.yaml -q --no-plots -n 5 -o kept

# compare draws what it has after the first Ctrl-C; by then the pairs are kept, whatever the second cuts short.
printf 'pools: {desk: {fte: 26 fte}}\n' >more.yaml
env --default-signal=INT PATH="$PWD/slow.bin:$PATH" "$TERMIJN" compare small.yaml . +more.yaml -n 1000000 -q -o pairs 2>stderr &
pid=$!
sleep 0.5
kill -INT "$pid"
until ls .pairs.tmp-*/plots/drawing >/dev/null 2>&1 || ! kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
kill -INT "$pid" 2>/dev/null
wait "$pid"
code=$?
[ "$code" -eq 130 ] || fail "exit $code after two interrupts of compare"
tail -1 pairs.journal >last
says last "pairs"
sleep 3
env --default-signal=INT "$TERMIJN" compare small.yaml . +more.yaml -n 1000000 --no-plots -o pairs >stdout 2>stderr &
pid=$!
sleep 0.5
kill -INT "$pid"
wait "$pid"
says stderr "going on with what was found before"
[ "$(tail -1 pairs.journal | cut -f 3)" -gt "$(cut -f 3 last)" ] || fail "did not go on from the pairs that were kept"
no_leftovers .
finish
