#!/usr/bin/env bash
# The power of the random scenarios: plants each fault of faults/*.patch in a copy of the engine, alone, and says whether the comparison with the
# case-by-case simulation finds it. tests/validity/faults.sh [NAME...]; a minute or less for each. Ends with 0 when all are found.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
source=$(cd -- "$here/../.." && pwd)
copy=$source/build/faults
mkdir -p "$copy"
names=("$@")
[ $# -gt 0 ] || names=($(cd "$here/faults" && ls *.patch | sed 's/\.patch$//'))

for part in CMakeLists.txt sim include tests plots scenarios; do rm -rf "${copy:?}/$part" && cp -pr "$source/$part" "$copy/$part"; done
cmake -S "$copy" -B "$copy/build" -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=ON >/dev/null
build() { cmake --build "$copy/build" --target validity_random -j 2 >"$copy/build.log" 2>&1 || { tail -20 "$copy/build.log" >&2; exit 1; }; }
compare() { (cd "$copy/build/tests" && CK_DEFAULT_TIMEOUT=1200 timeout 1500 ./validity/test_random >"$copy/$1.log" 2>&1); }

build
if ! compare none; then
  echo "the comparison fails without any fault: see $copy/none.log" >&2
  exit 1
fi
missed=0
printf '| fault | what goes wrong | found |\n|---|---|---|\n'
for name in "${names[@]}"; do
  patch=$here/faults/$name.patch
  patch -s -p1 -d "$copy" <"$patch"
  build
  if compare "$name"; then found=no missed=$((missed + 1)); else found=yes; fi
  patch -s -R -p1 -d "$copy" <"$patch"
  printf '| %s | %s | %s |\n' "$name" "$(head -1 "$patch")" "$found"
done
echo "${#names[@]} faults planted, $missed not found."
[ "$missed" -eq 0 ]
