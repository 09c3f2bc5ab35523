#!/usr/bin/env bash
# Makes the pictures of plots/README.md anew, in plots/gallery/, and that of README.md, plots/readme.png: run from the top of the sources, with
# TERMIJN naming the program unless it is built in build/release/. Some minutes on two idle processors.
set -euo pipefail
termijn=${TERMIJN:-build/release/termijn}
gallery=plots/gallery
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
desk=scenarios/other/permit_desk.yaml
uncertain=(--set 'pools.permits.fte={value: 12 fte, uncertain: {normal: 5%}}' --set 'streams.building.effort={value: 8 hours, uncertain: {lognormal: 6%}}'
  --set 'streams.building.inflow.level={value: 1400/year, uncertain: {lognormal: 8%}}' --set 'streams.building.withdrawal={value: 5%/year, uncertain: {lognormal: 30%}}')

"$termijn" run scenarios/ind/2024.yaml -n 100 -q -o "$work/base"
"$termijn" run scenarios/ind/2024.yaml +scenarios/ind/hiring.yaml -n 100 -q --no-plots -o "$work/agency"
"$termijn" run scenarios/ind/2022.yaml -n 100 -q --no-plots -o "$work/past"
"$termijn" run "$desk" -q --no-plots -o "$work/desk"
"$termijn" compare "$desk" . --set pools.permits.fte='13 fte' -q --no-plots -o "$work/compared"
"$termijn" sensitivity "$desk" "${uncertain[@]}" --of 'open of building' -n 200 -q --no-plots -o "$work/sensitive"
"$termijn" sweep "$desk" --vary pools.permits.fte=10:15:0.5 -n 100 -q -o "$work/swept"
"$termijn" plan "$desk" --lever pools.permits.fte=+0:+6 --target 'open of building <= 250 at 2026-12-31' -q --no-plots -o "$work/planned"

draw() { "$termijn" plot "$work/$1" -o "$gallery" "${@:2}"; }
draw desk --figure fan
draw agency --figure stack --figure waits --figure flows --figure staff
draw agency --figure ages --stream asylum_track4
draw past --figure backtest
draw compared --figure difference
draw sensitive --figure tornado
draw swept --figure sweep
draw planned --figure plan
draw agency --figure stack --language nl --format png --size 900x500
cp "$work/base/plots/asylum_track4.png" plots/readme.png
