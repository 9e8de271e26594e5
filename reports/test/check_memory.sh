#!/bin/sh
# SPDX-License-Identifier: MIT
# Lets the 1st, 2nd, 3rd ... allocation of writer $2 in program $1 fail, by way of module $3:
# either the program says so and exits with 1, or its report is complete.
set -u
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" "$2" >"$folder/whole" 2>/dev/null
[ $? = 77 ] && echo "skipped: built without this report" && exit 77
bad=0
for n in $(seq 1 200); do
    FAIL_ALLOCATION=$n LD_PRELOAD=$3 "$1" "$2" >"$folder/found" 2>"$folder/message"
    status=$?
    if [ $status = 0 ]; then
        cmp -s "$folder/whole" "$folder/found"
    else
        [ $status = 1 ] && [ -s "$folder/message" ]
    fi || { echo "allocation $n: exit status $status" && bad=1; }
done
[ "$status" = 0 ] || { echo "200 allocations are not enough to come to an end" && bad=1; }
exit $bad
