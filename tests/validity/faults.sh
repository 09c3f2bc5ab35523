#!/usr/bin/env bash
# The power of the random scenarios: plants each fault of faults/*.patch, alone, in a copy of the engine and says which of the suite's scenarios finds it
# first: where the comparison with the case-by-case simulation fails. tests/validity/faults.sh [NAME...]; a minute or so each. Ends with 0 when all are found.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
source=$(cd -- "$here/../.." && pwd)
copy=${TERMIJN_FAULTS:-$source/build/faults}
names=("$@")
[ $# -gt 0 ] || mapfile -t names < <(cd "$here/faults" && ls -- *.patch | sed 's/\.patch$//')

mkdir -p "$copy/logs"
for part in CMakeLists.txt sim include tests plots scenarios; do
  rm -rf "${copy:?}/$part"
  cp -pr -- "$source/$part" "$copy/$part"
done
cmake -S "$copy" -B "$copy/build" -DCMAKE_BUILD_TYPE=Release >/dev/null

build() { cmake --build "$copy/build" --target validity_random -j 2 >"$copy/logs/build" 2>&1 || { tail -20 "$copy/logs/build" >&2; exit 1; }; }
program=$copy/build/tests/validity/test_random
# finds NAME: the first of the suite's seeds at which engine and oracle differ; fails when none does. Most faults are plain in a fifth of the suite's
# replications.
finds() {
  local seed replications
  for replications in 200 1000; do
    for seed in $("$program" --seeds); do
      TERMIJN_REPLICATIONS=$replications timeout 600 "$program" "$seed" 1 >"$copy/logs/$1" 2>&1 || { echo "$seed"; return 0; }
    done
  done
  return 1
}

build
if seed=$(finds none); then
  echo "engine and oracle differ without any fault, seed $seed: see $copy/logs/none" >&2
  exit 1
fi
missed=0
printf '| fault | what goes wrong | found by seed |\n|---|---|---|\n'
for name in "${names[@]}"; do
  patch -s -p1 -d "$copy" <"$here/faults/$name.patch"
  build
  seed=$(finds "$name") || { seed=none; missed=$((missed + 1)); }
  patch -s -R -p1 -d "$copy" <"$here/faults/$name.patch"
  printf '| %s | %s | %s |\n' "$name" "$(head -1 "$here/faults/$name.patch")" "$seed"
done
echo "${#names[@]} faults planted, $missed not found."
[ "$missed" -eq 0 ]
