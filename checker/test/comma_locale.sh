#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs a test program with its arguments where a decimal point is a comma; makes such a locale if need be.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

localedef -i de_DE -f UTF-8 "$folder/de_DE.UTF-8" 2>"$folder/log" || true
[ -d "$folder/de_DE.UTF-8" ] && export LOCPATH="$folder"
export LC_ALL=de_DE.UTF-8
if [ "$(locale decimal_point 2>/dev/null)" != "," ]; then
    echo "skipped: there is no locale de_DE.UTF-8, and it could not be made"
    exit 77
fi
"$@"
