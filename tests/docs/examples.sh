#!/usr/bin/env bash
# examples.sh quick|slow PAGE...: runs every command of the pages, line by line, from the top of a scratch copy of the sources; each must end
# with 0. Commands are the lines of ```sh blocks, indented lines that look like one, and `termijn ... scenarios/...` inside the text.
#
# Substitutions, so that it is quick:
#   termijn    simulates 2 futures (-n 2), whatever -n or --precision say, and draws nothing (--no-plots)
#   ctest      lists the tests of its filter (-N), of which there must be one
#   cmake --install    installs below a folder of its own (DESTDIR)
# `slow` says which commands are left to `slow`, why, and what is run there in their place. Everything of a page that is not slow runs in
# both. TERMIJN_BUILD serves as build/release, but for slow commands.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
mode=$1
shift

# slow COMMAND: sets `reason` and `instead` of a command that takes more than seconds, or fails.
slow() {
  case $1 in
  './bootstrap.sh test'*) reason='all tests, this one included' instead='PATH=$plain_path ./bootstrap.sh test -R unit.calendar' ;;
  './bootstrap.sh run '*) reason='it builds the program' instead="PATH=\$plain_path $1 -n 2" ;;
  './bootstrap.sh'*) reason='it builds the program' instead="PATH=\$plain_path $1" ;;
  'cmake --workflow --preset '*) reason='it builds everything and runs all tests' instead="cmake --preset ${1##* }" ;;
  'cmake -B '* | 'cmake --build '* | 'cmake --install '*) reason='it builds everything' instead=$1 ;;
  '.ci/run'*) reason='all tests, four times over' instead='bash -n .ci/run' ;;
  'tests/fuzz/run.sh '*) reason='it builds with clang, and fuzzes as long as it is told' instead='tests/fuzz/run.sh 1 amounts' ;;
  'tests/coverage.sh'*) reason='it builds everything and runs most tests' instead='bash -n tests/coverage.sh' ;;
  'tests/newcomer.sh'*) reason='it builds a clone' instead='PATH=$plain_path tests/newcomer.sh 1' ;;
  *) return 1 ;;
  esac
  reason=${reason:?} instead=${instead:?}
}

# ---- a copy to work in ----

copy=$PWD/copy
mkdir "$copy" bin
(cd "$TERMIJN_SOURCE" && { git ls-files -z --cached --others --exclude-standard 2>/dev/null || find . -type f -not -path './build/*' -not -path './.git/*' -print0; } |
  tar -c --null -T - --ignore-failed-read 2>/dev/null) | tar -x -C "$copy"
rm -f "$copy/town.yaml" # what README has its reader make
present "$copy/README.md"

real_ctest=$(command -v ctest)
export plain_path=$PATH
cat >bin/termijn <<WRAPPER
#!/usr/bin/env bash
case \${1:-} in
run | compare | sweep | sensitivity) set -- "\$@" --no-plots -n 2 ;;
plan) set -- "\$@" --no-plots -n 2 ;;
esac
exec "$TERMIJN" "\$@"
WRAPPER
cat >bin/ctest <<WRAPPER
#!/usr/bin/env bash
# From the top of the copy a preset's folder is the build folder at hand.
"$real_ctest" -N "\$@" | tee ctest.out
! grep -qE 'Total Tests: 0|No tests were found' ctest.out
WRAPPER
chmod +x bin/termijn bin/ctest
export PATH="$PWD/bin:$PATH" DESTDIR=$PWD/stage

# ---- what a page says ----

# A line each; a backslash at the end of a line goes on, and what stands after # is said beside it.
commands_of() {
  awk '/^```/ { fenced = !fenced; sh = $0 == "```sh"; next }
       fenced && sh
       !fenced && /^    (termijn|ctest|cmake|awk|[.]\/|[.]ci\/|tests\/|plots\/|TERMIJN_[A-Z]+=)/ { print substr($0, 5) }' "$1" |
    sed -e ':more' -e '/\\$/{N;s/\\\n//;b more' -e '}' | sed 's/  *#.*//' | grep -vE '^ *(#|$)'
}

# Commands in backticks within the text, of scenarios that are there.
inline_of() {
  awk '/^```/ { on = !on; next } !on' "$1" | grep -oE '`termijn [a-z]+ scenarios/[^`]*`' | tr -d '`' | sort -u
}

try() { # PAGE COMMAND
  local page=$1 command=$2 started=$SECONDS
  if slow "$command"; then
    if [ "$mode" = quick ]; then
      echo "left to slow ($reason): $command"
      return
    fi
    command=$instead
    [ ! -L "$copy/build/release" ] || rm "$copy/build/release"
  else
    mkdir -p "$copy/build"
    [ -e "$copy/build/release" ] || ln -s "${TERMIJN_BUILD:?}" "$copy/build/release"
  fi
  (cd "$copy" && eval "$command") >stdout 2>stderr </dev/null || {
    fail "exit $? ($page): $command"
    tail -5 stdout
    tail -20 stderr
  }
  echo "$((SECONDS - started)) s: $command"
}

for page in "$@"; do
  tried=0
  while IFS= read -r command; do
    try "$page" "$command"
    tried=$((tried + 1))
  done < <(commands_of "$TERMIJN_SOURCE/$page"; inline_of "$TERMIJN_SOURCE/$page")
  [ "$tried" -gt 0 ] || fail "no commands in $page"
done
finish
