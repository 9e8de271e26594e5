#!/bin/sh
# SPDX-License-Identifier: MIT
# Compares what the writer `text` makes of hard results with text.expected beside this file:
#     check_text.sh PROGRAM EXPECTED [update]
set -u
found=$(mktemp)
trap 'rm -f "$found"' EXIT
for mode in normal quiet verbose color empty interrupted cases cases-quiet; do
    printf '=== %s\n' "$mode"
    "$1" text "$mode" || printf 'exit status %s\n' "$?"
done >"$found"
if [ "${3-}" = update ]; then
    cp "$found" "$2"
else
    diff -u "$2" "$found"
fi
