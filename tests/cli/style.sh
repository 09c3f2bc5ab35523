#!/usr/bin/env bash
# No file names a path of one machine, no function of sim/ is longer than 60 lines, and all memory of a replication lies in its arena.
set -euo pipefail
cd -- "${TERMIJN_SOURCE:?the source folder}"
status=0

# In a clone, what git tracks or is about to; in a copy without git, everything but what is built.
files() {
  git ls-files --cached --others --exclude-standard -- "$@" 2>/dev/null |
    while IFS= read -r file; do if [ -f "$file" ]; then printf '%s\n' "$file"; fi; done
}
if [ -z "$(files .)" ]; then
  files() {
    find "$@" -type f -not -path './build/*' -not -path './b/*' -not -path './out/*' -not -path './.git/*'
  }
fi

mapfile -t all < <(files .)
if [ "${#all[@]}" -eq 0 ]; then
  echo "no files found"
  exit 1
fi

# Absolute paths below these four folders, but not as a part of a longer path or of an address on the web.
if grep -nIE '(^|[^]A-Za-z0-9_.~$}/-])/(work|home|root|Users)/[A-Za-z0-9]|\.\./share[d]' "${all[@]}"; then
  echo "the lines above name a path of one machine"
  status=1
fi

# A replication is saved by a copy of its arena: what lay elsewhere would not be in it.
if files sim/engine | grep -v '/replication\.c$' | xargs grep -nE '\b(malloc|calloc|realloc|free)\('; then
  echo "memory of a replication beside its arena (state_array, state_grow)"
  status=1
fi

mapfile -t sources < <(files sim | grep '\.c$')
if [ "${#sources[@]}" -gt 0 ] && ! awk '
  FNR == 1 { start = 0 }
  /^[A-Za-z_].*\(/ {
    name = $0
    if ($0 ~ /\{ *$/) start = FNR
  }
  /^\{/ { start = FNR }
  /^\}/ {
    if (start && FNR - start > 60) {
      printf "%s:%d: %d lines: %s\n", FILENAME, start, FNR - start, substr(name, 1, 80)
      long = 1
    }
    start = 0
  }
  END { exit long }
' "${sources[@]}"; then
  echo "the functions above are longer than 60 lines"
  status=1
fi

exit "$status"
