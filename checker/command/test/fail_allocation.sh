#!/bin/sh
# SPDX-License-Identifier: MIT
# Lets the 1st, 2nd, 3rd ... allocation of a small run of program $1 fail, by way of module
# $2: either it says so and exits with 2, or its report is complete.
set -u
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
claims() { grep -v '"type":"summary"' "$1"; } # which holds the time
arguments="check softplus --precision double --points 4 --jobs 1 --format json"
"$1" $arguments >"$folder/whole"
whole_status=$?
bad=0 n=0 in_a_row=0
while [ $in_a_row -lt 20 ] && [ $n -lt 5000 ]; do # some allocations can be done without
    n=$((n + 1))
    FAIL_ALLOCATION=$n LD_PRELOAD=$2 "$1" $arguments >"$folder/found" 2>"$folder/message"
    status=$?
    if [ $status = $whole_status ] && [ ! -s "$folder/message" ] &&
        [ "$(claims "$folder/found")" = "$(claims "$folder/whole")" ]; then
        in_a_row=$((in_a_row + 1))
    else
        in_a_row=0
        [ $status = 2 ] && grep -q "^secant: .*memory" "$folder/message" || {
            echo "allocation $n: status $status: $(cat "$folder/message")"
            bad=1
        }
    fi
done
echo "$((n - in_a_row)) allocations"
[ $in_a_row = 20 ] && [ $n -gt 50 ] || { echo "no end after $n allocations" && bad=1; }
exit $bad
