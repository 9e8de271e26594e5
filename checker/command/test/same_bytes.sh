#!/bin/sh
# SPDX-License-Identifier: MIT
# The claim records of one seed are the same bytes whatever runs beside them, on however many
# threads, in which order of names and under which locale.
set -eu
secant=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
bad=0

claims()
{
    file=$folder/$1
    shift
    status=0
    "$secant" check --format json --points 4 "$@" >"$folder/report" || status=$?
    [ $status -le 3 ] || exit 1
    grep '"type":"claim"' "$folder/report" >"$file"
}

same() # what, file, file
{
    [ -s "$folder/$2" ] && cmp "$folder/$2" "$folder/$3" || {
        echo "differs: $1"
        bad=1
    }
}

claims one --jobs 1
claims eight --jobs 8
same "the number of threads" one eight

names="softmax network_tanh_softmax_ce wrong/relu_left shape/pool_ceil
    wrong/parameters_linear_bias_missing bce_naive"
for name in $names; do
    claims alone "$name"
    grep "\"case\":\"$name\"" "$folder/one" >"$folder/within"
    same "$name alone and among others" alone within
done

reversed=
for name in $names; do
    reversed="$name $reversed"
done
claims forwards $names
claims backwards $reversed
for file in forwards backwards; do
    sort "$folder/$file" >"$folder/$file.sorted"
done
same "the order of names" forwards.sorted backwards.sorted

claims other --seed 7 softmax
claims first softmax
! cmp -s "$folder/other" "$folder/first" || { echo "the seed changes nothing" && bad=1; }

localedef -i de_DE -f UTF-8 "$folder/de_DE.UTF-8" 2>"$folder/log" || true
if LOCPATH=$folder LC_ALL=de_DE.UTF-8 locale decimal_point 2>/dev/null | grep -q ','; then
    export LOCPATH="$folder"
    LC_ALL=C claims plain $names
    LC_ALL=de_DE.UTF-8 claims comma $names
    same "the locale" plain comma
fi
exit $bad
