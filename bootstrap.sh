#!/usr/bin/env bash
# From a fresh clone on Debian 12 to a result with one command: installs the packages that are missing, builds in
# build/release, runs. What it says goes to stderr; stdout belongs to the program.
set -euo pipefail
unset CDPATH

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
build=$here/build/release

say() {
  printf 'bootstrap: %s\n' "$*" >&2
}

usage() {
  cat >&2 <<'USAGE'
usage: ./bootstrap.sh run SCENARIO [+OVERLAY...] [OPTION...]   install what is missing, build, and run the scenario
       ./bootstrap.sh test [CTEST OPTION...]                   the same, and pass the tests
       ./bootstrap.sh build                                    the same, without running anything
       ./bootstrap.sh packages NAME...                         install those of these Debian packages that are missing
USAGE
  exit 2
}

# Prints those of the packages that are not installed. A word a|b is met by either and asks for the first.
missing_packages() {
  local installed wanted name found
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p')
  for wanted in "$@"; do
    found=
    for name in ${wanted//|/ }; do
      if grep -qxF -- "$name" <<<"$installed"; then
        found=yes
      fi
    done
    if [ -z "$found" ]; then
      printf '%s\n' "${wanted%%|*}"
    fi
  done
}

# Runs a command with the output kept back, and shows it when the command fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if [ "$status" -ne 0 ]; then
    cat "$log" >&2
  fi
  rm -f "$log"
  return "$status"
}

install_packages() {
  local root=() apt
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n env true >/dev/null 2>&1; then
      say "these Debian packages are missing: $*"
      say "neither root nor sudo without a password is at hand; type this line, then start again:"
      if command -v sudo >/dev/null; then
        printf '%s\n' "sudo apt-get update && sudo apt-get install -y --no-install-recommends $*" >&2
      else
        printf '%s\n' "su -c 'apt-get update && apt-get install -y --no-install-recommends $*'" >&2
      fi
      exit 2
    fi
    root=(sudo -n)
  fi
  apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a apt-get -q -y
    -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold)

  say "installing Debian packages: $*"
  # The lists of packages may be absent or out of date: they are fetched once the first attempt fails.
  if ! "${apt[@]}" install --no-install-recommends "$@" >/dev/null 2>&1 </dev/null; then
    if ! quietly "${apt[@]}" update || ! quietly "${apt[@]}" install --no-install-recommends "$@"; then
      say "could not install: $*"
      exit 1
    fi
  fi
}

need_packages() {
  local list missing
  if ! command -v dpkg-query >/dev/null; then
    say "this is not Debian; the build goes on with what is here, and needs the like of: $*"
    return
  fi
  list=$(missing_packages "$@")
  mapfile -t missing <<<"$list"
  if [ -n "$list" ]; then
    install_packages "${missing[@]}"
  fi
}

# configure [CMAKE OPTION...]; TERMIJN_DEVELOPER=ON in the environment turns on all warnings, as errors.
configure() {
  local options=(-S "$here" -B "$build" -D CMAKE_BUILD_TYPE=Release "$@")
  if [ -n "${TERMIJN_DEVELOPER:-}" ]; then
    options+=(-D "TERMIJN_DEVELOPER=$TERMIJN_DEVELOPER")
  fi
  if [ -f "$build/CMakeCache.txt" ]; then
    # A tree that was moved, or a generator that is gone, leaves a cache that cannot be used: then afresh.
    cmake "${options[@]}" >/dev/null 2>&1 </dev/null && return
    options+=(--fresh)
  fi
  if command -v ninja >/dev/null; then
    options+=(-G Ninja)
  else
    options+=(-G 'Unix Makefiles')
  fi
  quietly cmake "${options[@]}"
}

# build_target TARGET [CMAKE OPTION...]
build_target() {
  local target=$1
  shift
  if [ ! -x "$build/termijn" ]; then
    say "building in build/release"
  fi
  if ! configure "$@" || ! quietly cmake --build "$build" --target "$target" --parallel "$(nproc)"; then
    say "the build failed; what it printed stands above"
    exit 1
  fi
}

packages=(gcc libc6-dev make cmake 'pkg-config|pkgconf' libgsl-dev libyaml-dev librandom123-dev libjansson-dev
  'gnuplot-nox|gnuplot-qt|gnuplot-x11')

case ${1:-} in
run)
  shift
  need_packages "${packages[@]}"
  build_target termijn
  exec "$build/termijn" run "$@"
  ;;
test)
  shift
  need_packages "${packages[@]}" check python3-jsonschema python3-yaml
  build_target all -D BUILD_TESTING=ON
  exec ctest --test-dir "$build" --output-on-failure --no-label-summary --no-tests=error --parallel "$(nproc)" "$@"
  ;;
build)
  [ $# -eq 1 ] || usage
  need_packages "${packages[@]}"
  build_target termijn
  ;;
packages)
  shift
  [ $# -gt 0 ] || usage
  need_packages "$@"
  ;;
*)
  usage
  ;;
esac
