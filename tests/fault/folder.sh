#!/usr/bin/env bash
# A result folder is complete or untouched: foreign folders, full disks, killed and interrupted runs.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml
run() { "$TERMIJN" run small.yaml -q --no-plots -n 5 "$@"; }

# What is not ours is left alone.
mkdir foreign && echo precious >foreign/notes.txt
expect 1 run -o foreign
says stderr "holds no results of termijn"
says foreign/notes.txt precious
mkdir almost && echo '{"program": "other"}' >almost/manifest.json
expect 1 run -o almost
says almost/manifest.json other
echo precious >file
expect 1 run -o file
says stderr "is a file"
expect 1 run -o file/below
says file precious
expect 1 run -o .
expect 1 run -o ..
expect 1 run -o /
expect 1 run -o ''
no_leftovers .

# An empty folder, a path with parents, a slash at its end, a link to a folder.
mkdir empty && expect 0 run -o empty
present empty/forecast.csv
expect 0 run -o deep/er/still/
present deep/er/still/forecast.csv
mkdir real && ln -s real link && expect 0 run -o link
present real/forecast.csv
[ -L link ] || fail "the link is gone"
expect 0 run -o './odd '\''name" $(touch oops) `touch oops`'
present './odd '\''name" $(touch oops) `touch oops`/forecast.csv'
absent oops

# Leftovers of killed runs go, those of living ones stay, and a folder that was moved aside comes back.
sleep 300 &
living=$!
gone=$(bash -c 'echo $$')
mkdir .left.tmp-"$gone" .left.tmp-"$living" .left.tmp-x .other.tmp-"$gone"
expect 0 run -o left
absent .left.tmp-"$gone"
for kept in .left.tmp-"$living" .left.tmp-x .other.tmp-"$gone"; do [ -d "$kept" ] || fail "$kept was removed"; done
kill "$living"
rm -rf .left.tmp-* .other.tmp-*
mv left .left.old-"$gone"
expect 2 "$TERMIJN" run missing.yaml -o left
expect 1 bash -c "ulimit -f 1; \"$TERMIJN\" run small.yaml -q --no-plots -n 5 -o left"
present left/forecast.csv
no_leftovers .

# A folder that nobody may write to.
if [ "$(id -u)" -ne 0 ]; then
  mkdir locked && chmod 555 locked
  expect 1 run -o locked/result
  says stderr "may not be written"
fi
if [ -d /proc/self ]; then expect 1 run -o /proc/termijn-result; fi

# Files that may not grow: the former results stay as they were, byte for byte.
expect 0 run -o kept
cp -a kept copy
expect 1 bash -c "ulimit -f 8; \"$TERMIJN\" run small.yaml -q --no-plots -n 6 -o kept"
says stderr "ulimit -f"
diff -r kept copy || fail "the former results changed"
expect 1 bash -c "ulimit -f 8; \"$TERMIJN\" run small.yaml -q --no-plots -n 6 -o fresh/er"
absent fresh
no_leftovers .

# Interrupted, by either signal: exit 130, nothing written, the former results stay.
for signal in INT TERM; do
  env --default-signal=INT,TERM "$TERMIJN" run small.yaml -q -n 10000000 -o kept 2>stderr &
  pid=$!
  sleep 1
  kill -s "$signal" "$pid"
  wait "$pid"
  code=$?
  [ "$code" -eq 130 ] || fail "exit $code after SIG$signal, not 130"
  says stderr "interrupted; nothing was written"
  diff -r kept copy || fail "the former results changed"
done
no_leftovers .
finish
