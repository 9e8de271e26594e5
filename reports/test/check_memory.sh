#!/bin/sh
# SPDX-License-Identifier: MIT
# Lets the 1st, 2nd, 3rd ... allocation of writer $2 in program $1 fail, by way of module $3:
# either the program says so and exits with 1, or its report is complete. Beyond the last
# allocation it is complete again and again.
set -u
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" "$2" >"$folder/whole" 2>/dev/null
[ $? = 77 ] && echo "skipped: built without this report" && exit 77
bad=0 complete=0 n=0
while [ $complete -lt 50 ]; do
    n=$((n + 1)) complete=$((complete + 1))
    FAIL_ALLOCATION=$n LD_PRELOAD=$3 "$1" "$2" >"$folder/found" 2>"$folder/message"
    status=$?
    if [ $status = 0 ]; then
        cmp -s "$folder/whole" "$folder/found"
    else
        complete=0
        [ $status = 1 ] && [ -s "$folder/message" ]
    fi || { echo "allocation $n: exit status $status" && bad=1; }
done
exit $bad
