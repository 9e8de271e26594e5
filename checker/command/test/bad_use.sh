#!/bin/sh
# SPDX-License-Identifier: MIT
# Exit statuses, and what is said on standard error where something is amiss.
set -u
secant=$1
folder=$(mktemp -d)
trap 'chmod 700 "$folder/closed"; rm -rf "$folder"' EXIT
mkdir "$folder/closed" && chmod 500 "$folder/closed"
bad=0

# Expected status, the first line of the message ('' for none, '*' at its end for any), words.
try()
{
    expected=$1 message=$2
    shift 2
    timeout 60 "$secant" "$@" >"$folder/out" 2>"$folder/err"
    status=$?
    found=$(cat "$folder/err")
    case $message in
    *'*') # brackets in it stand for themselves
        beginning=${message%?}
        [ "${found#"$beginning"}" != "$found" ]
        ;;
    *) [ "$found" = "$message" ] ;;
    esac || {
        echo "secant $*"
        echo "  said     $found"
        echo "  expected $message"
        bad=1
    }
    [ $status = "$expected" ] || { echo "secant $*: status $status, not $expected" && bad=1; }
}
refused() { message=$1 && shift && try 2 "secant: $message" "$@"; }

try 0 '' check softplus --precision double
try 0 '' check wrong/relu_left --precision double
try 0 '' check shape/conv_length
try 1 '' check wrong/relu_left --precision double --at 'x=[1,2]'
try 1 '' check wrong/conv_length_dilation_missing --at 'n=5; k=1; s=1; p=0; d=1'
try 3 '' check relu --precision double --at 'x=[0]'
try 3 '' check softplus --points 2
try 2 'secant compares*'
try 0 '' --version
try 0 '' --help
try 0 '' check --help
try 0 '' list

refused "there is no command 'chekc'; did you mean 'secant check'?" chekc
refused "there is no command 'x'; see secant --help" x
refused "there is no kernel or file 'sofplus'; did you mean softplus?" check sofplus
refused "there is no kernel or file 'shape/conv_lenght'; did you mean shape/conv_length?" \
    check shape/conv_lenght
refused "there is no kernel or file 'qqqqq'; see secant list" check qqqqq
refused "there is no option --pionts; did you mean --points?" check --pionts 3
refused "there is no option -x; see secant --help" check -x
refused "--points expects N after it" check --points
refused "--sharp takes no value, found 'yes'" check --sharp=yes
for number in 0 -1 1000001 3x x '' ' ' 1e3 99999999999999999999; do
    refused "--points expects a whole number from 1 to 1000000, found '$number'" \
        check --points "$number"
done
for number in 0 1025 -4 two; do
    refused "--jobs expects a whole number from 1 to 1024, found '$number'" \
        check --jobs "$number"
done
for number in -1 x 9223372036854775808 ''; do
    refused "--seed expects a whole number from 0 to 9223372036854775807, found '$number'" \
        check --seed "$number"
done
refused "--precision expects float, double or extended, found 'half'" \
    check --precision half
refused "nothing matches --only zzz; see secant list" check --only zzz
refused "nothing matches in this precision; see secant list" \
    check shape/conv_length --precision double
refused "there is no format 'jsno'; did you mean json?" check --format jsno
refused "there is no format 'q'; see secant list formats" check --format q
refused "only one format can go to standard output: give the others --output FILE" \
    check softplus --format json --format tap
refused "there is no list of 'kernel'; did you mean kernels?" list kernel

refused "--at needs the name of one kernel before it" check --at 'x=1'
refused "--at needs the name of one kernel before it" check relu tanh --at 'x=1'
refused "--at 'x=[1': column 5: expected ',' or ']', found ''" check relu --at 'x=[1'
refused "--at 'q=[1]': column 1: there is no input or size 'q'" check relu --at 'q=[1]'
refused "--at '': column 1: input x (shape 'n') is missing" check relu --at ''
refused "--at 'x=[[1]]': column 1: x has shape 'n', found 2 dimensions" \
    check relu --at 'x=[[1]]'
refused "--at 'z=[1,2]; y=2': column 10: y expects a class*" \
    check cross_entropy --at 'z=[1,2]; y=2'
refused "--at 'n=1; k=2; s=0; p=0; d=1': column 11: size s should be a whole number*" \
    check shape/conv_length --at 'n=1; k=2; s=0; p=0; d=1'
refused "--at 'n=1; k=2; s=1; p=0; d=1': column 24: these sizes do not fit together" \
    check shape/conv_length --at 'n=1; k=2; s=1; p=0; d=1'
refused "--at '\$(true)': column 1: expected a name*" check relu --at '$(true)'

refused "cannot write '$folder/none/file': No such file or directory" \
    check relu --output "$folder/none/file"
refused "cannot write '$folder': Is a directory" check relu --output "$folder"
if [ "$(id -u)" != 0 ]; then
    refused "cannot write '$folder/closed/file': Permission denied" \
        check relu --output "$folder/closed/file"
fi
if [ -w /dev/full ]; then
    refused "cannot write '/dev/full': No space left on device" \
        check relu --output /dev/full
    "$secant" check relu >/dev/full 2>"$folder/err"
    [ $? = 2 ] && grep -q "cannot write to standard output: No space left" "$folder/err" || {
        echo "a full standard output: $(cat "$folder/err")"
        bad=1
    }
    "$secant" list >/dev/full 2>"$folder/err"
    [ $? = 2 ] && grep -q "cannot write the list" "$folder/err" || {
        echo "a full standard output, list: $(cat "$folder/err")"
        bad=1
    }
fi

# A closed pipe ends the whole run at once, with one message.
start=$(date +%s)
{
    "$secant" check --format json 2>"$folder/err"
    echo $? >"$folder/status"
} | head -n 1 >"$folder/out"
took=$(($(date +%s) - start))
[ "$(cat "$folder/status")" = 2 ] && [ "$(wc -l <"$folder/err")" = 1 ] &&
    [ $took -lt 5 ] && grep -q "Broken pipe" "$folder/err" || {
    echo "closed pipe: status $(cat "$folder/status") after $took s: $(cat "$folder/err")"
    bad=1
}
exit $bad
