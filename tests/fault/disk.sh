#!/usr/bin/env bash
# A disk that is full: exit 1, a message that says so, the former results untouched. A small tmpfs where root may mount one, else left out;
# limits on file size (folder.sh) come to the same for a single file.
. "${TERMIJN_SOURCE:?}/tests/support/cli.bash"
small_scenario small.yaml
run() { "$TERMIJN" run small.yaml -q -n 5 "$@"; }

mkdir disk
if [ "$(id -u)" -ne 0 ] || ! mount -t tmpfs -o size=8m tmpfs disk 2>/dev/null; then
  echo "no tmpfs may be mounted; left out"
  exit 0
fi
trap 'umount "$PWD/disk"' EXIT

expect 0 run -o disk/kept
cp -a disk/kept copy
# Less and less room, in the end for half a page of nothing: full in the data, in the plots, or when the folder is made.
for room in 400 150 60 30 10 4 0; do
  left=$(df -k --output=avail disk | tail -1)
  head -c $(((left - room) * 1024)) /dev/zero >disk/filler
  run -o disk/kept -n 6 >stdout 2>stderr
  code=$?
  case $code in
  0) says stderr "no plots" ;; # room for the data, and none for the plots
  1) says stderr "the disk is full" ;;
  *) fail "exit $code with $room KiB left" ;;
  esac
  if [ "$code" -eq 1 ]; then
    diff -r disk/kept copy || fail "the former results changed with $room KiB left"
  else
    rm -rf disk/kept && rm disk/filler && cp -a copy disk/kept
  fi
  no_leftovers disk
  rm -f disk/filler
done
[ "$code" -eq 1 ] || fail "a full disk is no fault"
expect 0 run -o disk/kept
finish
