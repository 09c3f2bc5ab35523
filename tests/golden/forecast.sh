#!/usr/bin/env bash
# The exact numbers of a few small scenarios: the same bytes with gcc and clang, at any level of optimisation, with sanitizers or without, on
# x86-64 with Debian 12's libm. Kept: the rows of years, and checksums of the whole files. When numbers are meant to change, say why in the
# commit and renew: TERMIJN_RENEW=1 ctest -L golden
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
here=$TERMIJN_SOURCE/tests/golden
for name in court links mixed plan; do
  expect 0 "$TERMIJN" run "$TERMIJN_SOURCE/tests/validity/scenarios/$name.yaml" -n 20 --seed 7 -q --no-plots -o "$name"
  {
    grep -E '^(period|year),' "$name/forecast.csv"
    (cd "$name" && sha256sum forecast.csv waits.csv)
  } >"$name.got"
  if [ -n "${TERMIJN_RENEW:-}" ]; then cp "$name.got" "$here/$name.expected"; fi
  cmp -s "$name.got" "$here/$name.expected" || {
    fail "$name has other numbers: $(diff "$here/$name.expected" "$name.got" | grep -c '^<') lines, the first of them"
    diff "$here/$name.expected" "$name.got" | head -8
  }
done
finish
