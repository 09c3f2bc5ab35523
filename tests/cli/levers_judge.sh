#!/usr/bin/env bash
# The program that holds overlays to what they say fails those that do something else, nothing, or say nothing, and passes the others.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
levers=${TERMIJN_BUILD:?the build folder}/tests/levers/levers
mkdir one
small_scenario one/2024.yaml

overlay() { # NAME: the file, from standard input
  cat >"one/$1.yaml"
}

overlay more <<'YAML'
# Moves: permits open 2024 up
streams: {permits: {inflow: {level: 2600/year}}}
YAML
overlay staff_more <<'YAML'
# Moves: permits decisions 2024-Q1 up
pools: {desk: {fte: 30 fte}}
YAML
overlay stands_on_it <<'YAML'
# Moves: pool:desk fte 2024-03 up
# Full scale: no reason
# Not with more: to see that it is left out
extends: staff_more.yaml
pools: {desk: {fte: 31 fte}}
YAML
expect 0 "$levers" one
says stdout '3 overlays, 0 left out, 0 failed'
says stdout 'permits open 2024 up'
expect 0 "$levers" one staff_more
says stdout '2 overlays, 0 left out, 0 failed'
expect 0 "$levers" one staff_more 1/3
says stdout '1 overlays, 0 left out, 0 failed'
expect 1 "$levers" one more
says stdout '1 of 3 overlays are not to be combined with more: too many'
expect 1 "$levers" one nothing
says stdout 'there is no overlay nothing'
expect 2 "$levers" one more 4/3

fails() { # TEXT: with this one more overlay, from standard input, the program says so
  overlay zz
  expect 1 "$levers" one
  says stdout "$1"
}

fails 'FAILED zz ' <<'YAML'
# Moves: permits open 2024 down
streams: {permits: {inflow: {level: 2600/year}}}
YAML
says stdout '4 overlays, 0 left out, 1 failed'
fails 'FAILED zz ' <<'YAML'
# Moves: permits open 2024 up
streams: {permits: {label: Others}}
YAML
fails 'FAILED zz ' <<'YAML'
# Moves: letters timeliness 2024 up
streams: {letters: {inflow: {level: 900/year}}}
YAML
fails 'does not load without a word' <<'YAML'
# Moves: permits open 2024 up
streams: {permits: {inflow: {leval: 2600/year}}}
YAML
fails 'zz: has no line # Moves: ENTITY MEASURE PERIOD up|down' <<'YAML'
streams: {permits: {inflow: {level: 2600/year}}}
YAML
fails 'zz: its Moves line names no measure of forecast.csv' <<'YAML'
# Moves: permits opened 2024 up
streams: {permits: {inflow: {level: 2600/year}}}
YAML
fails 'zz: its Moves line names no year, quarter or month' <<'YAML'
# Moves: permits open 2024-Q5 up
streams: {permits: {inflow: {level: 2600/year}}}
YAML
finish
