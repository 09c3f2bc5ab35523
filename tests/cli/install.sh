#!/usr/bin/env bash
# An installed program runs from anywhere, and an installed library serves a program of somebody else's.
set -euo pipefail
stage=$PWD/stage

cmake --install "${TERMIJN_BUILD:?the build folder}" --prefix "$stage/usr" >install.log || {
  cat install.log
  exit 1
}
if [ -n "$(find "$stage" -name '*.gp')" ]; then
  echo "plot scripts were installed; they should be inside the program"
  exit 1
fi
(cd / && "$stage/usr/bin/termijn" --help >/dev/null)

mkdir consumer
{
  for header in "$stage"/usr/include/termijn/*.h; do
    printf '#include <termijn/%s>\n' "$(basename "$header")"
  done
  printf 'int main(void)\n{\n    return 0;\n}\n'
} >consumer/main.c
cat >consumer/CMakeLists.txt <<'CMAKE'
cmake_minimum_required(VERSION 3.25)
project(consumer LANGUAGES C)
find_package(termijn REQUIRED)
add_executable(consumer main.c)
target_link_libraries(consumer PRIVATE termijn::termijn)
CMAKE
if ! { cmake -S consumer -B consumer/build -D CMAKE_PREFIX_PATH="$stage/usr" && cmake --build consumer/build; } >consumer.log 2>&1; then
  cat consumer.log
  exit 1
fi
consumer/build/consumer
