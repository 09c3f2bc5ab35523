#!/usr/bin/env bash
# gnuplot missing or failing: the data are written, a warning says what to install, exit 0. Text of a scenario is never a command.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml
shell=$(command -v sh)

# Missing: a PATH with a shell and nothing else.
mkdir bare && ln -s "$shell" bare/sh
expect 0 env PATH="$PWD/bare" "$TERMIJN" run small.yaml -n 5 -o missing
says stderr "gnuplot-nox"
present missing/forecast.csv missing/manifest.json
absent missing/plots
if grep -q plots missing/manifest.json; then fail "the manifest names plots that are not there"; fi

# Failing at once, after reading all, by a signal, without pictures, with pictures cut off.
failing() {
  local name=$1
  mkdir "$name.bin"
  printf '#!%s\n%s\n' "$shell" "$2" >"$name.bin/gnuplot"
  chmod +x "$name.bin/gnuplot"
  expect 0 env PATH="$PWD/$name.bin:$PATH" "$TERMIJN" run small.yaml -n 5 -o "$name"
  says stderr "warning: no plots"
  present "$name/forecast.csv" "$name/manifest.json"
  absent "$name/plots"
}
failing at_once 'exit 3'
failing later 'cat >/dev/null; echo "line 7: something is wrong" >&2; exit 1'
says stderr "line 7: something is wrong"
failing killed 'kill -9 $$'

# Interrupted while gnuplot draws: nothing is put in place, the former results stay.
mkdir slow.bin
printf '#!%s\ntouch drawing; exec sleep 2\n' "$shell" >slow.bin/gnuplot
chmod +x slow.bin/gnuplot
cp -a missing interrupted
env --default-signal=INT PATH="$PWD/slow.bin:$PATH" "$TERMIJN" run small.yaml -n 5 -o interrupted -q 2>stderr &
pid=$!
until ls .interrupted.tmp-*/plots/drawing >/dev/null 2>&1 || ! kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
kill -s INT "$pid"
wait "$pid"
code=$?
[ "$code" -eq 130 ] || fail "exit $code after an interrupt while drawing, not 130"
diff -r missing interrupted || fail "the former results changed"
no_leftovers .

failing silent 'cat >/dev/null; exit 0'
failing cut 'cat >/dev/null; for f in all stack permits letters; do echo "<svg>" >$f.svg; echo PNG >$f.png; done; exit 0'
no_leftovers .

if ! command -v gnuplot >/dev/null; then
  echo "gnuplot is not installed; the rest is left out"
  finish
  exit 0
fi

# Texts that would be commands, were they read as such; and streams with the names of our own figures and words of gnuplot.
cat >hostile.yaml <<'YAML'
extends: small.yaml
name: hostile
title: "'; system('touch pwned') # `touch pwned` $(touch pwned) @start {/Bold x}_1^2 \\ \" %s DATA"
streams:
  permits: {label: "DATA"}
  letters: {label: "x' \" \\ \\n `touch pwned` @start <script>1</script> %s{/B b}_2^3"}
  stack: {label: "|DATA", inflow: {level: 50/year}, capacity: 60/year}
  plot: {label: "é ü 漢字 ; !touch pwned", inflow: {level: 50/year}, capacity: 60/year}
YAML
expect 0 "$TERMIJN" run hostile.yaml -n 5 -o hostile
if grep -q warning stderr; then fail "warned: $(cat stderr)"; fi
for figure in permits letters _stack stack plot all; do present "hostile/plots/$figure.svg" "hostile/plots/$figure.png"; done
if grep -qi '<script' hostile/plots/*.svg; then fail "a script in a picture"; fi
says hostile/plots/letters.svg "x' \" \\ \\n \`touch pwned\` @start &lt;script"
says hostile/plots/letters.svg '{/B b}_2^3'
says hostile/plots/permits.svg '>DATA<'
says hostile/plots/all.svg "'; system('touch pwned') # \`touch pwned\` \$(touch pwned) @start {/Bold x}_1^2"
find . -name pwned | grep -q . && fail "a text of the scenario was run"

# No time of day, no name of the machine: the same pictures twice.
expect 0 "$TERMIJN" run small.yaml -n 5 -o once
expect 0 env LC_ALL=C HOME=/nonexistent TZ=Asia/Tokyo "$TERMIJN" run small.yaml -n 5 -o twice
diff -r once/plots twice/plots || fail "pictures differ from run to run"

# A short forecast draws, too: a single month, days of one month, many years.
for horizon in 2024-01-31 2024-01-05 2060-12-31; do
  expect 0 "$TERMIJN" run small.yaml -n 3 --set horizon="$horizon" -o "to$horizon"
  if grep -q warning stderr; then fail "warned: $(cat stderr)"; fi
  present "to$horizon/plots/all.svg"
done
finish
