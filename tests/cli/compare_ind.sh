#!/usr/bin/env bash
# In the IND base the variance of the difference in year-end open cases of the stream whose staff changed is, in pairs of futures,
# less than a tenth of what it is in unpaired ones (about a sixtieth in the first two years).
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
expect 0 "$TERMIJN" compare "$TERMIJN_SOURCE/scenarios/ind/2024.yaml" --set horizon=2025-12-31 \
  . --set pools.asylum.fte='1400 fte' -n 16 --no-plots -o ind
awk -F, '$2 == "year" && $4 == "asylum_track4" && $5 == "open" { n++; print $3, $17; if ($17 <= 10) bad = 1 } END { exit bad || n != 2 }' ind/compare.csv ||
  fail "the variance is not reduced by 10"
finish
