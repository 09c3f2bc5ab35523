# Sourced by the scripts of tests/cli: a small scenario and a few words to say what is expected. Each script runs in a fresh folder.
# shellcheck shell=bash
set -uo pipefail
: "${TERMIJN:?the program}" "${TERMIJN_SOURCE:?the source folder}"
failures=0

fail() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}

# expect CODE COMMAND...: runs it with output to the files `stdout` and `stderr`.
expect() {
  local code=$1 got
  shift
  "$@" >stdout 2>stderr </dev/null
  got=$?
  if [ "$got" -ne "$code" ]; then
    fail "exit $got, not $code: $*"
    sed 's/^/    /' stderr
  fi
}

# says FILE TEXT: the file holds the text.
says() {
  grep -qF -- "$2" "$1" || {
    fail "no '$2' in $1:"
    head -20 "$1" | cut -c 1-200 | sed 's/^/    /'
  }
}

absent() {
  local path
  for path in "$@"; do
    if [ -e "$path" ] || [ -L "$path" ]; then fail "$path is there"; fi
  done
}

present() {
  local path
  for path in "$@"; do
    [ -s "$path" ] || fail "$path is missing or empty"
  done
}

# No temporary folder stays behind in the folder given (default here).
no_leftovers() {
  local left
  left=$(find "${1:-.}" -name '.*.tmp-*' -o -name '.*.old-*')
  [ -z "$left" ] || fail "left behind: $left"
}

# Two streams, one with a legal period and lateness.
small_scenario() {
  cat >"${1:-small.yaml}" <<'YAML'
name: small
title: A small agency
opening_date: 2023-12-31
horizon: 2024-12-31
regimes:
  administrative:
    awb: {grace: 14 days, tiers: [{days: 14 days, amount: EUR 23/day}, {days: 28 days, amount: EUR 45/day}]}
pools:
  desk: {label: Desk, fte: {value: 20 fte, source: "staff list, \"2023\"", status: observed}}
streams:
  permits:
    label: Permits
    inflow: {level: {value: 2000/year, status: assumed}, dispersion: 2}
    clock: {period: 8 weeks}
    delay: {uniform: {low: 5 days, high: 20 days}}
    effort: 16 hours
    pool: desk
    lateness:
      notice: [{after: 0 days, rate: 200%/year}]
      administrative: awb
      payment_lag: 30 days
    opening: {stock: 600 cases, ages: {uniform: {low: 0 days, high: 120 days}}, noticed: 10 cases, notice_ages: {fixed: 20 days}, outstanding: EUR 1000}
  letters:
    label: Letters
    inflow: {level: 500/year}
    capacity: 480/year
YAML
}

# rules_overlay [FILE]: a contingent rule that begins in some futures of the small scenario, and one that never does.
rules_overlay() {
  cat >"${1:-rules.yaml}" <<'YAML'
contingent:
  helpers: {when: {measure: open, of: permits, above: 700 cases}, then: {pools: {desk: {fte: {add: 4 fte}}}}}
  never: {when: {measure: open, above: 90000 cases}, then: {pools: {desk: {fte: {add: 1 fte}}}}}
YAML
}

finish() {
  if [ "$failures" -gt 0 ]; then
    echo "$failures failures"
    exit 1
  fi
}
