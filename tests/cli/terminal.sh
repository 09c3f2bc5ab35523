#!/usr/bin/env bash
# On a terminal: a bar that moves and is wiped out, headings in bold; neither when the terminal or the user objects.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
if ! command -v script >/dev/null; then
  echo "no script(1); left out"
  exit 0
fi
small_scenario small.yaml
# at_terminal COMMAND: what a terminal receives of it, in the file `screen`.
at_terminal() { script -qec "$1" /dev/null >screen 2>&1 </dev/null; }
run="'$TERMIJN' run small.yaml --no-plots -j 1"
bar=$'\r[' bold=$'\033[1m' wiped=$'\r\033[K'

at_terminal "env -u NO_COLOR TERM=xterm $run -n 600 -o one"
says screen "$bar"
says screen " left "
says screen "$wiped"
says screen "$bold"
says screen "results are in one"
at_terminal "env TERM=dumb $run -n 600 -o two"
if grep -qF "$bar" screen; then fail "a bar on a terminal whose cursor cannot go back"; fi
if grep -qF $'\033' screen; then fail "escape codes for a dumb terminal"; fi
at_terminal "env TERM=xterm NO_COLOR=1 $run -n 5 -o three"
if grep -qF "$bold" screen; then fail "bold against NO_COLOR"; fi
at_terminal "env TERM=xterm $run -n 5 -q -o four"
[ -s screen ] && fail "quiet is not: $(cat screen)"

# The time left of the longer commands, too.
sed 's/fte: {value: 20 fte/fte: {uncertain: {normal: 5%}, value: 20 fte/' small.yaml >unsure.yaml
for command in "compare unsure.yaml . --set pools.desk.fte='22 fte' -n 400" "sweep unsure.yaml --vary pools.desk.fte=20:24:1 -n 150" "sensitivity unsure.yaml -n 150" \
  "plan unsure.yaml --lever pools.desk.fte=16:30 --tolerance 0.3% --target 'open of permits <= 500 at 2024-12-31'"; do
  at_terminal "env TERM=xterm '$TERMIJN' $command --no-plots -j 1 -o five"
  says screen "$bar"
  says screen " left "
  says screen "$wiped"
done
finish
