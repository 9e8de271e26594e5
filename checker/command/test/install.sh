#!/bin/sh
# SPDX-License-Identifier: MIT
# What `meson install` puts down serves others: the example and a program in C++ are built
# against it by way of pkg-config, and the library shows nothing but its interface.
#   install.sh MESON BUILD-FOLDER EXAMPLE C-COMPILER C++-COMPILER
set -eu
meson=$1 build=$2 example=$3 cc=$4 cxx=$5
for tool in pkg-config nm; do
    command -v $tool >/dev/null || { echo "skipped: there is no $tool" && exit 77; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
DESTDIR=$folder/root "$meson" install -C "$build" --no-rebuild --quiet >"$folder/log" 2>&1 ||
    { cat "$folder/log" && exit 1; }

pc=$(find "$folder/root" -name secant.pc)
export PKG_CONFIG_PATH="${pc%/*}" PKG_CONFIG_SYSROOT_DIR="$folder/root"
export LD_LIBRARY_PATH="${PKG_CONFIG_PATH%/pkgconfig}"
flags=$(pkg-config --cflags --libs secant)

$cc -std=c11 -Wall -Wextra -Wpedantic -Werror "$example" $flags -lm -o "$folder/example"
"$folder/example" 2>/dev/null >"$folder/out"
[ "$(grep -c '^ok' "$folder/out")" = 2 ]

cat >"$folder/try.cc" <<'PROGRAM'
#include <secant.h>

int main()
{
    const double x[1] = {2};
    auto f = [](const double *at, void *) { return at[0] * at[0]; };
    auto right = [](const double *at, double *g, void *) { g[0] = 2 * at[0]; };
    auto wrong = [](const double *at, double *g, void *) { g[0] = at[0]; };
    return secant_check(f, right, nullptr, 1, x, nullptr, nullptr) != SECANT_RIGHT ||
           secant_check(f, wrong, nullptr, 1, x, nullptr, nullptr) != SECANT_WRONG;
}
PROGRAM
$cxx -std=c++17 -Wall -Wextra -Wpedantic -Werror "$folder/try.cc" $flags -o "$folder/try"
"$folder/try"

library=$(find "$folder/root" -name 'libsecant.so' | head -n 1)
[ -n "$library" ] || { echo "no shared library: its symbols are not looked at" && exit 0; }
nm -D --defined-only "$library" | awk '$2 ~ /[TDBRW]/ {print $3}' | grep -v '^_' |
    LC_ALL=C sort >"$folder/symbols"
cat >"$folder/interface" <<'SYMBOLS'
secant_check
secant_check_elementwise
secant_check_jacobian
secant_outcome_finish
secant_verdict_name
SYMBOLS
diff "$folder/interface" "$folder/symbols"
