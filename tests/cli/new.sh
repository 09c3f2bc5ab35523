#!/usr/bin/env bash
# new: every template checks and runs at once under a name of one's own, says what its parts are, and replaces nothing.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"

# templates: those that the help names.
mapfile -t templates < <("$TERMIJN" new --help | sed -nE 's/^ *--template=([a-z|]+).*/\1/p' | tr '|' '\n')
[ "${#templates[@]}" -ge 3 ] || fail "too few templates: ${templates[*]}"
files=("$TERMIJN_SOURCE"/scenarios/other/*.yaml)
[ "${#templates[@]}" -eq "${#files[@]}" ] || fail "scenarios/other has another number of scenarios than there are templates"
for template in "${templates[@]}"; do
  expect 0 "$TERMIJN" new "my_$template" --template "$template"
  says stdout "termijn check my_$template.yaml"
  [ "$(head -1 "my_$template.yaml")" = '# yaml-language-server: $schema=termijn.schema.json' ] || fail "the first line of $template"
  [ "$(grep -c '#' "my_$template.yaml")" -ge 5 ] || fail "$template has few comments"
  if [ -s stderr ]; then fail "new complains"; fi
  expect 0 "$TERMIJN" check "my_$template.yaml"
  expect 0 "$TERMIJN" run "my_$template.yaml" -n 5 --no-plots
  present "out/my_$template/forecast.csv"
  # But for the name and the schema it is the scenario that stands in the repository.
  title=$(grep '^title:' "my_$template.yaml")
  source=$(grep -lxF -- "$title" "${files[@]}")
  sed -e 1,2d -e "s/^name: .*/$(grep '^name:' "$source")/" "my_$template.yaml" | cmp - <(sed 1d "$source") || fail "$template is not $source"
done

# Nothing is replaced, whatever stands there.
cp my_desk.yaml before
expect 2 "$TERMIJN" new my_desk
says stderr "my_desk.yaml is there already"
expect 2 "$TERMIJN" new my_desk.yaml --template queue
cmp my_desk.yaml before || fail "my_desk.yaml was changed"
ln -s nowhere.yaml link.yaml
expect 2 "$TERMIJN" new link
absent nowhere.yaml

# Names and folders.
expect 0 "$TERMIJN" new
present permit_desk.yaml
mkdir folder
expect 0 "$TERMIJN" new folder/town-hall.yaml
grep -qx 'name: town-hall' folder/town-hall.yaml || fail "the name is not that of the file"
expect 1 "$TERMIJN" new nowhere/desk
says stderr "make its folder first"
absent nowhere
for name in Desk 1desk 'my desk' .yaml '' folder/ 'a/b c' "$(printf 'a%.0s' {1..65})" ../-x; do
  expect 2 "$TERMIJN" new "$name"
  says stderr "is no name for a scenario"
done
expect 2 "$TERMIJN" new one two
expect 2 "$TERMIJN" new one --template town
says stderr "--template is desk, queue or team"
absent one.yaml
if [ -c /dev/full ] && [ "$(id -u)" -ne 0 ]; then
  mkdir locked && chmod 500 locked
  expect 1 "$TERMIJN" new locked/desk
fi
(ulimit -f 1 && exec "$TERMIJN" new large) >stdout 2>stderr
[ $? -eq 1 ] || fail "a file that cannot be written whole is not noticed"
absent large.yaml
finish
