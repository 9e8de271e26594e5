#!/bin/sh
# SPDX-License-Identifier: MIT
# Ctrl-C in the middle: status 130, and what was finished stands in a whole report under its
# final name, marked as interrupted.
set -u
secant=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
report=$folder/report.json
bad=0

"$secant" check --jobs 2 --points 20000 --format json --output "$report" \
    avg_pool1d conv2d max_pool2d softplus >"$folder/out" 2>"$folder/err" &
child=$!
sleep 1
[ -e "$report" ] && echo "the final name is there before the end" && bad=1
kill -INT $child
wait $child
status=$?
[ $status = 130 ] || { echo "status $status: $(cat "$folder/err")" && bad=1; }
[ -e "$report" ] || { echo "there is no report" && exit 1; }
[ "$(ls "$folder" | wc -l)" = 3 ] || { echo "left over: $(ls "$folder")" && bad=1; }
head -n 1 "$report" | grep -q '^{"type":"run",.*}$' || { echo "no head" && bad=1; }
tail -n 1 "$report" | grep -q '^{"type":"summary",.*"interrupted":true}$' || {
    echo "the summary: $(tail -n 1 "$report")"
    bad=1
}
[ "$(grep -cv '^{.*}$' "$report")" = 0 ] || { echo "broken lines" && bad=1; }
exit $bad
