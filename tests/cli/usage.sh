#!/usr/bin/env bash
# Wrong usage and wrong scenarios: exit 2, a sentence on standard error, nothing written.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml
expect 0 "$TERMIJN" check small.yaml

expect 2 "$TERMIJN"
says stderr "no command given"
expect 2 "$TERMIJN" fly
says stderr "there is no command 'fly'"
expect 2 "$TERMIJN" chekc small.yaml
says stderr "did you mean \`termijn check'?"
expect 2 "$TERMIJN" small.yaml
says stderr "termijn run small.yaml"
expect 2 "$TERMIJN" --fly
expect 2 "$TERMIJN" run
says stderr "no scenario given"
expect 2 "$TERMIJN" check
says stderr "no scenario given"
expect 2 "$TERMIJN" run small.yaml other.yaml
says stderr "+other.yaml"
expect 2 "$TERMIJN" run small.yaml +
expect 2 "$TERMIJN" run --fly small.yaml
says stderr "unrecognized option"
for n in 0 -1 +1 1.5 ten 5e2 '' ' 5' 99999999999999999999; do
  expect 2 "$TERMIJN" run small.yaml -n "$n"
  says stderr "-n needs a whole number from 1"
  expect 2 "$TERMIJN" run small.yaml -j "$n"
  says stderr "-j needs a whole number from 1"
done
for seed in -1 x 18446744073709551616 ''; do
  expect 2 "$TERMIJN" run small.yaml --seed "$seed"
  says stderr "--seed needs a whole number from 0 to 18446744073709551615"
done
expect 2 "$TERMIJN" run small.yaml --set
expect 2 "$TERMIJN" run small.yaml --set pools.desk.fte
says stderr "--set needs KEY=VALUE"
expect 2 "$TERMIJN" run small.yaml --set pools.desk.ftee='5 fte'
says stderr "--set"
expect 2 "$TERMIJN" run missing.yaml
says stderr "missing.yaml"
says stderr "termijn new"
expect 2 "$TERMIJN" run small.yaml --precision opn=1%
says stderr "did you mean open?"
expect 2 "$TERMIJN" run small.yaml --precision 'open of permit=1%'
says stderr "did you mean permits?"
expect 2 "$TERMIJN" run small.yaml --csv excel
says stderr "--csv is plain or excel-nl"
expect 2 "$TERMIJN" run small.yaml +missing.yaml
says stderr "missing.yaml"
expect 2 "$TERMIJN" check missing.yaml
printf 'name: [\n' >broken.yaml
expect 2 "$TERMIJN" run broken.yaml
says stderr "broken.yaml"
expect 2 "$TERMIJN" run small.yaml --set horizon=2020-01-01
expect 2 "$TERMIJN" run small.yaml --set streams.permits.inflow.level='20 hours'
absent out/small out/broken

expect 0 "$TERMIJN" --help
says stdout "termijn run desk.yaml"
expect 0 "$TERMIJN" run --help
says stdout "--set pools.asylum.fte="
expect 0 "$TERMIJN" check --help
expect 0 "$TERMIJN" --version
says stdout "termijn "
finish
