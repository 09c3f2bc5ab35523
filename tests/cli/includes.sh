#!/usr/bin/env bash
# The direction of the code: each room of sim/ includes only the rooms above it, and a few doors stay shut.
set -euo pipefail
cd -- "${TERMIJN_SOURCE:?the source folder}"

# shellcheck disable=SC2016 # an awk program
find sim include -name '*.[ch]' | LC_ALL=C sort | xargs awk '
function fail(message) {
  printf "%s:%d: %s\n", FILENAME, FNR, message
  failures++
}

# The room that a path belongs to: sim/engine/queue.h and engine/queue.h to engine; the public headers to library.c, which alone includes them.
function room_of(path, part) {
  sub(/^sim\//, "", path)
  sub(/^include\//, "", path)
  if (path == "main.c") return "main"
  if (path == "library.c") return "library"
  split(path, part, "/")
  return part[1] == "termijn" ? "library" : part[1]
}

function check_room(from, to, written) {
  if (!(to in rank)) {
    fail("includes " written ", which is in no room; the rooms are: " rooms)
  } else if (rank[to] > rank[from]) {
    fail(from "/ includes " written ", but " to "/ stands below it; a room includes only those above it: " rooms)
  } else if ((from, to) in strangers) {
    fail(from "/ includes " written ", but " from "/ must not know " to "/")
  }
}

BEGIN {
  rooms = "base random results scenario model engine experiment output library commands main"
  n = split(rooms, names, " ")
  for (i = 1; i <= n; i++) rank[names[i]] = i
  m = split("results random scenario random scenario results engine scenario output engine commands library main library", pairs, " ")
  for (i = 1; i < m; i += 2) strangers[pairs[i], pairs[i + 1]] = 1
}

FNR == 1 {
  files++
  room = room_of(FILENAME)
  if (!(room in rank)) fail("is in no room; the rooms are: " rooms)
}

/^[ \t]*#[ \t]*include[ \t]*"/ {
  path = $0
  sub(/^[^"]*"/, "", path)
  sub(/".*/, "", path)
  written = "\"" path "\""
  if (FILENAME ~ /^include\//) {
    fail("includes " written ": a public header includes public headers only, as <termijn/NAME.h>")
  } else if (path !~ /^[a-z]+\/[a-z0-9_]+\.h$/) {
    fail("includes " written ": write it as \"room/file.h\"")
  } else {
    check_room(room, room_of(path), written)
  }
}

/^[ \t]*#[ \t]*include[ \t]*</ {
  path = $0
  sub(/^[^<]*</, "", path)
  sub(/>.*/, "", path)
  if (path ~ /^termijn\//) check_room(room, room_of(path), "<" path ">")
  if (path == "yaml.h" && FILENAME !~ /^sim\/scenario\//) fail("includes <yaml.h>: only scenario/ reads YAML")
  if (path == "jansson.h" && room ~ /^(random|model|engine)$/) fail("includes <jansson.h>: " room "/ uses libc, libm and GSL alone")
}

/(^|[^A-Za-z0-9_])popen[ \t]*\(/ && !/^[ \t]*(\*|\/[*\/])/ && FILENAME != "sim/output/gnuplot.c" {
  fail("calls popen: only sim/output/gnuplot.c does")
}

/(^|[^A-Za-z0-9_])system[ \t]*\(/ && !/^[ \t]*(\*|\/[*\/])/ {
  fail("calls system: no text of ours goes to a shell")
}

END {
  if (!files) {
    print "no sources found in sim/ and include/"
    exit 1
  }
  exit failures > 0
}
'
