#!/bin/sh
# SPDX-License-Identifier: MIT
# The replay line of every wrong result, run again, gives the same verdict and the same worst
# element.
set -eu
secant=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
lines=0
bad=0

gist() { sed -n 's/.*"claim":\("[^"]*"\).*"verdict":\("[^"]*"\).*"worst":\([^}]*}\).*/\1 \2 \3/p'; }

"$secant" check --format json --points 24 --only 'wrong/*' >"$folder/report" || [ $? -le 3 ]
grep '"verdict":"wrong"' "$folder/report" >"$folder/wrong"
while read -r line; do
    lines=$((lines + 1))
    # every ninth, and every one of a shape
    case $line in
    *'"claim":"formula = count"'*) ;;
    *) [ $((lines % 9)) = 0 ] || continue ;;
    esac
    replay=$(printf '%s\n' "$line" | sed -n 's/.*"replay":"secant \(.*\)"}$/\1/p')
    claim=$(printf '%s\n' "$line" | gist)
    eval "\"$secant\" $replay --format json" >"$folder/again" </dev/null || [ $? -le 3 ]
    if [ -z "$replay" ] || [ -z "$claim" ] || ! gist <"$folder/again" | grep -qxF "$claim"; then
        echo "secant $replay"
        echo "  expected $claim"
        echo "  found    $(gist <"$folder/again")"
        bad=1
    fi
done <"$folder/wrong"
[ $lines -gt 100 ] || { echo "only $lines wrong results" && bad=1; }
exit $bad
