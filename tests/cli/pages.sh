#!/usr/bin/env bash
# The man page and the completion name every command and every option of it, and nothing else; help begins with examples that can be copied.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"

expect 0 "$TERMIJN" --man
mv stdout termijn.1
expect 0 "$TERMIJN" --completion
mv stdout completion
cmp termijn.1 "${TERMIJN_BUILD:?}/termijn.1" || fail "the man page of the build is another"
cmp completion "$TERMIJN_BUILD/completion/termijn" || fail "the completion of the build is another"

# A line that is to be copied stands alone.
sed 's/\\-/-/g' termijn.1 | grep -A1 -xF .EX | grep -qxF '# yaml-language-server: $schema=termijn.schema.json' || fail "the line for editors runs on"

# commands: those that --help lists.
expect 0 "$TERMIJN" --help
mapfile -t commands < <(sed -n '/^Commands:/,/^$/s/^  \([a-z]*\)  .*/\1/p' stdout)
[ "${#commands[@]}" -ge 8 ] || fail "too few commands: ${commands[*]}"

# Options of a command as argp prints them: `-o, --output=DIR` and `    --json` at the left, long and short, one a line.
options_of_help() {
  # shellcheck disable=SC2086
  "$TERMIJN" $1 --help | sed -nE 's/^  (-(.), |    )--([a-z-]+).*/--\3 -\2/p' | tr ' ' '\n' | grep -vx -e - -e '' | LC_ALL=C sort
}
# The same of the man page's section, and of the completion.
options_of_man() {
  sed 's/\\-/-/g' termijn.1 | awk -v section="$1" '/^\.S[HS] / { on = $0 == ".SS termijn " section || (section == "" && $0 == ".SH OPTIONS") } on && /^\\fB-/' |
    sed -E 's/^\\fB(-.)\\fR, /\1\n/; s/\\fB(--[a-z-]+)\\fR.*/\1/' | LC_ALL=C sort
}
options_of_completion() {
  awk -v command="${1:-*}" '$0 == "    " command ")" { on = 1 } on && /options=/ { print; exit }' completion | sed "s/.*options='\(.*\)'/\1/" | tr ' ' '\n' | LC_ALL=C sort
}
for command in "" "${commands[@]}"; do
  options_of_help "$command" >help
  [ "$(wc -l <help)" -ge 5 ] || fail "too few options of '$command'"
  options_of_man "$command" | cmp - help || fail "other options of '$command' in the man page: $(options_of_man "$command" | diff - help)"
  options_of_completion "$command" | cmp - help || fail "other options of '$command' in the completion: $(options_of_completion "$command" | diff - help)"
  [ -z "$command" ] || [ "$(grep -cx ".SS termijn $command" termijn.1)" -eq 1 ] || fail "$command is not in the man page once"
  # Examples stand before the options, each on lines of its own that no help breaks.
  # shellcheck disable=SC2086
  "$TERMIJN" $command --help >page
  if awk 'length > 80 { bad = 1 } END { exit !bad }' page; then fail "help of '$command' is wider than 80 columns"; fi
  sed -n '/^Examples:/,/^$/p; /^  -/q' page >examples
  [ "$(grep -c "^  termijn $command" examples)" -ge 1 ] || fail "help of '$command' has no example before its options"
  if sed -e 1d -e '/^$/d' examples | grep -v '^  '; then fail "an example of '$command' is broken over lines"; fi
done
[ "$(grep -c '^\.SS ' termijn.1)" -eq "${#commands[@]}" ] || fail "the man page has a command that --help does not list"
grep -cE '^    ([a-z]+|\*)\)$' completion | grep -qx $((${#commands[@]} + 1)) || fail "the completion has another number of commands"

if command -v groff >/dev/null; then
  groff -ww -man -Tutf8 termijn.1 2>warnings >page
  if [ -s warnings ]; then fail "groff warns: $(head -3 warnings)"; fi
  grep -q 'termijn sweep' page || fail "groff prints no man page"
else
  echo "no groff; what it says of the man page is left out"
fi

# Completion in a bash of its own: complete WORD...: what may stand for the last one.
complete_line() {
  bash --norc --noprofile -c '
    . ./completion
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
    _termijn
    printf "%s\n" "${COMPREPLY[@]}"' complete "$@"
}
completes() {
  local expected=$1
  shift
  [ "$(complete_line "$@" | LC_ALL=C sort | tr '\n' ' ')" = "$expected " ] || fail "$*: not $expected but $(complete_line "$@" | tr '\n' ' ')"
}
mkdir -p out/desk && touch desk.yaml "my desk.yaml" more.yaml notes.txt
completes "schema score sensitivity sweep" termijn s
completes "--no-plots" termijn run --no
completes "--precision" termijn run --prec
completes "en nl" termijn run --language ''
completes "en nl" termijn run --language =
completes "en nl" termijn sweep --language ''
completes "en nl" termijn plot --language ''
completes "excel-nl" termijn run desk.yaml --csv = e
completes "desk.yaml" termijn run d
completes "+more.yaml +my desk.yaml" termijn run desk.yaml +m
completes "out/desk" termijn report out/d
completes "out" termijn run desk.yaml -o o
completes "" termijn run desk.yaml -n ''
completes "" termijn schema d
completes "--man" termijn --m
finish
