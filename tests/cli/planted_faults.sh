# The faults that tests/validity/faults.sh plants still apply to the engine as it is, each in one place.
set -eu
for patch in "$TERMIJN_SOURCE"/tests/validity/faults/*.patch; do
  [ "$(grep -c '^@@ ' "$patch")" -eq 1 ] || { echo "$patch: not one place"; exit 1; }
  patch --dry-run -s -F 0 -p1 -d "$TERMIJN_SOURCE" <"$patch" || { echo "$patch does not apply"; exit 1; }
done
[ "$(ls "$TERMIJN_SOURCE"/tests/validity/faults/*.patch | wc -l)" -ge 20 ]
