#!/usr/bin/env bash
# An installed program runs from anywhere. The installed library serves a program of somebody else's, found by CMake or by pkg-config, and
# shows it the public headers' functions alone; so does the library in the build folder.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
build=${TERMIJN_BUILD:?the build folder}
stage="$PWD/a stage" # a space, and not the prefix it was configured with

cached() { sed -n "s/^$1:[A-Z]*=//p" "$build/CMakeCache.txt"; }
compiler=$(cached CMAKE_C_COMPILER)
flags=$(cached CMAKE_C_FLAGS)
if [ -n "$(cached TERMIJN_SANITIZE)" ]; then # what links an instrumented library must be instrumented, too
  flags="$flags -fsanitize=$(cached TERMIJN_SANITIZE)"
fi

# quiet COMMAND...: its output only when it fails.
quiet() {
  "$@" >quiet.log 2>&1 || {
    cat quiet.log
    fail "$*"
  }
}

# ---- what is installed ----

quiet env DESTDIR="$stage" cmake --install "$build" --prefix /usr
usr=$stage/usr
library=$(find "$usr" -name libtermijn.so)
libraries=$(dirname "$library")
[ -n "$library" ] || fail "no libtermijn.so was installed"
for file in bin/termijn include/termijn/termijn.h; do present "$usr/$file"; done
[ -z "$(find "$stage" -name '*.gp' -o -name '*.a')" ] || fail "plot scripts or an archive were installed"
if grep -rIlF -e "$build" -e "$stage" "$usr"; then
  fail "the files above name a folder of this build"
fi
expect 0 "$usr/bin/termijn" --help

soname=$(readelf -d "$library" | sed -n 's/.*SONAME.*\[\(.*\)\].*/\1/p')
version=$(sed -n 's/^project(termijn VERSION \([0-9.]*\) .*/\1/p' "$TERMIJN_SOURCE/CMakeLists.txt")
[ "$soname" = "libtermijn.so.${version%.*}" ] || fail "the SONAME is $soname"
[ -e "$libraries/$soname" ] || fail "$soname was not installed"

# ---- what it shows: what its headers declare, each of which compiles alone ----

nm -D --defined-only "$library" | awk '{ print $NF }' | LC_ALL=C sort >exported
LC_ALL=C grep -ohE '\btermijn_[a-z_0-9]+\(' "$usr"/include/termijn/*.h | tr -d '(' | LC_ALL=C sort -u >mentioned
# What measures or watches the program exports names of its own.
if [ -z "$(cached TERMIJN_SANITIZE)" ] && ! grep -q '^__gcov_' exported; then
  if grep -v '^termijn_' exported; then
    fail "the library exports the names above"
  fi
  diff exported mentioned || fail "what is exported (<) and what is declared (>) differ"
fi
declarations='^(const |struct |enum |size_t|uint32_t|void |#|typedef|extern|int )'
for header in "$usr"/include/termijn/*.h; do
  printf '#include <termijn/%s>\n' "$(basename "$header")" >alone.c
  quiet "$compiler" -std=c99 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -I "$usr/include" alone.c
  if command -v c++ >/dev/null; then
    quiet c++ -x c++ -std=c++11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -I "$usr/include" alone.c
  fi
  # Every line of it that begins something declares what is ours.
  if grep -nE "$declarations" "$header" | grep -vE 'termijn_|TERMIJN_|#(if|endif)|#include <|extern "C"'; then
    fail "$(basename "$header") declares the names above"
  fi
done

# ---- somebody else's program ----

scenario=$TERMIJN_SOURCE/scenarios/other/permit_desk.yaml
expect 0 "$TERMIJN" run "$scenario" -n 100 --no-plots -q -o out
awk -F, '$1 == "year" && $3 == "all" && $4 == "open" && $2 != "2024-12-31" { printf "%s %.0f\n", $2, $6 }' out/forecast.csv >wanted

# agrees PROGRAM: it prints what the program termijn wrote, and refuses what that refuses.
agrees() {
  expect 0 "$1" "$scenario"
  awk '/^2/ { print $1, $2 }' stdout >got
  [ -s got ] || fail "$1 printed no years"
  diff wanted got || fail "$1 differs from forecast.csv"
  expect 2 "$1" "$scenario" streams.building.efort='5 hours'
}

consumer() { # NAME FINDING...: builds the example with that option
  local name=$1
  shift
  quiet cmake -S "$TERMIJN_SOURCE/tests/example" -B "$name" -D CMAKE_C_COMPILER="$compiler" -D CMAKE_C_FLAGS="$flags" \
    -D CMAKE_BUILD_TYPE=Release "$@"
  quiet cmake --build "$name"
  agrees "$name/forecast"
}
consumer installed -D CMAKE_PREFIX_PATH="$usr"
consumer not_installed -D termijn_DIR="$build"
sed 's/termijn 0\.1 /termijn 7.0 /' "$TERMIJN_SOURCE/tests/example/CMakeLists.txt" >CMakeLists.txt
expect 1 cmake -S . -B other_version -D termijn_DIR="$build"

if command -v pkg-config >/dev/null; then
  export PKG_CONFIG_PATH=$libraries/pkgconfig
  [ "$(pkg-config --modversion termijn)" = "$version" ] || fail "pkg-config has another version"
  # pkg-config escapes what a shell would take apart.
  eval "found=($(pkg-config --cflags --libs termijn))"
  # shellcheck disable=SC2086,SC2154 # flags are several words
  quiet "$compiler" $flags "$TERMIJN_SOURCE/tests/example/forecast.c" "${found[@]}" -o by_pkg_config
  LD_LIBRARY_PATH=$libraries agrees ./by_pkg_config
fi

# The example of the overview in termijn.h, too.
{
  printf '#include <stdio.h>\n#include <termijn/termijn.h>\nint main(void)\n{\n'
  sed -n '/^ \*     struct termijn_diagnostics/,/^ \*     termijn_diagnostics_free/s/^ \*//p' "$usr/include/termijn/termijn.h"
  printf '    return 0;\n}\n'
} >overview.c
cp "$scenario" .
# shellcheck disable=SC2086 # flags are several words
quiet "$compiler" $flags -I "$usr/include" overview.c -L "$libraries" -ltermijn -o overview
expect 0 env LD_LIBRARY_PATH="$libraries" ./overview
grep -qE '^[0-9]+ cases open$' stdout || fail "the example in termijn.h prints: $(cat stdout)"

# ---- a plain build asks for nothing of the machine or the compiler that others may not have ----

quiet cmake -S "$TERMIJN_SOURCE" -B plain -D CMAKE_C_COMPILER="$compiler" -D CMAKE_EXPORT_COMPILE_COMMANDS=ON -D BUILD_TESTING=OFF
if grep -E -- '-Werror|-march|-mtune' plain/compile_commands.json | head -1; then
  fail "a plain build is not plain"
fi
finish
