#!/bin/sh
# SPDX-License-Identifier: MIT
# Many results through the writer $2 of program $1 in constant memory: a writer that stored
# them would need some hundred bytes each.
set -u
# The address sanitizer keeps freed memory for a while, unless told otherwise.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}quarantine_size_mb=0"
few=$("$1" "$2" many 100 2>&1 >/dev/null)
[ $? = 77 ] && echo "skipped: built without this report" && exit 77
many=$("$1" "$2" many 50000 2>&1 >/dev/null) || exit 1
echo "peak of 100 results: $few KB, of 50000: $many KB"
[ "$many" -lt $((few + 1500)) ]
